"""The web server of a node: one application, put together here, served on a socket that is open already."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from aiohttp import web

from dispatcher.ledger.pulse import Pulse
from dispatcher.web.callbacks import ACCOUNTS, Accounts
from dispatcher.web.events import NEWS, News, let_listeners_go, listen_to_ledger
from dispatcher.web.headers import put_on
from dispatcher.web.openapi import DOCUMENT, document
from dispatcher.web.page import PAGES, Pages
from dispatcher.web.problems import MOST_BYTES, problems
from dispatcher.web.public_state import add_views
from dispatcher.web.routes import ROUTES, add_routes
from dispatcher.web.services import SERVICES, Services

__all__ = ["Services", "serve_http"]

log = structlog.get_logger()

BACKLOG: Final = 1024
LAST_ANSWERS: Final = 10.0
"""Seconds that answers under way get when the node stops."""


@asynccontextmanager
async def serve_http(services: Services, listener: socket.socket) -> AsyncIterator[None]:
    """Serve until the block ends; what is under way is then answered."""
    pulse = Pulse(services.ledger.path)
    app = _application(services, pulse)
    runner = web.AppRunner(app, access_log=None, logger=_quiet_logger(), shutdown_timeout=LAST_ANSWERS)
    try:
        await runner.setup()
        await web.SockSite(runner, listener, backlog=BACKLOG).start()
        yield
    finally:
        await runner.cleanup()
        pulse.close()


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
    app[PAGES] = Pages(services.plan)
    app[DOCUMENT] = document(ROUTES)
    add_views(app)
    add_routes(app)
    app.on_response_prepare.append(put_on)
    app.cleanup_ctx.append(listen_to_ledger)
    app.on_shutdown.append(let_listeners_go)
    return app
