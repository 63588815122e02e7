"""Whether those who approve have practised: a way that carried nothing for months may carry nothing tonight."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from dispatcher.composing.practising import approvers_of
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import Role
from dispatcher.ledger.practised import last_successes
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger

WARNED_AFTER, FAULT_AFTER = timedelta(days=60), timedelta(days=120)
TRY_IT = "Send en prøve: dispatcher practice"


def check_practice(ledger: Ledger, plan: Plan | None, now: datetime, findings: Findings) -> None:
    """Each approver with an account, by name: warned after 60 days, a fault after 120, from the account's first day."""
    if plan is None:
        return
    asked = approvers_of(plan)
    successes = ledger.read_now(last_successes)
    for person, since in ledger.read_now(_approvers).items():
        if person not in asked:
            continue
        last = successes.get(person)
        age = now - max(since, last or since)
        if age <= WARNED_AFTER:
            continue
        when = f"øvde sist {last.astimezone(OSLO):%d.%m.%Y}" if last else "har aldri øvd"
        what = f"{plan.persons[person].name} {when}. Det er {age.days} dager siden. {TRY_IT}"
        tell = findings.fault if age > FAULT_AFTER else findings.warn
        tell("øving", what)


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
