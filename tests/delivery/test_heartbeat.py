"""The heartbeat address, against a real server: called while the node is healthy, and nothing it does ends anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from pydantic import SecretStr
from structlog.testing import capture_logs

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.heartbeat import Heartbeat
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.locks import WriteLock
from dispatcher.ports import SystemClock
from tests.web.node import Taker

SECRET = "canary-0123456789"


@dataclass
class Watcher:
    """Whoever is called: counts, and answers as it is told."""

    url: str = ""
    status: int = 200
    heard: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    silent: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append(request)
        self.bodies.append(await request.read())
        if self.silent:
            await asyncio.Event().wait()
        return web.Response(status=self.status, headers={"Location": f"{self.url}/else"})


@pytest.fixture
async def watcher() -> AsyncIterator[Watcher]:
    one = Watcher()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", one.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/{SECRET}"
    yield one
    await runner.cleanup()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    one = Ledger(tmp_path / "dispatcher.db", checkpoints=True)
    yield one
    one.close()


def beat(
    watcher: Watcher, ledger: Ledger, *, alive: Callable[[], bool] = lambda: True, url: str = "", limit: float = 10.0
) -> Heartbeat:
    address = SecretStr(url or watcher.url)
    return Heartbeat(address, ledger=ledger, clock=SystemClock(), alive=alive, every=0.02, limit=limit)


@asynccontextmanager
async def running(one: Heartbeat) -> AsyncIterator[None]:
    task = asyncio.create_task(one.run(), name="heartbeat-address")
    try:
        yield
    finally:
        assert not task.done(), "no failure ends it"
        task.cancel()
        await asyncio.wait({task})


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_healthy_node_calls_again_and_again_with_nothing_in_it(watcher: Watcher, ledger: Ledger) -> None:
    """A plain GET at the very address: no body, no cookie, no credential."""
    async with running(beat(watcher, ledger)):
        await until(lambda: len(watcher.heard) >= 3)
    (first, *_) = watcher.heard

    assert (first.method, first.path, first.query_string) == ("GET", f"/{SECRET}", "")
    assert not {"Cookie", "Authorization"} & set(first.headers)
    assert set(watcher.bodies) == {b""}


async def test_a_failure_is_told_once_per_change_and_never_the_address(watcher: Watcher, ledger: Ledger) -> None:
    """Many calls that fail alike are one line; it being mended is another."""
    watcher.status = 500
    with capture_logs() as logs:
        async with running(beat(watcher, ledger)):
            await until(lambda: len(watcher.heard) >= 4)
            watcher.status = 200
            await until(lambda: any(line["event"] == "heartbeat.mended" for line in logs))

    assert [(line["event"], line.get("why")) for line in logs] == [
        ("heartbeat.failed", "status 500"),
        ("heartbeat.mended", None),
    ]
    assert SECRET not in str(logs)


async def test_a_redirect_is_not_followed(watcher: Watcher, ledger: Ledger) -> None:
    """The operator named one address."""
    watcher.status = 302
    async with ClientSession() as http:
        assert await beat(watcher, ledger).call(http) == "status 302"
    assert len(watcher.heard) == 1


async def test_nobody_there(watcher: Watcher, ledger: Ledger) -> None:
    """A port that nobody listens on: told by the name of the fault, without the address."""
    async with ClientSession() as http:
        assert await beat(watcher, ledger, url="http://127.0.0.1:1/x").call(http) == "ClientConnectorError"


async def test_silence_ends_at_the_limit(watcher: Watcher, ledger: Ledger) -> None:
    """A server that never answers holds a call for ten seconds at most (here less), and the next is made."""
    watcher.silent = True
    with capture_logs() as logs:
        async with running(beat(watcher, ledger, limit=0.2)):
            await until(lambda: len(watcher.heard) >= 2)

    assert [(line["event"], line["why"]) for line in logs] == [("heartbeat.failed", "TimeoutError")]


async def test_a_node_that_is_not_working_is_silent(watcher: Watcher, ledger: Ledger) -> None:
    """That is what whoever listens must notice."""
    async with ClientSession() as http:
        assert await beat(watcher, ledger, alive=lambda: False).call(http) == "the node is not working"
    assert watcher.heard == []


async def test_a_ledger_that_cannot_be_written_is_silence(watcher: Watcher, ledger: Ledger) -> None:
    """Another process holds the lock: the write is tried for real, and nobody is told that all is well."""
    lock = WriteLock(ledger.path)
    async with ClientSession() as http:
        with lock.held():
            held = await beat(watcher, ledger, limit=0.2).call(http)
        after = await beat(watcher, ledger).call(http)
    lock.close()

    assert (held, after) == ("the ledger cannot be written", "")
    assert len(watcher.heard) == 1


async def test_an_engine_is_alive_from_its_start_to_its_stop(ledger: Ledger) -> None:
    """Not before it has recovered, and not once it has been asked to stop."""
    lane = LaneSpec(channel=Taker(ChannelName.SMS, LaneKind.CAPTURE, "capture"), concurrency=1)
    engine = Engine(ledger=ledger, clock=SystemClock(), lanes=[lane], incarnation="x", settle_after=1.0)
    before = engine.alive
    async with asyncio.TaskGroup() as group:
        group.create_task(engine.run(), name="engine")
        await until(lambda: engine.alive)
        engine.stop()
        stopping = engine.alive

    assert (before, stopping, engine.alive) == (False, False, False)
