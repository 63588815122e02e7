"""The privacy notice: what is kept of whoever is alerted, or reads the public pages, and what they may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.web.citizens.frame import page

if TYPE_CHECKING:
    from aiohttp import web

PATH: Final = "/krise/personvern"


async def show(request: web.Request) -> web.Response:
    """The notice, with the municipality's own contact."""
    return page(request, "personvern.html")
