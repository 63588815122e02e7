"""The evaluator's part of the report: judgement apart from the facts, what is missing and by when, what is fixed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from dispatcher.domain.evaluating import Outcome, PartKind
from dispatcher.domain.measures import MeasureKind
from dispatcher.domain.states import Role
from dispatcher.evaluation.case_paper import case_paper
from dispatcher.evaluation.evaluator import missing
from dispatcher.evaluation.language import spoken
from dispatcher.ledger import evaluation_acts, evaluation_ending, measure_acts
from dispatcher.ledger.accounts import User
from dispatcher.ledger.evaluation_tables import evaluations, feedback
from dispatcher.ledger.measure_acts import NewMeasure
from dispatcher.ledger.tables import incidents
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import read
from tests.evaluation.written import NUMBER, T0, Story

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"
SECRET = "Bestemor på Brukvegen 1 fikk ikke noe"
Tell = Callable[[Story], Told]


def user(name: str, role: Role) -> User:
    return User(id=1, name=name, roles=frozenset({role}), person=None)


EVA, SIRI, OLA = user("eva", Role.EVALUATOR), user("siri", Role.CRISIS_TEAM), user("ola", Role.APPROVER)


@dataclass
class Writing:
    """Who writes into a story's ledger."""

    told: Told

    def do(self, act: Callable[..., Any], by: User, *given: Any, **more: Any) -> Any:
        return self.told.ledger.write_now(lambda connection: act(connection, by, *given, NOW, **more))

    def close(self) -> None:
        change = update(incidents).values(closed_at=T0)
        self.told.ledger.write_now(lambda connection: connection.execute(change))

    def answer(self, got: str, clear: str, words: str | None = None) -> None:
        row = {"incident": NUMBER, "at": T0, "language": "nb", "got": got, "clear": clear, "words": words}
        self.told.ledger.write_now(lambda connection: connection.execute(insert(feedback).values(**row)))


@pytest.fixture
def writing(tell: Tell) -> Writing:
    return Writing(tell(night_a(40)))


def whole(writing: Writing) -> str:
    """Everything that can be written; returns the fingerprint of the final version."""
    writing.close()
    writing.do(
        evaluation_acts.write_part, SIRI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig", "bad": EVIL, "now": "Lader"}
    )
    goal = writing.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.GOAL, {"goal": "Ringt innen 10 minutter"})
    writing.do(evaluation_acts.judge_goal, EVA, NUMBER, goal, Outcome.PARTLY, "En av to")
    writing.do(
        evaluation_acts.assess,
        EVA,
        NUMBER,
        {"good": "Vaktlaget", "bad": "Listen", "effect": "Ja", "changes": "Ringelisten"},
    )
    cutting = {"title": "Varsel i natt", "source": "Lokalavisa", "date": "2026-11-23", "text": "«Sent»"}
    writing.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.OUTSIDE, cutting)
    measure = NewMeasure(
        kind=MeasureKind.PLAN, what="Ny ringeliste", why="Gammel", owner="IKT", due="2027-01-15", incident=NUMBER
    )
    writing.do(measure_acts.open_measure, EVA, measure)
    writing.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-26")
    writing.do(evaluation_acts.write_part, SIRI, NUMBER, PartKind.COMMENT, {"text": "Enig"})
    for got, clear, words in (("yes", "yes", SECRET), ("yes", "partly", None), ("no", "no", None)):
        writing.answer(got, clear, words)
    return str(writing.do(evaluation_ending.finalise, OLA, NUMBER, why="Alle har svart"))


def test_what_is_missing_is_said_and_by_when(writing: Writing) -> None:
    """Of an incident nobody has evaluated: before it is closed in words, after it with the day."""
    before = json.loads(writing.told.json)["evaluator"]
    writing.close()
    after = json.loads(writing.told.json)["evaluator"]

    assert before["missing"][:2] == [
        "Hendelsen er ikke avsluttet.",
        "Førsteinntrykk skal skrives innen tre dager etter at hendelsen er avsluttet.",
    ]
    assert after["missing"][0] == "Førsteinntrykk skal skrives innen 25.11.2026 kl.\u00a003.12."
    assert after["missing"][-1] == "Evalueringen er ikke godkjent."
    assert after["evaluation"] is None


