"""What time and progress do to alerts: waves close, gates open, alerts expire and finish. Called by the node's tick.

Reads first, on a connection that cannot write; a write transaction only when something is due, and there each fact is
checked again in the WHERE.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, func, literal, or_, select, text, update

from dispatcher.domain.policy import Progress, gate_opens
from dispatcher.domain.states import NOBODYS, AlertState, AttemptState, ChannelName, DeliveryState, Urgency
from dispatcher.ledger import fallback, public
from dispatcher.ledger.dialects import numbers_of
from dispatcher.ledger.fallback import BY_PERSON
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import UNSETTLED, alerts, attempts, deliveries, waves
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.ledger.seal import Seal

_D = DeliveryState
ACTIVE = [str(AlertState.APPROVED), str(AlertState.SENDING)]
SUPERSEDED, ASKED = "superseded", "asked"
ENDED = [str(AlertState.STOPPED), str(AlertState.EXPIRED)]
SLICE = 5000


def ended_words(delivery: Any) -> Any:
    """SQL: this row can no longer tell anybody by itself."""
    return or_(
        delivery.c.state.in_([_D.FAILED, _D.SKIPPED]),
        and_(delivery.c.state == _D.UNSURE, delivery.c.settled_by.like(f"{BY_PERSON}:%")),
    )


def progress(connection: Connection, wave_id: int) -> Progress:
    """People of a wave, told (also by the delivery that carries their number) and with nothing left to try.

    Subscriptions, topics and rooms are not people: nobody knows who they are. The public counts as one in its own
    wave, so that the next waits for the page.
    """
    carrier = deliveries.alias("carrier")
    told_states = [str(_D.ACCEPTED), str(_D.DELIVERED)]
    told = or_(deliveries.c.state.in_(told_states), carrier.c.state.in_(told_states))
    over = and_(ended_words(deliveries), or_(carrier.c.id.is_(None), ended_words(carrier)))
    per_person = (
        select(
            deliveries.c.ref,
            func.max(case((told, 1), else_=0)).label("told"),
            func.min(case((over, 1), else_=0)).label("over"),
        )
        .join(carrier, carrier.c.id == deliveries.c.covered_by, isouter=True)
        .where(deliveries.c.wave_id == wave_id, deliveries.c.channel.not_in(NOBODYS))
        .group_by(deliveries.c.ref)
        .subquery()
    )
    row = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(per_person.c.told), 0),
            func.coalesce(func.sum(case((per_person.c.told == 0, per_person.c.over), else_=0)), 0),
        )
    ).one()
    return Progress(people=row[0], told=row[1], nothing_left=row[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something the tick found: ``what`` is gate, let-go (of fallbacks nobody needed), close, finish or expire."""

    what: str
    alert: str
    wave: int | None = None
    why: str = ""
    people: int = 0
    told: int = 0
    seals: Mapping[int, Seal] = field(default_factory=dict)  # by wave, of those that close or are done with their alert


def due(connection: Connection, now: datetime) -> list[Due]:
    """What is due now; moves nothing."""
    expirable = [str(AlertState.SUBMITTED), *ACTIVE]
    over = select(alerts.c.id).where(alerts.c.state.in_(expirable), alerts.c.expires_at <= ms(now))
    found = [Due(what="expire", alert=alert) for alert in connection.scalars(over)]
    for row in connection.execute(select(alerts).where(alerts.c.state.in_(ACTIVE), alerts.c.expires_at > ms(now))):
        found += _due_of(connection, row, now)
    return found


def _due_of(connection: Connection, alert: Row[Any], now: datetime) -> list[Due]:
    found: list[Due] = []
    steps = _waves_of(connection, alert)
    for index, wave in enumerate(steps):
        if wave.opened_at is None and alert.paused is None and alert.superseded_by is None:
            found += _opening(connection, alert, steps[index - 1] if index else None, wave, now)
        open_or_never = wave.opened_at is not None or alert.superseded_by is not None
        if open_or_never and wave.done_at is None and wave.expanded and is_over(connection, wave.id):
            what = "let-go" if fallback.any_parked(connection, wave.id) else "close"
            found.append(Due(what=what, alert=alert.id, wave=wave.id))
    if steps and all(wave.done_at is not None for wave in steps):
        found.append(Due(what="finish", alert=alert.id))
    return found


