"""A listener on loopback whose every connection is over when it closes: nothing is left for a later test to trip on."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Converse = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LONGEST = 1 << 25
"""Bytes between two of the marks that a conversation reads up to: a whole mail with its attachment."""
TALK = "conversation"
"""The name of a listener's own tasks: a test of what the other side leaves behind looks past them."""


@asynccontextmanager
async def conversations(
    converse: Converse, *, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """The port it listens on; what is still being said at the end is broken off.

    A task that is cancelled before its first step runs no ``finally``, so the connections are closed here, each of
    them, and waited for: a transport left to the collector is a warning in whatever test runs just then.
    """
    talks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer)

    def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks[asyncio.create_task(talk(reader, writer), name=TALK)] = writer

    listener = await asyncio.start_server(meet, host, 0, ssl=context, limit=LONGEST)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()
        await asyncio.sleep(0)  # a connection that was just taken is met before we look
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        for writer in talks.values():
            with suppress(AttributeError):  # asyncio's TLS transport that was closed twice has nothing left to abort
                writer.transport.abort()
        await asyncio.sleep(0)  # the loop tells the transports that they are closed in its next round
        await asyncio.gather(*(writer.wait_closed() for writer in talks.values()), return_exceptions=True)
