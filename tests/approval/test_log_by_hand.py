"""The log by hand: ready lines, corrections by a new line, the switch to crisis mode, and the shift change."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from dispatcher.approval import log_lines
from dispatcher.domain.errors import Forbidden, InvalidInput
from dispatcher.evaluation import report_html, report_json, shift
from dispatcher.ledger import journal, log_book
from dispatcher.ledger.tables import journal as entries
from tests.nights.hours import bare
from tests.office import OfficeScene


def write(office: OfficeScene, text: str = "", by: str = "kari", **line: Any) -> int:
    """A line of incident 1001; returns its number."""
    asked = log_lines.LogLine(**{"text": text, "kind": "note", "happened_at": None, **line})
    return office.ledger.write_now(log_lines.write_line, office.users[by], 1001, asked, office.now).id


def book(office: OfficeScene) -> dict[str, Any]:
    return office.ledger.read_now(log_book.book, 1001)


def test_a_ready_line_needs_no_words(office: OfficeScene) -> None:
    """What somebody adds comes after it. Both times are kept, and who wrote it."""
    office.trigger()
    write(office, kind="statsforvalter-varslet", happened_at=office.now - timedelta(minutes=9))
    write(office, "Snakket med vakten.", kind="110-varslet")
    first, second = book(office)["lines"]

    assert (first["text"], second["text"]) == (
        "Statsforvalteren er varslet.",
        "110-sentralen er varslet. Snakket med vakten.",
    )
    assert first["happened_at"] < first["at"] == second["happened_at"]
    assert first["by"] == "kari"
    with pytest.raises(InvalidInput, match="Linjen er tom"):
        write(office, kind="telefon")
    with pytest.raises(Forbidden):
        write(office, "x", by="anne")


@pytest.mark.requirement("R124")
def test_who_led_the_crisis_team_and_who_sat_stands_in_the_key_facts(office: OfficeScene) -> None:
    """By name, from when, also when somebody took over; a corrected line is left out, and a name is asked for."""
    office.trigger()
    write(office, kind="kriseledelse-etablert")
    before = office.ledger.read_now(report_html, 1001)
    wrong = write(office, "Marit Exempel", kind="kriseleder")
    write(office, "Marit Eksemplund", kind="kriseleder", corrects=wrong)
    write(office, "Siri Testvold og Jon Eksempelmo", kind="kriseledelse-sitter")
    office.later(hours=4)
    write(office, "Per Testengen", kind="kriseleder")
    page = re.sub(r"</?time[^>]*>", "", bare(office.ledger.read_now(report_html, 1001)))
    team = json.loads(office.ledger.read_now(report_json, 1001))["crisis_team"]

    assert "Hvem som ledet, er ikke skrevet inn." in before
    assert "Hvem som ledet, er ikke skrevet inn." not in page
    first, second = (f"(fra {clock}, skrevet inn av Siri Testvold)" for clock in ("03.14", "07.14"))
    assert f"<dt>Ledet kriseledelsen</dt><dd>Marit Eksemplund {first}; Per Testengen {second}</dd>" in page
    assert f"<dt>Satt i kriseledelsen</dt><dd>Siri Testvold og Jon Eksempelmo {first}</dd>" in page
    assert [one["words"] for one in team["leaders"]] == ["Marit Eksemplund", "Per Testengen"]
    assert [one["words"] for one in team["members"]] == ["Siri Testvold og Jon Eksempelmo"]
    with pytest.raises(InvalidInput, match=r"Skriv hvem\. Linjen blir «Leder kriseledelsen: …»"):
        write(office, kind="kriseleder")


@pytest.mark.requirement("R002")
def test_the_crisis_team_is_established_and_dissolved_by_a_line(office: OfficeScene) -> None:
    """Who switched, when and why stands in the chain; the municipality's mode is that of its open incidents."""
    office.trigger()
    assert book(office)["crisis_mode"] is None
    write(office, "Marit, Per og Siri.", kind="kriseledelse-etablert", happened_at=office.now - timedelta(minutes=3))
    on = book(office)["crisis_mode"]
    everywhere = office.ledger.read_now(log_book.crisis_modes_now)
    page = office.ledger.read_now(report_html, 1001)
    write(office, kind="kriseledelse-hevet")

    assert (on["words"], on["by"]) == ("Kriseledelsen er etablert. Marit, Per og Siri.", "kari")
    assert on["since"] == book(office)["lines"][0]["happened_at"]
    assert everywhere == [on]
    assert "<dt>Kriseledelse</dt><dd>Etablert" in page
    assert book(office)["crisis_mode"] is None
    assert office.ledger.read_now(log_book.crisis_modes_now) == []


def test_a_line_is_corrected_by_a_new_one_only(office: OfficeScene) -> None:
    """The first stands as it was; what is corrected must be a line of this incident that a person wrote."""
    office.trigger()
    wrong = write(office, "Skolen ringte 09.41.")
    right = write(office, "Skolen ringte 09.43.", corrects=wrong)
    first, second = book(office)["lines"]

    assert (first["text"], first["corrected_by"]) == ("Skolen ringte 09.41.", right)
    assert second["corrects"] == wrong
    for named in (1, 4711):
        with pytest.raises(InvalidInput, match=f"ingen linje {named}"):
            write(office, "x", corrects=named)
    assert office.ledger.read_now(journal.verify).broken == 0


def test_an_erased_line_still_stands(office: OfficeScene) -> None:
    """Words can be taken out; that there was a line, of which kind and by whom, cannot."""
    office.trigger()
    line = write(office, "Kari Nordmann ringte.", kind="kriseledelse-etablert")
    office.ledger.write_now(
        lambda connection: connection.execute(
            update(entries).where(entries.c.seq == line).values(personal=None, salt=None)
        )
    )

    assert book(office)["lines"][0]["text"] is None
    assert book(office)["crisis_mode"]["words"] is None
    assert office.ledger.read_now(journal.verify).broken == 0


@pytest.mark.requirement("R028")
def test_the_next_shift_gets_one_page(office: OfficeScene) -> None:
    """What is going on, what is promised, what is open and what was decided; from the record, to print."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    asked = write(office, "Hvem har nøkkelen til <Jønsrud>?", kind="spørsmål")
    answered = write(office, "Er 110 varslet?", kind="spørsmål")
    write(office, kind="110-varslet", answers=answered)
    waiting = office.trigger(areas=("budor",))
    office.later(hours=9)
    facts = office.ledger.read_now(shift.facts, 1001, office.now)
    page, spoken = shift.page(facts), "\n".join(shift.in_words(facts))

    assert waiting == "1002-1"
    assert [promise["late"] for promise in facts["promises"]] == [True]
    assert [said for said in facts["open"] if "Spørsmål" in said] == [
        f"Spørsmål, linje {asked}: Hvem har nøkkelen til <Jønsrud>?"
    ]
    assert any("Godkjente varselet" in one["words"] for one in facts["decisions"])
    for shown in (page, spoken):
        assert "FORSINKET" in shown
        assert "110-sentralen er varslet." in shown
    assert "&lt;Jønsrud&gt;" in page
    assert "<script" not in page
    assert page.count("ØVELSE") >= 2
