"""What people did with the evaluation itself, in plain words; what they wrote stands in the evaluator's part alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dispatcher.domain.evaluating import OUTCOME_WORDS, Outcome, PartKind
from dispatcher.domain.measures import KIND_WORDS, MeasureKind
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.ledger import evaluation_acts, evaluation_ending, feedback, measure_acts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

APART = frozenset(
    {
        evaluation_acts.WRITTEN,
        evaluation_acts.ASSESSED,
        evaluation_acts.TAKEN_OUT,
        evaluation_acts.GOALS_TAKEN_IN,
        evaluation_ending.HEARD,
        evaluation_ending.FINAL,
        evaluation_ending.AGAIN,
        measure_acts.OPENED,
        measure_acts.CHANGED,
        measure_acts.CLOSED,
        feedback.ERASED,
    }
)
"""Lines of the journal that are about the evaluation and not about the incident: none of them is a fact of its time."""

_PARTS = {
    PartKind.IMPRESSION: "et førsteinntrykk",
    PartKind.COMMENT: "en kommentar til evalueringen",
    PartKind.OUTSIDE: "noe fra andre kilder i evalueringen",
    PartKind.GOAL: "et øvingsmål",
}


def day(written: str) -> str:
    """An ISO date as people write it."""
    return f"{date.fromisoformat(written):%d.%m.%Y}"


def _part(data: Mapping[str, Any]) -> str:
    return say(_PARTS[PartKind(data["part"])])


def _written(_record: Record, data: Mapping[str, Any]) -> str:
    outcome = f": {say(OUTCOME_WORDS[Outcome(data['outcome'])])}" if data.get("outcome") else ""
    return say("Skrev {what}", what=_part(data)) + outcome


def _again(_record: Record, data: Mapping[str, Any]) -> str:
    which = "Begynte utgave {version} av evalueringen, i stedet for {print}"
    return say(which, version=data["version"], print=str(data["instead_of"])[:12])


def _final(_record: Record, data: Mapping[str, Any]) -> str:
    which = "Godkjente utgave {version} av evalueringen. Fingeravtrykk {print}"
    early = say(". Høringen var ikke over") if data.get("early") else ""
    return say(which, version=data["version"], print=str(data["fingerprint"])[:12]) + early


def _opened(_record: Record, data: Mapping[str, Any]) -> str:
    kind = say(KIND_WORDS[MeasureKind(data["kind"])])
    return say("Førte opp et tiltak ({kind}) med frist {day}", kind=kind, day=day(data["due"]))


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    evaluation_acts.WRITTEN: _written,
    evaluation_acts.ASSESSED: lambda _record, _data: say("Skrev i vurderingen"),
    evaluation_acts.TAKEN_OUT: lambda _record, data: say("Tok bort {what}", what=_part(data)),
    evaluation_acts.GOALS_TAKEN_IN: lambda _record, data: say(
        "Tok inn {goals} som var satt på forhånd", goals=words.plural(int(data["goals"]), "øvingsmål", "øvingsmål")
    ),
    evaluation_ending.HEARD: lambda _record, data: say(
        "Sendte evalueringen på høring til {day}", day=day(data["until"])
    ),
    evaluation_ending.FINAL: _final,
    evaluation_ending.AGAIN: _again,
    measure_acts.OPENED: _opened,
    measure_acts.CHANGED: lambda _record, data: say("Endret tiltak {measure}", measure=data["measure"]),
    measure_acts.CLOSED: lambda _record, data: say("Lukket tiltak {measure}", measure=data["measure"]),
    feedback.ERASED: lambda _record, data: say(
        "Slettet teksten i tilbakemelding {feedback}", feedback=data["feedback"]
    ),
}
