"""Two nodes on one PostgreSQL: they share the work, and one may die or freeze at any moment.

Each story is one night of a municipality, so that the start of its processes is paid for once.
"""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.town import Capture, Town, running_capture, totals
from tests.office import municipality
from tests.postgres import Databases

pytestmark = pytest.mark.timeout(400)
LEASE = 4
SLOW = {"kind": "latency", "ms": 200}


@pytest.fixture
async def pair(
    request: pytest.FixtureRequest, tmp_path: Path, databases: Databases
) -> AsyncIterator[tuple[Town, Town]]:
    """Two nodes of one municipality, up; the first takes the callbacks of both. A test may want a worker beside it."""
    with databases.lent() as url:
        second = getattr(request, "param", "serve")
        async with running_capture() as capture, _up(tmp_path, capture, url, second) as both:
            yield both


@asynccontextmanager
async def _up(folder: Path, capture: Capture, url: str, second: str) -> AsyncIterator[tuple[Town, Town]]:
    home = municipality(folder)
    settings = {"DISPATCHER_DATABASE_URL": url, "DISPATCHER_LEASE": str(LEASE)}
    one, other = Town(home, capture, settings), Town(home, capture, settings)
    other.serves = second == "serve"
    for town in (one, other):
        town.environment["DISPATCHER_PUBLIC_URL"] = one.url
    try:
        await one.settle_in()
        other.tokens = one.tokens
        await asyncio.gather(one.start(), other.start())
        yield one, other
    finally:
        await one.stop()
        await other.stop()


async def messages(capture: Capture) -> Counter[tuple[str, str]]:
    """How often each text went to each number."""
    return Counter((entry["to"], entry["body"]) for entry in await capture.journal("sms"))


async def at_least(capture: Capture, count: int) -> None:
    """Wait until the provider has this many SMS."""
    async with asyncio.timeout(60):
        while len(await capture.journal("sms")) < count:
            await asyncio.sleep(0.05)


async def settled(town: Town, alert: str) -> dict[str, Any]:
    """The alert when nothing of it is waiting or out any more; what is unsure may be a person's."""
    async with asyncio.timeout(150):
        while True:
            view = await town.view(alert)
            found = totals(view)
            if view["state"] != "approved" and not found["waiting"] and not found["sending"] and _all_open(view):
                return view
            await asyncio.sleep(0.2)


def _all_open(view: dict[str, Any]) -> bool:
    return all(wave["opened_at"] for wave in view["waves"])


async def test_two_nodes_share_the_work_and_either_shows_it(pair: tuple[Town, Town]) -> None:
    """Approved on one, sent by both, seen on either; nobody twice and nobody forgotten."""
    one, other = pair
    alert = await one.approved()
    view = await other.until(alert, "done", within=150)
    rows = await other.deliveries(alert)

    assert set((await messages(one.capture)).values()) == {1}
    assert {row["state"] for row in rows} <= {"accepted", "delivered", "skipped", "failed"}
    assert totals(view)["total"] == len(rows)
    assert (await other.banner())["alerts"]


@pytest.mark.parametrize("pair", ["worker"], indirect=True)
async def test_one_is_killed_and_the_other_goes_on(pair: tuple[Town, Town]) -> None:
    """A worker dies: what it had out is in doubt after its lease; nobody is lost, and nobody doubled in silence."""
    one, other = pair
    await one.capture.faults(SLOW)
    alert = await one.approved()
    await at_least(one.capture, 40)
    await other.kill()
    view = await settled(one, alert)

    sent = await messages(one.capture)
    rows = [row for row in await one.deliveries(alert) if row["channel"] == "sms" and row["state"] != "skipped"]
    assert max(sent.values()) == 1
    assert len(sent) + totals(view)["unsure"] >= len(rows)


async def test_one_freezes_past_its_lease_and_thaws(pair: tuple[Town, Town]) -> None:
    """The zombie's outcomes change nothing; the other has gone on meanwhile, and nobody is doubled by it."""
    one, other = pair
    await one.capture.faults(SLOW)
    alert = await one.approved()
    await at_least(one.capture, 40)
    assert other.node is not None
    other.node.send_signal(signal.SIGSTOP)
    await settled(one, alert)
    other.node.send_signal(signal.SIGCONT)
    await other.until(alert, "sending", "done")  # it answers again
    await settled(one, alert)

    assert max((await messages(one.capture)).values()) == 1
