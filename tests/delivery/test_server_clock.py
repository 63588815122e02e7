"""Many nodes, one clock: on a server the database's, whatever the clocks of the nodes say."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from dispatcher.domain.outcome import NotSent, Outcome
from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.server_clock import ServerClock, clock_for
from dispatcher.ledger.times import at
from dispatcher.ports import Message
from tests.conftest import NewLedger
from tests.delivery.test_clock_watch import HOUR, SetClock, running, steps
from tests.delivery.test_engine import Scripted, accepted, made, until
from tests.ledger.scene import WaveSpec, mobiles

A_MOMENT = timedelta(seconds=5)


class Slept(SetClock):
    """A machine that has slept: its monotonic clock stood still meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.slept = 0.0

    def monotonic(self) -> float:
        return super().monotonic() - self.slept


def of_database(ledger: Ledger) -> datetime:
    found: int = ledger.read_now(lambda connection: connection.execute(select(DatabaseClock())).scalar_one())
    return at(found)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_a_wrong_wall_clock_means_nothing_on_a_server(new_ledger: NewLedger, by: timedelta) -> None:
    """A node that joins with it, and one whose clock is set later. A file has one node, and the clock of that."""
    ledger, own = new_ledger(), SetClock()
    own.by = by
    clock = clock_for(ledger, own)
    if ledger.database.parallel:
        assert abs(clock.now() - of_database(ledger)) < A_MOMENT
        own.by = -by
        assert abs(clock.now() - of_database(ledger)) < A_MOMENT
    else:
        assert clock is own


@pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)
async def test_a_machine_that_slept_looks_again(new_ledger: NewLedger) -> None:
    """What runs between two looks is the monotonic clock, and that stands still in a machine that sleeps."""
    ledger, own = new_ledger(), Slept()
    clock = clock_for(ledger, own)
    assert isinstance(clock, ServerClock)
    own.slept = 600.0

    assert datetime.now(UTC) - clock.now() > timedelta(seconds=590)
    await clock.refresh()
    assert abs(clock.now() - of_database(ledger)) < A_MOMENT


@pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)
async def test_a_slow_answer_is_no_step(new_ledger: NewLedger) -> None:
    """The server was away for some seconds, and says what time it is when it is back: that is no news."""
    ledger, own = new_ledger(), SetClock()
    clock = clock_for(ledger, own)
    assert isinstance(clock, ServerClock)
    before = clock.now() - timedelta(seconds=clock.monotonic())
    slow = asyncio.create_task(ledger.glance(_asleep))  # the one connection for short looks is taken
    await asyncio.sleep(0.1)
    await clock.refresh()
    await slow

    assert abs(clock.now() - timedelta(seconds=clock.monotonic()) - before) < timedelta(seconds=0.2)


def _asleep(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT pg_sleep(3)")


async def test_a_retry_written_by_a_wrong_clock_is_due_when_it_should_be(new_ledger: NewLedger) -> None:
    """A node's clock stands an hour ahead when a send fails, and right when the row is due: it goes on in seconds."""
    ledger, own = new_ledger(), SetClock()
    one = made(ledger, WaveSpec(people=mobiles(2)))
    own.by = HOUR
    clock = clock_for(ledger, own)
    refused: list[Message] = []

    def answer(message: Message, count: int) -> Outcome:
        if len(refused) < 2:
            refused.append(message)
            own.by = timedelta()
            return NotSent(reason="refused connection")
        return accepted(message, count)

    async with running(one, Scripted(answer), clock):
        await until(lambda: one.alert().state == "done")

    assert one.states() == ["accepted"] * 2
    assert len(steps(one)) == (0 if ledger.database.parallel else 1)
