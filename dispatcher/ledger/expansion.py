"""Expansion: an approved wave's snapshot becomes deliveries, in resumable slices of 5,000 recipients.

Harmless to repeat: the slice and its cursor move in one transaction, and (alert, person, class, channel) is unique.
Everyone in the snapshot gets a row for each channel their wave plans, also without an address. Within a class one
number gets one message: the first person carries it, the others are *skipped: covered* by that delivery. Staff text
and citizen text are two messages, unless they are the same words. A fallback waits, parked, for the channels before it
(``fallback``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, false, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import PERSONAL, QUIET, AlertState, AttemptState, ChannelName, DeliveryState
from dispatcher.ledger import fallback, silence
from dispatcher.ledger.snapshot import channels_of
from dispatcher.ledger.tables import PARKED, alerts, attempts, deliveries, people, snapshot, variants, waves

SLICE = 5000
APPROVED_ONCE = [AlertState.APPROVED, AlertState.SENDING, AlertState.STOPPED, AlertState.EXPIRED, AlertState.DONE]
NO_ADDRESS, BAD_ADDRESS, COVERED, NEVER_TOLD = "no address", "bad address", "covered", "never told"
ONLY_THE_TOLD = ["all-clear", "retraction"]
CARRIES = [str(DeliveryState.WAITING), *fallback.CARRIES]
_POINTS = {
    ChannelName.SMS: people.c.sms_point,
    ChannelName.VOICE: people.c.sms_point,  # a mobile rings too
    ChannelName.EMAIL: people.c.email_point,
}


def pending_expansion(connection: Connection) -> list[Row[Any]]:
    """Waves of approved alerts that still have people without rows, first wave first.

    Stopped and expired ones too: their people get rows that end *skipped*, for everyone in the snapshot has a row.
    """
    return list(
        connection.execute(
            select(waves.c.id, waves.c.alert_id, waves.c.ix)
            .join(alerts, and_(alerts.c.id == waves.c.alert_id, alerts.c.version == waves.c.version))
            .where(alerts.c.state.in_(APPROVED_ONCE), alerts.c.approved_at.is_not(None), ~waves.c.expanded)
            .order_by(alerts.c.rank, waves.c.ix, alerts.c.approved_at)
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    """A wave's people after its cursor, up to ``last``, on one channel. ``before``: the steps that come first."""

    wave: Row[Any]
    channel: ChannelName
    step: int
    before: tuple[ChannelName, ...]
    only_told: bool
    last: int
    now: int

    @property
    def rows(self) -> ColumnElement[bool]:
        """SQL: this slice of the snapshot."""
        return and_(snapshot.c.wave_id == self.wave.id, snapshot.c.id > self.wave.cursor, snapshot.c.id <= self.last)


def expand_slice(connection: Connection, wave_id: int, now: int, size: int = SLICE) -> bool:
    """Insert the deliveries of a wave's next ``size`` people: *waiting*, or *skipped* with the reason. True: done."""
    wave = connection.execute(select(waves).where(waves.c.id == wave_id)).one()
    last = connection.scalar(select(func.max(_next(wave, size).c.id)))
    if last is None:
        connection.execute(update(waves).where(waves.c.id == wave_id).values(expanded=True))
        return True
    kind = connection.scalar(select(alerts.c.kind).where(alerts.c.id == wave.alert_id))
    planned = [(ChannelName(name), step) for name, step in channels_of(wave)]
    for channel, step in planned:
        before = tuple(other for other, earlier in planned if earlier < step and other in PERSONAL)
        only_told = kind in ONLY_THE_TOLD
        part = _Slice(
            wave=wave, channel=channel, step=step, before=before, only_told=only_told, last=int(last), now=now
        )
        if channel in PERSONAL:
            _insert_people(connection, part)
        else:
            _insert_others(connection, part)
    connection.execute(update(waves).where(waves.c.id == wave_id).values(cursor=last))
    return False


def _next(wave: Row[Any], size: int) -> Any:
    return (
        select(snapshot.c.id)
        .where(snapshot.c.wave_id == wave.id, snapshot.c.id > wave.cursor)
        .order_by(snapshot.c.id)
        .limit(size)
        .subquery()
    )


_COLUMNS = ["alert_id", "wave_id", "cls", "ref", "person_id", "channel", "step", "point_id", "variant_id"]
_COLUMNS += ["state", "reason", "covered_by", "due_at"]


def _insert_people(connection: Connection, part: _Slice) -> None:
    point = _POINTS[part.channel]
    before = connection.scalar(select(func.coalesce(func.max(deliveries.c.id), 0)))
    # A fallback is due at once for whoever has no address on any channel before it.
    parked = or_(*(_POINTS[channel].is_not(None) for channel in part.before)) if part.before else false()
    earlier = case((parked, None), else_=_carrier(part, point))
    untold = ~_told(part) if part.only_told else false()
    silent = _silent(part)
    chosen = (
        select(
            literal(part.wave.alert_id),
            literal(part.wave.id),
            snapshot.c.cls,
            snapshot.c.ref,
            snapshot.c.person_id,
            literal(str(part.channel)),
            literal(part.step),
            point,
            variants.c.id,
            case((or_(silent, point.is_(None), untold, earlier.is_not(None)), "skipped"), else_="waiting"),
            case(
                (silent, silence.REASON),
                (and_(point.is_(None), people.c.fault != ""), BAD_ADDRESS),
                (point.is_(None), NO_ADDRESS),
                (untold, NEVER_TOLD),
                (earlier.is_not(None), COVERED),
                else_="",
            ),
            case((or_(silent, untold), None), else_=earlier),
            case((parked, PARKED), else_=part.now),
        )
        .join(people, people.c.id == snapshot.c.person_id)
        .join(variants, _variant_of(part))
        .where(part.rows, snapshot.c.channel.is_(None))
        .order_by(snapshot.c.id)
    )
    connection.execute(upsert(deliveries).from_select(_COLUMNS, chosen).on_conflict_do_nothing())
    _cover_within(connection, part, after=int(before or 0))


