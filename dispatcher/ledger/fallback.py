"""Fallback: whoever none of a wave's channels reached goes on to the next the plan names, also an hour later.

A fallback row is *waiting* and parked (due never) until every row of the person before it has ended without telling
them: refused, undelivered, no address, or covered by a delivery that failed. When the wave closes, what is still
parked is *skipped: not needed*; if *undelivered* comes after that, the row is *waiting* again and its alert *sending*.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, exists, func, or_, select, text, update

from dispatcher.domain.states import AlertState, DeliveryState
from dispatcher.ledger.dialects import among
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import OPEN_AGAIN, PARKED, alerts, deliveries, incidents, waves
from dispatcher.ledger.times import at

_D = DeliveryState
NOT_NEEDED, COVERED = "not needed", "covered"
BY_PERSON = "person"
SLICE = 5000
MAY_SEND = [str(AlertState.APPROVED), str(AlertState.SENDING), str(AlertState.DONE)]
CARRIES = [str(_D.SENDING), str(_D.ACCEPTED), str(_D.DELIVERED), str(_D.UNSURE)]


def parked(delivery: Any) -> ColumnElement[bool]:
    """SQL: a fallback that has not been needed so far."""
    return or_(
        and_(delivery.c.state == str(_D.WAITING), delivery.c.due_at == PARKED),
        and_(delivery.c.state == str(_D.SKIPPED), delivery.c.reason == NOT_NEEDED),
    )


def advance(connection: Connection, ended: Sequence[int], now: int) -> int:
    """Fallbacks of those for whom these *failed* (or left *unsure*) rows were the last hope → *waiting*; how many."""
    if not ended:
        return 0
    return _release(connection, connection.execute(_NEEDED, {"ended": _json(ended), "now": now}).all(), now)


def _release(connection: Connection, found: Sequence[Row[Any]], now: int) -> int:
    """These parked rows are due now; of those who share an address the first carries it."""
    if not found:
        return 0
    ids = _json([row.id for row in found])
    connection.execute(_RELEASE, {"ids": ids, "now": now})
    connection.execute(_COVER, {"ids": ids})
    for alert in sorted({row.alert_id for row in found}):
        _reopen(connection, alert, {row.wave_id for row in found if row.alert_id == alert}, now)
    return len(found)


def _json(numbers: Sequence[int]) -> str:
    return orjson.dumps(list(numbers)).decode()


def _hope(delivery: Any, carrier: Any) -> ColumnElement[bool]:
    """SQL: this row, or the one that carries its number, has told the person or may still do so."""
    live = [str(_D.WAITING), *CARRIES]

    def one(row: Any) -> ColumnElement[bool]:
        given_up = and_(row.c.state == str(_D.UNSURE), func.coalesce(row.c.settled_by, "").like(f"{BY_PERSON}:%"))
        return and_(row.c.state.in_(live), ~given_up)

    return or_(one(delivery), one(carrier), parked(delivery))


def _needed() -> Any:
    """The parked rows that come first for their person when nothing before them can tell them any more."""
    last, row = deliveries.alias("last"), deliveries.alias("row")
    same = and_(row.c.alert_id == last.c.alert_id, row.c.ref == last.c.ref, row.c.cls == last.c.cls)
    ended = or_(among(last.c.id, "ended"), and_(last.c.covered_by.is_not(None), among(last.c.covered_by, "ended")))
    chosen = select(row.c.id, row.c.alert_id, row.c.wave_id).distinct().select_from(last)
    return _hopeless(chosen.join(row, and_(same, row.c.step > last.c.step)).where(ended), row)


def _untold() -> Any:
    """The same among given parked rows, whatever has ended."""
    row = deliveries.alias("row")
    return _hopeless(select(row.c.id, row.c.alert_id, row.c.wave_id).where(among(row.c.id, "ended")), row)


def _hopeless(chosen: Select[Any], row: Any) -> Any:
    before, carrier = deliveries.alias("before"), deliveries.alias("carrier")
    hope = (
        exists()
        .select_from(before.outerjoin(carrier, carrier.c.id == before.c.covered_by))
        .where(
            before.c.alert_id == row.c.alert_id,
            before.c.ref == row.c.ref,
            before.c.cls == row.c.cls,
            before.c.step < row.c.step,
            _hope(before, carrier),
        )
    )
    return (
        chosen.join(alerts, alerts.c.id == row.c.alert_id)
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(
            parked(row),
            ~hope,
            alerts.c.state.in_(MAY_SEND),
            alerts.c.superseded_by.is_(None),
            incidents.c.closed_at.is_(None),
            alerts.c.expires_at > bindparam("now"),
        )
    )


_NEEDED, _UNTOLD = _needed(), _untold()

_RELEASE = (
    update(deliveries)
    .where(among(deliveries.c.id, "ids"))
    .values(state=str(_D.WAITING), reason="", due_at=bindparam("now"))
)


def _cover() -> Any:
    """One address gets one message here too: whoever shares it with a row that left or is about to is covered by it."""
    other = deliveries.alias("other")
    carrier = (
        select(func.min(other.c.id))
        .where(
            other.c.point_id == deliveries.c.point_id,
            other.c.alert_id == deliveries.c.alert_id,
            other.c.cls == deliveries.c.cls,
            other.c.channel == deliveries.c.channel,
            other.c.covered_by.is_(None),
            other.c.id != deliveries.c.id,
            or_(
                other.c.state.in_(CARRIES),
                and_(other.c.state == str(_D.WAITING), other.c.due_at < PARKED, other.c.id < deliveries.c.id),
            ),
        )
        .scalar_subquery()
    )
    mine = and_(among(deliveries.c.id, "ids"), deliveries.c.state == str(_D.WAITING), carrier.is_not(None))
    return update(deliveries).where(mine).values(state=str(_D.SKIPPED), reason=COVERED, covered_by=carrier)


_COVER = _cover()


def _reopen(connection: Connection, alert: str, touched: set[int], now: int) -> None:
    """The waves have something to do again; an alert that was *done* is *sending*, journalled."""
    connection.execute(update(waves).where(waves.c.id.in_(touched)).values(**OPEN_AGAIN))
    changed = connection.execute(
        update(alerts)
        .where(alerts.c.id == alert, alerts.c.state == str(AlertState.DONE))
        .values(state=str(AlertState.SENDING), done_at=None)
    ).rowcount
    if changed:
        incident = connection.scalar(select(alerts.c.incident).where(alerts.c.id == alert))
        entry = Entry(kind="alert.reopened", actor="node", incident=incident, alert=alert, data={"by": "fallback"})
        append(connection, entry, at(now))


_PARKED_OF = and_(
    deliveries.c.wave_id == bindparam("wave"),
    text("deliveries.state = 'waiting'"),  # the words of the partial index
    deliveries.c.due_at == PARKED,
)


def any_parked(connection: Connection, wave: int) -> bool:
    """Whether a wave still has fallbacks that nobody has needed."""
    return connection.execute(select(deliveries.c.id).where(_PARKED_OF).limit(1), {"wave": wave}).first() is not None


def let_go(connection: Connection, wave: int, now: int) -> int:
    """A slice of the parked rows of a wave that is over → *skipped: not needed*. Returns how many.

    Whoever nothing has told after all gets their row now: *not needed* is never said of somebody nobody reached.
    """
    some = list(connection.scalars(select(deliveries.c.id).where(_PARKED_OF).limit(SLICE), {"wave": wave}))
    lost = connection.execute(_UNTOLD, {"ended": _json(some), "now": now}).all()
    _release(connection, lost, now)
    rest = update(deliveries).where(among(deliveries.c.id, "ids"), deliveries.c.due_at == PARKED)
    skipped = rest.values(state=str(_D.SKIPPED), reason=NOT_NEEDED)
    return connection.execute(skipped, {"ids": _json(some)}).rowcount
