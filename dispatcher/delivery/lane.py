"""A lane: one channel's pipeline on one node.

              ┌────────── one commit ──────────┐
   outcomes ─▶│ outcomes of the last │ claims  │─▶ requests start (only after the commit)
              └───────────────────────────────┘            │
       ▲                                                    ▼
       └────────── policy.after(outcome) ◀──────── channel.send

The lane claims no more than it can hand over now: min(free slots, rate tokens, breaker, 128). So *sending* means "may
have left", and a crash leaves at most the lane's concurrency unsure.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from dispatcher.debug import Notice, nothing
from dispatcher.domain.errors import Unavailable, WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.policy import after
from dispatcher.domain.states import ChannelName, DeliveryState, Scope, Severity
from dispatcher.ledger import claims, incidents
from dispatcher.ledger.alarms import block
from dispatcher.ledger.claims import Claim, Cycle, Lane
from dispatcher.ledger.outcomes import Ended
from dispatcher.ledger.times import at, ms
from dispatcher.ports import DEADLINE_MARGIN, Clock, Message, Variant

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from dispatcher.delivery.breaker import Breaker
    from dispatcher.delivery.lease import Lease
    from dispatcher.delivery.route import Route
    from dispatcher.ledger.engine import Ledger

log = structlog.get_logger()

MOST_PER_CYCLE = 128
IDLE = 0.25
"""Seconds between looks at the ledger when nothing wakes the lane: another process may have approved something."""
_TAKEN = after(Accepted(provider_id=""), tries=0)
"""What follows an acceptance, but for the provider's id: made once, not per send (measured: 1 µs)."""
GATHER = 0.01
"""Seconds for which the first outcome waits for others, unless half the slots are free before that."""


