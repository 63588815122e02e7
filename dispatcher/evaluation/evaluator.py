"""The evaluator's part of the report: what people wrote, apart from the facts, and what of it is missing.

What citizens wrote is not in it: their texts are read by few and published by nobody; the report counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.evaluating import ASSESSMENT, EvaluationState, PartKind
from dispatcher.domain.measures import KIND_WORDS, STATUS_WORDS
from dispatcher.evaluation import words
from dispatcher.evaluation.assessing_acts import day
from dispatcher.evaluation.language import say
from dispatcher.ledger import feedback
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.evaluation_board import Step, StepKey, impressions_due, part_view, steps
from dispatcher.ledger.evaluations import evaluation
from dispatcher.ledger.measures import measures_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection, Row

    from dispatcher.evaluation.record import Record
    from dispatcher.ledger.evaluations import Evaluation
    from dispatcher.ledger.measures import Measure

LISTS = (
    ("impressions", PartKind.IMPRESSION),
    ("goals", PartKind.GOAL),
    ("outside", PartKind.OUTSIDE),
    ("comments", PartKind.COMMENT),
)
GOT = {"yes": "ja", "no": "nei", "unknown": "vet ikke"}
CLEAR = {"yes": "ja", "partly": "delvis", "no": "nei"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """``found``: None when nobody has begun. ``due``: by when first impressions are, once the incident is closed.

    ``today``: when the report was made; a measure that should have been closed before that is overdue.
    """

    found: Evaluation | None
    steps: tuple[Step, ...]
    due: int | None
    measures: tuple[Measure, ...]
    citizens: Mapping[str, Any]
    today: date


def evaluated(connection: Connection, row: Row[Any], today: date) -> Evaluated:
    """What people have written about an incident."""
    found = evaluation(connection, row.id)
    return Evaluated(
        found=found,
        steps=steps(found, row.mode, row.closed_at),
        due=impressions_due(row.closed_at),
        measures=measures_of(connection, incident=row.id),
        citizens=feedback.counts(connection, row.id),
        today=today,
    )


def missing(record: Record) -> tuple[str, ...]:
    """What the evaluator's part lacks, and by when it is due: a sentence each."""
    part = record.evaluated
    return () if part is None else tuple(_lacks(record, step) for step in part.steps if not step.done)


def _lacks(record: Record, step: Step) -> str:
    match step.key:
        case StepKey.CLOSED:
            return say("Hendelsen er ikke avsluttet.")
        case StepKey.IMPRESSIONS:
            return _no_impressions(step.due)
        case StepKey.GOALS if record.evaluated and _goals(record.evaluated):
            return say("Ikke alle øvingsmålene er vurdert.")
        case StepKey.GOALS:
            return say("Øvingsmål er ikke skrevet.")
        case StepKey.ASSESSMENT:
            return say("Vurderingen er ikke skrevet.")
        case StepKey.HEARING:
            return say("Evalueringen har ikke vært på høring hos dem som var med.")
        case _:
            return _not_final(record)


def _no_impressions(due: int | None) -> str:
    if due is None:
        return say("Førsteinntrykk skal skrives innen tre dager etter at hendelsen er avsluttet.")
    return say("Førsteinntrykk skal skrives innen {at}.", at=words.stamp(due, seconds=False))


def _not_final(record: Record) -> str:
    found = record.evaluated.found if record.evaluated else None
    if found and found.state is EvaluationState.HEARING and found.hearing_until:
        return say("Evalueringen er på høring til og med {day} og er ikke godkjent.", day=day(found.hearing_until))
    return say("Evalueringen er ikke godkjent.")


def _goals(part: Evaluated) -> bool:
    return bool(part.found and part.found.of(PartKind.GOAL))


def view(record: Record) -> dict[str, Any] | None:
    """What the template shows."""
    part = record.evaluated
    if part is None:
        return None
    found = part.found
    answers = found.assessment if found else {}
    return {
        "found": found,
        "missing": missing(record),
        "answers": [(say(question), answers.get(key, "")) for key, question in ASSESSMENT.items()],
        **{name: found.of(kind) if found else () for name, kind in LISTS},
        "measures": [
            (one, say(KIND_WORDS[one.kind]), status(one, part.today), one.overdue(part.today)) for one in part.measures
        ],
        "citizens": part.citizens,
        "got": [(say(word), part.citizens["got"][key]) for key, word in GOT.items()],
        "clear": [(say(word), part.citizens["clear"][key]) for key, word in CLEAR.items()],
        "final": found is not None and found.state is EvaluationState.FINAL,
        "day": day,
    }


def status(one: Measure, today: date) -> str:
    """How far a measure is: what closed it, or that it should have been by now."""
    words = say(STATUS_WORDS[one.status]) + (f": {one.reference}" if one.reference else "")
    return f"{words}, {say('over fristen')}" if one.overdue(today) else words


def evaluator_facts(record: Record) -> dict[str, Any] | None:
    """The same for machines; no citizen's words."""
    part = record.evaluated
    if part is None:
        return None
    found = part.found
    return {
        "missing": list(missing(record)),
        "impressions_due": rfc3339(part.due),
        "evaluation": None if found is None else _version(found),
        "measures": [_measure(one) | {"overdue": one.overdue(part.today)} for one in part.measures],
        "citizens": dict(part.citizens),
    }


def _version(found: Evaluation) -> dict[str, Any]:
    return {
        "version": found.version,
        "state": str(found.state),
        "assessment": dict(found.assessment),
        "assessed_by": found.assessed_by,
        "assessed_at": rfc3339(found.assessed_at),
        "heard_by": found.heard_by,
        "heard_at": rfc3339(found.heard_at),
        "hearing_until": found.hearing_until,
        "early_why": found.early,
        "approved_by": found.approved_by,
        "approved_at": rfc3339(found.approved_at),
        "fingerprint": found.fingerprint,
        "intact": found.intact,
        "instead_of": [one.fingerprint for one in found.earlier],
        **{name: [part_view(part) for part in found.of(kind)] for name, kind in LISTS},
    }


def _measure(one: Measure) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": str(one.kind),
        "status": str(one.status),
        "what": one.what,
        "why": one.why,
        "owner": one.owner,
        "due": one.due,
        "reference": one.reference,
        "closed_at": rfc3339(one.closed_at),
    }
