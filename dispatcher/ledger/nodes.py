"""The nodes that work on one PostgreSQL ledger. They hold nothing; who lives is known by its beats, on one clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Connection, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.node_tables import nodes
from dispatcher.ledger.postgresql import NODE_LIVES

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

BEAT = 5.0
"""Seconds between beats."""


def join(connection: Connection, incarnation: str, name: str, now: int, serves: bool = True) -> bool:  # noqa: FBT001, FBT002  Ledger.write passes by place
    """Stand on the list; harmless to repeat. Returns whether another lives that takes callbacks."""
    heard = hears(connection, now, but=incarnation)
    clock = func.coalesce(DatabaseClock(), now)
    row = upsert(nodes).values(incarnation=incarnation, name=name, started_at=now, beat_at=clock, serves=serves)
    connection.execute(row.on_conflict_do_nothing())
    return heard


def hears(connection: Connection, now: int, but: str = "") -> bool:
    """Whether a node (``but`` this one) lives that takes callbacks; workers do not."""
    others = select(nodes.c.incarnation).where(_lives(now), nodes.c.serves, nodes.c.incarnation != but)
    return connection.execute(others.limit(1)).first() is not None


def beat(connection: Connection, incarnation: str, now: int) -> None:
    """Still here."""
    clock = func.coalesce(DatabaseClock(), now)
    connection.execute(update(nodes).where(nodes.c.incarnation == incarnation).values(beat_at=clock))


def leave(connection: Connection, incarnation: str, now: int) -> None:
    """Gone, on purpose."""
    connection.execute(update(nodes).where(nodes.c.incarnation == incarnation).values(stopped_at=now))


def living(connection: Connection, now: int) -> list[str]:
    """The names of those that live, the oldest first."""
    return list(connection.scalars(select(nodes.c.name).where(_lives(now)).order_by(nodes.c.started_at)))


def _lives(now: int) -> ColumnElement[bool]:
    since = func.coalesce(DatabaseClock(), literal(now, BigInteger)) - NODE_LIVES
    return nodes.c.stopped_at.is_(None) & (nodes.c.beat_at > since)
