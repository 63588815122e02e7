"""How alerts were approved: by whom, in which capacity, by what right and in what way. One row an alert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from dispatcher.domain.states import AlertAct, AlertState
from dispatcher.ledger import approval_requests, clearance, incidents, turns
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.deciding_tables import approvals
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dispatcher.domain.approving import Way
    from dispatcher.domain.misfire import Odd
    from dispatcher.domain.plan import Plan, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """A yes. ``account``: whose it is; ``by``: who said or recorded it; ``person``: the plan's key, if there is one.

    ``witness``: an account or a person of the plan; ``witness_name``: anybody else, kept where it can be erased.
    ``screen``: the account that was signed in where it was said, if another.
    """

    way: Way
    account: str
    by: str
    person: str | None
    capacity: str
    authority: str
    why: str = ""
    witness: str | None = None
    witness_name: str = ""
    odd: Sequence[Odd] = ()
    screen: str | None = None


def grant(connection: Connection, row: Row[Any], yes: Yes, now: datetime) -> None:
    """*submitted* → *approved*: recorded with its way, nobody is asked any more, and the first wave opens.

    Raises Conflict where the police lead and have not cleared it: whatever the way, here is no way round.
    """
    clearance.demand(connection, row)
    decided = {"approved_by": yes.account, "approved_as": yes.capacity, "approved_at": ms(now)}
    decided |= {"approved_fingerprint": row.fingerprint, "decided_why": yes.why}
    incidents.move(connection, row, AlertAct.APPROVE, **decided)
    keep(connection, row.id, row.fingerprint, yes, now)
    data: dict[str, Any] = {"fingerprint": row.fingerprint, "capacity": yes.capacity, "person": yes.person}
    data |= {"why": yes.why, "way": str(yes.way), "authority": yes.authority}
    data |= {"seen": [each.key for each in yes.odd], "odd": {each.key: each.words for each in yes.odd}}
    data |= {"screen": yes.screen} if yes.screen else {}
    if yes.account != yes.by:
        data |= {"for": yes.account, "witness": yes.witness}
    personal = {"witness": yes.witness_name} if yes.witness_name else None
    entry = Entry(
        kind="alert.approved", actor=yes.by, incident=row.incident, alert=row.id, data=data, personal=personal
    )
    append(connection, entry, now)
    approval_requests.end_all(connection, row.id, Ended.DECIDED, now)
    turns.supersede(connection, row.incident, row.id, now)
    turns.open_first_waves(connection, row, now)


def keep(connection: Connection, alert: str, fingerprint: str, yes: Yes, now: datetime) -> None:
    """The row of an approval; an alert is approved once."""
    row = {"alert_id": alert, "fingerprint": fingerprint, "way": str(yes.way), "by": yes.by, "person": yes.person}
    row |= {"capacity": yes.capacity, "authority": yes.authority, "witness": yes.witness, "why": yes.why}
    connection.execute(insert(approvals).values(**row, at=ms(now)))


def of_alert(connection: Connection, alert: str) -> Row[Any] | None:
    """How an alert was approved; None before, and of one that was approved before this was kept."""
    return connection.execute(select(approvals).where(approvals.c.alert_id == alert)).first()


def confirm(connection: Connection, alert: str, by: str, capacity: str, now: datetime) -> None:
    """An approver stands behind what was approved alone."""
    values = {"confirmed_by": by, "confirmed_as": capacity, "confirmed_at": ms(now)}
    connection.execute(update(approvals).where(approvals.c.alert_id == alert).values(**values))


def unconfirmed(connection: Connection, incident: int, way: Way) -> list[str]:
    """Alerts of an incident that were approved in this way, neither confirmed nor stopped."""
    mine = (approvals.c.way == str(way), approvals.c.confirmed_at.is_(None))
    chosen = select(alerts.c.id).join(approvals, approvals.c.alert_id == alerts.c.id)
    chosen = chosen.where(alerts.c.incident == incident, alerts.c.state != AlertState.STOPPED, *mine)
    return list(connection.scalars(chosen.order_by(alerts.c.id)))


def untold(connection: Connection, ways: Sequence[Way]) -> list[Row[Any]]:
    """Approvals of these ways that nobody has been told of."""
    chosen = select(approvals).where(approvals.c.told_at.is_(None), approvals.c.way.in_([str(way) for way in ways]))
    return list(connection.execute(chosen.order_by(approvals.c.at, approvals.c.alert_id)))


def told(connection: Connection, alert: str, now: datetime) -> bool:
    """Keep that it is told. False: another node was quicker."""
    mine = (approvals.c.alert_id == alert, approvals.c.told_at.is_(None))
    return bool(connection.execute(update(approvals).where(*mine).values(told_at=ms(now))).rowcount)


def authority_of(plan: Plan, scenario: Scenario, role: str) -> str:
    """By what right a role decides on a scenario, in words."""
    written, delegated = plan.roles[role].authority, scenario.approval.authority
    if delegated is None:
        return written
    rule = f"{delegated.rule}, sak {delegated.case}, vedtatt {delegated.date:%d.%m.%Y}"
    return f"{written}. {rule}" if written else rule
