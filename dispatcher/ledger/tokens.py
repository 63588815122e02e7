"""Rate tokens: a sender's pace is a row, taken from in the transaction that claims, so that all nodes together keep it.

A bucket over segments. It is small and fills a little slower than the pace, so that in every second at the provider at
most rate + max(1, rate / 10) segments arrive, also when requests bunch up on their way. Only a message that is longer
than that alone goes beyond it, alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.node_tables import rates
from dispatcher.ledger.tables import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REFILL = 0.97
MOST_SAVED = 1 / 20
"""Seconds' worth of segments that a lane which was idle may have saved up; a whole message always fits."""


@dataclass(slots=True, kw_only=True)
class Purse:
    """What may leave now, in segments. ``at``: when it was filled, in milliseconds by the database's clock."""

    rate: float
    tokens: float
    at: int
    next_cost: float = 0.0  # of the message that was left because it was too dear

    @property
    def empty(self) -> bool:
        """Whether something due was left lying."""
        return self.next_cost > 0

    @property
    def wait(self) -> float:
        """Seconds until what was left may leave; 0 when nothing was."""
        short = self.next_cost - self.tokens
        return max(short / (self.rate * REFILL), 0.001) if self.empty else 0.0

    def pay(self, rows: Sequence[Any], segments: Mapping[int, int]) -> list[Any]:
        """The first of the rows (delivery, variant, …) that can be paid for; the rest are left *waiting*.

        A message dearer than the bucket leaves when the bucket is full, and the next waits all the longer.
        """
        for index, row in enumerate(rows):
            cost = segments[row[1]]
            if self.tokens < min(cost, self.most):
                self.next_cost = min(cost, self.most)
                return list(rows[:index])
            self.tokens -= self._price(cost)
        return list(rows)

    def _price(self, cost: int) -> float:
        """Of a message dearer than the bucket: so much that no second holds one too many of its kind."""
        if cost <= self.most:
            return cost
        in_a_second = max(int((self.rate + max(1.0, self.rate / 10)) // cost), 1)
        return max(float(cost), self.rate / in_a_second)

    @property
    def most(self) -> float:
        """How much it holds."""
        return max(self.rate * MOST_SAVED, 1.0)


def purse(connection: Connection, lane: str, rate: float, now: int) -> Purse:
    """What the lane's row holds by now; PostgreSQL keeps the row locked until the claim is committed."""
    row = connection.execute(_HELD, {"sender": lane}).first()
    if row is None:
        connection.execute(_NEW, {"sender": lane, "since": now})
        row = connection.execute(_HELD, {"sender": lane}).one()
    at = now if row.clock is None else int(row.clock)
    found = Purse(rate=rate, tokens=0.0, at=at)
    passed = max(at - row.at, 0) / 1000
    found.tokens = min(found.most, row.tokens + passed * rate * REFILL)
    return found


def put_back(connection: Connection, lane: str, left: Purse) -> None:
    """Keep what is left."""
    connection.execute(_KEEP, {"sender": lane, "left": left.tokens, "when": left.at})


def segments_of(connection: Connection, wanted: Iterable[int]) -> dict[int, int]:
    """How many segments a message of each of these variants costs."""
    rows = connection.execute(select(variants.c.id, variants.c.parts).where(variants.c.id.in_(list(wanted))))
    return {row.id: max(row.parts, 1) for row in rows}


_HELD = (
    select(rates.c.tokens, rates.c.at, DatabaseClock().label("clock"))
    .where(rates.c.lane == bindparam("sender"))
    .with_for_update()
)
_NEW = upsert(rates).values(lane=bindparam("sender"), tokens=0.0, at=bindparam("since")).on_conflict_do_nothing()
_KEEP = update(rates).where(rates.c.lane == bindparam("sender")).values(tokens=bindparam("left"), at=bindparam("when"))
