"""The security headers of every answer (security.md), put on as it leaves."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from dispatcher.web.services import services

CSP: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "form-action 'self'"
)
FOR_ALL: Final = frozenset({"Server", "X-Content-Type-Options", "Strict-Transport-Security"})
"""What no answer has a word of its own for."""
ONE_YEAR: Final = "max-age=31536000; includeSubDomains"

BEGUN: web.RequestKey[bool] = web.RequestKey("begun", bool)
"""Set when an answer's headers have left: after that an error cannot become a problem any more."""


def common(address: str) -> dict[str, str]:
    """Those of a page that nobody may keep or frame, on a node that others reach at this address."""
    own = {
        "Server": "Dispatcher",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": CSP,
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return own | ({"Strict-Transport-Security": ONE_YEAR} if address.startswith("https://") else {})


async def put_on(request: web.Request, response: web.StreamResponse) -> None:
    """Headers that an answer has set for itself stay; the rest are the common ones."""
    request[BEGUN] = True
    headers = response.headers
    for name, value in common(services(request).address).items():
        if name in FOR_ALL:
            headers[name] = value
        else:
            headers.setdefault(name, value)
