"""The day of the upgrade: what each command makes of a ledger that the build before left."""

import sqlite3
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.cli.town import Town
from tests.forked import Done

PART_2 = Path(__file__).parent.parent / "ledger" / "part_2" / "ledger.sql"
OLDER = "Databasen har skjema 2, og denne utgaven bruker 8. Den flyttes opp når noden starter: dispatcher serve."


@pytest.fixture
def upgraded(town: Town) -> Town:
    """A folder whose ledger part 2 left behind."""
    path = database(town)
    for file in path.parent.glob("dispatcher.db*"):
        file.unlink()
    connection = sqlite3.connect(path)
    connection.executescript(PART_2.read_text(encoding="utf-8"))
    connection.close()
    path.chmod(0o600)
    return town


def database(town: Town) -> Path:
    return town.home / "var" / "dispatcher.db"


def revision(town: Town) -> str:
    connection = sqlite3.connect(database(town))
    found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0]
    connection.close()
    return str(found)


def test_check_tells_of_an_older_ledger_and_leaves_it(upgraded: Town) -> None:
    """A warning, since the next start mends it, and what was not looked at is said."""
    done = upgraded.speak_one_language().run("check", "--json", by=None)
    told = [one["what"] for one in done.json["warnings"] if one["where"] == "DISPATCHER_DATABASE_URL"]

    assert done.code == 0
    assert len(told) == 1
    assert told[0].startswith(OLDER)
    assert "Kjør så dispatcher check igjen" in told[0]
    assert revision(upgraded) == "2"


@pytest.mark.parametrize("command", ["list", "show 1001-1", "watch 1001-1", "report 1001 --out ut", "verify-log"])
def test_a_command_that_looks_leaves_an_older_ledger(upgraded: Town, command: str) -> None:
    """One sentence, exit 1, and the ledger as it was."""
    done = upgraded.run(*command.split(), env={"DISPATCHER_TOKEN": "noe"})

    assert (done.code, done.out) == (1, "")
    assert done.err.strip() == f"{OLDER} Ingenting er endret."
    assert revision(upgraded) == "2"


def test_a_command_that_writes_moves_it_up(upgraded: Town) -> None:
    """Then everything that part 2 recorded can be looked at again, and the log is whole."""
    made = upgraded.run("token", "create", "kari", by=None)
    listed = upgraded.run("list", "--json", env={"DISPATCHER_TOKEN": made.out.strip()})

    assert made.code == 0
    assert revision(upgraded) == "8"
    assert [alert["id"] for alert in listed.json if alert["kind"] != "service"] == ["1001-1"]
    assert upgraded.run("verify-log", by=None).code == 0


def test_a_node_moves_it_up(upgraded: Town) -> None:
    """It is ready on the ledger that part 2 left."""
    with upgraded.serving():
        assert revision(upgraded) == "8"


def test_what_part_2_sent_is_sealed_and_a_change_of_it_is_found(upgraded: Town) -> None:
    """The node seals what an earlier build left without; whoever changes a row past it is told of by name."""
    upgraded.run("token", "create", "kari", by=None)
    with upgraded.serving():
        whole = sealed(upgraded)
    with sqlite3.connect(database(upgraded)) as connection:
        connection.execute("UPDATE deliveries SET state = 'failed' WHERE alert_id = '1001-1' AND channel = 'email'")
    changed = upgraded.run("verify-log", by=None)

    assert whole.json["ok"]
    assert whole.json["seals"]["checked"] > 0
    assert whole.json["seals"]["broken"] == []
    assert changed.code == 1
    assert changed.out.startswith("Loggen er hel: ")
    assert "1001-1 stemmer ikke med forseglingen i linje" in changed.err


def sealed(town: Town) -> Done:
    """What verify-log says once the node has sealed what it found."""
    until = monotonic() + 30
    while True:
        done = town.run("verify-log", "--json", by=None)
        if done.json["seals"]["checked"] or monotonic() > until:
            return done
        sleep(0.1)
