"""The look of the municipality's pages, as files of our own origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from dispatcher.domain.contrast import at_night
from dispatcher.plan_file.brand import Brand
from dispatcher.web.kept import MINUTES, kept
from dispatcher.web.public_state import etag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGO: Final = "logo.png"
STYLE: Final = "brand.css"
BRAND: web.AppKey[Brand] = web.AppKey("brand", Brand)


def files_of(brand: Brand) -> dict[str, bytes]:
    """What the pages load of it."""
    return dict(_files(brand))


def _files(brand: Brand) -> Iterator[tuple[str, bytes]]:
    if brand.logo:
        yield LOGO, brand.logo.body
    if brand.accent:
        day, night = (f"--calm: {one}; --link: {one};" for one in (brand.accent, at_night(brand.accent)))
        dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {night} }} }}"
        paper = "@media print { :root { --link: #000; } }"
        yield STYLE, f":root {{ {day} }}\n{dark}\n{paper}\n".encode()


async def logo(request: web.Request) -> web.Response:
    """The logo."""
    return _file(request, LOGO, "image/png")


async def style(request: web.Request) -> web.Response:
    """The accent colour, for those who have chosen one."""
    return _file(request, STYLE, "text/css; charset=utf-8")


def _file(request: web.Request, name: str, content_type: str) -> web.Response:
    body = files_of(request.app[BRAND]).get(name)
    if body is None:
        raise web.HTTPNotFound
    return kept(request, body, etag=etag_of(body), content_type=content_type, control=MINUTES)
