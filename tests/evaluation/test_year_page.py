"""The yearly report for people: whole, in one language, with its one table; and the same in CSV."""

from __future__ import annotations

import csv
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from dispatcher.evaluation.pdf import as_pdf
from dispatcher.evaluation.year import incidents_csv, summary_csv, write_year, year_page
from dispatcher.evaluation.year.gather import gather_year
from dispatcher.evaluation.year.record import YearRecord
from dispatcher.evaluation.year.totals import totals_of
from dispatcher.evaluation.year.words import YEAR_WORDS, words_of
from dispatcher.plan_file import LoadedPlan, load_plan
from tests.evaluation.pdf_rules import faults
from tests.evaluation.planted import YEAR, Planted, plant
from tests.evaluation.reading import read, table
from tests.evaluation.test_pdf import words_of as written
from tests.evaluation.test_year import KEPT, NOW
from tests.office import REPOSITORY

SHOTS = REPOSITORY / "docs" / "screenshots"
NASTY = "=<script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def plan() -> LoadedPlan:
    """The plan that is shipped."""
    return load_plan(REPOSITORY)


@pytest.fixture(scope="module")
def planted(plan: LoadedPlan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """A smaller crowd: what stands on the page is told by the record."""
    year = plant(tmp_path_factory.mktemp("year"), plan, crowd=16)
    yield year
    year.ledger.close()


@pytest.fixture(scope="module")
def record(planted: Planted, plan: LoadedPlan) -> YearRecord:
    return planted.ledger.read_now(gather_year, plan.plan, YEAR, NOW, KEPT)


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.requirement("R126")
def test_the_page_has_every_part_and_runs_nothing(record: YearRecord) -> None:
    """One h1, no level jumped, every section a link away; no script, no handler, nothing fetched."""
    html = year_page(record)
    page = read(html)
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3")]
    ids = {each.attributes["id"] for each in page.all("h2")}

    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))
    assert {str(link.attributes["href"]).removeprefix("#") for link in page.all("a")} == ids
    assert not re.search(r"<script|\son\w+=|\sstyle=|https?://(?!www\.w3\.org/2000/svg)|src=", html)


@pytest.mark.requirement("R126")
def test_the_one_table_has_real_and_exercises_side_by_side(record: YearRecord) -> None:
    """Never their sum: what is handed to the county governor."""
    real, exercises = totals_of(record.real), totals_of(record.exercises)
    found = {row[0]: row[1:] for row in table(read(year_page(record)), "Løten kommune, 2026")}

    assert found["Hendelser åpnet i året"] == ["30", "7"]
    assert found["Personer varslet"] == [f"{real.told:,}".replace(",", "\u00a0"), f"{exercises.told}"]
    assert found["for sent"] == [str(real.promises_late), str(exercises.promises_late)]
    assert found["Evaluering etter hver hendelse og øvelse (§ 8)"][0].startswith("▲ Nei. 2 av 24 (8,3\u00a0%)")
    assert found["Tiltak etter evalueringene"] == [
        "▲ 1 åpnet og 1 lukket i året. 1 åpne, 1 over fristen.",
        "1 åpnet og 0 lukket i året. 1 åpne, 0 over fristen.",
    ]
    assert found["Tiltak uten hendelse eller øvelse"] == ["▲ 1 åpnet og 0 lukket i året. 1 åpne, 1 over fristen."]
    assert found["Planen er oppdatert og revidert"][0].startswith("Ja. Versjon 1.0, ikke vedtatt.")


def test_the_csv_is_the_same_table(record: YearRecord) -> None:
    """With a stable key first, times in seconds, the comma of a Norwegian spreadsheet."""
    real = totals_of(record.real)
    head, *rows = rows_of(summary_csv(record))
    found = {row[0]: row for row in rows}

    assert head == ["nøkkel", "Hva", "Skarpe hendelser", "Øvelser", "enhet"]
    assert found["incidents"][2:] == ["30", "7", "count"]
    assert real.times["first"].median is not None
    assert found["median-first"][2] == str(real.times["first"].median / 1000).replace(".", ",")
    assert found["cost"][2] == str(real.cost).replace(".", ",")
    assert found["measures-duty"][2:4] == [
        "1 åpnet og 1 lukket i året. 1 åpne, 1 over fristen.",
        "1 åpnet og 0 lukket i året. 1 åpne, 0 over fristen.",
    ]


def test_measures_stand_apart_by_where_they_come_from(record: YearRecord) -> None:
    """A line each, and a column each of the table by kind."""
    page = read(year_page(record))
    section = page.one("section", **{"aria-labelledby": "measures"})

    assert [each.text for each in section.all("p")] == [
        "▲ Skarpe hendelser: 1 åpnet og 1 lukket i året. 1 åpne, 1 over fristen.",
        "Øvelser: 1 åpnet og 0 lukket i året. 1 åpne, 0 over fristen.",
        "▲ Tiltak uten hendelse eller øvelse: 1 åpnet og 0 lukket i året. 1 åpne, 1 over fristen.",
    ]
    assert table(page, "Åpne tiltak etter slag") == [
        ["Plan", "1", "0", "0"],
        ["Opplæring og øvelse", "0", "1", "0"],
        ["Avtale", "0", "0", "1"],
    ]


