"""The wall clock is set while gates and settling times run: they go on as if nobody had touched it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select, update

from dispatcher.delivery.clock_watch import ClockWatch, Reading, step
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.outcome import NotSent, Outcome, Unsure
from dispatcher.ledger import conduct
from dispatcher.ledger.locks import WriteLock
from dispatcher.ledger.tables import deliveries, journal, waves
from dispatcher.ledger.times import ms
from dispatcher.ports import Clock, Message
from tests.delivery.test_engine import Scripted, accepted, made, until
from tests.ledger.scene import START, Scene, WaveSpec, mobiles

HOUR = timedelta(hours=1)


class SetClock:
    """The machine's clocks, whose wall a test sets."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by

    def monotonic(self) -> float:
        return time.monotonic()


@asynccontextmanager
async def running(
    one: Scene, channel: Scripted, clock: Clock, *, concurrency: int = 8, settle_after: float = 60.0
) -> AsyncIterator[Engine]:
    lane = LaneSpec(channel=channel, concurrency=concurrency)
    engine = Engine(ledger=one.ledger, clock=clock, lanes=[lane], incarnation="x", settle_after=settle_after)
    task = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        engine.stop()
        await task


def steps(one: Scene) -> list[dict[str, Any]]:
    """What the journal says of the clock."""

    def read(connection: Connection) -> list[str]:
        return list(connection.scalars(select(journal.c.data).where(journal.c.kind == "clock.stepped")))

    return [json.loads(data) for data in one.ledger.read_now(read)]


def wave_times(one: Scene) -> list[tuple[int | None, str | None]]:
    """Each wave's gate clock, and what opened it."""

    def read(connection: Connection) -> list[tuple[int | None, str | None]]:
        chosen = select(waves.c.wait_from, waves.c.opened_by).order_by(waves.c.ix)
        return [(row[0], row[1]) for row in connection.execute(chosen)]

    return one.ledger.read_now(read)


def wait_from(one: Scene, moment: datetime) -> None:
    """The first wave's gate clock runs from this moment."""
    one.ledger.write_now(lambda connection: connection.execute(update(waves).values(wait_from=ms(moment))))


@given(by=st.integers(-10_000_000, 10_000_000), ran=st.floats(0, 10_000))
def test_only_a_step_is_a_step(by: int, ran: float) -> None:
    """However long the clocks ran between the readings: more than two seconds off, either way, and not less."""
    before = Reading(wall=START, monotonic=100.0)
    wall = START + timedelta(seconds=ran) + timedelta(milliseconds=by)
    found = step(before, Reading(wall=wall, monotonic=100.0 + ran))

    assert (found is None) == (abs(by) <= 2000)
    assert found is None or abs(found - timedelta(milliseconds=by)) < timedelta(milliseconds=1)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_a_gates_longest_wait_is_as_long_as_it_was(tmp_path: Path, by: timedelta) -> None:
    """An hour forward opens no gate of five minutes «by its clock»; an hour back does not hold one for an hour."""
    specs = WaveSpec(people=mobiles(4)), WaveSpec(people=mobiles(2, "43"), share=1.0, longest_wait=300_000)
    one, clock = made(tmp_path, *specs), SetClock()
    wait_from(one, clock.now())
    channel = Scripted(lambda _message, _count: NotSent(reason="refused connection", retry_after=3600))
    async with running(one, channel, clock):
        await until(lambda: one.states().count("waiting") == 6 and len(channel.sent) >= 4)
        before = wave_times(one)[0][0] or 0
        clock.by = by
        await until(lambda: bool(steps(one)))
        after = wave_times(one)
        wait_from(one, clock.now() - timedelta(seconds=299))
        still_shut = wave_times(one)[1][1]
        await until(lambda: wave_times(one)[1][1] is not None)

    moved = (after[0][0] or 0) - before
    assert abs(moved - by / timedelta(milliseconds=1)) < 1000
    assert after[1][1] is None
    assert still_shut is None
    assert wave_times(one)[1][1] == "clock"
    assert [abs(each["by_ms"] - moved) < 1000 and each["gates"] for each in steps(one)] == [1]


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_unsure_rows_settle_when_they_would_have(tmp_path: Path, by: timedelta) -> None:
    """Callbacks have their time whatever the clock says, and a row decided before its time would be a second SMS."""
    one, clock = made(tmp_path, WaveSpec(people=mobiles(2)), unsure="resend"), SetClock()
    channel = Scripted(lambda message, count: Unsure(reason="silence") if count < 3 else accepted(message, count))
    async with running(one, channel, clock):
        await until(lambda: one.states() == ["unsure", "unsure"])
        before = [row.due_at for row in one.rows()]
        clock.by = by
        await until(lambda: bool(steps(one)))
        rows = one.rows()

    assert [row.state for row in rows] == ["unsure", "unsure"]
    assert [row.due_at - old for row, old in zip(rows, before, strict=True)] == [steps(one)[0]["by_ms"]] * 2
    assert len(channel.sent) == 2
    assert steps(one)[0]["unsure"] == 2


