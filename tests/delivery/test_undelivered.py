"""Accepted, and then not delivered: what the route or the text is to blame for stops before everybody has met it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger.receipts import Receipt
from dispatcher.ledger.tables import blocks
from dispatcher.ports import SystemClock
from tests.delivery.test_engine import Scripted, accepted, made, until
from tests.ledger.scene import Scene, WaveSpec, mobiles

PACE = 30.0
"""Messages a second: a hundred people are not all out before the first receipts are in."""


class Twin(Scripted):
    """The second account."""

    provider = "capture-backup"


@asynccontextmanager
async def sending(one: Scene, *channels: Scripted) -> AsyncIterator[Engine]:
    lanes = [LaneSpec(channel=channel, concurrency=8, rate=PACE) for channel in channels]
    engine = Engine(ledger=one.ledger, clock=SystemClock(), lanes=lanes, incarnation="x", settle_after=0.2)
    task = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        engine.stop()
        await task


async def told(engine: Engine, one: Scene, code: str, *, after: int = 6) -> None:
    """Once so many have left, each of them is said to be undelivered."""
    await until(lambda: one.states().count("accepted") >= after)
    left = [row for row in one.rows() if row.state == "accepted"]
    for row in left[:after]:
        receipt = Receipt(attempt=row.attempt_id, status=ReceiptStatus.UNDELIVERED, code=code, provider_id="SM1", at=1)
        await engine.receipts.hand_in(receipt)


def blocked(one: Scene) -> list[str]:
    return list(one.ledger.read_now(lambda connection: connection.scalars(select(blocks.c.reason)).all()))


@pytest.mark.parametrize(("code", "reason"), [("30007", "content"), ("30002", "suspended")])
async def test_what_everybody_would_meet_stops_the_lane(tmp_path: Path, code: str, reason: str) -> None:
    """A filtered text, or a closed account without a second: the rest wait, and the alert says why."""
    one = made(tmp_path, WaveSpec(people=mobiles(100)))
    channel = Scripted(accepted)
    async with sending(one, channel) as engine:
        await told(engine, one, code)
        await until(lambda: blocked(one) == [reason])
        await asyncio.sleep(0.5)
        sent = len(channel.sent)
        await asyncio.sleep(0.5)

    assert len(channel.sent) == sent < 100
    assert one.states().count("waiting") == 100 - sent


async def test_a_closed_account_gives_way_to_the_second(tmp_path: Path) -> None:
    """The rest goes by the other account, and everybody else is told."""
    one = made(tmp_path, WaveSpec(people=mobiles(60)))
    first, second = Scripted(accepted), Twin(accepted)
    async with sending(one, first, second) as engine:
        await told(engine, one, "30002")
        await until(lambda: one.alert().state == "done")

    assert (len(second.sent) > 0, blocked(one)) == (True, [])
    assert (one.states().count("failed"), one.states().count("accepted")) == (6, 54)


async def test_one_phone_after_the_other_says_nothing_of_the_route(tmp_path: Path) -> None:
    """Six phones that are off are six phones: the lane goes on."""
    one = made(tmp_path, WaveSpec(people=mobiles(40)))
    async with sending(one, Scripted(accepted)) as engine:
        await told(engine, one, "30003")
        await until(lambda: one.alert().state == "done")

    assert (one.states().count("failed"), blocked(one)) == (6, [])
