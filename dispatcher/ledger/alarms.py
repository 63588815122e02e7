"""Lanes stopped for one alert because its text was refused three times alike: rows wait, a person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts, blocks
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime


def block(connection: Connection, alert: str, channel: str, reason: str, now: datetime) -> None:
    """Stop one alert's lane on one channel; its rows stay *waiting* until somebody resumes the alert."""
    row = {"alert_id": alert, "channel": str(channel), "reason": reason, "at": ms(now)}
    if added(connection, upsert(blocks).values(**row)):
        incident = connection.scalar(select(alerts.c.incident).where(alerts.c.id == alert))
        data = {"channel": str(channel), "reason": reason}
        append(connection, Entry(kind="lane.blocked", actor="node", incident=incident, alert=alert, data=data), now)


def unblock(connection: Connection, alert: str) -> int:
    """Let the lanes of an alert go again; returns how many were stopped."""
    return connection.execute(delete(blocks).where(blocks.c.alert_id == alert)).rowcount
