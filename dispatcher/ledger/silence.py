"""Silent units: where phones ring, people are found. Their people get e-mail and the banner, and nothing that rings.

Marked in the snapshot, so that it is frozen with it: everybody of the unit by every list they stand on, whoever shares
a number with them, and every subscription and topic, of which nobody can say whose phone it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, or_, select, update

from dispatcher.domain.states import NOBODYS
from dispatcher.ledger.tables import alerts, lists, people, snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

REASON = "silent unit"


def hush(connection: Connection, alert: str, version: int, units: Sequence[str]) -> None:
    """Mark whoever must not be rung; moves nobody."""
    if not units:
        return
    theirs = people.alias("theirs")
    unit = select(theirs).join(lists, lists.c.id == theirs.c.list_id).where(lists.c.in_force, theirs.c.unit.in_(units))
    named = unit.subquery()
    shares = select(people.c.id).where(people.c.sms_point.in_(select(named.c.sms_point)))
    rings = or_(
        snapshot.c.ref.in_(select(named.c.ref)),
        snapshot.c.person_id.in_(shares),
        snapshot.c.channel.in_([str(channel) for channel in NOBODYS]),
    )
    mine = (snapshot.c.alert_id == alert, snapshot.c.version == version)
    connection.execute(update(snapshot).where(*mine, rings).values(silent=True))


def units_of(row: Row[Any]) -> list[str]:
    """The silent units of an alert."""
    return list(json.loads(row.silent_units))


def of_incident(connection: Connection, number: int) -> list[str]:
    """Every unit that an alert of the incident has named as silent."""
    found = connection.scalars(select(alerts.c.silent_units).where(alerts.c.incident == number).distinct())
    return sorted({unit for units in found for unit in json.loads(units)})


def count(connection: Connection, row: Row[Any]) -> int:
    """How many people are not rung."""
    mine = (snapshot.c.alert_id == row.id, snapshot.c.version == row.version)
    counted = select(func.count(snapshot.c.ref.distinct())).where(
        *mine, snapshot.c.silent, snapshot.c.channel.is_(None)
    )
    return int(connection.scalar(counted) or 0)
