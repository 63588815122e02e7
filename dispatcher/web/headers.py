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
ONE_YEAR: Final = "max-age=31536000; includeSubDomains"

BEGUN: web.RequestKey[bool] = web.RequestKey("begun", bool)
"""Set when an answer's headers have left: after that an error cannot become a problem any more."""


async def put_on(request: web.Request, response: web.StreamResponse) -> None:
    """Headers that an answer has set for itself stay; the rest are those of a page that nobody may keep or frame."""
    request[BEGUN] = True
    headers = response.headers
    headers["Server"] = "Dispatcher"
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Content-Security-Policy", CSP)
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    if services(request).address.startswith("https://"):
        headers["Strict-Transport-Security"] = ONE_YEAR
