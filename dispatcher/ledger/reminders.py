"""What the clock says about what has been promised and published. Read by the tick; each reminder is given once.

A promise («neste melding innen») is kept when a newer alert of the incident is approved in time, else late. What is
public stays when sending ends: the one who answers for it is reminded, and again every twelve hours. Only «faren
over» and a retraction leave the page by themselves, at their own expiry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, exists, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import SERVICE, AlertKind
from dispatcher.ledger import public
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts, incidents, published, reminders
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

PROMISE_SOON, PROMISE_LATE, PROMISE_KEPT = "promise-soon", "promise-late", "promise-kept"
STILL_PUBLIC, PUBLIC_ENDED = "expired-still-public", "public-ended"
BEFORE = timedelta(minutes=15)
AGAIN = timedelta(hours=12)
LEAVES_BY_ITSELF = [str(AlertKind.ALL_CLEAR), str(AlertKind.RETRACTION)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something to say or do now. ``once``: under which name it is remembered. ``at``: the promise or the expiry.

    ``tells``: whether the one who answers for the incident is told; else it is only written down. ``confirmed_at``:
    when somebody last said that what is public still holds.
    """

    what: str
    alert: str
    incident: int
    once: str
    at: datetime
    tells: bool = False
    confirmed_at: datetime | None = None


def due(connection: Connection, now: datetime) -> list[Due]:
    """What is due now; moves nothing."""
    return [*_promises(connection, now), *_public(connection, now)]


def _promises(connection: Connection, now: datetime) -> Iterator[Due]:
    newer = alerts.alias("newer")
    over = exists().where(reminders.c.alert_id == alerts.c.id, reminders.c.what.in_([PROMISE_LATE, PROMISE_KEPT]))
    watched = (
        select(alerts.c.id, alerts.c.incident, alerts.c.promise_at, newer.c.approved_at.label("followed_at"))
        .join(incidents, incidents.c.id == alerts.c.incident)
        .outerjoin(newer, newer.c.id == alerts.c.superseded_by)
        .where(
            alerts.c.approved_at.is_not(None),
            alerts.c.kind != SERVICE,
            alerts.c.promise_at.is_not(None),
            or_(alerts.c.superseded_by.is_not(None), alerts.c.promise_at <= ms(now + BEFORE)),
            incidents.c.closed_at.is_(None),
            ~over,
        )
    )
    for row in connection.execute(watched.order_by(alerts.c.promise_at)).all():
        what, tells = _of_promise(row, now)
        if what == PROMISE_SOON and _given(connection, row.id, what):
            continue
        yield Due(what=what, alert=row.id, incident=row.incident, once=what, at=at(row.promise_at), tells=tells)


def _of_promise(row: Any, now: datetime) -> tuple[str, bool]:
    if row.followed_at is not None:
        return (PROMISE_KEPT if row.followed_at <= row.promise_at else PROMISE_LATE), False
    return (PROMISE_LATE if row.promise_at <= ms(now) else PROMISE_SOON), True


def _public(connection: Connection, now: datetime) -> Iterator[Due]:
    shown = (
        select(alerts.c.id, alerts.c.incident, alerts.c.kind, alerts.c.expires_at, published.c.confirmed_at)
        .join(published, published.c.alert_id == alerts.c.id)
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(
            and_(published.c.withdrawn_at.is_(None), incidents.c.closed_at.is_(None)), alerts.c.expires_at <= ms(now)
        )
    )
    for row in connection.execute(shown.order_by(alerts.c.expires_at)).all():
        expired = at(row.expires_at)
        if row.kind in LEAVES_BY_ITSELF:
            yield Due(what=PUBLIC_ENDED, alert=row.id, incident=row.incident, once=PUBLIC_ENDED, at=expired)
            continue
        confirmed = at(row.confirmed_at)
        since = max(expired, confirmed)
        times = (now - since) // AGAIN
        once = f"{STILL_PUBLIC}-{ms(since)}-{times}"
        confirmed_anew = since > expired and not times
        if not confirmed_anew and not _given(connection, row.id, once):
            yield Due(
                what=STILL_PUBLIC,
                alert=row.id,
                incident=row.incident,
                once=once,
                at=expired,
                tells=True,
                confirmed_at=confirmed,
            )


def _given(connection: Connection, alert: str, once: str) -> bool:
    found = select(reminders.c.alert_id).where(reminders.c.alert_id == alert, reminders.c.what == once)
    return connection.execute(found).first() is not None


def note(connection: Connection, item: Due, now: datetime) -> bool:
    """Remember that it is given, in the journal too where it is a fact of its own. False: somebody was quicker."""
    row = {"alert_id": item.alert, "what": item.once, "at": ms(now)}
    if not added(connection, upsert(reminders).values(**row)):
        return False
    if item.what == PUBLIC_ENDED:
        public.withdraw(connection, item.alert, now)
    kind = JOURNALLED.get(item.what)
    if kind:
        data = {"at": item.at.isoformat()}
        append(connection, Entry(kind=kind, actor="node", incident=item.incident, alert=item.alert, data=data), now)
    return True


JOURNALLED = {
    PROMISE_KEPT: "promise.kept",
    PROMISE_LATE: "promise.late",
    STILL_PUBLIC: "public.still",
    PUBLIC_ENDED: "public.ended",
}
