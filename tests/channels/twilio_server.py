"""A server that speaks Twilio's API and misbehaves by name, down to the byte: real sockets, no mocks."""

from __future__ import annotations

import asyncio
import json
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from typing import Final
from urllib.parse import parse_qs

from tests.channels.conversations import conversations


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came over the wire."""

    line: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), strict_parsing=True).items()}


class Drop(Exception):
    """Close the connection."""


Behaviour = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answering(status: int, body: bytes | str, *headers: str, kind: str = "application/json") -> Behaviour:
    """Answer every request like this."""
    content = body.encode() if isinstance(body, str) else body

    async def behave(_: Request, writer: asyncio.StreamWriter) -> None:
        head = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers]
        writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + content)

    return behave


def refusing(code: int, status: int = 400, *headers: str) -> Behaviour:
    """An error as Twilio writes it, with the recipient's number and the account quoted in it."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        text = f"No: {request.form.get('To')} {request.headers.get('authorization')} {request.form.get('Body')}"
        answer = {"code": code, "message": text, "more_info": "https://www.twilio.com/docs/errors", "status": status}
        await answering(status, json.dumps(answer), *headers)(request, writer)

    return behave


async def accepting(request: Request, writer: asyncio.StreamWriter) -> None:
    """A sid of its own for every message, made from the attempt so that a mix-up of answers shows."""
    attempt = request.form["StatusCallback"].partition("#")[0].rpartition("/")[2]
    answer = {"sid": f"SM-{attempt}", "status": "queued", "to": request.form["To"], "error_code": None}
    await answering(201, json.dumps(answer))(request, writer)


async def silent(_: Request, __: asyncio.StreamWriter) -> None:
    """Take the request and never say a word."""
    await asyncio.Event().wait()


async def dropping(_: Request, __: asyncio.StreamWriter) -> None:
    """Take the request and hang up."""
    raise Drop


async def resetting(_: Request, writer: asyncio.StreamWriter) -> None:
    """Take the request and reset the connection."""
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    raise Drop


async def cutting(_: Request, writer: asyncio.StreamWriter) -> None:
    """Promise a long answer and hang up in the middle of it."""
    writer.write(b'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"sid": "SM1"')
    await writer.drain()
    raise Drop


async def half_a_head(_: Request, writer: asyncio.StreamWriter) -> None:
    """Hang up in the middle of the answer's headers."""
    writer.write(b"HTTP/1.1 201 Created\r\nContent-Ty")
    await writer.drain()
    raise Drop


async def dripping(_: Request, writer: asyncio.StreamWriter) -> None:
    """A byte now and then: always something, never an answer."""
    writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)  # the misbehaviour itself; nothing waits for it


@dataclass(slots=True, kw_only=True)
class TwilioServer:
    """What it heard, and what it does next."""

    host: str = "127.0.0.1"
    port: int = 0
    behaviour: Behaviour = accepting
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    parted: asyncio.Event = field(default_factory=asyncio.Event)  # a connection has ended
    secure: bool = False

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}"

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                request = await _read(reader)
                self.requests.append(request)
                self.heard.set()
                await self.behaviour(request, writer)
                await writer.drain()
        except (Drop, asyncio.IncompleteReadError, ConnectionError):
            pass  # one side has hung up, as one of them always does
        finally:
            writer.close()
            self.parted.set()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(line=head[0], headers=headers, body=body)


@asynccontextmanager
async def twilio_server(
    context: ssl.SSLContext | None = None, *, host: str = "127.0.0.1"
) -> AsyncIterator[TwilioServer]:
    """Listen on a free port of loopback; what is still being answered at the end is broken off."""
    server = TwilioServer(host=host, secure=context is not None)
    async with conversations(server.converse, host=host, context=context) as server.port:
        yield server


MISBEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    "201 with an empty body": answering(201, b""),
    "201 that is not JSON": answering(201, "<html>welcome to the guest network</html>", kind="text/html"),
    "201 that is a JSON list": answering(201, "[]"),
    "201 without a sid": answering(201, '{"status": "queued"}'),
    "201 with a null sid": answering(201, '{"sid": null, "status": "queued"}'),
    "201 cut short": cutting,
    "500": refusing(20500, 500),
    "503 with a code": refusing(20503, 503, "Retry-After: 5"),
    "502 in HTML": answering(502, "<html><h1>Bad gateway</h1></html>", kind="text/html"),
    "redirect": answering(307, b"", "Location: http://127.0.0.1:9/elsewhere"),
    "dropped after the request": dropping,
    "reset after the request": resetting,
    "half an answer's head": half_a_head,
    "silence": silent,
    "dripping": dripping,
}
"""Everything after which nobody knows whether the message was taken."""