def _insert_others(connection: Connection, part: _Slice) -> None:
    """Subscriptions, topics, and the public: the banner is one delivery, all its languages go together."""
    untold = ~_told(part) if part.only_told else false()  # what was never on the page has nothing to take back there
    silent = _silent(part)
    chosen = (
        select(
            literal(part.wave.alert_id),
            literal(part.wave.id),
            snapshot.c.cls,
            snapshot.c.ref,
            literal(None),
            literal(str(part.channel)),
            literal(part.step),
            snapshot.c.point_id,
            variants.c.id,
            case((or_(silent, untold), "skipped"), else_="waiting"),
            case((silent, silence.REASON), (untold, NEVER_TOLD), else_=""),
            literal(None),
            literal(part.now),
        )
        .join(variants, _variant_of(part))
        .where(part.rows, snapshot.c.channel == str(part.channel))
        .order_by(snapshot.c.id)
    )
    connection.execute(upsert(deliveries).from_select(_COLUMNS, chosen).on_conflict_do_nothing())


def _silent(part: _Slice) -> ColumnElement[bool]:
    """SQL: of a silent unit, and this channel rings."""
    return false() if part.channel in QUIET else snapshot.c.silent


def _told(part: _Slice) -> ColumnElement[bool]:
    """SQL: an attempt of any alert of the incident was taken or may have been: theirs or their carrier's."""
    mine, carrier, tried = deliveries.alias("mine"), deliveries.alias("carrier"), attempts.alias("tried")
    incident = select(alerts.c.incident).where(alerts.c.id == part.wave.alert_id).scalar_subquery()
    series = select(alerts.c.id).where(alerts.c.incident == incident, alerts.c.id != part.wave.alert_id)
    may_have_left = [str(AttemptState.INTENT), str(AttemptState.ACCEPTED), str(AttemptState.UNSURE)]
    return (
        select(1)
        .select_from(mine)
        .join(carrier, carrier.c.id == func.coalesce(mine.c.covered_by, mine.c.id))
        .join(tried, tried.c.delivery_id == carrier.c.id)
        .where(
            mine.c.alert_id.in_(series),
            mine.c.ref == snapshot.c.ref,
            mine.c.cls == snapshot.c.cls,
            tried.c.state.in_(may_have_left),
        )
        .exists()
    )


def _carrier(part: _Slice, point: Any) -> Any:
    """The delivery of an earlier slice or wave that already carries this number, for this class or with these words."""
    carrier, said = deliveries.alias(), variants.alias("said")
    words = and_(said.c.headline == variants.c.headline, said.c.body == variants.c.body)
    same = exists().where(said.c.id == carrier.c.variant_id, words).correlate(carrier, variants)
    return (
        select(func.min(carrier.c.id))
        .where(*_carries(carrier, part, point), or_(carrier.c.cls == snapshot.c.cls, same))
        .scalar_subquery()
    )


def _carries(carrier: Any, part: _Slice, point: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        carrier.c.point_id == point,
        carrier.c.alert_id == part.wave.alert_id,
        carrier.c.channel == str(part.channel),
        carrier.c.covered_by.is_(None),
        carrier.c.due_at < PARKED,  # a parked fallback may never leave, so it carries nobody
        carrier.c.state.in_(CARRIES),  # nor does one that has failed while this slice was still to come
        carrier.c.reason != NEVER_TOLD,
    )


def _cover_within(connection: Connection, part: _Slice, *, after: int) -> None:
    """People of the same slice who share a number: the first carries it."""
    first = deliveries.alias()
    carrier = (
        select(func.min(first.c.id))
        .where(*_carries(first, part, deliveries.c.point_id), first.c.cls == deliveries.c.cls)
        .scalar_subquery()
    )
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.id > after,
            deliveries.c.state == str(DeliveryState.WAITING),
            deliveries.c.due_at < PARKED,
            deliveries.c.id != carrier,
        )
        .values(state=str(DeliveryState.SKIPPED), reason=COVERED, covered_by=carrier)
    )


def _variant_of(part: _Slice) -> ColumnElement[bool]:
    return and_(
        variants.c.alert_id == part.wave.alert_id,
        variants.c.version == part.wave.version,
        variants.c.cls == snapshot.c.cls,
        variants.c.zone == snapshot.c.zone,
        variants.c.fate == snapshot.c.fate,
        variants.c.channel == str(part.channel),
        variants.c.language == snapshot.c.language,
    )