def _waves_of(connection: Connection, alert: Row[Any]) -> list[Row[Any]]:
    return list(
        connection.execute(
            select(waves).where(waves.c.alert_id == alert.id, waves.c.version == alert.version).order_by(waves.c.ix)
        )
    )


def _opening(
    connection: Connection, alert: Row[Any], before: Row[Any] | None, wave: Row[Any], now: datetime
) -> list[Due]:
    """Whether a wave opens now: never while it is held, nor before the wave before it."""
    if (wave.hold_until or 0) > ms(now) or (before is not None and before.opened_at is None):
        return []
    if before is None or alert.urgency == Urgency.IMMEDIATE:  # held back until now; nothing else keeps it
        return [Due(what="gate", alert=alert.id, wave=wave.id, why="hold")]
    return _gate(connection, before, wave, now)


def _gate(connection: Connection, before: Row[Any], wave: Row[Any], now: datetime) -> list[Due]:
    waited = (ms(now) - before.wait_from) / 1000
    longest = (wave.longest_wait or 0) / 1000
    if not before.expanded and waited < longest:
        return []
    reached = progress(connection, before.id)
    share = 1.0 if wave.share is None else wave.share
    why = gate_opens(reached, share=share, waited=waited, longest_wait=longest)
    if why is None:
        return []
    return [Due(what="gate", alert=wave.alert_id, wave=wave.id, why=why, people=reached.people, told=reached.told)]


def is_over(connection: Connection, wave_id: int) -> bool:
    """No row of the wave is waiting, sending, or unsure and undecided."""
    left = select(deliveries.c.id).where(
        deliveries.c.wave_id == wave_id,
        text(UNSETTLED),  # the words of the partial index
        # A task that is out with somebody is ticked another hour: nothing of it leaves by itself (``tasks``).
        or_(deliveries.c.channel != str(ChannelName.TASK), deliveries.c.state == str(_D.WAITING)),
        or_(
            deliveries.c.state != str(_D.UNSURE),
            deliveries.c.settled_by.is_(None),
            ~deliveries.c.settled_by.like(f"{BY_PERSON}:%"),
        ),
    )
    return connection.execute(left.limit(1)).first() is None


def carry_out(connection: Connection, found: list[Due], now: datetime) -> None:
    """Open waves, close waves (*open* → done), finish and expire alerts, each journalled."""
    for item in found:
        match item.what:
            case "gate":
                open_wave(connection, item, now)
            case "let-go" if item.wave is not None:
                fallback.let_go(connection, item.wave, ms(now))
            case "close":
                _close(connection, item, now)
            case "finish":
                _finish(connection, item, now)
            case "expire":
                _expire(connection, item.alert, now)


def open_wave(connection: Connection, item: Due, now: datetime) -> None:
    """Open one wave; its clock for the next gate starts. Moves no delivery."""
    changed = connection.execute(
        update(waves)
        .where(waves.c.id == item.wave, waves.c.opened_at.is_(None))
        .values(opened_at=ms(now), opened_by=item.why, wait_from=ms(now))
    ).rowcount
    if changed:
        wave = connection.execute(select(waves.c.name, waves.c.ix).where(waves.c.id == item.wave)).one()
        data = {"wave": wave.ix, "name": wave.name, "by": item.why, "people": item.people, "told": item.told}
        _journal(connection, "wave.opened", item.alert, data, now)


def _close(connection: Connection, item: Due, now: datetime) -> None:
    wave = connection.execute(select(waves.c.id, waves.c.name, waves.c.ix).where(waves.c.id == item.wave)).one()
    seal = item.seals[wave.id]
    same = (waves.c.id == item.wave, waves.c.done_at.is_(None), waves.c.changes == seal.changes)
    if not connection.execute(update(waves).where(*same).values(done_at=ms(now), sealed=seal.changes)).rowcount:
        return  # another node's tick was quicker, or somebody has just decided to send again
    data = {"wave": wave.ix, "name": wave.name, "sealed_rows": dict(seal.rows)}
    _journal(connection, "wave.closed", item.alert, data, now)


def _finish(connection: Connection, item: Due, now: datetime) -> None:
    open_again = exists().where(waves.c.id.in_(item.seals), waves.c.done_at.is_(None))
    mine = update(alerts).where(alerts.c.id == item.alert, alerts.c.state.in_(ACTIVE), ~open_again)
    if connection.execute(mine.values(state=str(AlertState.DONE), done_at=ms(now))).rowcount:
        seals = {}
        for wave in connection.execute(select(waves.c.id, waves.c.ix).where(waves.c.id.in_(item.seals))):
            seals[str(wave.ix)] = dict(item.seals[wave.id].rows)
            connection.execute(update(waves).where(waves.c.id == wave.id).values(sealed=item.seals[wave.id].changes))
        _journal(connection, "alert.done", item.alert, {"seals": seals}, now)


