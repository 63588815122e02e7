"""How an alert was approved, and who is asked, out of the ledger and the plan of its incident."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.composing.asking import in_vain
from dispatcher.domain.approving import CRISIS_TEAM, Way
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import SERVICE, AlertState
from dispatcher.ledger import approval_requests, approvals
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.tables import journal, users
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.asking import Step
    from dispatcher.domain.plan import Plan, Scenario

PAPER = (
    "Får du ikke svar: ring dem etter tur. Numrene står i planen på papir. Sier én ja, fører en i kriseledelsen det "
    "inn med et vitne: dispatcher approve {alert} --fingerprint {short} --for PERSON --witness VITNE"
)
OVERTAKEN = "Hendelsen har fått et nyere varsel siden dette ble laget, så det kan ikke godkjennes."
UNCLEARED = "De er spurt, og blir spurt igjen så snart politiets klarering er skrevet inn."
SHOWN_DIGITS = 12


def approval_view(connection: Connection, row: Row[Any], plan: Plan) -> dict[str, Any] | None:
    """How the alert was approved; None before."""
    found = approvals.of_alert(connection, row.id)
    if found is None:
        return _before_ways_were_kept(connection, row, plan)
    return {
        "way": found.way,
        "by": row.approved_by,
        "person": found.person,
        "name": _name(plan, found.person, row.approved_by),
        "capacity": found.capacity,
        "role": _title(plan, found.capacity),
        "level": _level(plan, found.capacity),
        "authority": found.authority,
        "recorded_by": found.by,
        "witness": found.witness or _witness(connection, row.id),
        "why": found.why,
        "at": rfc3339(found.at),
        "confirmed_by": found.confirmed_by,
        "confirmed_at": rfc3339(found.confirmed_at),
    }


def _before_ways_were_kept(connection: Connection, row: Row[Any], plan: Plan) -> dict[str, Any] | None:
    """An approval that an earlier build wrote: always by an account of the approver's own, or of the two."""
    if row.approved_by is None or row.kind == SERVICE:
        return None
    person = connection.scalar(select(users.c.person).where(users.c.name == row.approved_by))
    return {
        "way": str(Way.TWO if row.approved_as == CRISIS_TEAM else Way.API),
        "by": row.approved_by,
        "person": person,
        "name": _name(plan, person, row.approved_by),
        "capacity": row.approved_as or "",
        "role": _title(plan, row.approved_as or ""),
        "level": _level(plan, row.approved_as or ""),
        "authority": plan.roles[row.approved_as].authority if row.approved_as in plan.roles else "",
        "recorded_by": row.approved_by,
        "witness": None,
        "why": row.decided_why or "",
        "at": rfc3339(row.approved_at),
        "confirmed_by": None,
        "confirmed_at": None,
    }


def _witness(connection: Connection, alert: str) -> str | None:
    """The name of somebody who is neither account nor person of the plan; None also when it is erased."""
    chosen = select(journal.c.personal).where(journal.c.alert_id == alert, journal.c.kind == "alert.approved")
    personal = connection.scalar(chosen)
    return json.loads(personal).get("witness") if personal else None


def requests_view(connection: Connection, row: Row[Any], plan: Plan) -> list[dict[str, Any]]:
    """Everybody who was asked about the alert, also about earlier versions, in the order they were asked."""
    return [
        {
            "person": one.person,
            "name": _name(plan, one.person, one.person),
            "capacity": one.capacity,
            "role": _title(plan, one.capacity),
            "version": one.version,
            "asked_at": rfc3339(one.asked_at),
            "last_asked_at": rfc3339(one.last_at),
            "times": one.times,
            "ended": one.ended,
            "ended_at": rfc3339(one.ended_at),
        }
        for one in approval_requests.all_of(connection, row.id)
    ]


def asking_view(
    connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario, now: datetime
) -> dict[str, Any] | None:
    """What the one who waits must know; None of an alert that waits for nobody."""
    if row.state != AlertState.SUBMITTED or row.kind == SERVICE:
        return None
    over = approval_requests.overtaken(connection, row)
    step = None if over else approval_requests.step(connection, plan, scenario, row, now)
    cannot = approval_requests.barred(connection, row, now)
    able = [person for person in approval_requests.chain(connection, plan, scenario, now) if person not in cannot]
    asked = [one for one in approval_requests.of_alert(connection, row) if one.ended_at is None]
    names = [_name(plan, person, person) for person in step.persons] if step else []
    vain = step is not None and in_vain(connection, row, step)
    return {
        "asked": len(asked),
        "able": len(able),
        "next": names,
        "next_at": rfc3339(max(ms(step.at), ms(now))) if step and not vain else None,
        "again": bool(step and step.again),
        "duty": scenario.approval.duty,
        "words": OVERTAKEN if over else UNCLEARED if vain else _words(len(asked), len(able), names, step, now),
        "paper": PAPER.format(alert=row.id, short=(row.fingerprint or "")[:SHOWN_DIGITS]),
    }


def _words(asked: int, able: int, names: list[str], step: Step | None, now: datetime) -> str:
    if step is None:
        return "Ingen kan spørres: alle som kan godkjenne, er borte, berørt eller har selv sendt inn varselet."
    clock = f"kl {max(step.at, now).astimezone(OSLO):%H.%M}"
    if step.again:
        return f"Alle {able} som kan godkjenne, er spurt. De blir spurt igjen {clock}."
    some = f"{asked} av {able} er spurt. " if asked else "Ingen er spurt ennå. "
    return f"{some}{' og '.join(names) if len(names) < 3 else f'De {len(names)} andre'} blir spurt {clock}."


def _name(plan: Plan, person: str | None, otherwise: str) -> str:
    return plan.persons[person].name if person in plan.persons else otherwise


def _title(plan: Plan, role: str) -> str:
    return plan.roles[role].title if role in plan.roles else role


def _level(plan: Plan, role: str) -> str | None:
    """Whether politicians or the administration spoke; None of one that is no role of the plan."""
    return plan.roles[role].level if role in plan.roles else None