def test_each_incident_is_a_line_of_csv_that_says_whether_it_was_real(record: YearRecord) -> None:
    """Every row as long as the head."""
    head, *rows = rows_of(incidents_csv(record))

    assert {len(row) for row in rows} == {len(head)}
    assert [row[0] for row in rows] == ["real"] * 30 + ["exercise"] * 7
    assert [int(row[1]) for row in rows] == [row.number for row in (*record.real.rows, *record.exercises.rows)]


def test_charts_say_everything_without_colour(record: YearRecord) -> None:
    """A title, and every bar in words; exercises hatched and marked; the table stands behind."""
    page = read(year_page(record))
    charts = page.all("svg")
    titles = [each.text for each in page.all("title")][1:]

    assert len(charts) == 4
    assert all(each.attributes["role"] == "img" for each in charts)
    assert [title.startswith("ØVELSE: ") for title in titles] == [False, False, True, True]
    for side in (record.real, record.exercises):
        assert all(f"{row.number} {row.scenario}" in page.text for row in side.sent)
    assert year_page(record).count("<pattern") == 2


def test_the_page_is_in_the_language_of_the_municipality(record: YearRecord) -> None:
    """Nynorsk where the plan says so: no word that has another form in bokmål is left, but for the plan's own."""
    nynorsk = year_page(replace(record, language="nn", calendar=()))

    assert '<html lang="nn">' in nynorsk
    assert "Skarpe hendingar" in nynorsk
    assert "Øving, rolle for rolle" in nynorsk
    assert not re.search(
        r"hendelse(?!r\.csv)|Øvelse|øvelse|varslet |åpnet|ikke ", re.sub(r"<style>.*?</style>", "", nynorsk)
    )


def test_every_word_is_said_in_both_languages() -> None:
    """And none is left empty, nor with other fields than the first."""
    for key, said in YEAR_WORDS.items():
        assert len(said) == 2
        assert all(said), key
        assert re.findall(r"{\w+}", said[0]) == re.findall(r"{\w+}", said[1]), key
    assert words_of("en") == words_of("nb")


def test_nothing_that_was_typed_is_run(record: YearRecord) -> None:
    """Names of scenarios and areas are escaped in HTML, and no formula in a spreadsheet."""
    row = replace(record.real.rows[0], scenario=NASTY)
    area = replace(record.real.areas[0], name=NASTY)
    side = replace(record.real, rows=(row, *record.real.rows[1:]), areas=(area, *record.real.areas[1:]))
    nasty = replace(record, real=side)

    assert "<script" not in year_page(nasty)
    assert rows_of(incidents_csv(nasty))[1][2] == f"'{NASTY}"


def test_on_paper_the_table_is_a_sheet_of_its_own(record: YearRecord, tmp_path: Path) -> None:
    """PDF/A-2a and PDF/UA-1 by our second opinion; the whole table, and no more, on the first sheet."""
    few = replace(record, real=replace(record.real, rows=record.real.rows[:3]))
    made = as_pdf(year_page(few))
    first, *rest = written(made, tmp_path).split("\f")[:-1]

    if "SCREENSHOTS" in os.environ:
        sheet: list[str | Path] = ["pdftoppm", "-r", "90", "-png", "-singlefile"]
        sheet += [tmp_path / "report.pdf", SHOTS / "year-paper"]
        subprocess.run(sheet, check=True)
    assert faults(made) == []
    assert "Årsrapport for krisevarsling 2026" in first
    assert "Kostnad etter planens priser" in first
    assert "Hendelsene" not in first
    assert [line.strip() for line in rest[0].splitlines() if line.strip()][1] == "Hendelsene"
    assert all(f"Loggens fingeravtrykk: {record.chain.head}" in sheet for sheet in (first, *rest))


def test_a_year_without_anything_is_told_too(planted: Planted, plan: LoadedPlan, tmp_path: Path) -> None:
    """No incident, no exercise, no list: the page says so and names the duty that is not met."""
    before = datetime(2001, 6, 1, tzinfo=UTC)
    empty = planted.ledger.read_now(gather_year, plan.plan, 2001, before, KEPT)
    files = write_year(empty, tmp_path / "out")
    html = files[0].read_text(encoding="utf-8")

    assert [file.name for file in files] == ["year.html", "year.json", "year.csv", "incidents.csv"]
    assert "Ingen skarpe hendelser er åpnet i året." in html
    assert "Nei. Ingen øvelse er gjennomført i Dispatcher." in html
    assert "Året er ikke over. Tallene gjelder til og med 01.06.2001." in html
