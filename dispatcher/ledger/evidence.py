"""Evidence: what a provider's list proves of unsure attempts. It proves acceptance, never its absence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from dispatcher.domain.states import AttemptState, ChannelName, DeliveryState
from dispatcher.ledger.tables import attempts, contact_points, deliveries, variants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.ledger.claims import Lane
    from dispatcher.ledger.unsure import Doubt

_D = DeliveryState
BY_LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An unsure attempt that the provider's list shows after all."""

    doubt: Doubt
    provider_id: str


def known_provider_ids(connection: Connection, wanted: Sequence[str]) -> set[str]:
    """Which of these provider ids already belong to an attempt, so that one list line never settles two attempts."""
    known: set[str] = set()
    for start in range(0, len(wanted), 500):
        some = list(wanted[start : start + 500])
        chosen = select(attempts.c.provider_id).where(attempts.c.provider_id.in_(some))
        known |= set(connection.scalars(chosen))
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """A try that may have left and that the provider has given no name we know: any line of its list may be this."""

    delivery: int
    channel: ChannelName
    address: str = field(repr=False)
    body: str = field(repr=False)


def nameless(connection: Connection, lane: Lane, since: int) -> list[Nameless]:
    """All such tries of a lane since a moment (milliseconds): in doubt, out now, or sent again meanwhile."""
    rows = connection.execute(
        select(deliveries.c.id, contact_points.c.value, variants.c.body)
        .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id)
        .where(
            attempts.c.state.in_([str(AttemptState.INTENT), str(AttemptState.UNSURE)]),
            attempts.c.provider_id.is_(None),
            attempts.c.provider == lane.provider,
            attempts.c.at >= since,
            deliveries.c.channel == str(lane.channel),
        )
    )
    return [Nameless(delivery=row.id, channel=lane.channel, address=row.value or "", body=row.body) for row in rows]


def accept(connection: Connection, found: Sequence[Found], now: int) -> None:
    """*unsure* → *accepted* by the provider's list. A line that has settled another attempt meanwhile settles none."""
    known = known_provider_ids(connection, [item.provider_id for item in found])
    for item in found:
        if item.provider_id in known:
            continue
        connection.execute(
            update(attempts)
            .where(
                attempts.c.delivery_id == item.doubt.delivery,
                attempts.c.id == item.doubt.attempt,
                attempts.c.state == str(AttemptState.UNSURE),
            )
            .values(state=str(AttemptState.ACCEPTED), provider_id=item.provider_id)
        )
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id == item.doubt.delivery, deliveries.c.state == str(_D.UNSURE))
            .values(
                state=str(_D.ACCEPTED),
                reason="",
                accepted_at=now,
                provider_id=item.provider_id,
                settled_by=BY_LIST,
            )
        )
