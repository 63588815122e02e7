"""The engine of a node: lanes, the tick that expands, opens gates, expires and finishes, and the settling of unsure.

Every task has a name; the task group ends the node if one that should live dies.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from dispatcher.debug import Notice, nothing
from dispatcher.delivery import auditing
from dispatcher.delivery.auditing import Auditing
from dispatcher.delivery.clock_watch import ClockWatch
from dispatcher.delivery.disk_watch import DiskWatch
from dispatcher.delivery.lane import LaneRunner
from dispatcher.delivery.lease import Lease
from dispatcher.delivery.membership import Membership
from dispatcher.delivery.probing import Probing
from dispatcher.delivery.receipt_desk import ReceiptDesk
from dispatcher.delivery.reminding import Answers, Reminding
from dispatcher.delivery.route import Asking, Route, RouteNews
from dispatcher.delivery.route_watch import RouteWatch
from dispatcher.delivery.settling import Settler
from dispatcher.delivery.undelivered import Undelivered
from dispatcher.delivery.waking import Waking
from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import conduct, expansion, nodes, public, receipt_seal, seal_watch
from dispatcher.ledger.seal import wave_seal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from dispatcher.domain.states import ChannelName, LaneKind
    from dispatcher.ledger.disk import Ballast
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Channel, Clock

log = structlog.get_logger()

TICK = 0.25
HEARTBEAT = 60.0
LEASE = 60.0
"""Seconds that a claim is its node's on PostgreSQL: longer than the longest send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSpec:
    """A channel with its limits: requests at once, and segments a second (None: no limit).

    ``probe`` asks the route without sending anything, before a row tries a broken one.
    """

    channel: Channel
    concurrency: int
    rate: float | None = None
    probe: Asking | None = None


