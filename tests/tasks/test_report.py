"""What people did by hand, in the report: as a page, as data and as a table."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from dispatcher.approval import decisions
from dispatcher.evaluation import report_csv, report_html, report_json, report_task_csv, write_report
from dispatcher.evaluation.tasks import FIELDS
from tests.evaluation.reading import read, table
from tests.sending import send_all
from tests.tasks.night import Night


async def told(night: Night) -> None:
    """One done in time and written down later, one refused, one done late by the stand-in; the rest are out."""
    await night.approved()
    asked = night.office.now
    night.refuse("presseliste", "jon", why="Avisen er stengt")
    night.office.later(minutes=12)
    await night.tick()
    night.done("facebook", "eli")
    night.done("nrk", at=asked + timedelta(minutes=6), person="informasjonsansvarlig", why="Snakket med vaktsjefen")


@pytest.mark.requirement("R069")
async def test_who_was_asked_done_when_refused_why_late_and_taken_over_by_whom(night: Night) -> None:
    """One row a task, in plain words, with the true time and the time of writing; and how many of each."""
    await told(night)
    page = read(night.ledger.read_now(report_html, 1001))
    rows = {row[0]: row[1:] for row in table(page, "hva det ble til")}

    assert rows["Legg ut på Facebook"][:1] == ["Jon Eksempelmo, så Eli Prøvehaug"]
    assert rows["Legg ut på Facebook"][2].replace("\xa0", " ") == "gjort, av Eli Prøvehaug, 2 min etter fristen"
    nrk = [cell.replace("\xa0", " ") for cell in rows["Ring NRK P1 og distriktskontoret"]]
    assert nrk[2] == "gjort"
    assert ("03.20" in nrk[3], "03.26" in nrk[4]) == (True, True)
    assert nrk[4].endswith(" av Siri Testvold")
    assert nrk[5] == "Snakket med vaktsjefen"
    assert rows["Send til presselisten"][2] == "avvist av Jon Eksempelmo"
    assert rows["Send til presselisten"][5] == "Avisen er stengt"
    words = next(each.text for each in page.all("p") if "ble gjort" in each.text and "oppgaver." in each.text)
    assert "2 ble gjort, 1 av dem etter fristen. 1 ble avvist." in words
    assert "1 ble gjort av en annen enn den som ble spurt først." in words


async def test_the_same_for_machines_and_it_adds_up(night: Night) -> None:
    """Totals, keys of persons in place of names, seconds; total is the sum of its parts."""
    await told(night)
    found = json.loads(night.ledger.read_now(report_json, 1001))["tasks"]
    totals = found["totals"]
    facebook = next(each for each in found["tasks"] if each["key"] == "facebook")

    parts = ("done", "refused", "unanswered", "out", "not_handed_out", "skipped")
    assert totals["total"] == sum(totals[part] for part in parts) == len(night.tasks())
    assert (totals["done"], totals["done_late"], totals["refused"], totals["taken_over"]) == (2, 1, 1, 1)
    assert facebook["asked"] == ["informasjonsansvarlig", "servicetorgleder"]
    assert (facebook["for"], facebook["late_seconds"], facebook["taken_over"]) == ("servicetorgleder", 120, True)
    assert facebook["due_at"] == "2026-11-22T02:24:00.000Z"


async def test_a_table_of_their_own_beside_that_of_the_messages(night: Night, tmp_path: Path) -> None:
    """tasks.csv has a line a task; report.csv stays what was sent; a cell is never a formula."""
    await told(night)
    night.refuse("oppslag", why="=HYPERLINK(1)")
    lines = night.ledger.read_now(report_task_csv, 1001).removeprefix("\ufeff").splitlines()
    written = night.ledger.read_now(write_report, 1001, tmp_path)

    assert lines[0] == ";".join(FIELDS)
    assert len(lines) == 1 + len(night.tasks())
    assert any("'=HYPERLINK(1)" in line for line in lines)
    assert "tasks.csv" in [path.name for path in written]
    assert "task:" not in night.ledger.read_now(report_csv, 1001)


async def test_tasks_of_one_second_are_one_line_of_the_timeline(night: Night) -> None:
    """Eight posters asked of one person took eight lines, and nine when she was late; the log keeps every line."""
    await night.approved()
    night.office.later(hours=3)
    await night.tick()
    page = read(night.ledger.read_now(report_html, 1001))
    timeline = [row[1] for row in table(page, "i den rekkefølgen det skjedde") if len(row) > 1]
    log = page.one("section", **{"aria-labelledby": "loggen"}).text

    posters = [line for line in timeline if "«Heng opp plakaten: Løten bibliotek»" in line]
    assert [line.partition(":")[0] for line in posters] == [
        "Ba Siri Testvold om 8 oppgaver",
        "Fristen gikk ut for 8 oppgaver hos Siri Testvold",
    ]
    assert posters[1].endswith(" Ba Jon Eksempelmo i stedet")
    assert log.count("Ba Siri Testvold om oppgaven «Heng opp plakaten") == 7


async def test_tasks_that_nobody_was_asked_to_do_are_one_sentence(night: Night) -> None:
    """Stopped before they were handed out: no row each to say the same twelve times."""
    alert, fingerprint = night.office.submitted()
    night.office.approve(alert, fingerprint)
    send_all(night.ledger, night.office.now, by_hand=False)
    night.office.decide(decisions.stop, alert, "kari", "Prøven var negativ")
    await night.tick()
    page = read(night.ledger.read_now(report_html, 1001))
    (said,) = (each.text for each in page.all("p") if "ble aldri delt ut" in each.text)

    assert said.startswith(f"1001-1: {len(night.tasks())} oppgaver ble aldri delt ut (varselet ble stoppet): «Legg ut")
    assert "Hva noen ble bedt om å gjøre" not in page.text