class LaneRunner:
    """Runs one lane until ``stop``; ``wake`` makes it look at once."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        route: Route,
        clock: Clock,
        incarnation: str,
        concurrency: int,
        rate: float | None,
        lease: Lease,
        passed: Notice = nothing,
    ) -> None:
        channel = route.channel
        self.lane = Lane(
            channel=channel.name,
            kind=channel.kind,
            provider=channel.provider,
            incarnation=incarnation,
            rate=rate,
            lease=lease.milliseconds,
        )
        self._lease = lease
        self._claimed_at = 0.0  # by the monotonic clock, before the commit: no later than the lease began
        self._tokens_in = 0.0
        self.channel = channel
        self.route = route
        self.stopping = False
        self._passed = passed
        self._ledger = ledger
        self._clock = clock
        self._concurrency = concurrency
        self._variants: dict[int, Variant] = {}
        self._ended: list[Ended] = []
        self._sends: dict[str, asyncio.Task[None]] = {}  # by attempt; each strikes itself off
        self._blocking: set[asyncio.Task[None]] = set()
        self._in_flight = 0
        self._expires: tuple[int, datetime, datetime] | None = None
        self._news = asyncio.Event()
        self._enough = asyncio.Event()
        self._plenty = max(concurrency // 2, 1)

    def wake(self) -> None:
        """Look at the ledger now."""
        self._news.set()

    @property
    def breaker(self) -> Breaker:
        """Whether the route is broken, and why."""
        return self.route.breaker

    @property
    def in_flight(self) -> int:
        """Requests under way."""
        return self._in_flight

    async def run(self, *, settle_after: float) -> None:
        """Cycle until ``stopping``, then let what is in flight finish and record it."""
        self._settle_ms = int(settle_after * 1000)
        while not self.stopping:
            await self._wait()
            await self._cycle_safely()
        while self._sends or self._blocking:
            await asyncio.wait([*self._sends.values(), *self._blocking])
        await self._cycle_safely(room=0)

    async def _wait(self) -> None:
        """Until there is something to do; then a moment more, so that a commit carries tens of rows and not one."""
        try:
            async with asyncio.timeout(self._patience()):
                await self._news.wait()
        except TimeoutError:
            return
        self._news.clear()
        if self._ended and self._in_flight and len(self._ended) < self._plenty and not self.stopping:
            self._enough.clear()
            try:
                async with asyncio.timeout(GATHER):
                    await self._enough.wait()
            except TimeoutError:
                pass
            self._news.clear()

    def _patience(self) -> float:
        now = self._clock.monotonic()
        waits = [IDLE, self._tokens_in or IDLE]
        if self.route.slow_until > now:
            waits.append(self.route.slow_until - now)
        return max(min(waits), 0.001)

    async def _cycle_safely(self, *, room: int | None = None) -> None:
        """A ledger that cannot be written keeps the outcomes here and claims nothing; it is tried again."""
        ended, self._ended = self._ended, []
        room = self._room() if room is None else room
        # A refusal may start the person's next channel, which looks at their other rows: nobody writes beside it.
        alone = any(end.next.state is DeliveryState.FAILED for end in ended)
        write = self._ledger.write if alone else self._ledger.write_beside
        self._claimed_at = self._clock.monotonic()
        try:
            done = await write(claims.cycle, self.lane, ended, room, ms(self._clock.now()))
        except Unavailable as error:
            self._ended = ended + self._ended
            log.error("ledger.unavailable", lane=str(self.lane.channel), error=str(error))
            await asyncio.sleep(1.0)
            return
        if ended:
            self._passed("outcome")
        if done.claims:
            self._passed("intent")
        await self._start(done)

    def _room(self) -> int:
        now = self._clock.monotonic()
        if now < self.route.slow_until:
            return 0
        free = self._concurrency - self.in_flight
        return min(free, MOST_PER_CYCLE, self.route.limit(now, self.in_flight))

    async def _start(self, done: Cycle) -> None:
        for attempt in done.stale:
            log.warning("delivery.stale_outcome", attempt=attempt)
        self._tokens_in = done.wait
        loop = asyncio.get_running_loop()
        claimed_at = self._claimed_at
        for claim in done.claims:
            try:
                variant = self._variants.get(claim.variant) or await self._load(claim.variant)
            except Unavailable:  # it is claimed, and has certainly not left
                self._ended.append(self._end(claim, NotSent(reason="ledger unavailable")))
                continue
            self._in_flight += 1
            sending = self._send(claim, variant, claimed_at)
            self._sends[claim.attempt] = loop.create_task(sending)  # short-lived, many: not named
        if len(done.claims) >= MOST_PER_CYCLE:
            self.wake()  # there may be more, and there may be room

    async def _load(self, variant_id: int) -> Variant:
        self._variants[variant_id] = variant_of(await self._ledger.read(incidents.variant, variant_id))
        return self._variants[variant_id]

    async def _send(self, claim: Claim, variant: Variant, claimed_at: float) -> None:
        expires, latest = self._expiry(claim.expires_at)
        if self._clock.now() >= latest:
            self._done(claim, NotSent(reason="expired"))
            return
        if self._clock.monotonic() - claimed_at > self._lease.begin_within:
            self._done(
                claim, NotSent(reason="too late", retry_after=0.0)
            )  # stopped, perhaps, while this node stood still
            return
        message = Message(
            attempt=claim.attempt,
            delivery=claim.delivery,
            reference=f"{claim.alert}.{claim.delivery}.{self._ledger.identity}",
            mode=claim.mode,
            address=claim.address,
            fictional=claim.fictional,
            variant=variant,
            expires_at=expires,
        )
        self.route.leaves()
        try:
            outcome = await self._lease.within(self.channel.send(message))
        except WrongLane as error:  # raised before a socket opens: it certainly did not leave, and never may
            log.error("lane.wrong", lane=str(self.lane.channel), attempt=claim.attempt, error=str(error))
            outcome = Refused(scope=Scope.RECIPIENT, reason="wrong lane")
        except Exception as error:  # noqa: BLE001  a fault of ours must not lose the row: it may have left
            log.error("channel.fault", lane=str(self.lane.channel), error=type(error).__name__, attempt=claim.attempt)
            outcome = Unsure(reason=f"fault: {type(error).__name__}")
        self._passed("answer")
        self._done(claim, outcome)

    def _done(self, claim: Claim, outcome: Outcome) -> None:
        self._in_flight -= 1  # here, not when the task is done: the next cycle counts its room at once
        del self._sends[claim.attempt]
        refused = self.route.heed(claim.alert, outcome)
        if refused is not None:
            self.stop_alert(claim.alert, refused)
        self._ended.append(self._end(claim, outcome))
        self._news.set()
        if len(self._ended) >= self._plenty or not self._in_flight:
            self._enough.set()

    def _end(self, claim: Claim, outcome: Outcome) -> Ended:
        now = ms(self._clock.now())
        if type(outcome) is Accepted and not outcome.note:  # nearly every one
            return Ended(claim.attempt, claim.delivery, claim.alert, now, _TAKEN, outcome.provider_id, now)
        following = after(outcome, tries=claim.tries, unknown_is_route=self.route.is_unknown(outcome))
        wait = self._settle_ms if isinstance(outcome, Unsure) else int(following.wait * 1000)
        return Ended(
            attempt=claim.attempt,
            delivery=claim.delivery,
            alert=claim.alert,
            at=now,
            next=following,
            provider_id=following.provider_id,
            due_at=now + wait,
        )

    def _expiry(self, milliseconds: int) -> tuple[datetime, datetime]:
        """When sending must have ended and the latest moment to begin: the same for an alert, so made once."""
        if self._expires is None or self._expires[0] != milliseconds:
            expires = at(milliseconds)
            self._expires = milliseconds, expires, expires - DEADLINE_MARGIN
        return self._expires[1:]

    def stop_alert(self, alert: str, reason: str) -> None:
        """It would only fail them one by one: this alert's rows wait here, and a person is told."""
        log.error("lane.blocked", lane=str(self.lane.channel), alert=alert, reason=reason)
        write = asyncio.create_task(self._block(alert, reason), name="block")
        self._blocking.add(write)
        write.add_done_callback(self._blocking.discard)

    async def _block(self, alert: str, reason: str) -> None:
        """However long the ledger is away: what was refused three times must not be tried on everybody else."""
        while True:
            try:
                await self._ledger.write(block, alert, self.lane.channel, reason, self._clock.now())
            except Unavailable as error:
                log.error("ledger.unavailable", work="block", error=str(error))
                await asyncio.sleep(IDLE)
            else:
                return


def variant_of(row: Row[tuple[object, ...]]) -> Variant:
    """A row of the variants table as the value that channels know."""
    return Variant(
        id=row.id,
        cls=row.cls,
        channel=ChannelName(row.channel),
        language=row.language,
        headline=row.headline,
        body=row.body,
        instruction=row.instruction,
        html=row.html,
        kind=row.kind,
        severity=Severity(row.severity),
    )
