"""The outside as a check meets it, on loopback: a capture as Twilio, a mail server with a password, a name server."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.request import Request, urlopen

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from aiohttp import web

from dispatcher.settings import Settings
from tests.capture.harness import running as running_capture
from tests.channels.smtp_server import SmtpServer, smtp_server

T = TypeVar("T")
ACCOUNT = "AC" + "1" * 32
TOKEN, PASSWORD = "hemmelig-nokkel-1", "hemmelig-passord-1"
DOMAIN = "loten.example"
SPF, DMARC = "v=spf1 mx -all", "v=DMARC1; p=reject"
SECRET_KEY = "0123456789abcdef0123456789abcdef"


@contextmanager
def in_a_thread(server: AbstractAsyncContextManager[T]) -> Iterator[T]:
    """A server of asyncio beside a test that waits for a command."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        found = asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
        try:
            yield found
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@dataclass(slots=True)
class NameServer(asyncio.DatagramProtocol):
    """Answers TXT from ``texts``; another name does not exist. ``mute``: says nothing at all."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    mute: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0
    transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, address: Any) -> None:
        query = dns.message.from_wire(data)
        name = query.question[0].name.to_text(omit_final_dot=True)
        self.asked.append(name)
        if self.mute or self.transport is None:
            return
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.AA
        if name not in self.texts:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif self.texts[name]:
            quoted = [json.dumps(text) for text in self.texts[name]]
            answer.answer.append(dns.rrset.from_text_list(query.question[0].name, 60, "IN", "TXT", quoted))
        self.transport.sendto(answer.to_wire(), address)


@asynccontextmanager
async def name_server() -> AsyncIterator[NameServer]:
    """On a free port of loopback."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
    try:
        yield server
    finally:
        transport.close()


@asynccontextmanager
async def website(answer: Callable[[web.Request], web.Response]) -> AsyncIterator[str]:
    """What stands at an address that should have led to the node."""

    async def handle(request: web.Request) -> web.Response:
        return answer(request)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def free_port() -> int:
    """A port where nobody listens just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Everything works until a test says otherwise."""

    twilio: str
    mail: SmtpServer
    names: NameServer

    def well(self) -> None:
        """As at the beginning."""
        self.names.texts = {DOMAIN: ["google-site-verification=x", SPF], f"_dmarc.{DOMAIN}": [DMARC]}
        self.names.mute, self.mail.wrong = False, {}
        self.account()

    def account(self, **like: Any) -> None:
        """What Twilio's account is like from now on."""
        fault = {"kind": "account", "token": TOKEN, "balance": "100000.00", "currency": "NOK"} | like
        self.faults(fault)

    def faults(self, *faults: Mapping[str, Any]) -> None:
        """The whole of the capture's board."""
        body = json.dumps({"faults": faults}).encode()
        asked = Request(f"{self.twilio}/faults", body, method="PUT")  # noqa: S310  on loopback
        with urlopen(asked, timeout=10) as answer:  # noqa: S310
            assert answer.status == 200

    def settings(self, **other: str) -> dict[str, str]:
        """A live municipality with all of it set up; ``other`` without DISPATCHER_."""
        given = {
            "MODE": "live",
            "SECRET_KEY": SECRET_KEY,
            "TWILIO__ACCOUNT_SID": ACCOUNT,
            "TWILIO__AUTH_TOKEN": TOKEN,
            "TWILIO__SENDER": "Loten",
            "TWILIO__BASE_URL": self.twilio,
            "SMTP__HOST": "127.0.0.1",
            "SMTP__PORT": str(self.mail.port),
            "SMTP__SECURITY": "none",
            "SMTP__USERNAME": "varsling",
            "SMTP__PASSWORD": PASSWORD,
            "SMTP__SENDER": f"Løten kommune <krisevarsel@{DOMAIN}>",
            "RESOLVER": f"127.0.0.1:{self.names.port}",
        }
        return {f"DISPATCHER_{name}": value for name, value in (given | other).items()}

    def read(self, home: Path, **other: str) -> Settings:
        """The same as the process would read it."""
        return read_settings(home, self.settings(**other))


def read_settings(home: Path, environment: Mapping[str, str]) -> Settings:
    """Settings as from an environment."""
    nested: dict[str, Any] = {"home": home}
    for name, value in environment.items():
        part, _, key = name.removeprefix("DISPATCHER_").lower().partition("__")
        if key:
            nested.setdefault(part, {})[key] = value
        else:
            nested[part] = value
    return Settings(_env_file=None, **nested)


@contextmanager
def outside() -> Iterator[Outside]:
    """A provider, a mail server and a name server."""
    with running_capture() as capture, in_a_thread(smtp_server()) as mail, in_a_thread(name_server()) as names:
        mail.credentials = base64.b64encode(f"\0varsling\0{PASSWORD}".encode()).decode()
        world = Outside(twilio=capture.http, mail=mail, names=names)
        world.well()
        yield world
