"""The composition root: what a process is made of, in the order it is opened; closing goes the other way."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import secrets
import shutil
import socket
import sys
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from dispatcher.channels.guard import CaptureCredential
from dispatcher.composing.asking_on import AskingOn
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import ListWatch, Synced, sync_lists
from dispatcher.debug import clock_of, notice_of
from dispatcher.delivery.engine import Engine
from dispatcher.delivery.heartbeat import Heartbeat
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.retaining import Retaining
from dispatcher.delivery.tasking import Tasking
from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.evaluation import as_pdf
from dispatcher.lanes import (
    CaptureAt,
    Outset,
    callback_tokens,
    capture_lanes,
    package_mails,
    real_lanes,
    reply_numbers,
    served,
)
from dispatcher.ledger import restored
from dispatcher.ledger.disk import Ballast, free_beside
from dispatcher.ledger.health import open_whole
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.locks import NodeLock
from dispatcher.ledger.server_clock import clock_for
from dispatcher.plan_file import LoadedPlan, load_plan
from dispatcher.ports import Clock
from dispatcher.rendering import Rendering
from dispatcher.settings import Settings
from dispatcher.web.server import Services, serve_http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

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
def open_office(settings: Settings, *, node: bool = False) -> Iterator[Office]:
    """Plan, templates, ledger, lists. Raises PlanFaults or TemplateFaults before the ledger is touched."""
    plan = load_plan(settings.home)
    rendering = Rendering.load(settings.home, plan.plan)
    ledger = open_whole(settings.ledger_at, node=node)
    try:
        clock = clock_for(ledger, clock_of(settings.debug))
        synced = sync_lists(ledger, settings.home, plan.plan, clock)
        address = settings.base_address
        desk = Desk(
            plan=plan,
            rendering=rendering,
            node=settings.mode,
            served=served(settings),
            address=address,
            free=lambda: free_beside(ledger.file),
        )
        yield Office(settings=settings, clock=clock, ledger=ledger, plan=plan, desk=desk, synced=synced)
    finally:
        ledger.close()


async def run_node(
    settings: Settings, *, stop: asyncio.Event, announce: Callable[[str], None], serves: bool = True
) -> None:
    """One node: lanes, tick and web server, until ``stop``. Raises AnotherNode when the file already has one.

    ``serves`` False: a worker, without the web server; callbacks go to the nodes that have one.
    """
    me = f"pid {os.getpid()} på {socket.gethostname()}"
    async with AsyncExitStack() as stack:
        stack.enter_context(_sole_node(settings.database_path, me))
        ballast = _ballast(settings.database_path)
        listener = _listen(settings) if serves else None  # a taken port is told before a long import, not after it
        if listener:
            stack.callback(listener.close)
        office = stack.enter_context(open_office(settings, node=True))
        facts = {"mode": str(settings.mode), "plan": office.plan.hash, "name": me, "serves": serves}
        started = Entry(kind="node.started", actor="node", data=facts)
        office.ledger.write_now(append, started, office.clock.now())
        restored.start(office.ledger, settings.marker_path, office.clock.now())  # before any claim
        address = _address(settings, listener)
        credential = CaptureCredential(office.ledger.capture_token)
        capture = await stack.enter_async_context(_capture(settings))
        outset = Outset(
            settings=settings,
            clock=office.clock,
            ledger=office.ledger,
            plan=office.plan.plan,
            address=address,
        )
        lanes = [*capture_lanes(outset, capture, credential), *real_lanes(outset)]
        for lane in lanes:
            stack.push_async_callback(lane.channel.close)
        postmottak = package_mails(outset, capture)
        for mail in postmottak.values():
            stack.push_async_callback(mail.close)
        desk = replace(office.desk, address=address)
        answers = Answers(say=desk.say, address=address, numbers=reply_numbers(settings))
        engine = Engine(
            ledger=office.ledger,
            clock=office.clock,
            lanes=lanes,
            incarnation=secrets.token_hex(8),
            settle_after=settings.settle_after,
            answers=answers,
            name=me,
            serves=serves,
            lease=settings.lease,
            ballast=ballast,
            free=_free_on_disk(settings.database_path),
            passed=notice_of(settings.debug),
        )
        retaining = Retaining(ledger=office.ledger, clock=office.clock, terms=settings.retention.terms)
        services = Services(
            settings=settings,
            clock=office.clock,
            ledger=office.ledger,
            plan=office.plan.plan,
            desk=desk,
            engine=engine,
            address=address,
            capture_url=capture.http,
            tokens=callback_tokens(settings, credential),
            numbers=reply_numbers(settings),
            postmottak=postmottak,
            pdf=as_pdf,
        )
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run(), name="engine")
            asking = AskingOn(ledger=office.ledger, clock=office.clock, say=desk.say, address=address, wake=engine.wake)
            tasking = Tasking(ledger=office.ledger, clock=office.clock, answers=answers, wake=engine.wake)
            beside = [
                group.create_task(_watch_lists(office), name="lists"),
                group.create_task(asking.run(), name="asking"),
                group.create_task(tasking.run(), name="tasks"),
                group.create_task(retaining.run(), name="retention"),
            ]
            if settings.heartbeat_url:
                beat = Heartbeat(
                    settings.heartbeat_url, ledger=office.ledger, clock=office.clock, alive=lambda: engine.alive
                )
                beside.append(group.create_task(beat.run(), name="heartbeat-address"))
            async with serve_http(services, listener) if listener else _listening(office.ledger, engine):
                announce(address)
                await _first(stop, running)
            engine.stop()
            for task in beside:
                task.cancel()


@asynccontextmanager
async def _listening(ledger: Ledger, engine: Engine) -> AsyncIterator[None]:
    """A worker hears what others decide, as the web server of a node does."""
    pulse = ledger.database.pulse(engine.wake_from_elsewhere)
    try:
        yield
    finally:
        pulse.close()


def _free_on_disk(database: Path | None) -> Callable[[], int] | None:
    """Bytes left where the file lies; a server looks after its own disk."""
    return None if database is None else lambda: shutil.disk_usage(database.parent).free


def _address(settings: Settings, listener: socket.socket | None) -> str:
    if listener is None or settings.public_url or settings.port:
        return settings.base_address
    return f"http://{settings.host}:{listener.getsockname()[1]}"


@contextmanager
def _sole_node(database: Path | None, me: str) -> Iterator[None]:
    """A file has one node, for its life; a server has as many as there are."""
    if database is None:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = NodeLock(database)
    try:
        lock.name(me)
        yield
    finally:
        lock.close()


def _ballast(database: Path | None) -> Ballast | None:
    """Beside a file; thrown at once when the disk is already full, so that the node can start at all."""
    if database is None:
        return None
    ballast = Ballast(database)
    if ballast.drop_if_full():
        log.critical("disk.full", ballast="dropped", path=str(ballast.path))
    return ballast


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
    name = f"{settings.database_path.stem if settings.database_path else 'dispatcher'}.capture.ndjson"
    settings.state_folder.mkdir(parents=True, exist_ok=True)
    journal = settings.state_folder / name
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
