"""Subscriptions to push messages: browsers that asked for them. Nobody's name, only where a message goes.

The address is a contact point of the channel *push*: JSON of endpoint and keys. When a browser unsubscribes, or its
push service says that it is gone, the address is erased at once; the row stays, so that reports keep their counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger.dialects import any_word, numbers_of
from dispatcher.ledger.own_push_tables import own_subscriptions
from dispatcher.ledger.tables import contact_points, deliveries, subscriptions

MOST = 50_000
"""Far more than a municipality's browsers; the sign-up is open to everybody, and somebody may write a loop."""
GONE = "gone"
"""The reason with which a channel says that a subscription no longer exists (404 or 410)."""
PUSH = str(ChannelName.PUSH)


class SubscriptionsFull(DispatcherError):
    """Det er for mange som får push-varsler herfra. Si fra til kommunen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a browser gave. No areas: the whole municipality. ``fictional``: it is the capture's, and reaches nobody."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)
    areas: tuple[str, ...]
    language: str
    fictional: bool = False

    @property
    def ref(self) -> str:
        """Its name in snapshots and deliveries."""
        return ref_of(self.endpoint)

    @property
    def address(self) -> str:
        """The contact point's value."""
        return orjson.dumps({"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth}).decode()


def ref_of(endpoint: str) -> str:
    """``push:`` and 16 hex digits."""
    return f"push:{hashlib.sha256(endpoint.encode()).hexdigest()[:16]}"


def subscribe(connection: Connection, new: Subscription, now: int) -> bool:
    """Keep a subscription; the same endpoint again takes the new keys, areas and language. True: it is a new one.

    Raises SubscriptionsFull.
    """
    row = connection.execute(select(subscriptions).where(subscriptions.c.ref == new.ref)).one_or_none()
    if (row is None or row.gone_at is not None) and count(connection) >= MOST:
        raise SubscriptionsFull
    point = {"channel": PUSH, "value": new.address, "fictional": new.fictional}
    wish = {"areas": json.dumps(list(dict.fromkeys(new.areas))), "language": new.language, "gone_at": None}
    if row is None:
        made = connection.execute(insert(contact_points).values(**point)).inserted_primary_key
        connection.execute(
            insert(subscriptions).values(ref=new.ref, point_id=made[0], created_at=now, **wish)  # type: ignore[index]
        )
        return True
    connection.execute(update(contact_points).where(contact_points.c.id == row.point_id).values(**point))
    connection.execute(update(subscriptions).where(subscriptions.c.id == row.id).values(**wish))
    return row.gone_at is not None


def unsubscribe(connection: Connection, endpoint: str, now: int) -> bool:
    """Forget a browser that no longer wants messages. False: it was not known."""
    points = select(subscriptions.c.point_id).where(
        subscriptions.c.ref == ref_of(endpoint), subscriptions.c.gone_at.is_(None)
    )
    return forget(connection, list(connection.scalars(points)), now) > 0


def gone(connection: Connection, ended: Iterable[int], now: int) -> int:
    """Forget the subscriptions of those deliveries that failed because they are *gone*; returns how many.

    ``ended``: the ids of deliveries that have just failed, of any channel and for any reason.
    """
    points = select(deliveries.c.point_id).where(
        deliveries.c.id.in_(_each(ended)),
        deliveries.c.channel == PUSH,
        deliveries.c.state == str(DeliveryState.FAILED),
        deliveries.c.reason == GONE,
    )
    return forget(connection, list(connection.scalars(points)), now)


def forget(connection: Connection, points: Sequence[int], now: int) -> int:
    """The address is erased, also one of an account's; what still waits for it ends *gone* by the channel's answer."""
    if not points:
        return 0
    lost = update(subscriptions).where(subscriptions.c.point_id.in_(_each(points)), subscriptions.c.gone_at.is_(None))
    found = connection.execute(lost.values(gone_at=now)).rowcount
    mine = update(own_subscriptions).where(own_subscriptions.c.point_id.in_(_each(points)))
    connection.execute(mine.where(own_subscriptions.c.gone_at.is_(None)).values(gone_at=now))
    # A value of its own, since addresses are unique; no address, and the channel knows it by its name.
    erased = '{"gone":' + cast(contact_points.c.id, String) + "}"
    connection.execute(
        update(contact_points).where(contact_points.c.id.in_(_each(points))).values(value=erased),
    )
    return found


def matching(areas: Sequence[str], *, whole: bool = False) -> Select[tuple[str, int, str, str]]:
    """Live subscriptions for any of these areas: ref, point_id, language, areas (JSON), in the order they came.

    Who named no area wants the whole municipality's and always matches. ``whole``: the alert is for everybody.
    """
    chosen = select(
        subscriptions.c.ref, subscriptions.c.point_id, subscriptions.c.language, subscriptions.c.areas
    ).where(subscriptions.c.gone_at.is_(None))
    if not whole:
        chosen = chosen.where(_meant(areas))
    return chosen.order_by(subscriptions.c.id)


def _meant(areas: Sequence[str]) -> ColumnElement[bool]:
    return or_(subscriptions.c.areas == "[]", any_word(subscriptions.c.areas, areas))


def count(connection: Connection, areas: Sequence[str] | None = None) -> int:
    """How many browsers push reaches: all, or those that alerts for these areas would go to."""
    if areas is None:
        chosen = select(func.count()).select_from(subscriptions).where(subscriptions.c.gone_at.is_(None))
    else:
        chosen = select(func.count()).select_from(matching(areas).order_by(None).subquery())
    return int(connection.scalar(chosen) or 0)


def _each(ids: Iterable[int]) -> Select[tuple[int]]:
    """However many ids, one bound value."""
    return numbers_of(literal(json.dumps(list(ids))))
