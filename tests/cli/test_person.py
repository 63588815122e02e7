"""What somebody may ask of us, as an admin types it: the address comes by standard input and is never an argument."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.town import Town
from tests.forked import SCRIPT

LIST = "varslingsproeve"
ROWS = "fictional: true\nid;navn;mobil\n1;Kari Testvik;42000901\n2;Åse Testvik;42000902\n"
WHY = ("--list", LIST, "--why", "Ba om det")


@pytest.fixture
def asked(town: Town) -> Town:
    """Two on the list by choice, and an admin."""
    (town.home / "contacts" / "varslingsprove.csv").write_text(ROWS, encoding="utf-8")
    assert town.run("user", "add", "drift", "--role", "admin").code == 0
    tokens = {**town.tokens, "drift": town.run("token", "create", "drift").out.strip()}
    return Town(home=town.home, tokens=tokens)


def person(town: Town, *words: str, typed: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [SCRIPT, "person", *words],
        env=town.environment("drift"),
        cwd=town.home,
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_off_a_list_and_back(asked: Town) -> None:
    """Said with how many are left out; ``check`` asks for them to be taken out where the list is made."""
    code, said, err = person(asked, "remove", *WHY, typed="42 00 09 01")
    told = asked.run("check").out
    refused = person(asked, "remove", "--list", "ansatte", "--why", "Ba om det", typed="42000001")
    back = person(asked, "restore", *WHY, typed="42000901")

    assert (code, err) == (0, "")
    assert f"Tatt av listen {LIST}. 1 holdes nå ute av den" in said
    assert "contacts/varslingsprove.csv: 1 har bedt om å bli tatt av listen" in told
    assert refused[0] == 1
    assert "Ingen kan melde seg av varsler om fare" in refused[2]
    assert back[0] == 0
    assert f"Kan stå på listen {LIST} igjen. 0 holdes fortsatt ute" in back[1]
    assert "420009" not in f"{said}{told}{back}"


def test_a_list_that_cannot_be_read_is_said_and_it_is_remembered(asked: Town) -> None:
    """The former version is in force until the file is mended: then the row is left out."""
    path = asked.home / "contacts" / "varslingsprove.csv"
    assert asked.draft("--reason", "Prøve")
    path.write_text("tull\n", encoding="utf-8")
    code, _, err = person(asked, "remove", *WHY, typed="42000901")
    path.write_text(ROWS, encoding="utf-8")
    again, said, _ = person(asked, "remove", *WHY, typed="42000902")

    assert code == 1
    assert "Dette er husket, men listen kan ikke leses" in err
    assert again == 0
    assert "2 holdes nå ute" in said


def test_what_is_held_on_an_account_is_told_in_words(asked: Town) -> None:
    """By table, with a heading each; the tokens are there, and what they are is not."""
    asked.draft()
    code, said, err = person(asked, "export", typed="42 00 00 07")

    assert (code, err) == (0, "")
    for words in ("Roller i planen: beredskapskoordinator", "Konto (1):", "Nøkler til konto (1):", "Linjer i loggen ("):
        assert words in said
    assert "name: siri" in said
    assert not [token for token in asked.tokens.values() if token in said]
