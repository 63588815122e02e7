"""init, user, token: from an empty folder to somebody who may act."""

import json
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from dispatcher.cli import examples
from dispatcher.cli.failures import WrongUse
from tests.cli.town import ACCOUNTS, Town


def journal(town: Town) -> list[tuple[str, str, dict[str, object]]]:
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        rows = database.execute("SELECT kind, actor, data FROM journal ORDER BY seq").fetchall()
    return [(kind, actor, json.loads(data)) for kind, actor, data in rows]


def test_init_makes_a_folder_that_check_finds_clean(tmp_path: Path) -> None:
    """What is copied is all that is needed: no fault in a fresh folder."""
    fresh = Town(home=tmp_path / "ny")
    fresh.home.mkdir()
    done = fresh.run("init", str(fresh.home))
    checked = fresh.run("check", "--json")

    assert done.code == 0
    assert "dispatcher user add" in done.out
    assert "dispatcher check" in done.out
    assert checked.code == 0, checked.said
    assert checked.json["faults"] == []


def test_init_overwrites_nothing(town: Town) -> None:
    """A second init leaves what is there, and says which files those were."""
    (town.home / "plan.yaml").write_text("min egen plan\n", encoding="utf-8")
    (town.home / "contacts" / "presse.csv").unlink()
    done = town.run("init", str(town.home), "--json")

    assert (town.home / "plan.yaml").read_text(encoding="utf-8") == "min egen plan\n"
    assert done.json["written"] == ["contacts/presse.csv"]
    assert "plan.yaml" in done.json["kept"]


def test_init_into_a_file_is_told(tmp_path: Path) -> None:
    """A folder that cannot be made is one sentence, exit 2."""
    (tmp_path / "fil").write_text("")
    done = Town(home=tmp_path).run("init", "fil/her")

    assert done.code == 2
    assert done.err.startswith("Kan ikke skrive i fil/her (")


def test_the_database_is_its_owners_alone(founded: Town) -> None:
    """A new database is created 0600."""
    mode = stat.S_IMODE((founded.home / "var" / "dispatcher.db").stat().st_mode)

    assert mode == 0o600


def test_accounts_and_tokens_are_journalled_without_the_token(founded: Town) -> None:
    """Who could open the database made them, and it stands in the journal."""
    entries = journal(founded)

    assert [data for kind, _, data in entries if kind == "user.added"] == [
        {"user": name, "roles": sorted(roles), "person": person} for name, (person, roles) in ACCOUNTS.items()
    ]
    assert [data for kind, _, data in entries if kind == "token.created"] == [{"user": name} for name in ACCOUNTS]
    assert all(
        actor.startswith("kommandolinje:") for kind, actor, _ in entries if kind in ("user.added", "token.created")
    )
    assert not any(token in json.dumps(entries) for token in founded.tokens.values())


def test_a_token_is_alone_on_standard_output(town: Town) -> None:
    """So that a script can keep it; and it works."""
    done = town.run("token", "create", "siri", by=None)

    assert done.out == f"{done.out.strip()}\n"
    assert Town(home=town.home, tokens={"ny": done.out.strip()}).run("list", by="ny").code == 0


def test_a_token_is_given_to_a_user_only(town: Town) -> None:
    """The refusal says how to make the user."""
    done = town.run("token", "create", "ukjent", by=None)

    assert (done.code, done.out) == (1, "")
    assert done.err == "Det finnes ingen bruker som heter ukjent. Lag en med: dispatcher user add ukjent --role …\n"


def test_a_name_is_taken_once(town: Town) -> None:
    """Two accounts of one name could not be told apart in the journal."""
    done = town.run("user", "add", "siri", "--role", "admin", by=None)

    assert (done.code, done.err) == (1, "Det finnes allerede en bruker som heter siri.\n")


def test_a_person_must_be_in_the_plan(town: Town) -> None:
    """A misspelt key would leave somebody who cannot approve tonight."""
    done = town.run("user", "add", "Kari", "--role", "approver", "--person", "ordfører", by=None)

    assert done.code == 1
    assert done.err.startswith("person: Planen har ingen person «ordfører». Den har: ordforer, varaordforer, ")


def test_an_approver_without_a_person_is_told(town: Town) -> None:
    """The account is made, and the gap is said."""
    done = town.run("user", "add", "Kari", "--role", "approver", "--json", by=None)

    assert done.code == 0
    assert done.json == {"name": "Kari", "roles": ["approver"], "person": None}
    assert "kan ikke godkjenne ennå" in done.err


@pytest.mark.parametrize("broken", [False, True])
def test_without_a_usable_plan_a_person_is_let_through_and_it_is_said(town: Town, *, broken: bool) -> None:
    """Accounts can be made before the plan is there or while it is being mended."""
    plan = town.home / "plan.yaml"
    plan.write_text("plan: [") if broken else plan.unlink()
    done = town.run("user", "add", "Kari", "--role", "approver", "--person", "ordforer", by=None)

    assert done.code == 0
    assert "ikke kontrollert" in done.err


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "kari\x1b[31m"])
def test_a_name_is_printable(town: Town, name: str) -> None:
    """Names stand in logs and on terminals."""
    done = town.run("user", "add", name, "--role", "admin", by=None)

    assert (done.code, done.err) == (1, "name: Et navn har 1 til 100 vanlige tegn.\n")


def test_the_examples_of_an_installed_wheel_are_found_under_its_prefix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the source tree around it, init copies from share/dispatcher; without either it says so."""
    installed = tmp_path / "share" / "dispatcher"
    monkeypatch.setattr(examples, "__file__", str(tmp_path / "lib" / "site" / "dispatcher" / "cli" / "examples.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(WrongUse, match="Installer Dispatcher på nytt"):
        examples.examples()
    for name in examples.WHAT:
        (installed / name).mkdir(parents=True)

    assert examples.examples() == installed
