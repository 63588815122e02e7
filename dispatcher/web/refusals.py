"""A line in the node's log for everybody who was refused: what they tried and by which rule, never who by name."""

from __future__ import annotations

from typing import Final

import structlog
from aiohttp import web

from dispatcher.domain.errors import DispatcherError

log = structlog.get_logger()

ASKS: web.RequestKey[int] = web.RequestKey("asks", int)
"""The number of the account that asks, once it is known."""
REFUSED: Final = frozenset({401, 403, 429})


def log_refusal(request: web.Request, status: int, error: DispatcherError) -> None:
    """Of an answer that refuses; nothing of any other."""
    if status not in REFUSED:
        return
    told = log.info if status == 401 else log.warning  # without a session or a token: most often no person at all
    told(
        "http.refused",
        status=status,
        method=request.method,
        route=route_of(request),
        error=type(error).__name__,
        rule=getattr(error, "rule", ""),
        account=request.get(ASKS),
    )


def route_of(request: web.Request) -> str:
    """The address as it is declared: what stands in its places may be anything."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""