async def test_after_a_step_back_everybody_is_still_told_at_once(tmp_path: Path) -> None:
    """Rows made due a moment before the step are not due an hour later."""
    one, clock = made(tmp_path, WaveSpec(people=mobiles(40))), SetClock()
    gone: list[Message] = []

    def answer(message: Message, count: int) -> Outcome:
        gone.append(message)
        if len(gone) == 5:
            clock.by = -HOUR
        return accepted(message, count)

    async with running(one, Scripted(answer), clock, concurrency=1):
        await until(lambda: one.alert().state == "done")

    assert one.states() == ["accepted"] * 40
    assert steps(one)[0]["retries"] > 0


async def test_expiry_is_never_moved(tmp_path: Path) -> None:
    """What was approved until a time on the wall ends at that time on the wall."""
    one, clock = made(tmp_path, WaveSpec(people=mobiles(2))), SetClock()
    expires = clock.now() + timedelta(minutes=30)
    one.set_alert(expires_at=ms(expires))
    channel = Scripted(lambda _message, _count: NotSent(reason="refused connection", retry_after=3600))
    async with running(one, channel, clock):
        await until(lambda: len(channel.sent) >= 2)
        clock.by = HOUR
        await until(lambda: one.alert().state == "expired")

    assert one.alert().expires_at == ms(expires)
    assert one.states() == ["skipped", "skipped"]


def test_a_step_while_paused_is_counted_once(tmp_path: Path) -> None:
    """The pause already stands still for as long as the clock says it lasted, the step with it."""
    one = made(tmp_path, WaveSpec(people=mobiles(1)))
    clock = SetClock()
    wait_from(one, clock.now() - timedelta(seconds=100))
    one.set_alert(paused="vent", paused_at=ms(clock.now()))
    watch = ClockWatch(ledger=one.ledger, clock=clock)
    clock.by = HOUR
    asyncio.run(watch.tick())
    one.ledger.write_now(conduct.resume, one.alert(), clock.now())
    waited = clock.now() - datetime.fromtimestamp((wave_times(one)[0][0] or 0) / 1000, UTC)

    assert 95 < waited.total_seconds() < 110
    assert steps(one)[0]["gates"] == 0


@pytest.mark.sqlite
async def test_a_step_that_cannot_be_written_is_found_again(tmp_path: Path) -> None:
    """The ledger was locked just then: nothing is forgotten, and nothing is moved twice."""
    one, clock = made(tmp_path, WaveSpec(people=mobiles(1))), SetClock()
    one.expand()
    one.ledger.write_now(
        lambda connection: connection.execute(update(deliveries).values(state="unsure", due_at=ms(clock.now())))
    )
    before = one.rows()[0].due_at
    watch, lock = ClockWatch(ledger=one.ledger, clock=clock), WriteLock(one.ledger.path)
    clock.by = HOUR
    with lock.held(), pytest.raises(Unavailable):
        await watch.tick()
    await watch.tick()
    await watch.tick()

    assert len(steps(one)) == 1
    assert one.rows()[0].due_at - before == steps(one)[0]["by_ms"]
