"""Beside the lanes: what happens to the routes is journalled, and a broken one is asked before a row tries it."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import Mode
from dispatcher.ledger.route_journal import journal_route
from dispatcher.ports import serves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.delivery.route import Asking, Route, RouteNews
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()


class RouteWatch:
    """``tick`` is called several times a second and does only what is due."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._news: deque[RouteNews] = deque()
        self._probes: dict[Route, asyncio.Task[None]] = {}

    def tell(self, news: RouteNews) -> None:
        """Keep it until it can be written."""
        self._news.append(news)

    async def tick(self, routes: Sequence[Route]) -> None:
        """Ask the routes whose pause is over; write what has happened. Raises Unavailable and keeps the rest."""
        now = self._clock.monotonic()
        for route in routes:
            if route.probe is not None and route not in self._probes and route.breaker.wants_probe(now):
                self._probes[route] = asyncio.create_task(self._ask(route, route.probe), name="route-probe")
        while self._news:
            news = self._news[0]
            data = {"channel": str(news.channel), "provider": news.provider}
            data |= {"instead_of": news.instead_of} if news.instead_of else {}
            modes = [str(mode) for mode in Mode if serves(news.kind, mode)]
            await self._ledger.write(journal_route, str(news.what), data, modes, news.at)
            self._news.popleft()

    async def close(self) -> None:
        """Break probes off, and write what is still to be written if that can be done."""
        probes = list(self._probes.values())
        for probe in probes:
            probe.cancel()
        await asyncio.gather(*probes, return_exceptions=True)
        try:
            await self.tick([])
        except Unavailable as error:
            log.error("ledger.unavailable", work="routes", error=str(error), lost=len(self._news))

    async def _ask(self, route: Route, probe: Asking) -> None:
        try:
            found = await probe()
            route.asked(None if found is None or found.ok else found.reason)
        except Exception as error:  # noqa: BLE001  a fault of ours in asking must not keep the row that tries from trying
            log.error("probe.fault", lane=str(route.channel.name), error=type(error).__name__)
            route.asked(None)
        finally:
            del self._probes[route]
