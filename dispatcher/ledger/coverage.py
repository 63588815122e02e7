"""How much of a municipality an alert is for, and what of it no list knows: browsers, and topics of an app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from dispatcher.domain.states import INTERNAL, AudienceClass, ChannelName, Fate
from dispatcher.ledger.tables import lists, people, snapshot

if TYPE_CHECKING:
    from collections.abc import Collection


def citizens(connection: Connection, row: Row[Any]) -> tuple[int, int]:
    """The citizens an alert is for, and how many of them have a mobile; who is released is not among them."""
    counted = (
        select(func.count(snapshot.c.ref.distinct()), _mobiles())
        .join(people, people.c.id == snapshot.c.person_id)
        .where(
            snapshot.c.alert_id == row.id,
            snapshot.c.version == row.version,
            snapshot.c.cls == str(AudienceClass.CITIZEN),
            snapshot.c.fate != str(Fate.RELEASED),
        )
    )
    meant, mobiles = connection.execute(counted).one()
    return int(meant), int(mobiles)


def _mobiles() -> Any:
    return func.count(snapshot.c.ref.distinct()).filter(people.c.sms_point.is_not(None))


def without_address(connection: Connection, alert: str, version: int) -> list[tuple[str, int]]:
    """How many of the municipality's own an alert is for and cannot reach, by unit, most first."""
    counted = (
        select(func.coalesce(people.c.unit, "").label("unit"), func.count(snapshot.c.ref.distinct()).label("people"))
        .join(people, people.c.id == snapshot.c.person_id)
        .where(snapshot.c.alert_id == alert, snapshot.c.version == version)
        .where(snapshot.c.cls.in_([str(cls) for cls in INTERNAL]))
        .where(people.c.sms_point.is_(None), people.c.email_point.is_(None))
        .group_by(people.c.unit)
    )
    found = [(str(row.unit), int(row.people)) for row in connection.execute(counted)]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def on_lists(connection: Connection, keys: Collection[str]) -> int:
    """How many people stand on these lists as they are now, each once."""
    counted = select(func.count(people.c.ref.distinct())).join(lists, lists.c.id == people.c.list_id)
    return int(connection.scalar(counted.where(lists.c.in_force, lists.c.key.in_(keys))) or 0)


def pushed(connection: Connection, row: Row[Any]) -> dict[str, int]:
    """Subscriptions and topics that an alert is for, by channel."""
    counted = (
        select(snapshot.c.channel, func.count())
        .where(
            snapshot.c.alert_id == row.id,
            snapshot.c.version == row.version,
            snapshot.c.channel.in_([str(ChannelName.PUSH), str(ChannelName.APP)]),
        )
        .group_by(snapshot.c.channel)
    )
    return {channel: int(count) for channel, count in connection.execute(counted)}
