"""A node among those that work on one ledger: what it takes over at start, its beats, and what the dead left behind.

A SQLite file has one node, and everything that an earlier one had out is in doubt. On PostgreSQL the leases tell.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import nodes, unsure
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()


class Membership:
    """``settle_after`` in seconds; ``serves``: whether this node takes callbacks."""

    def __init__(
        self, *, ledger: Ledger, clock: Clock, incarnation: str, name: str, settle_after: float, serves: bool
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._incarnation = incarnation
        self._name = name
        self._settle = int(settle_after * 1000)
        self._serves = serves

    @property
    def of_many(self) -> bool:
        """Whether others may work on the same ledger."""
        return self._ledger.database.parallel

    async def join(self) -> None:
        """Recover what an earlier incarnation left out, and give callbacks their time if nobody was there for them."""
        now = ms(self._clock.now())
        if self.of_many:
            heard = await self._ledger.write(nodes.join, self._incarnation, self._name, now, self._serves)
            if not heard:
                await self._ledger.write(unsure.postpone, now + self._settle)
            return
        rows = await self._ledger.write(unsure.recover, self._incarnation, now, self._settle)
        await self._ledger.write(unsure.postpone, now + self._settle)
        if rows:
            log.warning("recovery.unsure", rows=rows)

    async def beat(self) -> None:
        """Still here."""
        await self._ledger.write(nodes.beat, self._incarnation, ms(self._clock.now()))

    async def reap(self) -> None:
        """What is out longer than its lease is in doubt."""
        if await self._ledger.read(unsure.expired):
            rows = await self._ledger.write(unsure.recover_expired, ms(self._clock.now()), self._settle)
            log.warning("recovery.unsure", rows=rows)

    async def wait_for_callbacks(self) -> None:
        """While no node lives that could be told what has left, nothing in doubt is decided by the clock.

        A worker alone goes on sending, and hears of nothing; the policy waits for SETTLE_AFTER from when a node does.
        """
        now = ms(self._clock.now())
        if not self.of_many or await self._ledger.read(nodes.hears, now):
            return
        if await self._ledger.read(unsure.due_before, now + self._settle // 2):
            await self._ledger.write(unsure.postpone, now + self._settle)

    async def leave(self) -> None:
        """Gone, on purpose. Where that cannot be written, its beats end with it all the same."""
        if self.of_many:
            with suppress(Unavailable):
                await self._ledger.write(nodes.leave, self._incarnation, ms(self._clock.now()))
