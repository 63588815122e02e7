"""Retention that runs by itself: every hour, while nothing is on its way, what is due is made pseudonymous.

Each step is a transaction of its own; a node that dies leaves a run that the next goes on with. Of several nodes each
may take a step: a repeat is harmless.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import structlog

from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import forgetting, pseudonymising, retention, seal_watch
from dispatcher.ledger.seal import wave_seal

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Row

    from dispatcher.domain.retention import Terms
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()

EVERY = 60.0
LOOKS = timedelta(hours=1)


class Retaining:
    """``tick`` may be called as often as one likes; ``run`` first does so when the node has found its feet."""

    def __init__(self, *, ledger: Ledger, clock: Clock, terms: Terms) -> None:
        self._ledger = ledger
        self._clock = clock
        self._terms = terms
        self._next: datetime | None = None

    async def run(self) -> NoReturn:
        """Until it is cancelled; a ledger that cannot be written is a reason to try again."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.tick()
            except Unavailable as error:
                log.error("ledger.unavailable", work="retention", error=str(error))

    async def tick(self) -> None:
        """What is due, unless an alert is on its way: then at a later tick."""
        now = self._clock.now()
        if (self._next is not None and now < self._next) or await self._ledger.read(retention.busy):
            return
        await self._begin()
        for run in await self._ledger.read(retention.open_runs):
            if not await self._carry_out(run):
                return
        while found := await self._ledger.read(forgetting.find, self._terms, now):
            if await self._ledger.read(retention.busy):
                return
            await self._ledger.write(forgetting.forget, found, now)
        self._next = now + LOOKS

    async def _begin(self) -> None:
        now = self._clock.now()
        found = retention.due(await self._ledger.read(retention.items, self._terms, now))
        for incident, groups in found.items():
            seals = await self._ledger.read(seal_watch.verify, incident)
            if seals.broken:  # what somebody has changed past us must not be sealed anew: ``check`` says so
                log.error("retention.seal-broken", incident=incident)
            else:
                await self._ledger.write(retention.begin, incident, groups, now)

    async def _carry_out(self, run: Row[Any]) -> bool:
        """All steps of a run. False: an alert was approved meanwhile."""
        work = await self._ledger.read(pseudonymising.work_of, run)
        for wave in await self._ledger.read(pseudonymising.waves_of, run.incident):
            after: int | None = 0
            while after is not None:
                if await self._ledger.read(retention.busy):
                    return False
                after = await self._ledger.write(pseudonymising.step, work, wave, after)
        if await self._ledger.write(retention.finish, run, self._clock.now()):
            log.info("retention.done", incident=run.incident)
        for wave_row in await self._ledger.read(seal_watch.stale):
            seal = await self._ledger.read(wave_seal, wave_row.id)
            await self._ledger.write(seal_watch.keep, wave_row, seal, self._clock.now())
        return True
