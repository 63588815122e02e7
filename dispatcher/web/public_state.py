"""What everybody may see, kept in memory: a page view of a quiet node costs the ledger nothing.

What this node itself commits shows at once, a stop above all; what a command beside it commits, within 0.2 s.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
import structlog
from aiohttp import web
from sqlalchemy import Connection, Row

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import Mode
from dispatcher.ledger import drawn, incidents, public
from dispatcher.ledger.board import rfc3339
from dispatcher.web.services import SERVICES, Services

log = structlog.get_logger()

FRESH: Final = 0.2
"""Seconds for which an answer may be given without a look at the ledger, if this node has committed nothing since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAlert:
    """An alert on the banner and page: what ``banner.json`` says of it, and what only the page shows.

    ``where``: what people call the areas, by language. ``promise_at``: when the next message is promised,
    ``expires_at``: when sending is over and it only stands, ``confirmed_at``: when somebody last said that it holds,
    and ``sent_at``, in milliseconds.
    """

    banner: Mapping[str, Any]
    where: Mapping[str, list[str]]
    sent_at: int
    promise_at: int | None
    expires_at: int | None
    confirmed_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicState:
    """One version of the public state. ``body``: the banner's JSON, ``etag``: its hash. Times in milliseconds."""

    mode: Mode
    version: int
    updated_at: int | None
    alerts: tuple[PublicAlert, ...]
    body: bytes
    etag: str


class PublicView:
    """The public state of one mode: real alerts, or exercises."""

    def __init__(self, node: Services, mode: Mode, page: str) -> None:
        self._node = node
        self._mode = mode
        self._page = page
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._publications = -1
        self._state: PublicState | None = None
        self._ahead: asyncio.Task[None] | None = None

    async def state(self) -> PublicState:
        """As it is now, or was 0.2 s ago. A ledger that cannot be read leaves what was last known standing."""
        if self._state is not None and self._is_fresh():
            return self._state  # without a lock: a burst of views must not queue for what everybody has
        async with self._looking:
            if self._state is None or not self._is_fresh():
                self._publications = self._node.ledger.publications
                await self._look()
            assert self._state is not None  # noqa: S101  _look raises rather than leave it empty
            return self._state

    def at_hand(self) -> PublicState | None:
        """Without waiting: the state while it is fresh, looked at again in good time; None when it is not."""
        if self._state is None or not self._is_fresh():
            return None
        half = self._node.clock.monotonic() - self._looked_at >= FRESH / 2
        if half and (self._ahead is None or self._ahead.done()):
            self._ahead = asyncio.create_task(self._look_ahead(), name="banner-look")
        return self._state

    async def _look_ahead(self) -> None:
        async with self._looking:
            self._publications = self._node.ledger.publications
            await self._look()

    def _is_fresh(self) -> bool:
        """Looked at a moment ago, and this node has published nothing since: what else it commits changes no page."""
        young = self._node.clock.monotonic() - self._looked_at < FRESH
        return young and self._node.ledger.publications == self._publications

    async def fresh(self) -> PublicState:
        """As the ledger has it at this moment. Raises Unavailable."""
        async with self._looking:
            found = await self._node.ledger.glance(_newer, None, self._mode, self._page)
            assert found is not None  # noqa: S101  no version is known, so every one is newer
            self._state = found
            return found

    async def _look(self) -> None:
        try:
            known = self._state.version if self._state else None
            found = await self._node.ledger.glance(_newer, known, self._mode, self._page)
        except Unavailable:
            if self._state is None:
                raise
            log.error("banner.stale", version=self._state.version)
            found = None
        self._state = found or self._state
        self._looked_at = self._node.clock.monotonic()


def _newer(connection: Connection, known: int | None, mode: Mode, page: str) -> PublicState | None:
    """The public state, if its version is another than the one known."""
    if known is not None and public.version(connection) == known:
        return None
    version, updated_at, entries = public.state(connection, [str(mode)])
    alerts = tuple(_alert(connection, row, texts, page) for row, texts in entries)
    body = orjson.dumps(
        {
            "mode": str(mode),
            "version": version,
            "updated_at": rfc3339(updated_at),
            "alerts": [alert.banner for alert in alerts],
        }
    )
    return PublicState(
        mode=mode,
        version=version,
        updated_at=updated_at,
        alerts=alerts,
        body=body,
        etag=etag_of(body),
    )


def _alert(connection: Connection, row: Row[Any], texts: list[Row[Any]], page: str) -> PublicAlert:
    areas = _areas(connection, row)
    banner = {
        "id": row.alert_id,
        "number": row.incident,
        "kind": row.kind,
        "severity": row.severity,
        "headline": {text.language: text.headline for text in texts},
        "text": {text.language: text.body for text in texts},
        "instruction": {text.language: text.instruction for text in texts},
        "areas": [area["name"] for area in areas],
        "sent_at": rfc3339(row.sent_at),
        "confirmed_at": rfc3339(row.confirmed_at),
        "url": f"{page}#varsel-{row.alert_id}",
    }
    where = {text.language: [area["in_text"].get(text.language, area["name"]) for area in areas] for text in texts}
    times = {name: getattr(row, name) for name in ("sent_at", "promise_at", "expires_at", "confirmed_at")}
    return PublicAlert(banner=banner, where=where, **times)


def _areas(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """The areas as the incident's own plan has them; of an alert with zones, where the danger is."""
    opened = incidents.incident(connection, row.incident)
    plan = json.loads(drawn.plan_document(connection, opened))
    zones = json.loads(row.zones)
    dangers = [zone["key"] for zone in plan["scenarios"][opened.scenario].get("zones", ()) if zone["danger"]]
    in_danger = [area for key in dangers for area in zones.get(key, ())]
    return [plan["areas"][key] for key in in_danger or incidents.areas_of(row)]


def etag_of(body: bytes) -> str:
    """The same for the same bytes, on any node and after any restart."""
    return hashlib.sha256(body).hexdigest()[:24]


OPEN_VIEW: web.AppKey[PublicView] = web.AppKey("open_view", PublicView)
"""What everybody sees: real alerts on a live node, exercises on a node that can do nothing else."""
EXERCISE_VIEW: web.AppKey[PublicView] = web.AppKey("exercise_view", PublicView)
"""Exercises, for those who are signed in."""


def add_views(app: web.Application) -> None:
    """Both views, for the life of the application."""
    node = app[SERVICES]
    app[OPEN_VIEW] = PublicView(node, Mode.REAL if node.live else Mode.EXERCISE, f"{node.address}/krise")
    app[EXERCISE_VIEW] = PublicView(node, Mode.EXERCISE, f"{node.address}/exercise/krise")
