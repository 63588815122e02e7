"""The web server of a node: one application, put together here, served on a socket that is open already."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import structlog
from aiohttp import web

from dispatcher.ledger.database import Pulse
from dispatcher.plan_file.brand import brand_of
from dispatcher.web.at_once import at_once
from dispatcher.web.callbacks import ACCOUNTS, Accounts
from dispatcher.web.citizens.brand import BRAND
from dispatcher.web.citizens.frame import links
from dispatcher.web.citizens.routes import add_citizens
from dispatcher.web.console.pages import add_console
from dispatcher.web.events import NEWS, News, let_listeners_go, listen_to_ledger
from dispatcher.web.headers import CSP, put_on
from dispatcher.web.openapi import DOCUMENT, document
from dispatcher.web.page import PAGES, Pages
from dispatcher.web.papers import PRESS, Press
from dispatcher.web.problems import MOST_BYTES, broken, problems
from dispatcher.web.public_state import add_views
from dispatcher.web.push import add_push
from dispatcher.web.routes import ROUTES, add_routes
from dispatcher.web.services import SERVICES, Services

__all__ = ["Services", "serve_http"]

log = structlog.get_logger()

BACKLOG: Final = 1024
PLAIN: Final = {
    "Server": "Dispatcher",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""As ``headers.put_on`` gives them to a request, for what never became one."""
LAST_ANSWERS: Final = 10.0
"""Seconds that answers under way get when the node stops."""


@asynccontextmanager
async def serve_http(services: Services, listener: socket.socket) -> AsyncIterator[None]:
    """Serve until the block ends; what is under way is then answered."""
    pulse = services.ledger.database.pulse(services.engine.wake_from_elsewhere)
    app = _application(services, pulse)
    runner = _Runner(app, access_log=None, logger=_quiet_logger(), shutdown_timeout=LAST_ANSWERS)
    try:
        await runner.setup()
        await web.SockSite(runner, listener, backlog=BACKLOG).start()
        yield
    finally:
        await runner.cleanup()
        pulse.close()


class _Connection(web.RequestHandler):
    """What aiohttp refuses before there is a request is a problem as every other, with the headers of every answer."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        super().handle_error(request, status, exc, message)  # logs it, and cuts an answer that has begun
        answer = broken(status, exc)
        answer.headers.update(PLAIN)
        answer.force_close()
        return answer


class _Server(web.Server):
    """Makes a connection of ours for everybody who connects."""

    def __call__(self) -> _Connection:
        return _Connection(self, loop=self._loop, **self._kwargs)


class _Runner(web.AppRunner):
    """Serves the application by connections of ours: aiohttp has no other way in."""

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(at_once(self.app, made.request_handler), request_factory=made.request_factory, **made._kwargs)  # noqa: SLF001


class _KindOnly(logging.Handler):
    """What aiohttp itself refuses (broken HTTP) is logged by its kind: its words repeat what was sent."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line, without traceback."""
        kind = record.exc_info[0] if record.exc_info else None
        log.warning("http.broken", error=kind.__name__ if kind else record.levelname)


def _quiet_logger() -> logging.Logger:
    logger = logging.getLogger("dispatcher.http")
    logger.handlers = [_KindOnly(logging.WARNING)]
    logger.propagate = False
    return logger


def _application(services: Services, pulse: Pulse) -> web.Application:
    app = web.Application(middlewares=[problems], client_max_size=MOST_BYTES)
    app[SERVICES] = services
    app[ACCOUNTS] = Accounts(services.ledger)
    app[NEWS] = News(pulse)
    app[BRAND] = brand_of(services.plan.municipality, services.settings.home)
    app[PAGES] = Pages(services.plan, partial(links, services), app[BRAND])
    app[DOCUMENT] = document(ROUTES)
    add_views(app)
    app[PRESS] = Press()
    add_push(app)
    add_console(app)
    add_citizens(app)
    add_routes(app)
    app.on_response_prepare.append(put_on)
    app.cleanup_ctx.append(listen_to_ledger)
    app.on_shutdown.append(let_listeners_go)
    return app
