"""A node that stood still between its claim and its requests, as a stopped process or a swapped-out machine does."""

from __future__ import annotations

import asyncio
from pathlib import Path

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.lease import BEGIN_WITHIN
from dispatcher.ports import SystemClock
from tests.delivery.test_engine import Scripted, accepted, made, until
from tests.ledger.scene import WaveSpec, mobiles


class Leaping(SystemClock):
    """Its monotonic clock has run on while the process did not."""

    def __init__(self) -> None:
        self.stood_still = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.stood_still


async def test_what_was_claimed_before_a_long_standstill_does_not_leave_after_a_stop(tmp_path: Path) -> None:
    """Found by the nemesis: 28 SMS left eleven seconds after their alert had been stopped from the command line."""
    one = made(tmp_path, WaveSpec(people=mobiles(5)))
    channel, clock = Scripted(accepted), Leaping()

    def freeze(passing: str) -> None:
        if passing == "intent" and not clock.stood_still:
            one.set_alert(state="stopped")
            clock.stood_still = BEGIN_WITHIN + 1

    lanes = [LaneSpec(channel=channel, concurrency=8)]
    engine = Engine(ledger=one.ledger, clock=clock, lanes=lanes, incarnation="n", settle_after=0.2, passed=freeze)
    running = asyncio.create_task(engine.run())
    await until(lambda: set(one.states()) == {"skipped"})
    engine.stop()
    await running

    assert clock.stood_still
    assert channel.sent == []
