"""What a step of the wall clock does to waiting times: they go on as if nobody had touched the clock.

Moved are the clocks of gates, the settling times of unsure rows and the retries of waiting rows. Never moved is what
was promised by the wall: expiry, a hold until 06:15, «neste melding innen», and what has been recorded.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text, update

from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import PARKED, alerts, deliveries, journal, waves
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

STEPPED = "clock.stepped"
TOLD_FOR = timedelta(hours=1)
LAST_ENTRIES = 1000
"""More entries than an hour has: the journal has no index by kind, and is never read whole for this."""


def stepped_at(connection: Connection, now: datetime) -> int | None:
    """When the wall clock last stepped, if it was within the hour; whoever saw it wrote it in the journal."""
    newest = select(journal.c.kind, journal.c.at).order_by(journal.c.seq.desc()).limit(LAST_ENTRIES).subquery()
    stepped = select(func.max(newest.c.at)).where(newest.c.kind == STEPPED, newest.c.at > ms(now - TOLD_FOR))
    at_last: int | None = connection.scalar(stepped)
    return at_last


def move(connection: Connection, shift: int, now: datetime) -> None:
    """The clock is ``now`` after a step of ``shift`` milliseconds (negative: back). Journalled with what was moved.

    On PostgreSQL only journalled: there the clock is the database's, and every node sees the same step.
    """
    moved = {"gates": 0, "unsure": 0, "retries": 0}
    if connection.dialect.name == "sqlite":
        moved = {
            "gates": _gates(connection, shift),
            "unsure": _unsure(connection, shift),
            "retries": _retries(connection, shift, ms(now)),
        }
    append(connection, Entry(kind=STEPPED, actor="node", data={"by_ms": shift, **moved}), now)


def _gates(connection: Connection, shift: int) -> int:
    """Of alerts on pause the gates stand still anyway: ``conduct.resume`` counts the step with the pause."""
    running = select(alerts.c.id).where(alerts.c.state.in_(ACTIVE), alerts.c.paused.is_(None))
    opened = (waves.c.opened_at.is_not(None), waves.c.wait_from.is_not(None))
    moved = update(waves).where(waves.c.alert_id.in_(running), *opened)
    return connection.execute(moved.values(wait_from=waves.c.wait_from + shift)).rowcount


def _unsure(connection: Connection, shift: int) -> int:
    undecided = (
        text("deliveries.state = 'unsure'"),  # the partial index's words
        deliveries.c.settled_by.is_(None),
        deliveries.c.channel != str(ChannelName.TASK),
    )
    moved = update(deliveries).where(*undecided)
    return connection.execute(moved.values(due_at=deliveries.c.due_at + shift)).rowcount


def _retries(connection: Connection, shift: int, now: int) -> int:
    """Rows that were not due before the step, or would not be after it.

    A gate and a settling time are not the only waits: after a step back, rows made due a moment ago would be due only
    when the clock has caught up, and nobody would be told until then. What is due on both sides stays as it is.
    """
    waiting = (deliveries.c.state == str(DeliveryState.WAITING), deliveries.c.due_at < PARKED)
    later = deliveries.c.due_at > min(now, now - shift)
    moved = update(deliveries).where(*waiting, later)
    return connection.execute(moved.values(due_at=deliveries.c.due_at + shift)).rowcount
