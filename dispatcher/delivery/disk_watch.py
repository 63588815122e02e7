"""A watch on the disk: when it is full the ballast goes, so that what was sent can be recorded; later it comes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.errors import DiskFull
from dispatcher.ledger import public
from dispatcher.ledger.disk import BALLAST
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.disk import Ballast
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()


class DiskWatch:
    """Called every second. ``full_since``: the disk was full, and the ballast has not come back yet."""

    def __init__(self, *, ledger: Ledger, clock: Clock, ballast: Ballast) -> None:
        self._ledger = ledger
        self._clock = clock
        self._ballast = ballast
        self._told = False
        self.full_since: datetime | None = None

    async def tick(self) -> None:
        """Throw the ballast when a write has failed with *full*; lay it down when there is room. Raises Unavailable."""
        if self._ledger.failing:
            await self._try_again()
        elif not self._ballast.there():
            await self._lay_down()

    async def _try_again(self) -> None:
        """The same kind of write once more says what is wrong."""
        try:
            await self._ledger.write(public.heartbeat, self._clock.now())
        except DiskFull:
            self.full_since = self.full_since or self._clock.now()
            dropped = self._ballast.drop()
            log.critical("disk.full", ballast="dropped" if dropped else "gone", path=str(self._ballast.path))
            if dropped:
                await self._journal("disk.full", {"freed": BALLAST})

    async def _lay_down(self) -> None:
        if not self._ballast.room():
            if not self._told:
                log.warning("ballast.missing", path=str(self._ballast.path))
            self._told = True
            return
        if not await asyncio.to_thread(self._ballast.make):
            return
        self._told = False
        log.info("ballast.made", path=str(self._ballast.path), bytes=BALLAST)
        if self.full_since is not None:
            await self._journal("disk.mended", {"full_since": self.full_since.isoformat()})
            log.warning("disk.mended", full_since=self.full_since.isoformat())
            self.full_since = None

    async def _journal(self, kind: str, data: dict[str, object]) -> None:
        await self._ledger.write(append, Entry(kind=kind, actor="node", data=data), self._clock.now())
