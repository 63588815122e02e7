"""Ordinary HTTP for push and app: one request, its answer, or which side of the request a failure fell on."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from dispatcher.channels.reasons import Reason
from dispatcher.domain.outcome import NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope

LONGEST_ANSWER: Final = 64 * 1024
_LONGEST_CONNECT: Final = 5.0
_NO_AUTO: Final = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")


class ForbiddenNumber(OSError):
    """A name led to a number that this client does not open connections to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. ``body`` is None when it broke off or was far too long: the status is true all the same."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None = field(repr=False)


class HttpClient:
    """No retries, no redirects, no cookies, no proxy from the environment.

    ``admits`` is asked about the very number a socket would be connected to, after every lookup: a name that leads
    elsewhere the second time is refused the second time. The session opens at the first request, inside the loop.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        timeout: float,
        admits: Callable[[str], bool] | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._concurrency = concurrency
        # A limit of its own for name, connection and handshake: what never connected is known as not sent.
        self._timeout = ClientTimeout(total=timeout, connect=min(_LONGEST_CONNECT, timeout / 2))
        self._admits = admits
        self._resolver = resolver
        self._session: ClientSession | None = None
        self._closed = False

    async def post(self, url: URL, body: bytes, headers: Mapping[str, str]) -> Answer | Outcome:
        """One POST. Before the request leaves: not sent. After it, without an answer: unsure."""
        return await self._ask("POST", url, body, headers)

    async def get(self, url: URL) -> Answer | Outcome:
        """One GET, without effect, so that what would be unsure is merely not sent."""
        found = await self._ask("GET", url, None, {})
        return NotSent(reason=found.reason) if isinstance(found, Unsure) else found

    async def close(self) -> None:
        """Requests under way end as *unsure*; later ones are not sent."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _ask(self, method: str, url: URL, body: bytes | None, headers: Mapping[str, str]) -> Answer | Outcome:
        if self._closed:
            return NotSent(reason=Reason.CLOSED)
        if self._session is None:
            self._session = self._open()
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, allow_redirects=False, timeout=self._timeout
            ) as response:
                return Answer(status=response.status, headers=response.headers, body=await _read(response))
        except (ClientError, TimeoutError, OSError) as error:
            return failure(error)

    def _open(self) -> ClientSession:
        connector = TCPConnector(
            limit=self._concurrency,
            resolver=self._resolver,
            ssl=ssl.create_default_context(),  # aiohttp's own is made at its import, whatever SSL_CERT_FILE says now
            socket_factory=None if self._admits is None else self._socket,
        )
        return ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            skip_auto_headers=_NO_AUTO,
            headers={"User-Agent": "dispatcher", "Accept-Encoding": "identity"},
            auto_decompress=False,
            trust_env=False,
        )

    def _socket(self, address: Any) -> socket.socket:
        """The socket for an address, right before it is connected; no socket at all for a number not admitted."""
        family, kind, protocol, _, number = address
        assert self._admits is not None  # noqa: S101  only then is this the factory
        if not self._admits(number[0]):
            raise ForbiddenNumber
        return socket.socket(family=family, type=kind, proto=protocol)


async def _read(response: ClientResponse) -> bytes | None:
    """The body, all of it or None; a connection with more on its way is not used again."""
    body = bytearray()
    try:
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > LONGEST_ANSWER:
                response.close()
                return None
    except (ClientError, TimeoutError, OSError):
        response.close()
        return None
    return bytes(body)


_FAILURES: Final[tuple[tuple[type[BaseException], Outcome], ...]] = (
    (InvalidURL, NotSent(reason=Reason.NO_CONNECTION)),  # there is no request yet
    (ClientConnectorCertificateError, Refused(scope=Scope.ROUTE, reason=Reason.CERTIFICATE)),
    (ClientConnectorDNSError, NotSent(reason=Reason.DNS)),
    (ClientConnectorSSLError, NotSent(reason=Reason.TLS)),
    (ClientConnectorError, NotSent(reason=Reason.NO_CONNECTION)),
    (ConnectionTimeoutError, NotSent(reason=Reason.CONNECT_TIMEOUT)),
    (asyncio.TimeoutError, Unsure(reason=Reason.TIMEOUT)),
    (Exception, Unsure(reason=Reason.DROPPED)),
)


def failure(error: Exception) -> Outcome:
    """Which side of the request an exception fell on; its text, which may name the address, is left behind."""
    if isinstance(error, ClientConnectorError) and isinstance(error.os_error, ForbiddenNumber):
        return NotSent(reason=Reason.PRIVATE_ADDRESS)
    return next(outcome for kind, outcome in _FAILURES if isinstance(error, kind))