@pytest.mark.requirement("R127")
@pytest.mark.requirement("R128")
def test_the_evaluators_part_stands_apart_from_the_facts(writing: Writing) -> None:
    """In a section of its own that says so; the questions, the goals, the cuttings, the measures; nobody's markup."""
    fingerprint = whole(writing)
    html, facts = writing.told.html, json.loads(writing.told.json)
    part = html[html.index('<section class="judged"') : html.index('<h2 id="loggen"')]
    rest, said = html.replace(part, ""), read(html).text

    assert "Dette er vurderinger, skrevet av mennesker." in part
    for words in (
        "Vaktlaget",
        "Rolig",
        "Ringt innen 10 minutter",
        "En av to",
        "Varsel i natt",
        "Ny ringeliste",
        "Enig",
    ):
        assert words in part, words
        assert words not in rest, words
    assert "Har innsatsen ført frem?" in part
    assert "15.01.2027" in part
    assert fingerprint in part
    assert "Høringen ble åpnet av eva 26.11.2026 kl.\u00a010.00. Siste dag for kommentarer: 26.11.2026." in said
    assert "Den ble godkjent før høringen var over. Grunnen: Alle har svart" in said
    assert "Høringen var ikke over" in rest
    assert EVIL not in html
    assert facts["evaluator"]["missing"] == []
    assert facts["evaluator"]["evaluation"]["early_why"] == "Alle har svart"
    assert facts["evaluator"]["evaluation"]["heard_by"] == "eva"
    assert facts["evaluator"]["evaluation"]["assessment"]["effect"] == "Ja"
    assert facts["evaluator"]["measures"][0]["what"] == "Ny ringeliste"


def test_the_case_paper_has_what_is_approved_and_no_draft(writing: Writing) -> None:
    """Measures as they are opened; what the evaluator judged only when it is final."""
    draft = case_paper(writing.told.record)
    whole(writing)
    final = case_paper(writing.told.record)

    assert "Vaktlaget" not in draft
    for words in ("Vaktlaget", "Har innsatsen ført frem?", "Ny ringeliste", "15.01.2027"):
        assert words in final, words


def test_what_citizens_wrote_is_counted_and_never_published(writing: Writing) -> None:
    """Neither in the page nor in the data."""
    whole(writing)
    citizens = json.loads(writing.told.json)["evaluator"]["citizens"]

    assert citizens == {
        "answers": 3,
        "got": {"yes": 2, "no": 1, "unknown": 0},
        "clear": {"yes": 1, "partly": 1, "no": 1},
        "texts": 1,
    }
    assert SECRET not in writing.told.html + writing.told.json + writing.told.csv


def test_the_evaluation_is_no_event_of_the_incident(writing: Writing) -> None:
    """The timeline ends where the incident did; the log has the lines, without their words."""
    before = [event.text for event in writing.told.page.all("h3")]
    whole(writing)
    html = writing.told.html
    line_of_time = html[html.index('id="tidslinje"') : html.index('id="naadd"')]

    assert before
    assert "Godkjente utgave 1 av evalueringen" in html
    assert "evalueringen" not in line_of_time
    assert "Førte opp et tiltak" not in line_of_time


def test_a_version_that_was_meddled_with_says_so(writing: Writing) -> None:
    """Its fingerprint no longer fits, in the page and in the data."""
    whole(writing)

    def meddle(connection: Connection) -> None:
        connection.execute(update(evaluations).values(assessed_by="mallory"))

    writing.told.ledger.write_now(meddle)

    assert "▲ Noe i denne versjonen er endret" in writing.told.html
    assert not json.loads(writing.told.json)["evaluator"]["evaluation"]["intact"]


def test_the_part_can_be_read_in_nynorsk(writing: Writing) -> None:
    """The sentences about what is missing, too."""
    record = writing.told.record
    with spoken("nn"):
        said = missing(record)

    assert "Vurderinga er ikkje skriven." in said
    assert not set(said) & set(missing(record))
