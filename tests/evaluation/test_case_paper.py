"""The saksframlegg holds two pages whatever people wrote, says what it left out, and how far each measure is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from dispatcher.domain.measures import MeasureKind
from dispatcher.evaluation.case_paper import case_paper, shortened
from dispatcher.evaluation.export import as_json
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.page import page
from dispatcher.evaluation.pdf import as_pdf
from dispatcher.evaluation.record import Record
from dispatcher.ledger import evaluation_acts, evaluation_ending, measure_acts
from dispatcher.ledger.measure_acts import NewMeasure
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import read, table
from tests.evaluation.test_evaluator import EVA, OLA, Writing
from tests.evaluation.written import NUMBER, Story
from tests.evaluation.written import Told as Line

Tell = Callable[[Story], Told]
LONG = (
    "Vi fikk ikke tak i vaktlaget på Ådalsbruk før det var gått en halvtime, og ringelisten var ikke oppdatert. " * 30
)


def measure(writing: Writing, what: str, due: str, why: str = "Den var gammel", owner: str = "IKT-sjefen") -> int:
    new = NewMeasure(kind=MeasureKind.PLAN, what=what, why=why, owner=owner, due=due, incident=NUMBER)
    return int(writing.do(measure_acts.open_measure, EVA, new))


def judged(writing: Writing, text: str) -> None:
    """Final, with the same answer to each of the four questions."""
    writing.close()
    writing.do(evaluation_acts.assess, EVA, NUMBER, dict.fromkeys(("good", "bad", "effect", "changes"), text))
    writing.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-26")
    writing.do(evaluation_ending.finalise, OLA, NUMBER, why="Alle har svart")


def crowded() -> Story:
    """A night with more pauses than there are rows, and with a long reason for each."""
    story = night_a(80)
    last = story.lines[-1].at
    pauses = [Line(kind="alert.paused", actor="ola", at=last + n, data={"why": LONG[:900]}) for n in range(14)]
    story.lines = [*story.lines, *pauses]
    return story


def corrected(record: Record) -> Record:
    """The same, with four corrections, each of the one before: a story of ten lines."""
    [first] = record.alerts
    found = [first]
    for number in range(2, 6):
        head = {**first.head, "follows": found[-1].id}
        found.append(replace(first, id=f"{NUMBER}-{number}", kind="correction", head=head))
    return replace(record, alerts=tuple(found))


def sheets(html: str) -> int:
    with pikepdf.open(BytesIO(as_pdf(html))) as pdf:
        return len(pdf.pages)


def stressed(tell: Tell) -> Record:
    """Four long answers, eight measures with long words, ten lines, and more decisions than there is room for."""
    writing = Writing(tell(crowded()))
    judged(writing, LONG)
    for each in range(8):
        measure(writing, f"{each} {LONG}", f"2027-01-1{each}", LONG, LONG)
    return corrected(writing.told.record)


def in_nynorsk(record: Record) -> Record:
    document = dict(record.plan.document) | {"municipality": {"name": "Vinje kommune", "languages": ["nn", "nb"]}}
    return replace(record, plan=replace(record.plan, document=document))


def test_two_pages_whatever_was_written(tell: Tell) -> None:
    """In both languages; what is cut and what is left out says where it stands, and there it stands."""
    record = stressed(tell)
    html = case_paper(record)
    text = read(html).text

    assert [sheets(html), sheets(case_paper(in_nynorsk(record)))] == [2, 2]
    assert len(read(html).one("ol").all("li")) == 10
    assert text.count("… (hele teksten står i evalueringsrapporten)") == 4
    assert "Og 2 til, se evalueringsrapporten." in text
    assert "til står under «Avvik» i evalueringsrapporten." in text
    assert "Tekster som slutter med «…», er kortet." in text
    assert LONG.strip()[:900] not in text
    assert LONG.strip()[:900] in read(page(record)).text


def test_what_there_is_room_for_is_not_cut(tell: Tell) -> None:
    """Short answers and few measures stand whole, and nothing is said to be elsewhere."""
    writing = Writing(tell(night_a(40)))
    judged(writing, "Vaktlaget var raskt ute.")
    measure(writing, "Ny ringeliste", "2027-01-15")
    text = read(case_paper(writing.told.record)).text

    assert text.count("Vaktlaget var raskt ute.") == 4
    assert "evalueringsrapporten" not in text


@pytest.mark.parametrize("most", [30, 57, 400])
def test_a_text_is_cut_at_a_whole_word(most: int) -> None:
    """Within its room, and never in the middle of a word; one long word is cut where it must be."""
    short = shortened(LONG, most=most)

    assert len(short) <= most
    assert short.endswith("…")
    assert LONG.startswith(short.removesuffix("…"))
    assert LONG[len(short) - 1] in " ,."
    assert shortened("Kort", most=most) == "Kort"
    assert shortened("a" * 500, most=most) == "a" * (most - 1) + "…"


def test_the_first_line_of_fact_is_plain(tell: Tell) -> None:
    """What a council asks: how long to the first, to the half, to 95 %; no steps and no arrows."""
    [first, *_] = read(case_paper(tell(night_a(800)).record)).one("ol").all("li")

    assert first.text.replace("\u00a0", " ") == (
        "Fra kommunen visste til de første innbyggerne ble varslet, gikk det 33 min. "
        "Til halvparten gikk det 34 min; 95 % ble ikke nådd."
    )
    assert "→" not in first.text


def test_a_measure_says_how_far_it_is(tell: Tell) -> None:
    """Open, overdue, closed with what shows it: in the saksframlegg, the report and the data, from the same day."""
    writing = Writing(tell(night_a(40)))
    measure(writing, "Ny ringeliste", "2026-12-01")
    measure(writing, "Ny mal", "2027-02-01")
    closed = measure(writing, "Nytt lås", "2026-12-02")
    writing.do(measure_acts.close_measure, EVA, closed, "sak 2026/77")
    record = writing.told.ledger.read_now(lambda connection: gather(connection, NUMBER, today=date(2026, 12, 24)))
    states = ["▲ ikke begynt, over fristen", "ikke begynt", "lukket: sak 2026/77"]
    [region] = [div for div in read(case_paper(record)).all("div") if div.attributes.get("aria-label") == "Tiltak"]
    rows = table(read(page(record)), "Status er fra da rapporten ble laget.")

    assert [row.all("td")[-1].text for row in region.one("tbody").all("tr")] == states
    assert [row[-1] for row in rows] == states
    assert [one["overdue"] for one in json.loads(as_json(record))["evaluator"]["measures"]] == [True, False, False]
    assert "▲ ikkje byrja, over fristen" in read(case_paper(in_nynorsk(record))).text


@pytest.mark.parametrize(("way", "says"), [("oral", "muntlig"), ("alone", "ALENE"), ("pre-approved", "uten å spørre")])
def test_a_yes_of_another_kind_has_its_authority(tell: Tell, way: str, says: str) -> None:
    """What was written with it, in its own column and once; else what the plan says of the role."""
    story = night_a(40)
    mine: dict[str, Any] = {
        "way": way,
        "person": "ordforer",
        "witness": "vara",
        "for": "anne",
        "fingerprint": "fe" * 32,
    }
    for line in story.lines:
        if line.kind == "alert.approved":
            line.data = mine | {"capacity": "ordforer", "authority": "Delegert, sak 12/2026", "why": "Haster"}
    [row] = [row for row in table(read(case_paper(tell(story).record)), "utenom vanlig gang") if says in row[2]]

    assert row[3] == "Delegert, sak 12/2026"
    assert "sak 12/2026" not in row[2]
    assert "Haster" in row[2]
