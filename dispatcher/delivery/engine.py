"""The engine of a node: lanes, the tick that expands, opens gates, expires and finishes, and the settling of unsure.

Every task has a name; the task group ends the node if one that should live dies.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from dispatcher.debug import Notice, nothing
from dispatcher.delivery.lane import LaneRunner
from dispatcher.delivery.receipt_desk import ReceiptDesk
from dispatcher.delivery.reminding import Answers, Reminding
from dispatcher.delivery.settling import Settler
from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import conduct, expansion, public, receipt_seal, unsure
from dispatcher.ledger.seal import wave_seal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Channel, Clock

log = structlog.get_logger()

TICK = 0.25
HEARTBEAT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSpec:
    """A channel with its limits: requests at once, and segments a second (None: no limit)."""

    channel: Channel
    concurrency: int
    rate: float | None = None


class Engine:
    """Runs until ``stop``; stopping lets what is in flight finish and records it.

    ``answers``: how reminders are said and where to answer them; without it nobody is reminded.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        lanes: Sequence[LaneSpec],
        incarnation: str,
        settle_after: float,
        answers: Answers | None = None,
        passed: Notice = nothing,
    ) -> None:
        self.receipts = ReceiptDesk(ledger)
        self.runners = [
            LaneRunner(
                ledger=ledger,
                channel=spec.channel,
                clock=clock,
                incarnation=incarnation,
                concurrency=spec.concurrency,
                rate=spec.rate,
                passed=passed,
            )
            for spec in lanes
        ]
        self._ledger = ledger
        self._clock = clock
        self._incarnation = incarnation
        self._settle_after = settle_after
        self._stop = asyncio.Event()
        self._news = asyncio.Event()
        self._settlers = [Settler(ledger=ledger, runner=runner, clock=clock) for runner in self.runners]
        self._reminding = Reminding(ledger=ledger, clock=clock, answers=answers, wake=self.wake) if answers else None

    def wake(self) -> None:
        """Something was approved, resumed or decided: look at once."""
        self._news.set()
        for runner in self.runners:
            runner.wake()

    def stop(self) -> None:
        """Claim nothing more; ``run`` returns when what is in flight is recorded."""
        self._stop.set()
        self._news.set()
        for runner in self.runners:
            runner.stopping = True
            runner.wake()

    async def run(self) -> None:
        """Recover, then work until ``stop``."""
        await self._recover()
        async with asyncio.TaskGroup() as group:
            lanes = [
                group.create_task(
                    runner.run(settle_after=self._settle_after),
                    name=f"lane-{runner.lane.channel}-{runner.lane.kind}",
                )
                for runner in self.runners
            ]
            aside = [
                group.create_task(self.receipts.run(), name="receipts"),
                group.create_task(self._every(TICK, self._conduct), name="conduct"),
                group.create_task(self._every(TICK, self._expand), name="expand"),
                group.create_task(self._every(1.0, self._settle), name="settle"),
                group.create_task(self._every(1.0, self._remind), name="remind"),
                group.create_task(self._every(HEARTBEAT, self._heartbeat), name="heartbeat"),
            ]
            await self._stop.wait()
            await asyncio.wait(lanes)  # what is in flight finishes and is recorded
            for task in aside:
                task.cancel()

    async def _recover(self) -> None:
        now = ms(self._clock.now())
        settle = int(self._settle_after * 1000)
        rows = await self._ledger.write(unsure.recover, self._incarnation, now, settle)
        await self._ledger.write(unsure.postpone, now + settle)
        if rows:
            log.warning("recovery.unsure", rows=rows)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Repeat; a ledger that cannot be written is a reason to try again, not to die."""
        while not self._stop.is_set():
            try:
                await work()
            except Unavailable as error:
                log.error("ledger.unavailable", work=work.__name__, error=str(error))
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
                self._news.clear()
            except TimeoutError:
                pass

    async def _conduct(self) -> None:
        found = await self._ledger.read(conduct.due, self._clock.now())
        if found:
            found = [await self._sealed(item) for item in found]
            await self._ledger.write(conduct.carry_out, found, self._clock.now())
            self._wake_lanes()
            if any(item.what == "let-go" for item in found):
                self._news.set()  # a slice at a time, so that the lanes get their turns at the ledger
        if await self._ledger.read(conduct.leftovers):
            await self._ledger.write(conduct.sweep_ended)
            self._news.set()

    async def _sealed(self, item: conduct.Due) -> conduct.Due:
        """A wave that closes carries the hash over its rows, read beside the writer: a large one takes seconds."""
        if item.what != "close" or item.wave is None:
            return item
        return replace(item, seal=await self._ledger.read(wave_seal, item.wave))

    async def _expand(self) -> None:
        while pending := await self._ledger.read(expansion.pending_expansion):
            for wave in pending:
                while not await self._ledger.write(expansion.expand_slice, wave.id, ms(self._clock.now())):
                    self._wake_lanes()
            self._wake_lanes()

    async def _settle(self) -> None:
        for settler in self._settlers:
            await settler.tick()

    async def _remind(self) -> None:
        if self._reminding:
            await self._reminding.tick()

    async def _heartbeat(self) -> None:
        await self._ledger.write(public.heartbeat, self._clock.now())
        while await self._ledger.read(receipt_seal.unsealed):
            await self._ledger.write(receipt_seal.seal_receipts, self._clock.now())

    def _wake_lanes(self) -> None:
        for runner in self.runners:
            runner.wake()
