"""A pause that came by itself, while a correction was written, is nobody's deviation; one that a person made is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from dispatcher.approval import decisions
from dispatcher.composing import following, retraction
from dispatcher.composing.request import FollowUp
from dispatcher.domain.pausing import WHY, by_itself
from dispatcher.domain.states import AlertKind
from dispatcher.evaluation import report_html
from dispatcher.evaluation.case_paper import decisions as decided
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.record import Record
from dispatcher.evaluation.year import read_year
from tests.evaluation.reading import read
from tests.office import OfficeScene

FULL_STOP = "Vent til vi vet mer."


def corrected(office: OfficeScene) -> tuple[str, str]:
    """Sent, paused by a person and resumed, and then corrected: which pauses the first once more."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    office.decide(decisions.pause, first, "kari", FULL_STOP)
    office.decide(decisions.resume, first, "anne")
    asked = FollowUp(fields={"neste_melding": "11:00", "feil": "rad"})
    correction = office.ledger.write_now(
        lambda connection: following.follow(
            office.desk, connection, office.users["kari"], first, AlertKind.CORRECTION, asked, office.now
        )
    )
    office.approve(correction, office.submit(correction), seen=("same-text", "second-draft"))
    return first, correction


def pauses(record: Record) -> list[str]:
    return [each.words for each in deviations(record) if each.kind == "pause"]


def test_a_correction_is_no_deviation(office: OfficeScene) -> None:
    """Two pauses in the journal, one among the deviations, in the saksframlegg and in the year: the person's."""
    corrected(office)
    record = office.ledger.read_now(gather, 1001)
    said = f"Satte sendingen på pause. Begrunnelse: «{FULL_STOP}»"
    year = office.ledger.read_now(read_year, office.desk.plan.plan, office.now.year, office.now + timedelta(days=1))
    lines = [line.data for line in record.journal if line.kind == "alert.paused"]

    assert [(line["why"], line.get("writing")) for line in lines] == [
        (FULL_STOP, None),
        ("Det skrives en rettelse.", "correction"),
    ]
    assert pauses(record) == [said]
    assert [each.what for each in decided(record) if "på pause" in each.what] == [said]
    assert year.exercises.rows[0].deviations["pause"] == 1


def test_a_correction_from_before_this_was_kept_is_known_by_its_words(office: OfficeScene) -> None:
    """An old ledger has only the words; they are those that were written then."""
    corrected(office)
    record = office.ledger.read_now(gather, 1001)
    old: list[Any] = [
        replace(line, data={key: value for key, value in line.data.items() if key != "writing"})
        for line in record.journal
    ]

    assert len(pauses(replace(record, journal=tuple(old)))) == 1
    assert set(WHY.values()) == {
        "Det skrives en rettelse.",
        "Det skrives «faren over».",
        "Det skrives tilbaketrekking.",
    }
    assert by_itself({"why": "Det skrives «faren over»."})
    assert not by_itself({"why": "Det skrives for mye."})


def test_asking_to_take_back_pauses_by_itself(office: OfficeScene) -> None:
    """What somebody decided is that they asked, and that stands in the log."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    office.ledger.write_now(retraction.retract, office.users["kari"], first, "Feil sted", office.now)

    assert pauses(office.ledger.read_now(gather, 1001)) == []


def test_a_reason_with_its_own_full_stop_gets_no_other(office: OfficeScene) -> None:
    """«Begrunnelse: «Vent.»» is a whole sentence."""
    corrected(office)
    html = office.ledger.read_now(report_html, 1001)

    assert f"Begrunnelse: «{FULL_STOP}»" in read(html).text
    assert ".»." not in html
