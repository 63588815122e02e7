"""The evaluator's part and the measures as interface, page, report and command line show them: one view for all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from dispatcher.domain.evaluating import FIRST_IMPRESSIONS, EvaluationState, PartKind
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import SERVICE, Mode
from dispatcher.ledger import incidents
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.evaluation_tables import evaluations
from dispatcher.ledger.evaluations import Evaluation, Part, evaluation
from dispatcher.ledger.measures import Measure, measures_of
from dispatcher.ledger.tables import alerts
from dispatcher.ledger.tables import incidents as incidents_table
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime


class StepKey(StrEnum):
    """What an evaluation goes through, in this order."""

    CLOSED = "closed"
    IMPRESSIONS = "impressions"
    GOALS = "goals"
    ASSESSMENT = "assessment"
    HEARING = "hearing"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``due``: by when it must be done, in milliseconds, where there is a limit; ``late``: it has passed."""

    key: StepKey
    done: bool
    due: int | None = None
    late: bool = False


def impressions_due(closed_at: int | None) -> int | None:
    """By when first impressions must be written; nothing is due before the incident is closed."""
    return None if closed_at is None else closed_at + int(FIRST_IMPRESSIONS.total_seconds() * 1000)


def steps(found: Evaluation | None, mode: str, closed_at: int | None, now: int | None = None) -> tuple[Step, ...]:
    """How far it is; goals are asked of exercises. Without ``now`` nothing is late: a report always says the same."""
    due = impressions_due(closed_at)
    written = bool(found and found.of(PartKind.IMPRESSION))
    goals = found.of(PartKind.GOAL) if found else ()
    state = found.state if found else EvaluationState.DRAFT
    asked = [
        Step(key=StepKey.CLOSED, done=closed_at is not None),
        Step(
            key=StepKey.IMPRESSIONS,
            done=written,
            due=due,
            late=not written and now is not None and due is not None and now > due,
        ),
        Step(key=StepKey.GOALS, done=bool(goals) and all(goal.outcome for goal in goals)),
        Step(key=StepKey.ASSESSMENT, done=bool(found and found.assessed_at)),
        Step(key=StepKey.HEARING, done=state is not EvaluationState.DRAFT),
        Step(key=StepKey.FINAL, done=state is EvaluationState.FINAL),
    ]
    return tuple(step for step in asked if step.key is not StepKey.GOALS or mode == Mode.EXERCISE)


def evaluation_view(connection: Connection, number: int, now: datetime, version: int | None = None) -> dict[str, Any]:
    """The evaluation of an incident, what is done and what is missing. Raises NotFound for no such incident."""
    opened = incidents.incident(connection, number)
    found = evaluation(connection, number, version)
    return {
        "number": number,
        "scenario": opened.scenario,
        "mode": opened.mode,
        "closed_at": rfc3339(opened.closed_at),
        "steps": [_step(step) for step in steps(found, opened.mode, opened.closed_at, ms(now))],
        "evaluation": None if found is None else _evaluation(found),
        "measures": [measure_view(one, now) for one in measures_of(connection, incident=number)],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"key": str(step.key), "done": step.done, "due": rfc3339(step.due), "late": step.late}


def _evaluation(found: Evaluation) -> dict[str, Any]:
    return {
        "version": found.version,
        "state": str(found.state),
        "begun_by": found.begun_by,
        "begun_at": rfc3339(found.begun_at),
        "assessment": dict(found.assessment),
        "assessed_by": found.assessed_by,
        "assessed_at": rfc3339(found.assessed_at),
        "heard_by": found.heard_by,
        "heard_at": rfc3339(found.heard_at),
        "hearing_until": found.hearing_until,
        "approved_by": found.approved_by,
        "approved_at": rfc3339(found.approved_at),
        "fingerprint": found.fingerprint,
        "early_why": found.early,
        "intact": found.intact,
        "impressions": [part_view(part) for part in found.of(PartKind.IMPRESSION)],
        "comments": [part_view(part) for part in found.of(PartKind.COMMENT)],
        "outside": [part_view(part) for part in found.of(PartKind.OUTSIDE)],
        "goals": [part_view(part) for part in found.of(PartKind.GOAL)],
        "earlier": [
            {
                "version": one.version,
                "state": str(one.state),
                "approved_by": one.approved_by,
                "approved_at": rfc3339(one.approved_at),
                "fingerprint": one.fingerprint,
            }
            for one in found.earlier
        ],
    }


def part_view(part: Part) -> dict[str, Any]:
    """A part; ``words`` is empty when they are erased."""
    view: dict[str, Any] = {"id": part.id, "by": part.by, "at": rfc3339(part.at), "words": dict(part.words)}
    if part.kind is PartKind.GOAL:
        view |= {"outcome": part.outcome and str(part.outcome), "before": part.before}
    return view


def measure_view(one: Measure, now: datetime) -> dict[str, Any]:
    """A measure, and whether it should have been closed by now."""
    return {
        "id": one.id,
        "incident": None if one.incident is None else str(one.incident),
        "mode": one.mode,
        "kind": str(one.kind),
        "status": str(one.status),
        "what": one.what,
        "why": one.why,
        "owner": one.owner,
        "due": one.due,
        "overdue": one.overdue(now.astimezone(OSLO).date()),
        "reference": one.reference,
        "opened_by": one.opened_by,
        "opened_at": rfc3339(one.opened_at),
        "closed_by": one.closed_by,
        "closed_at": rfc3339(one.closed_at),
    }


def not_begun(connection: Connection, now: datetime) -> list[tuple[int, str, datetime]]:
    """Incidents closed three days ago and more whose evaluation nobody has begun: number, mode, when it was closed.

    One that was closed before anything was approved told nobody anything, and a test of the channels is none.
    """
    said = select(alerts.c.id).where(
        alerts.c.incident == incidents_table.c.id, alerts.c.kind != SERVICE, alerts.c.approved_at.is_not(None)
    )
    begun = select(evaluations.c.incident).where(evaluations.c.incident == incidents_table.c.id)
    chosen = select(incidents_table.c.id, incidents_table.c.mode, incidents_table.c.closed_at).where(
        incidents_table.c.closed_at <= ms(now - FIRST_IMPRESSIONS),
        incidents_table.c.mode != str(Mode.TEST),
        said.exists(),
        ~begun.exists(),
    )
    return [(row.id, row.mode, at(row.closed_at)) for row in connection.execute(chosen.order_by(incidents_table.c.id))]
