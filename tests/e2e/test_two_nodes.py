"""Two nodes on one PostgreSQL: they share the work, and one may die, freeze or join at any moment."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.town import Town, running_capture, totals
from tests.office import municipality
from tests.postgres import Databases

LEASE = 3


@pytest.fixture
async def pair(tmp_path: Path, databases: Databases) -> AsyncIterator[tuple[Town, Town]]:
    """Two nodes of one municipality, up."""
    async with running_capture() as capture:
        with databases.lent() as url:
            home = municipality(tmp_path)
            settings = {"DISPATCHER_DATABASE_URL": url, "DISPATCHER_LEASE": str(LEASE)}
            one, other = Town(home, capture, settings), Town(home, capture, settings)
            await one.settle_in()
            other.tokens = one.tokens
            await one.start()
            await other.start()
            try:
                yield one, other
            finally:
                await one.stop()
                await other.stop()


async def test_two_nodes_reach_everybody_once(pair: tuple[Town, Town]) -> None:
    """Approved on one, sent by both, seen on either; nobody twice and nobody forgotten."""
    one, other = pair
    alert = await one.approved()
    view = await other.until(alert, "done")

    counts = await one.capture.counts("sms")
    assert set(counts.values()) == {1}
    assert totals(view)["accepted"] + totals(view)["delivered"] >= len(counts)
    assert (await other.banner())["alerts"]


async def test_one_is_killed_and_the_other_goes_on(pair: tuple[Town, Town]) -> None:
    """What the dead one had out is in doubt when its lease is over, and settled; nobody is lost and nobody doubled."""
    one, other = pair
    await one.capture.faults({"channel": "sms", "kind": "slow", "seconds": 0.2})
    alert = await one.approved()
    async with asyncio.timeout(30):
        while len(await one.capture.journal("sms")) < 40:
            await asyncio.sleep(0.05)
    await one.kill()
    view = await other.until(alert, "done", "sending", within=30)
    async with asyncio.timeout(60):
        while (found := totals(view))["waiting"] or found["sending"]:
            await asyncio.sleep(0.2)
            view = await other.view(alert)

    counts = await one.capture.counts("sms")
    assert max(counts.values()) == 1
    reached = {
        row["address"] for row in await other.deliveries(alert) if row["channel"] == "sms" and row["state"] != "skipped"
    }
    assert len(counts) + totals(view)["unsure"] >= len(reached)


async def test_one_freezes_past_its_lease_and_thaws(pair: tuple[Town, Town]) -> None:
    """The zombie's outcomes change nothing; the other has gone on meanwhile, and nobody is doubled by it."""
    one, other = pair
    await one.capture.faults({"channel": "sms", "kind": "slow", "seconds": 0.2})
    alert = await one.approved()
    async with asyncio.timeout(30):
        while len(await one.capture.journal("sms")) < 40:
            await asyncio.sleep(0.05)
    assert one.node is not None
    one.node.send_signal(signal.SIGSTOP)
    async with asyncio.timeout(60):
        while totals(view := await other.view(alert))["waiting"]:
            await asyncio.sleep(0.2)
    one.node.send_signal(signal.SIGCONT)
    async with asyncio.timeout(30):
        while totals(view)["sending"]:
            await asyncio.sleep(0.2)
            view = await other.view(alert)

    assert max((await one.capture.counts("sms")).values()) == 1
