"""The composition root of the capture: two sockets, one journal, the parts put together, stopped within two seconds."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson
from aiohttp import web

from dispatcher.capture.callbacks import Callbacks
from dispatcher.capture.chat_api import ChatApi
from dispatcher.capture.control import Control
from dispatcher.capture.errors import CaptureError, PortUnavailable
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.fcm_api import FcmApi
from dispatcher.capture.journal import Journal
from dispatcher.capture.outbox import Outbox
from dispatcher.capture.push_api import PushApi
from dispatcher.capture.replies import Replies
from dispatcher.capture.smtp_server import SmtpSide
from dispatcher.capture.telephones import Telephones
from dispatcher.capture.twilio_api import TwilioApi
from dispatcher.typed_addresses import is_loopback

_BACKLOG: Final = 1024
_GRACE: Final = 0.25
"""Seconds that calls in progress get at a stop; aiohttp takes it twice over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureReady:
    """Where the capture listens, once it does."""

    http: str
    smtp_host: str
    smtp_port: int
    pid: int

    def line(self) -> str:
        """The one line that goes to standard output."""
        smtp = {"host": self.smtp_host, "port": self.smtp_port}
        return orjson.dumps({"http": self.http, "smtp": smtp, "pid": self.pid}).decode()


async def serve(
    *,
    host: str = "127.0.0.1",
    port_base: int,
    journal: Path | None,
    stop: asyncio.Event,
    announce: Callable[[CaptureReady], None],
) -> None:
    """Run until ``stop`` is set. HTTP on ``port_base``, SMTP on the next; 0 takes a free pair.

    Raises PortUnavailable or JournalUnusable before anything is announced.
    """
    if not is_loopback(host):
        msg = "The capture listens only on this machine itself: use 127.0.0.1."
        raise CaptureError(msg)
    async with AsyncExitStack() as stack:
        http, smtp = _bind_pair(host, port_base)
        stack.callback(smtp.close)
        stack.callback(http.close)
        kept = Journal(journal)
        stack.callback(kept.close)
        faults = FaultBoard()
        callbacks = await stack.enter_async_context(Callbacks())
        await stack.enter_async_context(SmtpSide(journal=kept, faults=faults, listener=smtp))
        control = Control(journal=kept, faults=faults, callbacks=callbacks)
        phones = await stack.enter_async_context(Telephones(journal=kept, faults=faults))
        outbox = Outbox(kept)
        twilio = TwilioApi(outbox=outbox, callbacks=callbacks, faults=faults, phones=phones)
        replies = Replies(journal=kept, outbox=outbox)
        stack.push_async_callback(twilio.close)
        push, fcm = PushApi(journal=kept, faults=faults), FcmApi(journal=kept, faults=faults)
        app = web.Application()
        chat = ChatApi(journal=kept, faults=faults)
        for speaker in (control, twilio, phones, replies, push, fcm, chat):
            app.add_routes(speaker.routes())
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.SockSite(runner, http, backlog=_BACKLOG).start()
        announce(_ready(http, smtp))
        await stop.wait()


def _ready(http: socket.socket, smtp: socket.socket) -> CaptureReady:
    address = http.getsockname()
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    return CaptureReady(
        http=f"http://{shown}:{address[1]}",
        smtp_host=smtp.getsockname()[0],
        smtp_port=smtp.getsockname()[1],
        pid=os.getpid(),
    )


def _bind_pair(host: str, port_base: int) -> tuple[socket.socket, socket.socket]:
    if not 0 <= port_base < 65535:
        msg = f"Port {port_base} cannot be the first of a pair: give one from 1 to 65534, or 0 for a free pair."
        raise PortUnavailable(msg)
    if port_base:
        return _bind_both(host, port_base)
    for _ in range(100):
        with _bind(host, 0) as probe:
            found: int = probe.getsockname()[1]
        try:
            return _bind_both(host, found)
        except PortUnavailable:
            continue
    msg = f"No two free ports in a row were found on {host}: give one with --port-base."
    raise PortUnavailable(msg)


def _bind_both(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    first = _bind(host, port)
    try:
        return first, _bind(host, port + 1)
    except PortUnavailable:
        first.close()
        raise


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise PortUnavailable(_why_not(host, port, error)) from error
    made.setblocking(False)
    return made


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is already in use: give another pair with --port-base, or 0 for a free one."
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} is for the system only: give one from 1024 with --port-base."
    return f"Port {port} on {host} cannot be had: {error.strerror}."
