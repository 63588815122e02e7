"""What is odd about an alert, as the desk shows it: also of a draft, which has no cost of its own yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.composing.estimate import estimate
from dispatcher.ledger import oddities as facts
from dispatcher.ledger import snapshot

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.misfire import Odd
    from dispatcher.domain.plan import Plan


def oddities(connection: Connection, row: Row[Any], plan: Plan, now: datetime) -> tuple[Odd, ...]:
    """What an approver must say that they have seen; nothing once the alert is decided."""
    if row.state not in facts.OPEN:
        return ()
    people = snapshot.count_people(connection, row.id, row.version)
    cost = float(estimate(connection, row, plan)["amount"])
    return facts.odd(connection, row, plan, now, people=people, cost=cost)
