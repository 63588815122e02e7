"""What could still leave of each alert, if nobody stopped it now: the facts behind a paused start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, case, func, or_, select

from dispatcher.domain.states import PERSONAL, SERVICE, AlertState, DeliveryState
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.fallback import NOT_NEEDED
from dispatcher.ledger.snapshot import channels_of, waves_of
from dispatcher.ledger.tables import PARKED, alerts, deliveries, snapshot
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime

_D = DeliveryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """An alert with something left. ``rows``: waiting, or perhaps out; ``reserves``: only if another channel fails.

    ``since``: when it was approved, which is how old its words are. ``last_opened``: the newest gate's clock (ms).
    """

    alert: str
    incident: int
    paused: str | None
    rows: int
    reserves: int
    since: datetime
    last_opened: int


def could_leave(connection: Connection, now: datetime, *, late: bool) -> list[Left]:
    """Approved, not superseded, not expired, and not finished. What waits for an approval waits for a person already.

    ``late``: also alerts that are *done*, whose reserves an *undelivered* would wake. Service messages are left out:
    they go to the plan's own people, expire within hours, and stand on no list from which anybody could resume them.
    """
    states = [*ACTIVE, *([str(AlertState.DONE)] if late else [])]
    chosen = select(alerts).where(
        alerts.c.state.in_(states),
        alerts.c.kind != SERVICE,
        alerts.c.superseded_by.is_(None),
        alerts.c.expires_at > ms(now),
    )
    found = [_left(connection, row) for row in connection.execute(chosen.order_by(alerts.c.approved_at)).all()]
    return [left for left in found if left.rows or left.reserves]


def _left(connection: Connection, alert: Row[Any]) -> Left:
    row, steps = deliveries.c, waves_of(connection, alert.id, alert.version)
    parked = or_(
        and_(row.state == str(_D.WAITING), row.due_at == PARKED),
        and_(row.state == str(_D.SKIPPED), row.reason == NOT_NEEDED),
    )
    leaves = or_(
        and_(row.state == str(_D.WAITING), row.due_at < PARKED),
        row.state == str(_D.SENDING),
        and_(row.state == str(_D.UNSURE), row.settled_by.is_(None)),
    )
    counts = select(func.sum(case((leaves, 1), else_=0)), func.sum(case((parked, 1), else_=0)))
    rows, reserves = connection.execute(counts.where(row.alert_id == alert.id)).one()
    active = alert.state in ACTIVE
    coming = sum(_unexpanded(connection, wave) for wave in steps if not wave.expanded) if active else 0
    return Left(
        alert=alert.id,
        incident=alert.incident,
        paused=alert.paused,
        rows=int(rows or 0) + coming,
        reserves=int(reserves or 0),
        since=at(alert.approved_at),
        last_opened=max((wave.wait_from or 0 for wave in steps), default=0),
    )


def _unexpanded(connection: Connection, wave: Row[Any]) -> int:
    """Messages of people who have no rows yet."""
    at_once = sum(1 for channel, step in channels_of(wave) if step == 0 and channel in PERSONAL)
    people = func.sum(case((snapshot.c.channel.is_(None), 1), else_=0))
    counted = select(func.count(), people).where(snapshot.c.wave_id == wave.id, snapshot.c.id > wave.cursor)
    total, personal = (int(each or 0) for each in connection.execute(counted).one())
    return personal * at_once + total - personal
