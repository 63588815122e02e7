"""What the regulation and the plan ask for: an exercise every second year (§ 7), the plan's revision, its calendar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import SERVICE, Mode
from dispatcher.evaluation.frozen_plan import FrozenPlan
from dispatcher.evaluation.year.record import CalendarDuty, Exercised, PlanState
from dispatcher.ledger.tables import alerts, incidents, plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.year.frame import Frame

EVERY_YEARS = 2
"""Forskrift om kommunal beredskapsplikt § 7."""
YEARLY = dt.timedelta(days=365)


def last_exercise(connection: Connection, frame: Frame) -> Row[Any] | None:
    """The newest exercise before the year ends in which something was approved: one that was only drafted is none."""
    held = select(alerts.c.id).where(
        alerts.c.incident == incidents.c.id, alerts.c.approved_at.is_not(None), alerts.c.kind != SERVICE
    )
    chosen = (
        select(incidents, plans.c.document)
        .join(plans, plans.c.hash == incidents.c.plan_hash)
        .where(incidents.c.mode == str(Mode.EXERCISE), incidents.c.opened_at < frame.until, held.exists())
    )
    return connection.execute(chosen.order_by(incidents.c.opened_at.desc(), incidents.c.id.desc())).first()


def exercised(last: Row[Any] | None, frame: Frame) -> Exercised:
    """Whether the duty is met on the last day that the report tells of."""
    if last is None:
        return Exercised(number=None, scenario="", at=None, due=None, met=False)
    due = _years_after(dt.datetime.fromtimestamp(last.opened_at / 1000, OSLO).date(), EVERY_YEARS)
    name = FrozenPlan.of(last.plan_hash, last.document).scenario(last.scenario)
    return Exercised(number=last.id, scenario=name, at=last.opened_at, due=due, met=frame.day <= due)


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)


def plan_state(connection: Connection, plan: Plan, frame: Frame) -> PlanState:
    """The plan in force, and by which versions the year's real incidents and exercises were opened."""
    about = plan.plan
    modes = incidents.c.mode.in_([str(Mode.REAL), str(Mode.EXERCISE)])
    chosen = (
        select(plans.c.document)
        .join(incidents, incidents.c.plan_hash == plans.c.hash)
        .where(modes, incidents.c.opened_at >= frame.start, incidents.c.opened_at < frame.end)
        .order_by(incidents.c.opened_at, incidents.c.id)
    )
    used = Counter(str(FrozenPlan.of("", one).about.get("version", "?")) for one in connection.scalars(chosen))
    return PlanState(
        name=about.name,
        version=about.version,
        adopted=about.status == "adopted",
        adopted_by=about.adopted_by,
        case=about.case,
        date=about.date,
        last_revised=about.last_revised,
        next_revision=about.next_revision,
        overdue=about.next_revision < frame.day or frame.day - about.last_revised > YEARLY,
        used=dict(used),
    )


def calendar_of(plan: Plan, frame: Frame) -> Iterator[CalendarDuty]:
    """The plan's own yearly duties, as they stand on the last day that the report tells of."""
    for duty in plan.calendar:
        due = duty.due()
        yield CalendarDuty(
            task=duty.task,
            responsible=plan.roles[duty.responsible].title,
            last_done=duty.last_done,
            due=due,
            overdue=due is None or due < frame.day,
        )
