"""The heartbeat address: called each minute while the node is healthy, so that somebody else notices when it is not.

A plain GET with nothing in it. What it is called is a secret of the operator's, and stands in no log.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import public

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import SecretStr

    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()

EVERY, LIMIT = 60.0, 10.0
"""Seconds between two calls, and for one."""


class Heartbeat:
    """``run`` calls until it is cancelled. ``alive``: whether the node's tasks live."""

    def __init__(
        self,
        url: SecretStr,
        *,
        ledger: Ledger,
        clock: Clock,
        alive: Callable[[], bool],
        every: float = EVERY,
        limit: float = LIMIT,
    ) -> None:
        self._url = url
        self._ledger = ledger
        self._clock = clock
        self._alive = alive
        self._every = every
        self._limit = limit
        self._said = ""  # what was logged last: a change is told, not each call

    async def run(self) -> None:
        """A call, then a pause; no failure ends it."""
        async with ClientSession(cookie_jar=DummyCookieJar()) as http:
            while True:
                self._tell(await self.call(http))
                await asyncio.sleep(self._every)

    async def call(self, http: ClientSession) -> str:
        """What kept it from being called or answered; empty when all is well."""
        wrong = "" if self._alive() else "the node is not working"
        return wrong or await self._unwritable() or await self._unanswered(http)

    async def _unwritable(self) -> str:
        try:
            async with asyncio.timeout(self._limit):
                # A real write: an empty transaction goes through on a full disk.
                await self._ledger.write(public.heartbeat, self._clock.now())
        except (DispatcherError, TimeoutError):
            return "the ledger cannot be written"
        return ""

    async def _unanswered(self, http: ClientSession) -> str:
        limit = ClientTimeout(total=self._limit)
        try:
            async with http.get(self._url.get_secret_value(), allow_redirects=False, timeout=limit) as answer:
                return "" if answer.status < 300 else f"status {answer.status}"
        except (ClientError, OSError, ValueError) as error:  # a TimeoutError is an OSError
            return type(error).__name__

    def _tell(self, wrong: str) -> None:
        if wrong == self._said:
            return
        self._said = wrong
        if wrong:
            log.warning("heartbeat.failed", why=wrong)
        else:
            log.info("heartbeat.mended")
