"""The composition root: what a process is made of, in the order it is opened; closing goes the other way."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import sys
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from dispatcher.channels.email import CaptureEmail, SmtpEmail
from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.sms import CaptureSms, TwilioSms
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import ListWatch, Synced, sync_lists
from dispatcher.delivery.banner import Banner
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.domain.states import LaneKind
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.locks import NodeLock
from dispatcher.plan_file import LoadedPlan, load_plan
from dispatcher.ports import Clock, SystemClock
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode, Settings
from dispatcher.web.server import Services, serve_http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

log = structlog.get_logger()

CAPTURE_START = 15.0
LIST_WATCH = 5.0
ALPHA_RATE, NUMBER_RATE = 10.0, 1.0
"""Segments a second when the operator has not said: what a name, and a number, are usually given."""


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
    clock = SystemClock()
    plan = load_plan(settings.home)
    rendering = Rendering.load(settings.home, plan.plan)
    ledger = Ledger(settings.database_path, checkpoints=checkpoints)
    try:
        synced = sync_lists(ledger, settings.home, plan.plan, clock)
        desk = Desk(plan=plan, rendering=rendering, node=settings.mode)
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
        office = stack.enter_context(open_office(settings, checkpoints=True))
        listener = _listen(settings)
        started = Entry(kind="node.started", actor="node", data={"mode": str(settings.mode), "plan": office.plan.hash})
        office.ledger.write_now(append, started, office.clock.now())
        port = listener.getsockname()[1]
        address = settings.base_address if settings.public_url or settings.port else f"http://{settings.host}:{port}"
        credential = CaptureCredential(office.ledger.capture_token)
        capture = await stack.enter_async_context(_capture(settings))
        lanes = [*_capture_lanes(office, capture, credential, address), *_real_lanes(office, address)]
        for lane in lanes:
            stack.push_async_callback(lane.channel.close)
        engine = Engine(
            ledger=office.ledger,
            clock=office.clock,
            lanes=lanes,
            incarnation=secrets.token_hex(8),
            settle_after=settings.settle_after,
        )
        services = Services(
            settings=settings,
            clock=office.clock,
            ledger=office.ledger,
            plan=office.plan.plan,
            desk=office.desk,
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
        what = f"Kan ikke lytte på {settings.host}:{settings.port} ({error.strerror}). Velg en annen DISPATCHER_PORT."
        raise PortTaken(what) from error
    listener.listen(1024)
    return listener


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureAt:
    """Where the capture process listens."""

    http: str
    smtp_host: str
    smtp_port: int


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


def _capture_lanes(office: Office, capture: CaptureAt, credential: CaptureCredential, address: str) -> list[LaneSpec]:
    municipality, clock = office.plan.plan.municipality, office.clock
    sms = CaptureSms(capture.http, credential, sender=municipality.sms_sender, public_url=address, clock=clock)
    email = CaptureEmail(capture.smtp_host, capture.smtp_port, sender=municipality.email_sender, clock=clock)
    banner = Banner(ledger=office.ledger, clock=clock, kind=LaneKind.CAPTURE)
    return [
        LaneSpec(channel=sms, concurrency=100),
        LaneSpec(channel=email, concurrency=8),
        LaneSpec(channel=banner, concurrency=1),
    ]


def _real_lanes(office: Office, address: str) -> list[LaneSpec]:
    settings, clock = office.settings, office.clock
    if settings.mode is not NodeMode.LIVE:
        return []
    lanes = [LaneSpec(channel=Banner(ledger=office.ledger, clock=clock, kind=LaneKind.REAL), concurrency=1)]
    if settings.twilio:
        sms = TwilioSms(settings.twilio, public_url=address, clock=clock)
        lanes.append(LaneSpec(channel=sms, concurrency=settings.twilio.concurrency, rate=sms_rate(settings)))
    if settings.smtp:
        email = SmtpEmail(settings.smtp, clock=clock)
        lanes.append(LaneSpec(channel=email, concurrency=settings.smtp.connections, rate=settings.smtp.rate))
    return lanes


def sms_rate(settings: Settings) -> float | None:
    """The sender's pace in segments a second; unset in live: 1 for a number, 10 for a name."""
    twilio = settings.twilio
    if twilio is None or twilio.rate is not None:
        return twilio.rate if twilio else None
    return NUMBER_RATE if (twilio.sender or "").startswith("+") else ALPHA_RATE


def _callback_tokens(settings: Settings, credential: CaptureCredential) -> dict[str, str]:
    tokens = {"capture": credential.auth_token.get_secret_value()}
    if settings.twilio:
        tokens["twilio"] = settings.twilio.auth_token.get_secret_value()
    return tokens
