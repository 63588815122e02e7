"""One clock for the nodes of a ledger on a server: the database's, run on by the own monotonic clock between looks.

What one node writes as due, another reads. A node whose wall clock stands ten minutes wrong would leave rows that
nobody claims for ten minutes; with this one its wall clock means nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock


class ServerClock:
    """A Clock. ``own``: this machine's, of which only what never steps is used."""

    def __init__(self, ledger: Ledger, own: Clock) -> None:
        self._ledger = ledger
        self._own = own
        asked = own.monotonic()
        earliest, latest = self._zeros(ledger.read_now(_now), asked)
        self._zero = earliest + (latest - earliest) / 2

    def now(self) -> datetime:
        """Aware, UTC."""
        return self._zero + timedelta(seconds=self._own.monotonic())

    def monotonic(self) -> float:
        """Seconds that never step."""
        return self._own.monotonic()

    async def refresh(self) -> None:
        """Look at the database's clock again: the two do not run quite alike, and a machine may have slept."""
        asked = self._own.monotonic()
        earliest, latest = self._zeros(await self._ledger.glance(_now), asked)
        # A server that answers after ten seconds says when it was asked to within ten seconds: no reason to step.
        self._zero = min(max(self._zero, earliest), latest)

    def _zeros(self, database: int, asked: float) -> tuple[datetime, datetime]:
        """Between which times the monotonic clock was 0: the answer was true between asking and hearing it."""
        zero = at(database)
        return zero - timedelta(seconds=self._own.monotonic()), zero - timedelta(seconds=asked)


def _now(connection: Connection) -> int:
    return connection.execute(select(DatabaseClock())).scalar_one()


def clock_for(ledger: Ledger, own: Clock) -> Clock:
    """The clock of a ledger: a file has one node, and its own."""
    return ServerClock(ledger, own) if ledger.database.parallel else own
