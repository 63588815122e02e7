"""serve and capture: ready in one line, alone on their file, ended by a signal; watch follows what they do."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import urllib.request
from pathlib import Path

import pytest
import structlog

from dispatcher.ledger.health import DamagedDatabase, open_whole
from tests.cli.terminal import at_terminal
from tests.cli.town import Town
from tests.forked import LONGEST


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_node_says_where_it_is_and_ends_with_a_signal(town: Town) -> None:
    """One line on standard output, only logs on standard error, exit 0 when it is told to end."""
    process = town.start("serve", by=None)
    line = ready(process)
    address = line.removeprefix("Dispatcher er klar på ").strip()
    with urllib.request.urlopen(f"{address}/healthz") as answer:  # noqa: S310  loopback, by the line above
        alive = answer.status
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=LONGEST)

    assert alive == 200
    assert (process.returncode, out) == (0, "")
    assert all(json.loads(event)["event"] for event in err.splitlines())


def test_a_node_says_it_to_programs_too(town: Town) -> None:
    """With --json the line has the address and the process."""
    process = town.start("serve", "--json", by=None)
    said = json.loads(ready(process))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONGEST)

    assert said["address"].startswith("http://127.0.0.1:")
    assert said["pid"] == process.pid
    assert process.returncode == 0


def test_a_second_node_is_turned_away_with_the_name_of_the_first(town: Town) -> None:
    """One node for one file: exit 2."""
    with town.serving() as first:
        done = town.run("serve", by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err == f"En annen node bruker denne databasen: pid {first.pid} på {socket.gethostname()}.\n"


def test_a_node_is_found_by_any_name_of_its_file(town: Town) -> None:
    """The lock lies beside the file itself, so a link to the file leads to the same lock."""
    database = town.home / "var" / "dispatcher.db"
    (town.home / "lenke.db").symlink_to(database)
    (town.home / "annen").symlink_to(database.parent)
    with town.serving() as first:
        links = [
            town.run("serve", env={"DISPATCHER_DATABASE_URL": f"sqlite:///{name}"}, by=None)
            for name in ("lenke.db", "annen/dispatcher.db")
        ]

    name = f"En annen node bruker denne databasen: pid {first.pid} på {socket.gethostname()}.\n"
    assert [(done.code, done.err) for done in links] == [(2, name)] * 2


@pytest.mark.parametrize("host", ["kommunehuset.invalid", "127.0.0.1:8080", "http://127.0.0.1", "", "300.1.1.1"])
def test_a_host_that_is_no_address_is_told_before_anything_is_opened(town: Town, host: str) -> None:
    """Exit 2 with what to type; no list has been imported, and the database has not even been made."""
    elsewhere = {"DISPATCHER_DATABASE_URL": "sqlite:///ny/dispatcher.db"}
    done = town.run("serve", env={"DISPATCHER_HOST": host} | elsewhere, by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("DISPATCHER_HOST: ")
    assert done.err.endswith(
        "Skriv en adresse på denne maskinen, uten port: 127.0.0.1 for maskinen selv, 0.0.0.0 for alle.\n"
    )
    assert not (town.home / "ny").exists()


def test_a_misspelt_setting_is_told_and_stops_no_node(town: Town) -> None:
    """A line in the log for each at start, with what was meant; the node serves, and the value is nowhere."""
    wrong = {"DISPATCHER_PROT": "hemmelig", "DISPATCHER_TWILIO__RAET": "3"}
    (town.home / ".env").write_text("DISPATCHER_MOD=live\n", encoding="utf-8")
    with town.serving(env=wrong) as node:
        node.terminate()
        _, err = node.communicate(timeout=LONGEST)
    lines = [json.loads(line) for line in err.splitlines()]
    told = {line["setting"]: line["what"] for line in lines if line["event"] == "settings.unknown"}

    assert told == {
        "DISPATCHER_PROT": "Det finnes ingen slik innstilling. Mente du «DISPATCHER_PORT»?",
        "DISPATCHER_MOD": "Det finnes ingen slik innstilling. Mente du «DISPATCHER_MODE»?",
        "DISPATCHER_TWILIO__RAET": "Det finnes ingen slik innstilling. Mente du «DISPATCHER_TWILIO__RATE»?",
    }
    assert "hemmelig" not in err


def damage(database: Path) -> None:
    """Half a page of rubbish in the middle of the people, where opening the file reads nothing."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people'").fetchone()
    pages = database.read_bytes()
    child = int.from_bytes(pages[(root - 1) * size + 8 :][:4], "big")  # the root is inner: its last child
    with database.open("r+b") as file:
        file.seek((child - 1) * size)
        file.write(b"\xa5" * (size // 2))


def test_a_node_does_not_start_on_a_damaged_database(town: Town) -> None:
    """A page in the middle, of a list that is not read at start: exit 2, one sentence, and the file as it was."""
    database = town.home / "var" / "dispatcher.db"
    damage(database)
    before = database.read_bytes()
    done = town.run("serve", by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        f"Databasen {database} er skadet. "
        "Noden starter ikke på den. Ta vare på filen, og hent fram siste sikkerhetskopi."
    )
    assert database.read_bytes() == before


def test_a_database_is_read_through_before_a_node_has_it(town: Town) -> None:
    """Up to a size, with its time in the log; over it that is said; a command beside the node does not wait for it."""
    database = town.home / "var" / "dispatcher.db"
    with structlog.testing.capture_logs() as lines:
        open_whole(database, node=True).close()
        open_whole(database, node=True, largest=1000).close()
    damage(database)
    open_whole(database, node=True, largest=1000).close()
    open_whole(database, node=False).close()
    with pytest.raises(DamagedDatabase, match="er skadet"):
        open_whole(database, node=True)

    assert [line["event"] for line in lines] == ["ledger.checked", "ledger.not_checked"]
    assert lines[0]["seconds"] < 5
    assert lines[0]["bytes"] == lines[1]["bytes"] > 100_000


def test_a_port_that_is_taken_is_told(town: Town) -> None:
    """Exit 2 and what to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = town.run("serve", env={"DISPATCHER_PORT": str(port)}, by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(f"Kan ikke lytte på 127.0.0.1:{port} (")
    assert "Velg en annen DISPATCHER_PORT." in done.err


def test_invalid_settings_open_nothing(town: Town) -> None:
    """Live without a secret key: exit 2, and what to type."""
    done = town.run("serve", env={"DISPATCHER_MODE": "live"}, by=None)

    assert (done.code, done.out) == (2, "")
    assert "DISPATCHER_SECRET_KEY" in done.err


def test_a_database_that_cannot_be_made_is_a_sentence(town: Town) -> None:
    """No traceback for a path that cannot be."""
    (town.home / "fil").write_text("")
    done = town.run("serve", env={"DISPATCHER_DATABASE_URL": "sqlite:///fil/x.db"}, by=None)

    assert done.code == 1
    assert done.err == f"Kan ikke bruke databasen {town.home}/fil/x.db (File exists). Ingenting er tapt.\n"


def test_the_capture_says_where_it_is_and_ends_with_a_signal(town: Town) -> None:
    """One line of JSON: HTTP on a port, SMTP on the next."""
    process = town.start("capture", by=None)
    said = json.loads(ready(process))
    with urllib.request.urlopen(f"{said['http']}/journal") as answer:  # noqa: S310  loopback, by the line above
        journal = answer.read()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=LONGEST)

    assert said["smtp"]["port"] == int(said["http"].rpartition(":")[2]) + 1
    assert journal == b""
    assert (process.returncode, out) == (0, "")


@pytest.mark.requirement("R054")
def test_an_alert_is_followed_to_its_end(submitted: Town) -> None:
    """As lines, as objects, and as bars at a terminal of 80 by 24: all end with the alert, all tell the same people."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    with town.serving():
        lines, objects = town.start("watch", alert), town.start("watch", alert, "--json")
        first = ready(lines)  # each has its first picture: nothing has been approved yet
        ready(objects)
        assert town.run("approve", alert, "--fingerprint", fingerprint, by="anne").code == 0
        rest, errors = lines.communicate(timeout=LONGEST)
        said = first + rest
        pictures = [json.loads(line) for line in objects.communicate(timeout=LONGEST)[0].splitlines()]
        code, screen = at_terminal(town, "watch", alert)

    last = pictures[-1]
    assert (lines.returncode, objects.returncode, code, errors) == (0, 0, 0, "")
    assert last["state"] == "done"
    assert all(sum(counts.values()) == 2 * counts["total"] for counts in channels(last)), "the seven add up"
    assert all(line.partition(" ")[2].startswith(f"ØVELSE {alert}: ") for line in said.splitlines())
    assert f"ØVELSE {alert}: ferdig sendt; " in said.splitlines()[-1]
    assert len({line.partition(" ")[0] for line in said.splitlines()}) == len(said.splitlines()), "one a second"
    assert "sendt inn og venter på godkjenning" in said.splitlines()[0]
    for number, wave in enumerate(last["waves"], start=1):
        assert f"; bølge {number} {wave['name']}: " in said.splitlines()[-1]
        assert f"{number} {wave['name']}  " in screen
        if not wave["public"]:
            assert f"{wave['told']} av {wave['people']} nådd" in said
            assert f"{wave['told']} av {wave['people']} nådd  ferdig" in screen
    assert f" ØVELSE   kokevarsel  varsel {alert}  ferdig sendt" in screen
    assert max(map(len, screen.splitlines())) <= 80


def channels(view: dict[str, object]) -> list[dict[str, int]]:
    waves = view["waves"]
    assert isinstance(waves, list)
    return [counts for wave in waves for counts in wave["channels"].values()]


def test_leaving_the_view_leaves_the_alert(with_submitted: Town) -> None:
    """Ctrl-C ends the view only, quietly."""
    process = with_submitted.start("watch", with_submitted.alert, "--json")
    ready(process)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=LONGEST)

    assert process.returncode == 0
    assert err == "Visningen er avsluttet. Varselet går som før.\n"
