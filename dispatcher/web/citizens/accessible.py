"""The accessibility statement: how far the public pages are for everybody, and whom to tell where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.web.citizens.frame import page
from dispatcher.web.services import services

if TYPE_CHECKING:
    from aiohttp import web

PATH: Final = "/tilgjengelighet"


async def show(request: web.Request) -> web.Response:
    """The statement, with the municipality's own contact."""
    return page(request, "tilgjengelighet.html", declaration=services(request).plan.municipality.declaration)