class Engine:
    """Runs until ``stop``; stopping lets what is in flight finish and records it.

    ``lanes``: two of one channel and kind are its two routes; the second takes over while the first is broken.
    ``answers``: how reminders and alarms are said and where to answer them; without it nobody is told. ``ballast`` and
    ``free`` (bytes left on the disk): of a ledger that is a file. ``serves``: this node takes callbacks.
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
        name: str = "node",
        serves: bool = True,
        lease: float = LEASE,
        free: Callable[[], int] | None = None,
        ballast: Ballast | None = None,
        passed: Notice = nothing,
    ) -> None:
        self._watch = RouteWatch(ledger=ledger, clock=clock)
        self._routes = [Route(spec.channel, clock=clock, tell=self._heard, probe=spec.probe) for spec in lanes]
        self.runners = [
            LaneRunner(
                ledger=ledger,
                route=route,
                clock=clock,
                incarnation=incarnation,
                concurrency=spec.concurrency,
                rate=spec.rate,
                lease=Lease(lease if ledger.database.parallel else None),
                passed=passed,
            )
            for spec, route in zip(lanes, self._routes, strict=True)
        ]
        self.receipts = ReceiptDesk(ledger, Undelivered(ledger=ledger, runners=self.runners).hear)
        self.probing = Probing(ledger=ledger, clock=clock, runners=self.runners)
        self._ledger = ledger
        self._clock = clock
        self._membership = Membership(
            ledger=ledger, clock=clock, incarnation=incarnation, name=name, settle_after=settle_after, serves=serves
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._settle_after = settle_after
        self._stop = asyncio.Event()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        ways = _ways(self.runners)
        self._settlers = [Settler(ledger=ledger, runners=mine, clock=clock) for mine in ways]
        for primary, backup in (mine for mine in ways if len(mine) == 2):
            primary.route.backed_by(backup.route)
        self._clock_watch = ClockWatch(ledger=ledger, clock=clock)
        self._disk_watch = DiskWatch(ledger=ledger, clock=clock, ballast=ballast) if ballast else None
        self._watches: list[Reminding | Waking] = []
        if answers:
            both = (Reminding, Waking)
            self._watches = [watch(ledger=ledger, clock=clock, answers=answers, wake=self.wake) for watch in both]
        self._auditing = (
            Auditing(ledger=ledger, clock=clock, answers=answers, runners=self.runners, wake=self.wake, free=free)
            if answers
            else None
        )

    def wake(self) -> None:
        """Something was approved, resumed or decided: look at once."""
        self._news.set()
        for runner in self.runners:
            runner.wake()

    def wake_from_elsewhere(self) -> None:
        """As ``wake``, from any thread: another process has decided something."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.wake)

    def stop(self) -> None:
        """Claim nothing more; ``run`` returns when what is in flight is recorded."""
        self._stop.set()
        self._news.set()
        for runner in self.runners:
            runner.stopping = True
            runner.wake()

    @property
    def alive(self) -> bool:
        """Whether its tasks are at work: recovery is over, none has died, and nobody has asked it to stop."""
        return bool(self._tasks) and not self._stop.is_set() and not any(task.done() for task in self._tasks)

    async def run(self) -> None:
        """Recover, then work until ``stop``."""
        self._loop = asyncio.get_running_loop()
        if not await self._join():
            return
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
                group.create_task(self._every(1.0, self._clock_watch.tick), name="clock"),
                group.create_task(self._every(TICK, self._conduct), name="conduct"),
                group.create_task(self._every(TICK, self._expand), name="expand"),
                group.create_task(self._every(TICK, self._watch_routes), name="routes"),
                group.create_task(self._every(1.0, self._settle), name="settle"),
                group.create_task(self._every(1.0, self._remind), name="remind"),
                group.create_task(self._every(auditing.EVERY, self._audit), name="audit"),
                group.create_task(self._every(1.0, self.probing.tick), name="probe"),
                group.create_task(self._every(1.0, self._disk), name="disk"),
                group.create_task(self._every(HEARTBEAT, self._heartbeat), name="heartbeat"),
            ]
            if self._membership.of_many:
                aside += [
                    group.create_task(self._every(nodes.BEAT, self._membership.beat), name="beat"),
                    group.create_task(self._every(1.0, self._membership.reap), name="reap"),
                ]
            self._tasks = [*lanes, *aside]
            await self._stop.wait()
            await asyncio.wait(lanes)  # what is in flight finishes and is recorded
            for task in aside:
                task.cancel()
        await self._watch.close()
        await self._membership.leave()

    async def _join(self) -> bool:
        """Stand among the nodes, when the ledger can be written; it may have gone since the node opened it."""
        while not self._stop.is_set():
            try:
                await self._membership.join()
            except Unavailable as error:
                log.error("ledger.unavailable", work="join", error=str(error))
                with suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await self._stop.wait()
            else:
                return True
        return False

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
        await self._clock_watch.tick()
        found = await self._ledger.read(conduct.due, self._clock.now())
        if found:
            found = await self._ledger.read(seal_watch.with_seals, found)
            await self._ledger.write(conduct.carry_out, found, self._clock.now())
            self._wake_lanes()
            if any(item.what == "let-go" for item in found):
                self._news.set()  # a slice at a time, so that the lanes get their turns at the ledger
        if await self._ledger.read(conduct.leftovers):
            await self._ledger.write(conduct.sweep_ended)
            self._news.set()

    async def _expand(self) -> None:
        while pending := await self._ledger.read(expansion.pending_expansion):
            for wave in pending:
                while not await self._ledger.write(expansion.expand_slice, wave.id, ms(self._clock.now())):
                    self._wake_lanes()
            self._wake_lanes()

    async def _settle(self) -> None:
        await self._clock_watch.tick()
        await self._membership.wait_for_callbacks()
        for settler in self._settlers:
            await settler.tick()

    async def _watch_routes(self) -> None:
        await self._watch.tick(self._routes)

    def _heard(self, news: RouteNews) -> None:
        """A route broke, was mended or took over: journalled soon, and the lanes look at once."""
        self._watch.tell(news)
        self._wake_lanes()

    async def _remind(self) -> None:
        for watch in self._watches:
            await watch.tick()

    async def _audit(self) -> None:
        if self._auditing:
            await self._auditing.tick()

    async def _disk(self) -> None:
        if self._disk_watch:
            await self._disk_watch.tick()

    async def _heartbeat(self) -> None:
        await self._ledger.write(public.heartbeat, self._clock.now())
        while await self._ledger.read(receipt_seal.unsealed):
            await self._ledger.write(receipt_seal.seal_receipts, self._clock.now())
        for wave in await self._ledger.read(seal_watch.stale):
            seal = await self._ledger.read(wave_seal, wave.id)
            await self._ledger.write(seal_watch.keep, wave, seal, self._clock.now())

    def _wake_lanes(self) -> None:
        for runner in self.runners:
            runner.wake()


def _ways(runners: Sequence[LaneRunner]) -> list[list[LaneRunner]]:
    """The lanes of each channel and kind, in the order they were given."""
    found: dict[tuple[ChannelName, LaneKind], list[LaneRunner]] = {}
    for runner in runners:
        found.setdefault((runner.lane.channel, runner.lane.kind), []).append(runner)
    return list(found.values())
