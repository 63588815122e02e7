"""What is wrong just now: found in the ledger, and in what the node itself knows. Reads only; moves nothing.

Service messages are left out, so that no alarm is about an alarm; but one whose text a provider refuses is told of,
for it may be the mayor's request.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, or_, select, text

from dispatcher.domain.alarm import SERVICE_PREFIX, Cause
from dispatcher.domain.states import SERVICE, AlertState, ChannelName, DeliveryState, LaneKind
from dispatcher.ledger import audit_words, clock_steps, emergency
from dispatcher.ledger.conduct import ACTIVE, ASKED
from dispatcher.ledger.tables import PARKED, alerts, attempts, blocks, deliveries, incidents, journal, waves
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

STALLED_AFTER = timedelta(seconds=60)
LATELY = timedelta(minutes=10)
"""How long what is over in an instant (a gate that opened, a write that failed) is worth an alarm."""
MEBIBYTE = 1024 * 1024
LEAST_FREE = 200 * MEBIBYTE
"""Bytes. A run to a whole city leaves about as much."""
_WAITING = text("deliveries.state = 'waiting'")  # the words of the partial indexes
_UNSURE = text("deliveries.state = 'unsure'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way out whose breaker is open."""

    channel: ChannelName
    kind: LaneKind
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a node knows beside the ledger. ``watching_since``: what stood still before that, it cannot judge.

    ``free``: bytes on the ledger's disk. ``failed_at``: when a write last could not be made. ``tried``: per wave, the
    newest attempt that was seen, so that a large wave is gone through once a minute and not at each look.
    """

    watching_since: datetime
    routes: tuple[Route, ...] = ()
    free: int | None = None
    failed_at: datetime | None = None
    tried: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that is wrong. ``channels``: those in trouble. ``values``: what its text is given, by name.

    ``kind``: of a route, which lanes it is of, and so which incidents it matters to.
    """

    cause: Cause
    about: str
    words: str
    since: datetime
    incident: int | None = None
    alert: str | None = None
    channels: tuple[ChannelName, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    kind: LaneKind | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Under which it is remembered: once per cause and subject."""
        return str(self.cause), self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found, and the newest attempt of each wave that was gone through."""

    found: tuple[Found, ...]
    tried: Mapping[int, int]


def find(connection: Connection, facts: Facts, now: datetime) -> Audit:
    """Everything that is wrong now."""
    tried = dict(facts.tried)
    found = (
        *_stalled(connection, facts, tried, now),
        *_paused(connection),
        *_unsure(connection),
        *_by_clock(connection, now),
        *_of_node(connection, facts, now),
        *_emergencies(connection, now),
    )
    return Audit(found=found, tried=tried)


def _stalled(connection: Connection, facts: Facts, tried: dict[int, int], now: datetime) -> Iterator[Found]:
    limit = now - STALLED_AFTER
    if facts.watching_since > limit:
        return
    for wave in _open_waves(connection, now, ms(limit)):
        due = () if tried.get(wave.id, 0) > ms(limit) else _due(connection, wave, ms(limit))
        if not due:
            continue
        tried[wave.id] = _newest_attempt(connection, wave.id)
        since = max(tried[wave.id], wave.opened_at, _resumed(connection, wave), ms(facts.watching_since))
        if since <= ms(limit):
            yield _stands_still(connection, wave, due, since, now)


def _open_waves(connection: Connection, now: datetime, opened_by: int) -> list[Row[Any]]:
    """Waves that the lanes may claim from, and have had for a while."""
    return list(
        connection.execute(
            select(waves.c.id, waves.c.ix, waves.c.name, waves.c.opened_at, waves.c.alert_id, alerts.c.incident)
            .join(alerts, and_(alerts.c.id == waves.c.alert_id, alerts.c.version == waves.c.version))
            .where(
                alerts.c.state.in_(ACTIVE),
                alerts.c.kind != SERVICE,
                alerts.c.approved_fingerprint == alerts.c.fingerprint,
                alerts.c.paused.is_(None),
                alerts.c.superseded_by.is_(None),
                alerts.c.expires_at > ms(now),
                waves.c.opened_at <= opened_by,
                waves.c.done_at.is_(None),
            )
            .order_by(waves.c.id)
        )
    )


def _due(connection: Connection, wave: Row[Any], limit: int) -> tuple[ChannelName, ...]:
    """Channels with rows that have been due for so long; a lane that is stopped has an alarm of its own."""
    stopped = set(connection.scalars(select(blocks.c.channel).where(blocks.c.alert_id == wave.alert_id)))
    due = select(deliveries.c.id).where(deliveries.c.wave_id == wave.id, deliveries.c.due_at <= limit, _WAITING)
    return tuple(
        channel
        for channel in ChannelName
        if channel not in stopped
        and connection.execute(due.where(deliveries.c.channel == str(channel)).limit(1)).first() is not None
    )


def _newest_attempt(connection: Connection, wave: int) -> int:
    newest = (
        select(func.max(attempts.c.at))
        .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
        .where(deliveries.c.wave_id == wave)
    )
    return int(connection.scalar(newest) or 0)


def _resumed(connection: Connection, wave: Row[Any]) -> int:
    """When its alert was last let go again: nothing was to be tried before."""
    mine = (journal.c.incident == wave.incident, journal.c.alert_id == wave.alert_id)
    return int(connection.scalar(select(func.max(journal.c.at)).where(*mine, journal.c.kind == "alert.resumed")) or 0)


def _stands_still(
    connection: Connection, wave: Row[Any], channels: tuple[ChannelName, ...], since: int, now: datetime
) -> Found:
    mine = (deliveries.c.wave_id == wave.id, deliveries.c.channel.in_(channels), deliveries.c.due_at <= ms(now))
    count = int(connection.scalar(select(func.count()).where(*mine, _WAITING)) or 0)
    minutes = max((ms(now) - since) // 60_000, 1)
    return Found(
        cause=Cause.STALLED,
        about=f"{wave.alert_id}/{wave.ix}",
        words=audit_words.stalled(wave.alert_id, wave.name, count, at(since)),
        since=at(since),
        incident=wave.incident,
        alert=wave.alert_id,
        channels=channels,
        values={"alert": wave.alert_id, "wave": wave.name, "count": str(count), "minutes": str(minutes)},
    )


def _paused(connection: Connection) -> Iterator[Found]:
    """Lanes of active alerts that stand because the text was refused."""
    stopped = (
        select(blocks, alerts.c.incident, alerts.c.kind, alerts.c.fields)
        .join(alerts, alerts.c.id == blocks.c.alert_id)
        .where(alerts.c.state.in_(ACTIVE), alerts.c.superseded_by.is_(None))
        .order_by(blocks.c.at, blocks.c.alert_id, blocks.c.channel)
    )
    for row in connection.execute(stopped).all():
        if row.kind == SERVICE and json.loads(row.fields).get("key", "").startswith(SERVICE_PREFIX):
            continue
        channel = ChannelName(row.channel)
        mine = (deliveries.c.alert_id == row.alert_id, deliveries.c.channel == row.channel)
        waiting = (deliveries.c.state == str(DeliveryState.WAITING), deliveries.c.due_at < PARKED)
        count = int(connection.scalar(select(func.count()).where(*mine, *waiting)) or 0)
        yield Found(
            cause=Cause.LANE_PAUSED,
            about=f"{row.alert_id}/{channel}",
            words=audit_words.lane_paused(row.alert_id, channel, count),
            since=at(row.at),
            incident=row.incident,
            alert=row.alert_id,
            channels=(channel,),
            values={"alert": row.alert_id, "channel": str(channel), "count": str(count)},
        )


def _unsure(connection: Connection) -> Iterator[Found]:
    """Per alert, what a person must decide about: messages that may have arrived, and tasks that nobody ticked."""
    asked = (
        select(
            deliveries.c.alert_id,
            deliveries.c.channel,
            alerts.c.incident,
            func.count().label("rows"),
            func.min(deliveries.c.due_at).label("since"),
        )
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(_UNSURE, deliveries.c.settled_by == ASKED, alerts.c.kind != SERVICE, incidents.c.closed_at.is_(None))
        .group_by(deliveries.c.alert_id, deliveries.c.channel, alerts.c.incident)
        .order_by(deliveries.c.alert_id, deliveries.c.channel)
    )
    by_alert: dict[tuple[str, bool], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(asked).all():
        by_alert[row.alert_id, row.channel == ChannelName.TASK].append(row)
    for (alert, by_hand), rows in by_alert.items():
        count = sum(row.rows for row in rows)
        yield Found(
            cause=Cause.TASKS_LATE if by_hand else Cause.UNSURE_ASKS,
            about=alert,
            words=(audit_words.tasks_late if by_hand else audit_words.unsure_asks)(alert, count),
            since=at(min(row.since for row in rows)),
            incident=rows[0].incident,
            alert=alert,
            channels=tuple(ChannelName(row.channel) for row in rows),
            values={"alert": alert, "count": str(count)},
        )


def _by_clock(connection: Connection, now: datetime) -> Iterator[Found]:
    """Waves whose gate opened because the time was up, while their alert goes on; and just now, also of a quick one."""
    still = and_(alerts.c.state.in_(ACTIVE), alerts.c.superseded_by.is_(None))
    lately = and_(alerts.c.state == str(AlertState.DONE), waves.c.opened_at > ms(now - LATELY))
    opened = (
        select(waves.c.ix, waves.c.name, waves.c.opened_at, waves.c.alert_id, alerts.c.incident)
        .join(alerts, and_(alerts.c.id == waves.c.alert_id, alerts.c.version == waves.c.version))
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(waves.c.opened_by == "clock", incidents.c.closed_at.is_(None), or_(still, lately))
        .order_by(waves.c.opened_at, waves.c.id)
    )
    for row in connection.execute(opened).all():
        yield Found(
            cause=Cause.GATE_BY_CLOCK,
            about=f"{row.alert_id}/{row.ix}",
            words=audit_words.gate_by_clock(row.alert_id, row.name),
            since=at(row.opened_at),
            incident=row.incident,
            alert=row.alert_id,
            values={"alert": row.alert_id, "wave": row.name},
        )


def _of_node(connection: Connection, facts: Facts, now: datetime) -> Iterator[Found]:
    for route in facts.routes:
        yield Found(
            cause=Cause.ROUTE_BROKEN,
            about=f"{route.channel}/{route.kind}/{route.provider}",
            words=audit_words.route_broken(route.channel, route.provider),
            since=now,
            channels=(route.channel,),
            values={"channel": str(route.channel)},
            kind=route.kind,
        )
    failed = facts.failed_at is not None and facts.failed_at > now - LATELY
    if failed or (facts.free is not None and facts.free < LEAST_FREE):
        free = "" if facts.free is None else str(facts.free // MEBIBYTE)
        words = audit_words.disk(free, facts.failed_at if failed else None)
        yield Found(cause=Cause.DISK, about="", words=words, since=now, values={"free": free})
    stepped = clock_steps.stepped_at(connection, now)
    if stepped is not None:
        yield Found(cause=Cause.CLOCK, about="", words=audit_words.clock(at(stepped)), since=at(stepped))


def _emergencies(connection: Connection, now: datetime) -> Iterator[Found]:
    for name, last in emergency.lately(connection, now):
        words = audit_words.emergency(name, last)
        yield Found(cause=Cause.EMERGENCY, about=name, words=words, since=last, values={"user": name})
