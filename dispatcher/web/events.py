"""Server-sent events: that something changed, never what. One look at the ledger serves every listener."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from typing import Final

import structlog
from aiohttp import web

from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import incidents
from dispatcher.ledger.database import Pulse
from dispatcher.web.services import services

log = structlog.get_logger()

LOOK: Final = 0.5
KEEP_ALIVE: Final = 15.0
RETRY: Final = b"retry: 2000\n\n"


class News:
    """The ledger's pulse, felt twice a second for all who listen."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._changed = asyncio.Condition()
        self.version = 0
        self.closed = False

    async def run(self) -> None:
        """Look until cancelled."""
        seen = self._pulse.version()
        while True:
            await asyncio.sleep(LOOK)
            with suppress(Unavailable):  # said by the lanes; the next look tells what is true then
                now = self._pulse.version()
                if now != seen:
                    seen = now
                    await self._tell()

    async def close(self) -> None:
        """Let every listener go: the node stops."""
        self.closed = True
        await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def changes(self) -> AsyncGenerator[bool]:
        """True when something changed, False each time nothing did for a while; ends with the node."""
        seen = self.version
        yield True
        while not self.closed:
            try:
                async with asyncio.timeout(KEEP_ALIVE), self._changed:
                    while self.version == seen:
                        await self._changed.wait()
            except TimeoutError:
                yield False
            else:
                seen = self.version
                if not self.closed:
                    yield True


NEWS: web.AppKey[News] = web.AppKey("news", News)


async def all_events(request: web.Request) -> web.StreamResponse:
    """``changed`` for anything; the first at once, so that a listener who was away looks."""
    return await _stream(request)


async def alert_events(request: web.Request) -> web.StreamResponse:
    """``changed`` while this alert may have changed; it is for the listener to look."""
    await services(request).ledger.read(incidents.alert, request.match_info["id"])
    return await _stream(request)


async def _stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    await response.write(RETRY)
    news = request.app[NEWS]
    # Whoever listened may have gone to another page meanwhile: nobody is left to answer, and nothing is wrong.
    with suppress(ConnectionResetError):
        async with aclosing(news.changes()) as changes:
            async for changed in changes:
                said = b"event: changed\ndata: %d\n\n" % news.version if changed else b": fortsatt her\n\n"
                await response.write(said)
    return response


async def listen_to_ledger(app: web.Application) -> AsyncIterator[None]:
    """For the server's life: the pulse and the task that feels it."""
    news = app[NEWS]
    task = asyncio.create_task(news.run(), name="news")
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def let_listeners_go(app: web.Application) -> None:
    """Before the server waits for its answers to end, the endless ones end."""
    await app[NEWS].close()
