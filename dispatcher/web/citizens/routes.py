"""Every public page beside the crisis page, on one page."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from dispatcher.web.citizens import (
    accessible,
    archive,
    brand,
    feedback_page,
    genuine,
    privacy,
    sign_up,
    static_copy,
)
from dispatcher.web.services import SERVICES

PAGES: Final = (
    ("GET", genuine.PATH, genuine.show),
    ("POST", genuine.PATH, genuine.ask),
    ("GET", sign_up.PATH, sign_up.show),
    ("GET", feedback_page.PATH, feedback_page.show),
    ("POST", feedback_page.PATH, feedback_page.answer),
    ("GET", accessible.PATH, accessible.show),
    ("GET", privacy.PATH, privacy.show),
    ("GET", archive.PATH, archive.show),
    ("GET", archive.FEED, archive.feed),
    ("GET", f"/{brand.LOGO}", brand.logo),
    ("GET", f"/{brand.STYLE}", brand.style),
)


def add_citizens(app: web.Application) -> None:
    """Put them on the application, with what they share."""
    app[archive.ARCHIVE] = archive.Archive(app[SERVICES])
    app[genuine.BOOK] = genuine.SentBook(app[SERVICES])
    app[feedback_page.GATE] = feedback_page.gate(app[SERVICES])
    app[static_copy.COPY] = static_copy.StaticCopy(app)
    app.cleanup_ctx.append(static_copy.keep_copy)
    for method, path, handler in PAGES:
        if method == "GET":
            app.router.add_get(path, handler)
        else:
            app.router.add_route(method, path, handler)
