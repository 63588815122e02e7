"""Chat rooms in the snapshot: one recipient a room. Whoever reads along there is nobody that anybody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.plan.rooms import rooms_of
from dispatcher.domain.states import ChannelName, Fate
from dispatcher.ledger import series
from dispatcher.ledger.tables import contact_points, snapshot

if TYPE_CHECKING:
    from dispatcher.domain.plan import Plan, Wave
    from dispatcher.ledger.series import Version

REF = "chat:"


def add_rooms(connection: Connection, plan: Plan, wave: Wave, of: Mapping[str, Any], follows: Version | None) -> None:
    """The rooms of the wave's audiences, each in its own language. ``of``: the alert, its version, the wave.

    The ledger has a room's name, never its address.
    """
    channel = str(ChannelName.CHAT)
    for room in rooms_of(plan, wave):
        address = {"channel": channel, "value": room.room, "fictional": False}
        connection.execute(upsert(contact_points).values(**address).on_conflict_do_nothing())
        point = select(contact_points.c.id).where(
            contact_points.c.channel == channel, contact_points.c.value == room.room, ~contact_points.c.fictional
        )
        cls, ref = str(plan.audiences[room.audience].cls), f"{REF}{room.room}"
        kept = str(Fate.KEPT)
        fate = literal(kept) if follows is None else series.fate(follows, cls, literal(ref), literal(""))
        row = {**of, "cls": cls, "ref": ref, "channel": channel, "language": room.language}
        row |= {"point_id": point.scalar_subquery(), "fate": fate}
        connection.execute(upsert(snapshot).values(**row).on_conflict_do_nothing())
