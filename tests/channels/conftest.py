"""Servers and rigs that live for one test."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import uvloop

from tests.channels.rigs import RIGS, Rig
from tests.channels.smtp_server import SmtpServer, smtp_server
from tests.channels.twilio_server import TwilioServer, twilio_server

TLS = Path(__file__).parent / "tls"


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Which exception a broken connection raises is the loop's choice: both must mean the same outcome."""
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """Each channel in turn, before its server."""
    async with RIGS[request.param]() as one:
        yield one


@pytest.fixture
async def twilio() -> AsyncIterator[TwilioServer]:
    """A server that speaks Twilio's API."""
    async with twilio_server() as server:
        yield server


@pytest.fixture
async def smtp() -> AsyncIterator[SmtpServer]:
    """A mail server."""
    async with smtp_server() as server:
        yield server


@pytest.fixture
def certificate() -> ssl.SSLContext:
    """A server's certificate for loopback, from an authority that nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    return context


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the process trusts the authority, as an operator with an authority of their own would have it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
