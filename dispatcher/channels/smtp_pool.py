"""A handful of long-lived connections to one server, each with one mail at a time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from dispatcher.channels.mime import Mailbox
from dispatcher.channels.reasons import Reason
from dispatcher.channels.smtp_connection import Ended, Server, SmtpConnection
from dispatcher.domain.outcome import NotSent
from dispatcher.ports import Clock
from dispatcher.settings import Security

_MAILS_PER_CONNECTION: Final = 100  # many servers hang up after that many, some in the middle of the next
_LONGEST_IDLE: Final = 60.0  # servers hang up after minutes, and firewalls forget without a word


class SmtpPool:
    """Hands out connections on which the server has agreed to a sender and a recipient, and takes them back."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self.server: Final = server
        self._clock = clock
        self._room = asyncio.Semaphore(server.connections)
        self._idle: list[SmtpConnection] = []
        self._tls = None if server.security is Security.NONE else ssl.create_default_context()
        self._closed = False

    @asynccontextmanager
    async def agreed(self, sender: Mailbox, recipient: Mailbox) -> AsyncIterator[SmtpConnection]:
        """A connection that is ready for DATA. Raises Ended: refused, later or not sent, never unsure."""
        await self._take_room()
        try:
            connection = await self._agree(sender, recipient)
            try:
                yield connection
            finally:
                self._keep(connection)
        finally:
            self._room.release()

    async def probe(self) -> None:
        """A connection of its own: sign in, ask whether all is well, leave. Raises Ended."""
        if self._closed:
            raise Ended(NotSent(reason=Reason.CLOSED))
        connection = SmtpConnection(server=self.server, tls=self._tls)
        try:
            async with asyncio.timeout(self.server.timeout):
                await connection.open()
                await connection.noop()
        except TimeoutError:
            raise Ended(NotSent(reason=Reason.TIMEOUT, code=connection.step)) from None
        finally:
            connection.retire()

    async def close(self) -> None:
        """QUIT on what is idle. What is in use leaves when its mail is done; later mails are not sent."""
        self._closed = True
        idle, self._idle = self._idle, []
        await asyncio.gather(*(connection.quit() for connection in idle))

    async def _take_room(self) -> None:
        if self._closed:
            raise Ended(NotSent(reason=Reason.CLOSED))
        try:
            async with asyncio.timeout(self.server.timeout):
                await self._room.acquire()
        except TimeoutError:
            raise Ended(NotSent(reason=Reason.NO_FREE_CONNECTION)) from None

    async def _agree(self, sender: Mailbox, recipient: Mailbox) -> SmtpConnection:
        """All steps before DATA take at most the server's timeout together. A kept connection that turns out to be
        gone is replaced once: nothing of this mail was on its way.
        """
        connection = self._kept() or SmtpConnection(server=self.server, tls=self._tls)
        try:
            async with asyncio.timeout(self.server.timeout):
                if not await self._still_there(connection, sender, recipient):
                    connection = SmtpConnection(server=self.server, tls=self._tls)
                    await connection.open()
                    await connection.address(sender, recipient)
        except TimeoutError:
            self._forget_idle()  # what was silent here is silent there
            raise Ended(NotSent(reason=Reason.TIMEOUT, code=connection.step)) from None
        except Ended:
            self._keep(connection)
            raise
        return connection

    async def _still_there(self, connection: SmtpConnection, sender: Mailbox, recipient: Mailbox) -> bool:
        if not connection.alive:
            return False
        try:
            await connection.address(sender, recipient)
        except Ended as ended:
            if not ended.gone:
                raise
            self._forget_idle()  # the server was started anew, most likely
            return False
        return True

    def _kept(self) -> SmtpConnection | None:
        """The connection used last, if it is fit for one more mail."""
        while self._idle:
            connection = self._idle.pop()
            if connection.alive and self._clock.monotonic() - connection.idle_since < _LONGEST_IDLE:
                return connection
            connection.retire()
        return None

    def _keep(self, connection: SmtpConnection) -> None:
        if not connection.alive:
            return
        if self._closed or connection.mails >= _MAILS_PER_CONNECTION:
            connection.retire()
            return
        connection.idle_since = self._clock.monotonic()
        self._idle.append(connection)

    def _forget_idle(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.retire()
