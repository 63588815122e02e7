"""log, report, verify-log: the record is written, told and proven."""

import csv
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.terminal import at_terminal
from tests.cli.town import Town


def entries(town: Town) -> list[tuple[int, str]]:
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        return database.execute("SELECT seq, kind FROM journal ORDER BY seq").fetchall()


@pytest.mark.requirement("R052")
def test_a_line_is_kept_with_when_it_happened_and_when_it_was_written(drafted: Town) -> None:
    """Of the incident, also when one of its alerts is named; by whom, of what kind."""
    town = drafted
    first = town.run("log", "1001", "Vannverket ringte.", "--at", "02:50", "--kind", "telefon", "--json")
    second = town.run("log", "1001-1", "Lege varslet.")
    happened = datetime.fromisoformat(first.json["happened_at"])

    assert first.code == 0
    assert (first.json["incident"], first.json["number"], first.json["by"]) == ("1001", 1001, "siri")
    assert timedelta(0) <= datetime.now(UTC) - happened <= timedelta(hours=24)
    assert second.out == "Skrevet i loggen til hendelse 1001.\n"
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        rows = database.execute(
            "SELECT incident, actor, personal ->> 'text', happened_at IS NOT NULL FROM journal "
            "WHERE kind = 'log.line' ORDER BY seq"
        ).fetchall()
    assert rows == [
        (1001, "siri", "Vannverket ringte.", 1),
        (1001, "siri", "Lege varslet.", 1),
    ]


LINES = {
    "no such incident": (("log", "4711", "x"), "Det finnes ingen hendelse med nummer 4711."),
    "no incident at all": (("log", "kokevarsel", "x"), "Det finnes ingen hendelse og ikke noe varsel kokevarsel."),
    "a huge number": (("log", "9" * 40, "x"), f"Det finnes ingen hendelse og ikke noe varsel {'9' * 40}."),
    "an empty line": (("log", "1001", "  "), "text: Linjen er tom. Skriv hva som har skjedd."),
    "too long a line": (("log", "1001", "x" * 4001), "text: Linjen kan ha høyst 4000 tegn; denne har 4001."),
    "no kind": (
        ("log", "1001", "x", "--kind", "To Ord"),
        "kind: Slaget er ett ord med små bokstaver, for eksempel telefon.",
    ),
    "no time": (("log", "1001", "x", "--at", "nettopp"), "at: Skriv et tidspunkt som 09:00, "),
    "a time ahead": (
        ("log", "1001", "x", "--at", "2099-01-01T00:00:00Z"),
        "at: Tidspunktet ligger fram i tid. Loggen er for det som har skjedd.",
    ),
}


@pytest.mark.parametrize(("words", "title"), LINES.values(), ids=LINES)
def test_a_line_that_cannot_be_kept_is_told(with_draft: Town, words: tuple[str, ...], title: str) -> None:
    """Exit 1, the sentence, and nothing in the journal."""
    before = entries(with_draft)
    done = with_draft.run(*words)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(title)
    assert entries(with_draft) == before


def test_a_line_needs_the_right_to_write_it(with_draft: Town) -> None:
    """The evaluator reads."""
    done = with_draft.run("log", "1001", "x", by="jon")

    assert (done.code, done.err) == (1, "Du har ikke rett til å skrive i loggen. Det krever rollen crisis-team.\n")


@pytest.mark.requirement("R123")
def test_the_log_is_written_out_as_a_table(drafted: Town) -> None:
    """For other log systems: what people wrote and what the system did, in Norwegian."""
    drafted.run("log", "1001", "Vannverket ringte.")
    drafted.run("log", "1001", "Lege varslet.", "--kind", "telefon")
    done = drafted.run("log", "1001", "--csv", "logg.csv", by="jon")
    file = drafted.home / "logg.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    types = {row["Tekst"]: row["Type"] for row in rows}

    assert (done.code, done.out, done.err) == (0, "logg.csv\n", "")
    assert (types["Vannverket ringte."], types["Lege varslet."], rows[0]["Type"]) == ("Notat", "telefon", "Systemet")
    assert file.stat().st_mode & 0o077 == 0
    assert drafted.run("log", "1001", "x", "--csv", "logg.csv").code == 2


