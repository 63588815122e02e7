"""The turns of an incident: waves opened by decision, an alert overtaken by the next, a hold ended, no more gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select, update

from dispatcher.domain.states import SERVICE, AlertState, Urgency
from dispatcher.ledger import clearance
from dispatcher.ledger.conduct import Due, open_wave
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.snapshot import waves_of
from dispatcher.ledger.tables import alerts, waves
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

EXTERNAL_NOW = "external-now"
NO_MORE = [AlertState.REJECTED, AlertState.DONE, AlertState.STOPPED, AlertState.EXPIRED]


def open_first_waves(connection: Connection, row: Row[Any], now: datetime) -> None:
    """The first wave opens with the approval; urgency *immediate* has no gates, so all open, in order only.

    A wave that is held stays shut until its time. Raises Conflict where the police's word is needed and not there.
    """
    clearance.demand(connection, row)
    for wave in waves_of(connection, row.id, row.version):
        immediate = row.urgency == Urgency.IMMEDIATE
        if (wave.ix == 0 or immediate) and not (wave.hold_until or 0) > ms(now):
            why = "approval" if wave.ix == 0 else "immediate"
            open_wave(connection, Due(what="gate", alert=row.id, wave=wave.id, why=why), now)


def open_all_waves(connection: Connection, row: Row[Any], now: datetime) -> int:
    """*External now*: no gate keeps anybody any longer, staff first in order only. Returns how many waves opened."""
    opened = 0
    for wave in waves_of(connection, row.id, row.version):
        if wave.opened_at is None and not (wave.hold_until or 0) > ms(now):
            open_wave(connection, Due(what="gate", alert=row.id, wave=wave.id, why=EXTERNAL_NOW), now)
            opened += 1
    return opened


def supersede(connection: Connection, incident: int, by: str, now: datetime) -> list[str]:
    """Nothing more of the incident's earlier alerts is claimed; their waiting rows are swept. Returns which."""
    earlier = (
        alerts.c.incident == incident,
        alerts.c.id != by,
        alerts.c.approved_at.is_not(None),
        alerts.c.superseded_by.is_(None),
        alerts.c.kind != SERVICE,
    )
    found = list(connection.scalars(select(alerts.c.id).where(*earlier).order_by(alerts.c.id)))
    flags = {"superseded_by": by, "paused": None, "paused_at": None}
    connection.execute(update(alerts).where(alerts.c.id.in_(found)).values(**flags))
    for alert in found:
        entry = Entry(kind="alert.superseded", actor="node", incident=incident, alert=alert, data={"by": by})
        append(connection, entry, now)
    return found


def release(connection: Connection, alert: Row[Any]) -> dict[int, int]:
    """End a hold: the waves that were held open as their gates say. Returns by number until when each was held."""
    mine = (waves.c.alert_id == alert.id, waves.c.version == alert.version)
    held = (*mine, waves.c.opened_at.is_(None), waves.c.hold_until.is_not(None))
    until = {row.ix: row.hold_until for row in connection.execute(select(waves.c.ix, waves.c.hold_until).where(*held))}
    connection.execute(update(waves).where(*held).values(hold_until=None))
    return until


def held_until(connection: Connection, alert: Row[Any]) -> int | None:
    """Until when (ms) a wave of the alert is held back; None when none is, or nothing of the alert can go any more."""
    if alert.state in NO_MORE or alert.superseded_by is not None:
        return None
    mine = (waves.c.alert_id == alert.id, waves.c.version == alert.version)
    until: int | None = connection.scalar(
        select(func.max(waves.c.hold_until)).where(*mine, waves.c.opened_at.is_(None))
    )
    return until