def _expire(connection: Connection, alert: str, now: datetime) -> None:
    changed = connection.execute(
        update(alerts)
        .where(alerts.c.id == alert, alerts.c.state.in_([str(AlertState.SUBMITTED), *ACTIVE]))
        .values(state=str(AlertState.EXPIRED), done_at=ms(now))
    ).rowcount
    if changed:
        skip_waiting(connection, alert, "expired")
        # Expiry ends sending only: the public state stays until an all-clear, a stop or a recorded closing.
        _journal(connection, "alert.expired", alert, {}, now)


def skip_waiting(connection: Connection, alert: str, reason: str) -> int:
    """*waiting* → *skipped* for every row of an alert: nothing of it may leave any more. Returns how many."""
    return _skip(connection, deliveries.c.alert_id == alert, reason)


def _skip(connection: Connection, mine: ColumnElement[bool], reason: str) -> int:
    """Rows put back after an attempt that may have left are *unsure* again: *skipped* would say that none did."""
    waiting = and_(mine, deliveries.c.state == str(_D.WAITING))
    tried = exists().where(
        attempts.c.delivery_id == deliveries.c.id,
        attempts.c.state.in_([str(AttemptState.UNSURE), str(AttemptState.ACCEPTED)]),
    )
    decided = case((deliveries.c.settled_by.like(f"{BY_PERSON}:%"), deliveries.c.settled_by), else_=ASKED)
    doubtful = update(deliveries).where(waiting, deliveries.c.attempts > 0, tried)
    connection.execute(doubtful.values(state=str(_D.UNSURE), reason=reason, settled_by=decided))
    rest = update(deliveries).where(waiting).values(state=str(_D.SKIPPED), reason=reason)
    return connection.execute(rest).rowcount


_LEFT_OVER = (
    select(alerts.c.id, case((alerts.c.state.in_(ENDED), alerts.c.state), else_=SUPERSEDED).label("why"))
    .join(waves, waves.c.alert_id == alerts.c.id)
    .join(deliveries, deliveries.c.wave_id == waves.c.id)
    .where(
        or_(alerts.c.state.in_(ENDED), alerts.c.superseded_by.is_not(None)),
        text("deliveries.state = 'waiting'"),
    )
    .limit(1)
)


def sweep_ended(connection: Connection) -> int:
    """Rows still, or again, *waiting* after their alert was stopped, expired or superseded → *skipped*; a slice."""
    row = connection.execute(_LEFT_OVER).first()
    if row is None:
        return 0
    mine = select(waves.c.id).where(waves.c.alert_id == row.id)
    some = select(deliveries.c.id).where(deliveries.c.wave_id.in_(mine), text("deliveries.state = 'waiting'"))
    ids = list(connection.scalars(some.limit(SLICE)))
    return _skip(connection, deliveries.c.id.in_(numbers_of(literal(orjson.dumps(ids).decode()))), row.why)


def leftovers(connection: Connection) -> bool:
    """Whether ``sweep_ended`` has anything to do."""
    return connection.execute(_LEFT_OVER).first() is not None


def stop(connection: Connection, alert: str, now: datetime) -> int:
    """*waiting* → *skipped: stopped*, and the banner and page entry are withdrawn at once."""
    public.withdraw(connection, alert, now)
    return skip_waiting(connection, alert, "stopped")


def resume(connection: Connection, alert: Row[Any], now: datetime) -> None:
    """End a pause: the gates' clocks stood still meanwhile; lanes blocked by the content are let go."""
    stood_still = ms(now) - alert.paused_at
    connection.execute(
        update(waves)
        .where(waves.c.alert_id == alert.id, waves.c.opened_at.is_not(None))
        .values(wait_from=waves.c.wait_from + stood_still)
    )
    connection.execute(update(alerts).where(alerts.c.id == alert.id).values(paused=None, paused_at=None))


def _journal(connection: Connection, kind: str, alert: str, data: dict[str, Any], now: datetime) -> None:
    incident = connection.scalar(select(alerts.c.incident).where(alerts.c.id == alert))
    append(connection, Entry(kind=kind, actor="node", incident=incident, alert=alert, data=data), now)
