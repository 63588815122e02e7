"""What a person may ask of us: what is held on them, and that it is forgotten. Journalled without saying whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import forgetting, person_data, retention
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.person_data import Reachable

EXPORTED, ERASED = "person.exported", "person.erased"


def export(connection: Connection, user: User, written: str, now: datetime) -> dict[str, Any]:
    """Everything that is held on them. Raises NotFound and Conflict."""
    demand(user.roles, Act.PERSON)
    held = person_data.held_on(connection, person_data.find(connection, written))
    counts = {name: len(rows) for name, rows in held.items() if name not in {"record", "left_out"}}
    counts["record"] = sum(map(len, held["record"].values()))
    append(connection, Entry(kind=EXPORTED, actor=user.name, data=counts), now)
    return held


def erase(connection: Connection, user: User, written: str, now: datetime) -> Reachable:
    """Begin a run in each incident that is over and not held, and erase their answers there. Raises NotFound.

    The node takes the steps; incidents that are open or held are left, and said.
    """
    demand(user.roles, Act.PERSON)
    person = person_data.find(connection, written)
    where = person_data.incidents_of(connection, person)
    begun = tuple(
        number for number in where.now if retention.begin(connection, number, [], now, asked=sorted(person.refs))
    )
    left = {*where.open, *where.held}
    answers = [row.seq for row in person_data.replies_of(connection, person) if row.incident not in left]
    forgetting.erase(connection, answers, "replies", now)
    data = {"incidents": list(begun), "left": sorted(left), "replies": len(answers)}
    append(connection, Entry(kind=ERASED, actor=user.name, data=data), now)
    return where
