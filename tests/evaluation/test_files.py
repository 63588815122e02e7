"""What a report leaves behind: four files, a CSV that Excel opens, and JSON under stable keys."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from dispatcher.domain.errors import NotFound
from dispatcher.evaluation import report_csv, report_csv_rows, report_html, report_json, write_report
from dispatcher.evaluation.chart import timeline_svg
from dispatcher.evaluation.table import curve_csv
from dispatcher.ledger.delivery_pages import FIELDS
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.written import ALERT, NUMBER, T0, Human, Send, Step, Story

Tell = Callable[[Story], Told]


@pytest.mark.requirement("R123")
def test_five_files_are_written_and_are_the_reports(tell: Tell, tmp_path: Path) -> None:
    """In a folder that need not be there yet, through a connection that cannot write."""
    told = tell(night_a(80))
    written = told.read(write_report, NUMBER, tmp_path / "out" / "1001")

    assert [path.name for path in written] == ["report.html", "report.json", "timeline.svg", "curve.csv", "report.csv"]
    assert [path.read_bytes().decode() for path in written] == [
        told.html,
        told.json,
        timeline_svg(told.record),
        "".join(curve_csv(told.record)),
        told.csv,
    ]


@pytest.mark.requirement("R123")
def test_the_csv_has_every_delivery_and_opens_in_a_norwegian_excel(tell: Tell) -> None:
    """Semicolons, a BOM, CRLF; the board's columns; one line per delivery, the rows streamed and whole alike."""
    told = tell(night_a(80))
    lines = list(csv.reader(StringIO(told.csv.removeprefix("\ufeff"), newline=""), delimiter=";"))

    assert told.csv.startswith("\ufeffid;alert;person;")
    assert told.csv.count("\r\n") == len(lines)
    assert lines[0] == list(FIELDS)
    assert len(lines) == 1 + 2 * (50 + 80) + 1
    assert told.read(lambda connection: "".join(report_csv_rows(connection, NUMBER))) == told.csv


def test_no_cell_is_a_formula_and_no_number_stands_in_clear(tell: Tell) -> None:
    """A cell that begins as a formula gets an apostrophe; a masked number loses its plus and needs none."""
    send = Send(state="failed", reason="=HYPERLINK(1)")
    human = Human(ref="@SUM(A1)", wave=0, cls="citizen", sends={"sms": send})
    story = Story(steps=[Step(name="-1+1", audiences=("innbyggere",), opened=T0, by="approval")], humans=[human])
    told = tell(story)
    [row] = csv.DictReader(StringIO(told.csv.removeprefix("\ufeff")), delimiter=";")

    assert (row["person"], row["reason"], row["wave"]) == ("'@SUM(A1)", "'=HYPERLINK(1)", "'-1+1")
    assert row["address"] == "47…01"
    assert "42000001" not in told.csv + told.html + told.json


def test_the_json_keeps_its_promised_keys(tell: Tell) -> None:
    """Other programs read these; more may come, none goes."""
    facts = json.loads(tell(night_a(40)).json)
    alert = facts["alerts"][0]

    assert facts["format"] == "dispatcher-evaluation/1"
    assert {"incident", "plan", "summary", "alerts", "deviations", "journal"} <= set(facts)
    assert [step["key"] for step in facts["summary"]["steps"]] == [
        "known",
        "triggered",
        "submitted",
        "asked",
        "approved",
        "first",
        "half",
        "most",
        "last",
    ]
    steps = {step["key"]: step["seconds_since_known"] for step in facts["summary"]["steps"]}
    assert steps["approved"] == 32 * 60
    assert facts["summary"]["staff_lead"]["seconds"] == 40.4
    assert facts["summary"]["staff_lead"]["first_external"] == "page"
    assert alert["id"] == ALERT
    assert alert["approved_at"] == "2026-11-22T02:22:00.000Z"
    assert alert["responsible"] == "kommunalsjef Per Testengen"
    assert {"name", "opened_at", "opened_by", "done_at", "people", "told", "channels"} <= set(alert["waves"][0])
    assert alert["lists"][0]["sha256"] == "cd" * 32
    assert alert["variants"][0]["body"].startswith("ØVELSE")
    assert facts["journal"]["verdict"]["whole"] is True
    assert facts["plan"]["status"] == "adopted"


def test_the_same_record_gives_the_same_bytes(tell: Tell) -> None:
    """So that an archived report can be compared with one made again."""
    told = tell(night_a(40))

    assert (told.html, told.json, told.csv) == (told.html, told.json, told.csv)


@pytest.mark.parametrize("report", [report_html, report_json, report_csv])
def test_an_incident_that_is_not_there_is_not_found(tell: Tell, report: Callable[..., str]) -> None:
    """With the number that was asked for."""
    with pytest.raises(NotFound, match="4711"):
        tell(Story(alert=False)).read(report, 4711)
