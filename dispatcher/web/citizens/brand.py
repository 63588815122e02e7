"""Whose pages they are, to the eye: name, logo and accent colour of the plan, as files of our own origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import web

from dispatcher.domain.contrast import at_night
from dispatcher.plan_file.logo import Logo, read_logo
from dispatcher.web.kept import MINUTES, kept
from dispatcher.web.public_state import etag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.web.services import Services

LOGO: Final = "logo.png"
STYLE: Final = "brand.css"
TALLEST: Final = 48
"""Pixels of a logo on the page; a wider one is shown smaller on a narrow screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """``name``: as it stands beside the logo. ``accent``: the colour by day."""

    name: str
    accent: str
    logo: Logo | None

    @property
    def height(self) -> int:
        """Of the logo on the page."""
        return min(TALLEST, self.logo.height) if self.logo else 0

    @property
    def width(self) -> int:
        """In proportion."""
        return round(self.logo.width * self.height / self.logo.height) if self.logo else 0

    def files(self) -> dict[str, bytes]:
        """What the pages load of it."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        if self.logo:
            yield LOGO, self.logo.body
        if self.accent:
            day, night = (f"--calm: {one}; --link: {one};" for one in (self.accent, at_night(self.accent)))
            dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {night} }} }}"
            paper = "@media print { :root { --link: #000; } }"
            yield STYLE, f":root {{ {day} }}\n{dark}\n{paper}\n".encode()


BRAND: web.AppKey[Brand] = web.AppKey("brand", Brand)


def brand_of(node: Services) -> Brand:
    """The plan's. Raises ValueError for a logo that has become none since the plan was read."""
    municipality = node.plan.municipality
    chosen = municipality.branding
    if chosen is None:
        return Brand(name=municipality.name, accent="", logo=None)
    logo = read_logo(node.settings.home, chosen.logo) if chosen.logo else None
    return Brand(name=chosen.name or municipality.name, accent=chosen.accent or "", logo=logo)


async def logo(request: web.Request) -> web.Response:
    """The logo."""
    return _file(request, LOGO, "image/png")


async def style(request: web.Request) -> web.Response:
    """The accent colour, for those who have chosen one."""
    return _file(request, STYLE, "text/css; charset=utf-8")


def _file(request: web.Request, name: str, content_type: str) -> web.Response:
    body = request.app[BRAND].files().get(name)
    if body is None:
        raise web.HTTPNotFound
    return kept(request, body, etag=etag_of(body), content_type=content_type, control=MINUTES)
