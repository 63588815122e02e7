"""report --copy, --leave-out, --include: the copies of a report, and what must be judged before one may go out."""

from __future__ import annotations

import pytest

from tests.cli.town import Town

SECRET, OPEN = "Lekkasjen er ved pumpehuset i Myra.", "Vannverket ringte om prøven."
PUBLIC = ("report", "1001", "--out", "ut", "--copy", "offentlig")


@pytest.fixture
def logged(drafted: Town) -> tuple[Town, str, str]:
    """An incident with two lines that somebody typed, and their numbers."""
    town = drafted
    secret, told = (str(town.run("log", "1001", text, "--json").json["id"]) for text in (SECRET, OPEN))
    return town, secret, told


def test_a_case_paper_is_written_in_place_of_the_report(drafted: Town) -> None:
    """As a page and a PDF, and nothing else; by whoever may read reports."""
    done = drafted.run("report", "1001", "--out", "ut", "--copy", "saksframlegg", "--json", by="jon")

    assert done.code == 0, done.err
    assert done.json["files"] == ["ut/saksframlegg.html", "ut/saksframlegg.pdf"]
    assert sorted(path.name for path in (drafted.home / "ut").iterdir()) == ["saksframlegg.html", "saksframlegg.pdf"]
    assert "Kommunedirektørens forslag" in (drafted.home / "ut" / "saksframlegg.html").read_text(encoding="utf-8")


@pytest.mark.requirement("R119", "R120")
def test_a_public_copy_has_what_was_included_and_the_ground_of_what_was_left_out(logged: tuple[Town, str, str]) -> None:
    """Each place with its own answer; the rest of what was typed by one ground; kept for the next time."""
    town, secret, told = logged
    words = ("--leave-out", f"{secret}=kraft", "--leave-out", "fritekst=internt", "--include", told)
    done = town.run(*PUBLIC, *words, "--json", by="jon")
    page, table = ((town.home / "ut" / name).read_text(encoding="utf-8") for name in NAMES)
    again = town.run("report", "1001", "--out", "igjen", "--copy", "offentlig", by="jon")

    assert done.code == 0, done.err
    assert done.json["files"] == [f"ut/{name}" for name in (*NAMES, "offentlig.pdf")]
    for text in (page, table):
        assert OPEN in text
        assert SECRET not in text
        assert "energiloven" in text
    assert again.code == 0, again.err
    assert (town.home / "igjen" / NAMES[0]).read_text(encoding="utf-8") == page


NAMES = ("offentlig.html", "offentlig-logg.csv")
WRONG = {
    "nobody has judged": ((), 1, "Ingen har vurdert hva som kan gis ut av denne hendelsen."),
    "a place is left open": (("--include", "{told}"), 1, "{secret}: Ikke vurdert. Ta teksten ut med en grunn"),
    "an unknown ground": (("--leave-out", "fritekst=hemmelig"), 1, "Ukjent grunn. Velg en av disse: personlig, "),
    "an unknown place": (
        ("--leave-out", "fritekst=internt", "--include", "4711"),
        1,
        "include.4711: Hendelsen har ikke noe slikt sted å ta med.",
    ),
    "both": (
        ("--leave-out", "{told}=internt", "--leave-out", "fritekst=internt", "--include", "{told}"),
        1,
        "leave_out.{told}: Stedet er både tatt ut og tatt med. Velg én av delene.",
    ),
    "no ground": (("--leave-out", "{told}"), 1, "leave_out: Skriv STED=GRUNN, for eksempel 12=personlig."),
}


def test_what_is_not_judged_is_told_and_nothing_is_written(logged: tuple[Town, str, str]) -> None:
    """Each way of being wrong, by the place's number; and a judgement without the public copy is wrong use."""
    town, secret, told = logged
    for name, (words, code, title) in WRONG.items():
        done = town.run(*PUBLIC, *(word.format(secret=secret, told=told) for word in words), by="jon")
        assert (done.code, done.out) == (code, ""), name
        assert title.format(secret=secret, told=told) in done.err, name
        assert SECRET not in done.err, name
    alone = [
        town.run("report", "1001", "--out", "ut", *kind, "--include", told, by="jon")
        for kind in ((), ("--copy", "saksframlegg"))
    ]

    assert [(done.code, done.err.splitlines()[0]) for done in alone] == [
        (2, "--leave-out og --include hører til --copy offentlig.")
    ] * 2
    assert list((town.home / "ut").glob("*")) == []
