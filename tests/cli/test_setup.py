"""init, user, token: from an empty folder to somebody who may act."""

import json
import stat
import sys
from pathlib import Path

import pytest

from dispatcher.cli import examples
from dispatcher.cli.failures import WrongUse
from tests.cli.town import ACCOUNTS, Town, journal


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


@pytest.mark.requirement("R026")
def test_an_account_is_tied_to_another_person_and_back(town: Town) -> None:
    """Roles stay when only the person changes; what it was and became is said and stands in the journal."""
    tied = town.run("user", "set", "siri", "--person", "varaordforer", by=None)
    loose = town.run("user", "set", "siri", "--no-person", "--json", by=None)
    entries = [data for kind, _, data in journal(town) if kind == "user.changed"]

    assert (tied.code, tied.out) == (
        0,
        (
            "siri har nå rollen crisis-team og er «varaordforer» i planen. "
            "Før: rollen crisis-team og er «beredskapskoordinator» i planen.\n"
        ),
    )
    assert loose.json == {
        "name": "siri",
        "roles": ["crisis-team"],
        "person": None,
        "was": {"name": "siri", "roles": ["crisis-team"], "person": "varaordforer"},
    }
    assert entries == [
        {
            "user": "siri",
            "roles": ["crisis-team"],
            "person": person,
            "was": {"roles": ["crisis-team"], "person": before},
        }
        for person, before in (("varaordforer", "beredskapskoordinator"), (None, "varaordforer"))
    ]


def test_new_roles_replace_the_old_at_once(submitted: Town) -> None:
    """Who has left the crisis team can do nothing of theirs any more, with the same token; the person stays."""
    town, alert = submitted, submitted.alert
    done = town.run("user", "set", "ola", "--role", "evaluator", by=None)
    refused = town.run("approve", alert, "--fingerprint", town.fingerprint, by="ola")
    town.run("user", "set", "ola", "--role", "approver", "--role", "admin", by=None)
    approved = town.run("approve", alert, "--fingerprint", town.fingerprint, by="ola")

    assert done.out.startswith("ola har nå rollen evaluator og er «varaordforer» i planen. Før: rollene approver, ")
    assert (refused.code, approved.code) == (1, 0)


CHANGES = {
    "nothing": (("siri",), 2, "Ingenting å endre. Bruk --role, --person, --no-person, --oidc-subject eller --no-oidc."),
    "both": (("siri", "--person", "ordforer", "--no-person"), 2, "Velg én av --person og --no-person."),
    "nobody": (("ukjent", "--role", "admin"), 1, "Det finnes ingen bruker som heter ukjent. Lag en med: "),
    "no such person": (("siri", "--person", "ordfører"), 1, "person: Planen har ingen person «ordfører». Den har: "),
}


@pytest.mark.parametrize(("words", "code", "title"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_cannot_be_made_is_told(founded: Town, words: tuple[str, ...], code: int, title: str) -> None:
    """And nothing is changed or journalled."""
    before = journal(founded)
    done = founded.run("user", "set", *words, by=None)

    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(title)
    assert journal(founded) == before


def test_the_gap_of_an_approver_without_a_person_is_told_again(town: Town) -> None:
    """Untied, nobody can approve."""
    assert "kan ikke godkjenne ennå" in town.run("user", "set", "anne", "--no-person", by=None).err


def test_all_tokens_of_a_user_are_revoked(town: Town) -> None:
    """A lost telephone: every token is worthless at once, others' are not, and a new one can be made."""
    town.run("token", "create", "siri", by=None)
    done, again = (town.run("token", "revoke", "siri", by=None) for _ in range(2))
    lost, other = town.run("list", by="siri"), town.run("list", by="anne")
    new = Town(home=town.home, tokens={"ny": town.run("token", "create", "siri", by=None).out.strip()})
    last = new.run("token", "revoke", "siri", "--json", by=None)
    unknown = town.run("token", "revoke", "ukjent", by=None)

    assert (done.code, done.out) == (0, "2 nøkler til siri er trukket tilbake og virker ikke lenger.\n")
    assert again.out == "siri hadde ingen nøkler.\n"
    assert (lost.code, lost.err.startswith("Nøkkelen gjelder ikke."), other.code) == (1, True, 0)
    assert last.json == {"user": "siri", "revoked": 1}
    assert (unknown.code, unknown.err.startswith("Det finnes ingen bruker som heter ukjent.")) == (1, True)
    assert [data for kind, _, data in journal(town) if kind == "token.revoked"] == [
        {"user": "siri", "tokens": count} for count in (2, 0, 1)
    ]


def test_the_readme_names_what_groups_of_commands_hold() -> None:
    """As whoever looks for it would type it."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

    for words in ("user add NAME", "user set NAME", "token create NAME", "token revoke NAME"):
        assert f"`{words}" in readme


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
