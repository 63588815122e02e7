"""Whether those who approve have practised: a way that carried nothing for months may carry nothing tonight."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from dispatcher.cli.words import CHANNELS
from dispatcher.composing.practising import approvers_of
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import ChannelName, Role
from dispatcher.ledger.practised import last_successes
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan, PlanPerson
    from dispatcher.ledger.engine import Ledger

WARNED_AFTER, FAULT_AFTER = timedelta(days=60), timedelta(days=120)
TRY_IT = "Send en prøve: dispatcher practice"


def check_practice(ledger: Ledger, plan: Plan | None, now: datetime, findings: Findings, *, rings: bool) -> None:
    """Each approver with an account, by name and way: warned after 60 days, a fault after 120, from its first day.

    ``rings``: whether there is a number to ring from.
    """
    if plan is None:
        return
    asked = approvers_of(plan)
    successes = ledger.read_now(last_successes)
    for person, since in ledger.read_now(_approvers).items():
        if person not in asked:
            continue
        last = {way: successes.get((person, way)) for way in _ways_of(plan.persons[person], rings=rings)}
        late = {way: moment for way, moment in last.items() if now - max(since, moment or since) > WARNED_AFTER}
        if late:
            age = now - min(max(since, moment or since) for moment in late.values())
            tell = findings.fault if age > FAULT_AFTER else findings.warn
            tell("øving", f"{plan.persons[person].name} {_in_words(late)}. Det er {age.days} dager siden. {TRY_IT}")


def _ways_of(person: PlanPerson, *, rings: bool) -> list[ChannelName]:
    """The ways that the plan has to somebody."""
    mobile = [ChannelName.SMS, *([ChannelName.VOICE] if rings else [])] if person.mobile else []
    return [*mobile, *([ChannelName.EMAIL] if person.email else [])]


def _in_words(late: Mapping[ChannelName, datetime | None]) -> str:
    """«øvde sist 01.10.2026 på SMS», «har aldri øvd på telefon»."""
    said: dict[str, list[str]] = {}
    for way, moment in late.items():
        when = f"øvde sist {moment.astimezone(OSLO):%d.%m.%Y}" if moment else "har aldri øvd"
        said.setdefault(when, []).append(CHANNELS[way])
    return " og ".join(f"{when} på {', '.join(ways)}" for when, ways in said.items())


def _approvers(connection: Connection) -> dict[str, datetime]:
    """When each person of the plan first had an account that approves."""
    rows = connection.execute(
        select(users.c.person, users.c.roles, func.min(users.c.created_at).label("since"))
        .where(users.c.person.is_not(None))
        .group_by(users.c.person, users.c.roles)
        .order_by(users.c.person)
    )
    found: dict[str, datetime] = {}
    for row in rows:
        if Role.APPROVER in json.loads(row.roles):
            since = at(row.since)
            found[row.person] = min(since, found.get(row.person, since))
    return found
