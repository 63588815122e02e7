"""A watch on the wall clock: a step of more than two seconds against the monotonic clock is journalled and mended.

Looked at before every decision that asks what time it is, not only each second: a clock set an hour forward would
open a gate «by its clock» in the quarter of a second before anybody noticed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from dispatcher.ledger import clock_steps
from dispatcher.ledger.server_clock import ServerClock

if TYPE_CHECKING:
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()

LARGEST_DRIFT = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Both clocks, read at once."""

    wall: datetime
    monotonic: float


def step(before: Reading, after: Reading) -> timedelta | None:
    """How far the wall clock was set between two readings; None when it only ran, give or take two seconds."""
    ran = timedelta(seconds=after.monotonic - before.monotonic)
    by = after.wall - before.wall - ran
    return by if abs(by) > LARGEST_DRIFT else None


class ClockWatch:
    """Remembers the last reading. A step that cannot be written now is found again at the next look."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._last = self._read()
        self._looking = asyncio.Lock()

    async def tick(self) -> None:
        """Look, and move what waits if the clock was set. Raises Unavailable."""
        async with self._looking:  # two who look at once must not move everything twice
            if isinstance(self._clock, ServerClock):
                await self._clock.refresh()
            reading = self._read()
            by = step(self._last, reading)
            if by is not None:
                shift = round(by / timedelta(milliseconds=1))
                await self._ledger.write(clock_steps.move, shift, reading.wall)
                log.error("clock.stepped", by_ms=shift)
            self._last = reading

    def _read(self) -> Reading:
        return Reading(wall=self._clock.now(), monotonic=self._clock.monotonic())