@pytest.mark.requirement("R051")
def test_a_report_is_files_in_a_folder(drafted: Town) -> None:
    """HTML, PDF, JSON, CSV and a chart, of an incident or of any of its alerts; the folder is made."""
    by_incident = drafted.run("report", "1001", "--out", "ut/en", by="jon")
    by_alert = drafted.run("report", "1001-1", "--out", "ut/to", "--json", by="jon")

    assert by_incident.code == 0, by_incident.err
    assert {line.rpartition(".")[2] for line in by_incident.out.splitlines()} >= {"html", "pdf", "json", "csv"}
    assert all((drafted.home / file).stat().st_size for file in by_alert.json["files"])
    assert by_alert.json["incident"] == "1001"
    assert [kind for _, kind in entries(drafted)[-2:]] == ["rows.read", "rows.read"]  # each has recipients' rows
    assert by_incident.err == ""  # no bar where nobody watches


def test_whoever_waits_at_a_terminal_is_told_what_is_done(drafted: Town) -> None:
    """The PDF takes seconds, and a large one was silent for twenty; what is left is the names of the files."""
    report_code, report_screen = at_terminal(drafted, "report", "1001", "--out", "ut/tre", by="jon")
    archive_code, archive_screen = at_terminal(drafted, "archive", "1001", "--out", "ut/fire")

    assert (report_code, archive_code) == (0, 0)
    assert "Lager PDF" in report_screen
    assert report_screen.rstrip().endswith("ut/tre/report.pdf")
    assert "Lager arkivpakken" in archive_screen


def test_a_report_that_cannot_be_made_is_told(drafted: Town) -> None:
    """An unknown incident is a refusal, a folder that cannot be written wrong use, a missing right names the role."""
    (drafted.home / "fil").write_text("")
    unknown = drafted.run("report", "4711", "--out", "ut")
    nowhere = drafted.run("report", "1001", "--out", "fil")

    assert (unknown.code, unknown.err) == (1, "Det finnes ingen hendelse med nummer 4711.\n")
    assert (nowhere.code, nowhere.err) == (2, "Kan ikke skrive rapporten i fil (File exists).\n")


@pytest.mark.requirement("R053")
def test_a_whole_chain_is_told_with_its_head(town: Town) -> None:
    """How many lines, and the last hash, to be compared with the one on a receipt."""
    count = len(entries(town))
    programs = town.run("verify-log", "--json", by=None)
    people = town.run("verify-log", by=None)

    assert (people.code, programs.code) == (0, 0)
    assert (programs.json["ok"], programs.json["entries"], programs.json["broken"]) == (True, count, None)
    assert people.out.startswith(f"Loggen er hel: {count + 1} linjer.\nSiste linje: ")
    assert [kind for _, kind in entries(town)[-2:]] == ["log.verified", "log.verified"]


SWAP = """
UPDATE journal SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4);
UPDATE journal SET seq = -seq WHERE seq < 0
"""
TAMPERED = {
    "an edited line": ("UPDATE journal SET data = '{}' WHERE seq = 3", 3, "innholdet er endret"),
    "a line that is no JSON": ("UPDATE journal SET data = 'x' WHERE seq = 3", 3, "innholdet er endret"),
    "another actor": ("UPDATE journal SET actor = 'ola' WHERE seq = 4", 4, "innholdet er endret"),
    "a removed line": ("DELETE FROM journal WHERE seq = 3", 4, "linje 3 mangler"),
    "swapped lines": (
        SWAP,
        3,
        "lenken til linjen før passer ikke",
    ),
}


@pytest.mark.requirement("R053")
@pytest.mark.parametrize(("statement", "broken", "why"), TAMPERED.values(), ids=TAMPERED)
def test_the_first_broken_line_is_named(town: Town, statement: str, broken: int, why: str) -> None:
    """Exit 1, on standard error for people, in JSON for programs."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        database.executescript(statement)
    programs = town.run("verify-log", "--json", by=None)

    assert (programs.code, programs.json["ok"], programs.json["broken"]) == (1, False, broken)
    assert programs.err == f"Loggen er ikke hel. Første linje som ikke stemmer, er nummer {broken}: {why}.\n"


def test_there_is_nothing_to_verify_without_a_database(town: Town) -> None:
    """In the wrong folder nothing is made."""
    elsewhere = town.home / "annet"
    elsewhere.mkdir()
    done = town.run("verify-log", env={"DISPATCHER_HOME": str(elsewhere)}, by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Finner ingen database i {elsewhere}/var/dispatcher.db.")
    assert list(elsewhere.iterdir()) == []
