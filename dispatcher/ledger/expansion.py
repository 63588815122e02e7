"""Expansion: an approved wave's snapshot becomes deliveries, in resumable slices of 5,000 people.

Harmless to repeat: the slice and its cursor move in one transaction, and (alert, person, class, channel) is unique.
Everyone in the snapshot gets a row for each planned channel, also without an address. Within a class one number gets
one message: the first person carries it, the others are *skipped: covered* by that delivery.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, insert, literal, select, true, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dispatcher.domain.states import AlertState, ChannelName, DeliveryState
from dispatcher.ledger.tables import alerts, deliveries, people, snapshot, variants, waves

SLICE = 5000
APPROVED_ONCE = [AlertState.APPROVED, AlertState.SENDING, AlertState.STOPPED, AlertState.EXPIRED]
NO_ADDRESS, BAD_ADDRESS, COVERED = "no address", "bad address", "covered"


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


def expand_slice(connection: Connection, wave_id: int, now: int, size: int = SLICE) -> bool:
    """Insert the deliveries of a wave's next ``size`` people: *waiting*, or *skipped* with the reason. True: done."""
    wave = connection.execute(select(waves).where(waves.c.id == wave_id)).one()
    last = connection.scalar(select(func.max(_slice(wave, size).c.id)))
    if last is None:
        connection.execute(update(waves).where(waves.c.id == wave_id).values(expanded=True))
        return True
    for channel in json.loads(wave.channels):
        _insert(connection, wave, ChannelName(channel), last, now)
    connection.execute(update(waves).where(waves.c.id == wave_id).values(cursor=last))
    return False


def _slice(wave: Row[Any], size: int) -> Any:
    return (
        select(snapshot.c.id)
        .where(snapshot.c.wave_id == wave.id, snapshot.c.id > wave.cursor)
        .order_by(snapshot.c.id)
        .limit(size)
        .subquery()
    )


def _insert(connection: Connection, wave: Row[Any], channel: ChannelName, last: int, now: int) -> None:
    point = {ChannelName.SMS: people.c.sms_point, ChannelName.EMAIL: people.c.email_point}.get(channel)
    if point is None:
        _insert_public(connection, wave, channel, now)
        return
    before = connection.scalar(select(func.coalesce(func.max(deliveries.c.id), 0)))
    earlier = _carrier(wave, channel, point)
    chosen = (
        select(
            literal(wave.alert_id),
            literal(wave.id),
            snapshot.c.cls,
            snapshot.c.ref,
            snapshot.c.person_id,
            literal(str(channel)),
            point,
            variants.c.id,
            case((and_(point.is_not(None), earlier.is_(None)), "waiting"), else_="skipped"),
            case(
                (and_(point.is_(None), people.c.fault != ""), BAD_ADDRESS),
                (point.is_(None), NO_ADDRESS),
                (earlier.is_not(None), COVERED),
                else_="",
            ),
            earlier,
            literal(now),
        )
        .join(people, people.c.id == snapshot.c.person_id)
        .join(variants, _variant_of(wave, channel))
        .where(snapshot.c.wave_id == wave.id, snapshot.c.id > wave.cursor, snapshot.c.id <= last)
        .order_by(snapshot.c.id)
    )
    columns = ["alert_id", "wave_id", "cls", "ref", "person_id", "channel", "point_id", "variant_id"]
    columns += ["state", "reason", "covered_by", "due_at"]
    connection.execute(sqlite_insert(deliveries).from_select(columns, chosen).on_conflict_do_nothing())
    _cover_within(connection, wave, channel, after=int(before or 0))


def _carrier(wave: Row[Any], channel: ChannelName, point: Any) -> Any:
    """The delivery of an earlier slice or wave that already carries this number for this class."""
    carrier = deliveries.alias()
    return (
        select(func.min(carrier.c.id))
        .where(
            carrier.c.point_id == point,
            carrier.c.alert_id == wave.alert_id,
            carrier.c.cls == snapshot.c.cls,
            carrier.c.channel == str(channel),
            carrier.c.covered_by.is_(None),
        )
        .scalar_subquery()
    )


def _cover_within(connection: Connection, wave: Row[Any], channel: ChannelName, *, after: int) -> None:
    """People of the same slice who share a number: the first carries it."""
    first = deliveries.alias()
    carrier = (
        select(func.min(first.c.id))
        .where(
            first.c.point_id == deliveries.c.point_id,
            first.c.alert_id == wave.alert_id,
            first.c.cls == deliveries.c.cls,
            first.c.channel == str(channel),
            first.c.covered_by.is_(None),
        )
        .scalar_subquery()
    )
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.id > after,
            deliveries.c.state == str(DeliveryState.WAITING),
            deliveries.c.id != carrier,
        )
        .values(state=str(DeliveryState.SKIPPED), reason=COVERED, covered_by=carrier)
    )


def _variant_of(wave: Row[Any], channel: ChannelName) -> Any:
    return and_(
        variants.c.alert_id == wave.alert_id,
        variants.c.version == wave.version,
        variants.c.cls == snapshot.c.cls,
        variants.c.channel == str(channel),
        variants.c.language == snapshot.c.language,
    )


def _insert_public(connection: Connection, wave: Row[Any], channel: ChannelName, now: int) -> None:
    """The banner is one delivery; all its languages go together."""
    variant = connection.execute(
        select(variants.c.id, snapshot.c.cls, snapshot.c.ref)
        .join(snapshot, and_(snapshot.c.wave_id == wave.id, true()))
        .where(
            variants.c.alert_id == wave.alert_id,
            variants.c.version == wave.version,
            variants.c.channel == str(channel),
            variants.c.language == snapshot.c.language,
        )
        .limit(1)
    ).one()
    row = {"alert_id": wave.alert_id, "wave_id": wave.id, "cls": variant.cls, "ref": variant.ref}
    row |= {"channel": str(channel), "variant_id": variant.id, "state": "waiting", "due_at": now}
    connection.execute(insert(deliveries).prefix_with("OR IGNORE").values(**row))
