"""A mail server that misbehaves by name at any step: real sockets, real STARTTLS, no mocks."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from tests.channels.conversations import conversations

DROP: Final = "drop"
HANG: Final = "hang"
# Steps of the conversation that can be told to go wrong, besides the commands themselves.
GREETING: Final = "greeting"
AFTER_DOT: Final = "dot"
BEFORE_DOT: Final = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail that was taken."""

    sender: str
    recipient: str
    content: bytes
    protected: bool


class HungUp(Exception):
    """The server closes the connection."""


@dataclass(slots=True, kw_only=True)
class SmtpServer:
    """``wrong`` maps a step to a reply, DROP or HANG; ``credentials`` is what AUTH PLAIN must say, if anything."""

    port: int = 0
    wrong: dict[str, str] = field(default_factory=dict)
    extensions: list[str] = field(default_factory=lambda: ["PIPELINING", "8BITMIME"])
    credentials: str | None = None
    tls: ssl.SSLContext | None = None
    mails: list[Mail] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    writers: set[asyncio.StreamWriter] = field(default_factory=set)

    def count(self, verb: str) -> int:
        return sum(command.split(" ")[0] == verb for command in self.commands)

    async def hang_up_on_everybody(self) -> None:
        """Close all connections and wait until they are gone: what a server does to the idle."""
        for writer in set(self.writers):
            writer.close()
        async with self.changed:
            await self.changed.wait_for(lambda: not self.open)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.writers.add(writer)
        try:
            await Conversation(self, reader, writer).run()
        except (HungUp, asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass  # one side has hung up, as one of them always does
        finally:
            writer.close()
            self.writers.discard(writer)
            self.open -= 1
            async with self.changed:
                self.changed.notify_all()


@dataclass(slots=True)
class Conversation:
    """One client's."""

    server: SmtpServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sender: str = ""
    recipient: str = ""
    protected: bool = False

    async def run(self) -> None:
        await self.reply(GREETING, "220 localhost ESMTP")
        while True:
            line = (await self.reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
            self.server.commands.append(line)
            self.server.heard.set()
            await self.answer(line.split(" ")[0].upper(), line)

    async def reply(self, step: str, usual: str) -> bool:
        """Say what is usual at this step, or what is to go wrong; True if it was the usual."""
        said = self.server.wrong.get(step, usual)
        if said == DROP:
            raise HungUp
        if said == HANG:
            await asyncio.Event().wait()
        self.writer.write(said.replace("{recipient}", self.recipient).encode() + b"\r\n")
        await self.writer.drain()
        return said == usual

    async def answer(self, verb: str, line: str) -> None:
        match verb:
            case "EHLO":
                offers = [*self.server.extensions]
                if self.server.tls and not self.protected:
                    offers.append("STARTTLS")
                if self.server.credentials:
                    offers.append("AUTH PLAIN")
                lines = [f"250-{offer}" for offer in ("localhost", *offers)]
                await self.reply(verb, "\r\n".join([*lines, "250 HELP"]))
            case "STARTTLS":
                await self.protect()
            case "AUTH":
                right = line == f"AUTH PLAIN {self.server.credentials}"
                await self.reply(verb, "235 2.7.0 welcome" if right else "535 5.7.8 who are you")
            case "MAIL":
                self.sender = line.partition("<")[2].partition(">")[0]
                await self.reply(verb, "250 2.1.0 Ok")
            case "RCPT":
                self.recipient = line.partition("<")[2].partition(">")[0]
                await self.reply(verb, "250 2.1.5 Ok")
            case "DATA":
                await self.take()
            case "QUIT":
                await self.reply(verb, "221 2.0.0 Bye")
                raise HungUp
            case _:
                await self.reply(verb, "250 2.0.0 Ok")

    async def protect(self) -> None:
        if self.server.tls and await self.reply("STARTTLS", "220 2.0.0 go ahead"):
            await self.writer.start_tls(self.server.tls)
            self.protected = True

    async def take(self) -> None:
        if not await self.reply("DATA", "354 go on"):
            return
        if self.server.wrong.get(BEFORE_DOT) == DROP:
            await self.reader.readuntil(b"\r\n")
            raise HungUp
        content = await self.reader.readuntil(b"\r\n.\r\n")
        if await self.reply(AFTER_DOT, f"250 2.0.0 Ok: queued as {self.recipient.partition('@')[0].upper()[:8]}"):
            self.server.mails.append(
                Mail(
                    sender=self.sender,
                    recipient=self.recipient,
                    content=content.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."),
                    protected=self.protected or self.writer.get_extra_info("sslcontext") is not None,
                )
            )


@asynccontextmanager
async def smtp_server(*, secure: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> AsyncIterator[SmtpServer]:
    """Listen on a free port of loopback; conversations still going on at the end are broken off."""
    server = SmtpServer()
    async with conversations(server.converse, host=host, context=secure) as server.port:
        yield server
