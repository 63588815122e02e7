"""A map as lines and letters: borders, areas and places in the squares of a picture.

Pure; in Web Mercator, so that the tiles of a map service fit under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, degrees, floor, hypot, log, log2, pi, radians, tan
from typing import Final

from dispatcher.domain.geo import MultiPolygon, Point, Region, Ring

WIDTH: Final = 640
LOWEST, HIGHEST = 0.55, 1.0
"""Height of a picture, of its width."""
NARROWEST: Final = 0.03
"""Degrees of longitude across: about 1.6 kilometres."""
LETTER: Final = 24
"""The size of a name on a phone, where the picture is half as wide as it is drawn."""


ABOVE: Final = 18
SMALLEST_TILE: Final = 150
"""A tile has 256 pixels: on a fine screen it must not be stretched."""
DEEPEST: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is in the picture: its north-west corner (``north`` on Mercator's scale), and units for a degree."""

    west: float
    north: float
    scale: float
    height: int

    def at(self, lon: float, lat: float) -> Point:
        """Where a place is in the picture."""
        return (lon - self.west) * self.scale, (self.north - mercator(lat)) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Whether a spot is in the picture."""
        return 0 <= x <= WIDTH and 0 <= y <= self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name with its middle. ``shown``: there is room for it; the others wait until somebody looks closer."""

    x: int
    y: int
    words: str
    shown: bool


def mercator(lat: float) -> float:
    """Degrees north as the map stretches them."""
    return degrees(log(tan(pi / 4 + radians(lat) / 2)))


def frame_round(points: Iterable[Point], *, margin: float = 0.06) -> Frame:
    """A picture with all of these in it, and a margin as a share of its size on each side."""
    known = list(points)
    east_west = [lon for lon, _ in known]
    north_south = [mercator(lat) for _, lat in known]
    across = max(max(east_west) - min(east_west), NARROWEST) * (1 + 2 * margin)
    down = (max(north_south) - min(north_south)) * (1 + 2 * margin)
    across, down = max(across, down / HIGHEST), max(down, across * LOWEST)
    west = (max(east_west) + min(east_west) - across) / 2
    north = (max(north_south) + min(north_south) + down) / 2
    scale = WIDTH / across
    return Frame(west=west, north=north, scale=scale, height=round(down * scale))


def outlines(polygons: MultiPolygon, frame: Frame, *, finest: float = 1.0) -> str:
    """The ``d`` of a path: every ring, without the corners that lie closer than ``finest`` to the one before."""
    return "".join(_outline(ring, frame, finest) for polygon in polygons for ring in polygon)


def _outline(ring: Ring, frame: Frame, finest: float) -> str:
    kept: list[Point] = []
    for lon, lat in ring[:-1]:
        x, y = frame.at(lon, lat)
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= finest:
            kept.append((x, y))
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in kept) + "Z"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def middle(polygons: MultiPolygon) -> Point:
    """Where the name of an area can stand: the middle of its largest part, or of its extent where that is outside."""
    ring = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_twice(ring)))
    size = _twice(ring)
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    plain = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    if not size:
        return plain
    (west, south), thrice = ring[0], 3 * size
    lon = west + sum((a[0] + b[0] - 2 * west) * _cross(a, b, ring[0]) for a, b in pairwise(ring)) / thrice
    lat = south + sum((a[1] + b[1] - 2 * south) * _cross(a, b, ring[0]) for a, b in pairwise(ring)) / thrice
    return (lon, lat) if Region(((ring,),)).holds(lon, lat) else plain


def tiles(frame: Frame) -> Iterator[tuple[int, int, int, float, float, float]]:
    """The squares of a tile service under the picture: zoom, column, row; left, top and size in the picture."""
    zoom = min(DEEPEST, max(0, int(log2(360 * frame.scale / SMALLEST_TILE))))
    size = 360 * frame.scale / 2**zoom
    left, top = (-180 - frame.west) * frame.scale, (frame.north - 180) * frame.scale
    for row in range(floor(-top / size), ceil((frame.height - top) / size)):
        for column in range(floor(-left / size), ceil((WIDTH - left) / size)):
            yield zoom, column, row, left + column * size, top + row * size, size


def _cross(a: Point, b: Point, origin: Point) -> float:
    return (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])


def _twice(ring: Ring) -> float:
    return sum(_cross(a, b, ring[0]) for a, b in pairwise(ring))


def labels(areas: Iterable[tuple[str, Point]], places: Iterable[tuple[str, Point]], frame: Frame) -> Iterator[Label]:
    """Names where they have room, the first ones first; those outside the picture are left out.

    An area's stands in its middle, a place's above its dot.
    """
    taken: list[tuple[float, float, float]] = []
    named = [*((words, point, 0) for words, point in areas), *((words, point, ABOVE) for words, point in places)]
    for words, (lon, lat), above in named:
        x, y = frame.at(lon, lat)
        if not frame.holds(x, y):
            continue
        y = max(y - above, LETTER / 2)
        half = len(words) * LETTER * 0.31
        x = min(max(x, half + 4), WIDTH - half - 4)
        free = all(abs(x - other) > half + wide or abs(y - beside) > LETTER for other, beside, wide in taken)
        if free:
            taken.append((x, y, half))
        yield Label(x=round(x), y=round(y), words=words, shown=free)
