"""Tiles of a map service under the map of a form, where the municipality has set one; the page may then load them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.map_picture import tiles
from dispatcher.web.headers import CSP

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.domain.map_picture import Frame
    from dispatcher.map_settings import Map

PICTURES = "img-src 'self' data:"


def tiles_under(frame: Frame, given: Map) -> list[dict[str, Any]]:
    """Each with its address and its place; none where no service is set."""
    if given.tiles is None:
        return []
    found = []
    for zoom, column, row, x, y, size in tiles(frame):
        address = given.tiles.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))
        found.append({"href": address, "x": round(x, 2), "y": round(y, 2), "size": round(size, 2)})
    return found


def with_tiles(answer: web.Response, given: Map) -> web.Response:
    """The page, allowed to load pictures from that one service and from nowhere else."""
    if given.origin:
        answer.headers["Content-Security-Policy"] = CSP.replace(PICTURES, f"{PICTURES} {given.origin}")
    return answer
