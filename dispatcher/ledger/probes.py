"""The last word of each route: whether it would carry a message, and when that was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from dispatcher.ledger.node_tables import probes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.ports import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What one lane's probe said. ``lane``: channel/kind/provider; ``at`` in milliseconds."""

    lane: str
    ok: bool
    reason: str
    took_ms: int
    at: int


def lane_key(channel: Channel) -> str:
    """How a lane is named in the table, in logs and in what a check tells."""
    return f"{channel.name}/{channel.kind}/{channel.provider}"


def write(connection: Connection, found: Sequence[Probed]) -> None:
    """Keep the last word of each lane; of several nodes the one that asked last has it."""
    for one in found:
        said = {"ok": one.ok, "reason": one.reason, "took_ms": one.took_ms, "at": one.at}
        row = insert(probes).values(lane=one.lane, **said)
        connection.execute(row.on_conflict_do_update(index_elements=["lane"], set_=said))


def read(connection: Connection) -> dict[str, Probed]:
    """The last word of every lane that was ever asked."""
    return {
        row.lane: Probed(lane=row.lane, ok=row.ok, reason=row.reason, took_ms=row.took_ms, at=row.at)
        for row in connection.execute(select(probes))
    }
