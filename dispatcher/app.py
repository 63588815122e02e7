"""The composition root: what a process is made of, in the order it is opened; closing goes the other way."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import secrets
import socket
import sys
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from dispatcher.channels.guard import CaptureCredential
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import ListWatch, Synced, sync_lists
from dispatcher.debug import clock_of, notice_of
from dispatcher.delivery.engine import Engine
from dispatcher.delivery.reminding import Answers
from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.lanes import CaptureAt, Outset, capture_lanes, real_lanes, served
from dispatcher.ledger.health import open_whole
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.locks import NodeLock
from dispatcher.plan_file import LoadedPlan, load_plan
from dispatcher.ports import Clock
from dispatcher.rendering import Rendering
from dispatcher.settings import Settings
from dispatcher.web.server import Services, serve_http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from dispatcher.ledger.engine import Ledger

log = structlog.get_logger()

CAPTURE_START = 15.0
LIST_WATCH = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a command needs to act: the ledger, the plan in force, the desk; ``synced``: what the lists were like."""

    settings: Settings
    clock: Clock
    ledger: Ledger
    plan: LoadedPlan
    desk: Desk
    synced: Synced


@contextmanager
def open_office(settings: Settings, *, checkpoints: bool = False) -> Iterator[Office]:
    """Plan, templates, ledger, lists. Raises PlanFaults or TemplateFaults before the ledger is touched."""
    clock = clock_of(settings.debug)
    plan = load_plan(settings.home)
    rendering = Rendering.load(settings.home, plan.plan)
    ledger = open_whole(settings.database_path, checkpoints=checkpoints)
    try:
        synced = sync_lists(ledger, settings.home, plan.plan, clock)
        address = settings.base_address
        desk = Desk(plan=plan, rendering=rendering, node=settings.mode, served=served(settings), address=address)
        yield Office(settings=settings, clock=clock, ledger=ledger, plan=plan, desk=desk, synced=synced)
    finally:
        ledger.close()


async def run_node(settings: Settings, *, stop: asyncio.Event, announce: Callable[[str], None]) -> None:
    """One node: lanes, tick and web server, until ``stop``. Raises AnotherNode when the file already has one."""
    settings.database_path.parent.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        lock = NodeLock(settings.database_path)
        stack.callback(lock.close)
        lock.name(f"pid {os.getpid()} på {socket.gethostname()}")
        listener = _listen(settings)  # a port that is taken is told before a long import, not after it
        stack.callback(listener.close)
        office = stack.enter_context(open_office(settings, checkpoints=True))
        started = Entry(kind="node.started", actor="node", data={"mode": str(settings.mode), "plan": office.plan.hash})
        office.ledger.write_now(append, started, office.clock.now())
        port = listener.getsockname()[1]
        address = settings.base_address if settings.public_url or settings.port else f"http://{settings.host}:{port}"
        credential = CaptureCredential(office.ledger.capture_token)
        capture = await stack.enter_async_context(_capture(settings))
        outset = Outset(
            settings=settings,
            clock=office.clock,
            ledger=office.ledger,
            municipality=office.plan.plan.municipality,
            address=address,
        )
        lanes = [*capture_lanes(outset, capture, credential), *real_lanes(outset)]
        for lane in lanes:
            stack.push_async_callback(lane.channel.close)
        desk = replace(office.desk, address=address)
        engine = Engine(
            ledger=office.ledger,
            clock=office.clock,
            lanes=lanes,
            incarnation=secrets.token_hex(8),
            settle_after=settings.settle_after,
            answers=Answers(say=desk.say, address=address),
            passed=notice_of(settings.debug),
        )
        services = Services(
            settings=settings,
            clock=office.clock,
            ledger=office.ledger,
            plan=office.plan.plan,
            desk=desk,
            engine=engine,
            address=address,
            capture_url=capture.http,
            tokens=_callback_tokens(settings, credential),
        )
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run(), name="engine")
            lists = group.create_task(_watch_lists(office), name="lists")
            async with serve_http(services, listener):
                announce(address)
                await _first(stop, running)
            engine.stop()
            lists.cancel()


async def _watch_lists(office: Office) -> None:
    """Bring a list into force when its file has changed, without a restart."""
    watch = ListWatch(office.settings.home, office.plan.plan)
    while True:
        await asyncio.sleep(LIST_WATCH)
        if watch.changed():
            try:
                await asyncio.to_thread(sync_lists, office.ledger, office.settings.home, office.plan.plan, office.clock)
            except Unavailable as error:
                log.error("ledger.unavailable", work="lists", error=str(error))


async def _first(stop: asyncio.Event, running: asyncio.Task[None]) -> None:
    waiting = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


class PortTaken(DispatcherError):
    """Porten er i bruk."""


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        wrong = "DISPATCHER_HOST" if error.errno == errno.EADDRNOTAVAIL else "DISPATCHER_PORT"
        what = f"Kan ikke lytte på {settings.host}:{settings.port} ({error.strerror}). Velg en annen {wrong}."
        raise PortTaken(what) from error
    listener.listen(1024)
    return listener


@asynccontextmanager
async def _capture(settings: Settings) -> AsyncIterator[CaptureAt]:
    """The shared capture process, or one of our own that dies with us."""
    if settings.capture.url:
        host, _, port = settings.capture.url.rpartition(":")
        yield CaptureAt(http=settings.capture.url, smtp_host=host.split("//")[1], smtp_port=int(port) + 1)
        return
    journal = settings.database_path.with_suffix(".capture.ndjson")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dispatcher.capture", "--port-base", "0", "--journal", str(journal), "--stop-on-eof"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101  both were asked for
    try:
        async with asyncio.timeout(CAPTURE_START):
            line = await process.stdout.readline()
        if not line:
            raise DispatcherError("Fangstprosessen startet ikke; se meldingen over.")
        ready = json.loads(line)
        yield CaptureAt(http=ready["http"], smtp_host=ready["smtp"]["host"], smtp_port=ready["smtp"]["port"])
    finally:
        process.stdin.close()
        await process.wait()


def _callback_tokens(settings: Settings, credential: CaptureCredential) -> dict[str, str]:
    tokens = {"capture": credential.auth_token.get_secret_value()}
    if settings.twilio:
        tokens["twilio"] = settings.twilio.auth_token.get_secret_value()
    return tokens
