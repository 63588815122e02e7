"""Who acts: the token, where it is looked for, and what is said when there is none."""

import pytest

from dispatcher.cli.acting import NOT_OURS
from tests.cli.town import Town

ACTING = {
    "list": ("list",),
    "show": ("show", "1001-1"),
    "trigger": ("trigger", "kokevarsel", "--exercise"),
    "edit": ("edit", "1001-1", "--set", "sted=x"),
    "submit": ("submit", "1001-1"),
    "approve": ("approve", "1001-1", "--fingerprint", "0123456789ab"),
    "return": ("return", "1001-1", "--why", "x"),
    "reject": ("reject", "1001-1", "--why", "x"),
    "pause": ("pause", "1001-1", "--why", "x"),
    "resume": ("resume", "1001-1"),
    "stop": ("stop", "1001-1", "--why", "x"),
    "unsure": ("unsure", "1001-1", "--leave"),
    "watch": ("watch", "1001-1"),
    "log": ("log", "1001", "x"),
    "report": ("report", "1001", "--out", "rapport"),
}


@pytest.mark.parametrize("words", ACTING.values(), ids=ACTING)
def test_whoever_acts_must_say_who_they_are(founded: Town, words: tuple[str, ...]) -> None:
    """Without a token: exit 2 and one sentence that says what to set."""
    done = founded.run(*words, by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "Si hvem du er: sett DISPATCHER_TOKEN, eller gi --token-file FIL. Ny nøkkel: dispatcher token create NAVN\n"
    )


def test_a_token_that_is_not_ours_is_refused(founded: Town) -> None:
    """A wrong token is a refusal, not wrong use: exit 1."""
    done = founded.run("list", by=None, env={"DISPATCHER_TOKEN": "dsp_feil"})

    assert (done.code, done.err) == (1, f"{NOT_OURS}\n")


def test_a_token_file_goes_before_the_environment(drafted: Town) -> None:
    """One may act as another than the shell's usual account; white space round the token is forgiven."""
    town, alert, file = drafted, drafted.alert, drafted.home / "nokkel"
    file.write_text(f"\n {town.tokens['jon']} \n", encoding="utf-8")
    done = town.run("submit", alert, "--token-file", str(file), by="siri")

    assert done.code == 1
    assert done.err.endswith(
        "Du har ikke rett til å sende inn et varsel til godkjenning. Det krever rollen crisis-team.\n"
    )


def test_a_token_may_stand_in_the_env_file(town: Town) -> None:
    """.env is read as the environment is."""
    (town.home / ".env").write_text(f"DISPATCHER_TOKEN={town.tokens['siri']}\n", encoding="utf-8")

    assert town.run("list", by=None).code == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_token_file_that_cannot_be_read_is_told(town: Town, content: bytes | None) -> None:
    """A missing or binary file: exit 2, one sentence, nothing of its content."""
    if content is not None:
        (town.home / "nokkel").write_bytes(content)
    done = town.run("list", "--token-file", "nokkel")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Nøkkelfilen nokkel kan ikke leses (")


def test_a_folder_without_a_database_is_told(town: Town) -> None:
    """In the wrong folder nothing is created; the sentence says which file was looked for."""
    elsewhere = town.home / "annet"
    elsewhere.mkdir()
    done = town.run("list", env={"DISPATCHER_HOME": str(elsewhere)})

    assert done.code == 2
    assert (
        done.err
        == f"Finner ingen database i {elsewhere}/var/dispatcher.db. Sett DISPATCHER_HOME til kommunens mappe.\n"
    )
    assert list(elsewhere.iterdir()) == []


def test_settings_are_faulted_line_by_line(town: Town) -> None:
    """Every fault of the settings has its own line, and nothing is opened."""
    done = town.run(
        "list", env={"DISPATCHER_PORT": "99999", "DISPATCHER_MODE": "skarp", "DISPATCHER_DATABASE_URL": "x"}
    )
    lines = done.err.splitlines()

    assert done.code == 2
    assert {line.partition(":")[0] for line in lines} == {
        "DISPATCHER_PORT",
        "DISPATCHER_MODE",
        "DISPATCHER_DATABASE_URL",
    }


def test_a_database_that_cannot_be_used_is_told(town: Town) -> None:
    """A folder where the file should be, or a file that is no database, is a sentence and no traceback."""
    (town.home / "rot.db").write_text("dette er ingen database, bare tekst" * 100)
    (town.home / "fil").write_text("")
    # A folder is told by the settings already, before anything is opened.
    for url, code in (("sqlite:///rot.db", 1), ("sqlite:///var", 2), ("sqlite:///fil/x.db", 1)):
        done = town.run("user", "add", "Kari", "--role", "admin", env={"DISPATCHER_DATABASE_URL": url}, by=None)

        assert done.code == code
        assert "Traceback" not in done.err
        assert "database" in done.err.lower()
