"""Whether each route would carry a message, asked at start and then steadily, so that the night holds no surprise."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import uniform
from typing import TYPE_CHECKING

import structlog

from dispatcher.ledger import probes
from dispatcher.ledger.probes import Probed, lane_key
from dispatcher.ledger.times import ms
from dispatcher.ports import Probe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.delivery.lane import LaneRunner
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()

INTERVAL = 300.0
AGAIN = 30.0
"""Seconds until a route that failed is asked again: one slow moment must not stand for five minutes."""
JITTER = 0.1
"""A part of the interval: nodes that started together do not ask together for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A lane's last probe and when that was, on the monotonic clock."""

    probe: Probe
    at: float


class Probing:
    """Asks every lane whether its route works. A lane whose breaker has just opened is asked at once: that says why."""

    def __init__(self, *, ledger: Ledger, clock: Clock, runners: Sequence[LaneRunner]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._runners = runners
        self._seen: dict[str, Seen] = {}
        self._broken: set[str] = set()
        self._next = float("-inf")
        self._asking = asyncio.Lock()

    def last(self, runner: LaneRunner) -> tuple[Probe, float] | None:
        """A lane's last probe and its age in seconds; None when its outside offers none, or none has ended yet."""
        seen = self._seen.get(lane_key(runner.channel))
        return (seen.probe, max(self._clock.monotonic() - seen.at, 0.0)) if seen else None

    async def ask(self) -> None:
        """Ask every lane now."""
        self._next = self._clock.monotonic() + INTERVAL * uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  no secret
        await self._probe(self._runners)

    async def tick(self) -> None:
        """Ask what is due. Raises Unavailable when the ledger does not take the answers; what was seen stays known."""
        broken = {lane_key(one.channel) for one in self._runners if one.breaker.open_until is not None}
        news, self._broken = broken - self._broken, broken
        if self._clock.monotonic() >= self._next:
            await self.ask()
        elif due := [one for one in self._runners if lane_key(one.channel) in news or self._doubtful(one)]:
            await self._probe(due)

    def _doubtful(self, runner: LaneRunner) -> bool:
        last = self.last(runner)
        return last is not None and not last[0].ok and last[1] >= AGAIN

    async def _probe(self, runners: Sequence[LaneRunner]) -> None:
        async with self._asking:
            answers = await asyncio.gather(*(one.channel.probe() for one in runners))
            at, now = self._clock.monotonic(), ms(self._clock.now())
            found = []
            for runner, answer in zip(runners, answers, strict=True):
                if answer is not None:
                    lane = lane_key(runner.channel)
                    _tell(lane, answer, self._seen.get(lane))
                    self._seen[lane] = Seen(probe=answer, at=at)
                    found.append(Probed(lane=lane, ok=answer.ok, reason=answer.reason, took_ms=answer.took_ms, at=now))
            if found:
                await self._ledger.write(probes.write, found)


def _tell(lane: str, probe: Probe, before: Seen | None) -> None:
    """Once per change, not every five minutes of a long night."""
    if before is None and probe.ok:
        return
    if before is None or (before.probe.ok, before.probe.reason) != (probe.ok, probe.reason):
        if probe.ok:
            log.info("route.probe_works", lane=lane, took_ms=probe.took_ms)
        else:
            log.warning("route.probe_failed", lane=lane, reason=probe.reason, took_ms=probe.took_ms)
