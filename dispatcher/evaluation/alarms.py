"""What the auditor found while the incident was open: its alerts' own alarms, and the node's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from dispatcher.domain.alarm import Cause
from dispatcher.ledger.node_tables import alarms
from dispatcher.ledger.tables import alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRecord:
    """What was found wrong, when the crisis team was told, when it was over. ``alert``: None of what is the node's."""

    cause: str
    alert: str | None
    words: str
    since: int
    told_at: int | None
    ended_at: int | None


def alarms_of(connection: Connection, incident: Row[Any]) -> tuple[AlarmRecord, ...]:
    """What was wrong with the incident's alerts, and with the node while the incident was open."""
    ids = set(connection.scalars(select(alerts.c.id).where(alerts.c.incident == incident.id)))
    until = incident.closed_at
    during = [or_(alarms.c.ended_at.is_(None), alarms.c.ended_at >= incident.opened_at)]
    during += [] if until is None else [alarms.c.since <= until]
    found = connection.execute(select(alarms).where(*during).order_by(alarms.c.since, alarms.c.id)).all()
    return tuple(
        AlarmRecord(
            cause=row.cause,
            alert=None if Cause(row.cause).of_node else row.about.split("/")[0],
            words=row.words,
            since=row.since,
            told_at=row.told_at,
            ended_at=row.ended_at,
        )
        for row in found
        if Cause(row.cause).of_node or row.about.split("/")[0] in ids
    )
