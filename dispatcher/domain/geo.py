"""Who lives inside, and whether a drawn border can be used at all.

Points are (longitude, latitude) in degrees, as GeoJSON has them. A point on the border is inside: whoever lives on
the line is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Protocol

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
MultiPolygon = tuple[Polygon, ...]
Edge = tuple[float, float, float, float]

NORWAY_LON = (4.0, 32.0)
NORWAY_LAT = (57.0, 72.0)
"""Every Norwegian municipality; the two ranges do not meet, so swapped axes are always found."""

_FEWEST_POINTS = 4
_BANDS = 64


class AreaShape(Protocol):
    """What of the plan's area says who belongs to it. ``kind`` is all, polygon or list."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def polygon(self) -> MultiPolygon: ...
    @property
    def names(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class _Fence:
    """One polygon's edges, outer ring and holes together, sorted into bands of latitude."""

    west: float
    east: float
    south: float
    north: float
    bands: tuple[tuple[Edge, ...], ...]

    def holds(self, lon: float, lat: float) -> bool:
        if not (self.south <= lat <= self.north and self.west <= lon <= self.east):
            return False
        return _odd_crossings(self.bands[self._band(lat)], lon, lat)

    def _band(self, lat: float) -> int:
        return _band_of(lat, self.south, self.north)


class Region:
    """A multipolygon made ready for many questions."""

    def __init__(self, polygons: MultiPolygon) -> None:
        self._fences = tuple(_fence(polygon) for polygon in polygons)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies in one of the polygons and in none of that polygon's holes."""
        return any(fence.holds(lon, lat) for fence in self._fences)


def in_norway(lon: float, lat: float) -> bool:
    """Whether a point can be in a Norwegian municipality."""
    return NORWAY_LON[0] <= lon <= NORWAY_LON[1] and NORWAY_LAT[0] <= lat <= NORWAY_LAT[1]


def polygon_fault(ring: Sequence[Point]) -> str:
    """What is wrong with a ring, in words for the one who drew it; empty when it can be used. Points count from 1."""
    if len(ring) < _FEWEST_POINTS:
        return f"har {len(ring)} punkter; en lukket ring trenger minst {_FEWEST_POINTS}"
    fault = _place_fault(ring)
    if fault:
        return fault
    if tuple(ring[0]) != tuple(ring[-1]):
        return "er ikke lukket: det siste punktet må være likt det første"
    crossing = self_crossing(ring)
    if crossing:
        (a, b), (c, d) = crossing
        return f"krysser seg selv: linja mellom punkt {a} og {b} møter linja mellom punkt {c} og {d}"
    return "" if _area(ring) else "har ingen flate: alle punktene ligger på én linje"


def self_crossing(ring: Sequence[Point]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first two edges of a closed ring that meet where they should not, each by the numbers of its points."""
    edges = [(i, ring[i - 1], ring[i]) for i in range(1, len(ring)) if tuple(ring[i - 1]) != tuple(ring[i])]
    for i, j in _near_pairs(edges):
        neighbours = j - i == 1 or (i == 0 and j == len(edges) - 1)
        (first, *one), (second, *other) = edges[i], edges[j]
        if _fold_back(one, other, last_first=i == 0 and j > 1) if neighbours else _meet(*one, *other):
            return (first, first + 1), (second, second + 1)
    return None


def _place_fault(ring: Sequence[Point]) -> str:
    for number, (lon, lat) in enumerate(ring, start=1):
        if not (isfinite(lon) and isfinite(lat)):
            return f"punkt {number} er ikke et tall"
        if in_norway(lon, lat):
            continue
        if in_norway(lat, lon):
            return f"punkt {number} ({lon}, {lat}) har breddegrad først; GeoJSON skal ha lengdegrad først"
        return f"punkt {number} ({lon}, {lat}) ligger utenfor Norge"
    return ""


def _near_pairs(edges: Sequence[tuple[int, Point, Point]]) -> Iterator[tuple[int, int]]:
    """Pairs of edges, lower index first, whose extents in longitude overlap: a sweep from west to east."""
    spans = sorted((min(a[0], b[0]), max(a[0], b[0]), index) for index, (_, a, b) in enumerate(edges))
    open_spans: list[tuple[float, int]] = []
    for west, east, index in spans:
        open_spans = [span for span in open_spans if span[0] >= west]
        for _, other in open_spans:
            yield (index, other) if index < other else (other, index)
        open_spans.append((east, index))


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1])


def _between(a: Point, b: Point, p: Point) -> bool:
    return min(a[0], b[0]) <= p[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= p[1] <= max(a[1], b[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two edges have a point in common, a touch included."""
    ab_c, ab_d, cd_a, cd_b = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if ((ab_c > 0) != (ab_d > 0)) and ((cd_a > 0) != (cd_b > 0)) and ab_c and ab_d and cd_a and cd_b:
        return True
    touches = ((ab_c, a, b, c), (ab_d, a, b, d), (cd_a, c, d, a), (cd_b, c, d, b))
    return any(side == 0 and _between(start, end, point) for side, start, end, point in touches)


def _fold_back(one: Sequence[Point], other: Sequence[Point], *, last_first: bool) -> bool:
    """Whether two edges that share a corner run back over each other."""
    (before, corner), (_, after) = (other, one) if last_first else (one, other)
    if _side(before, corner, after):
        return False
    return (before[0] - corner[0]) * (after[0] - corner[0]) + (before[1] - corner[1]) * (after[1] - corner[1]) > 0


def _area(ring: Sequence[Point]) -> float:
    lon, lat = ring[0]
    return sum((a[0] - lon) * (b[1] - lat) - (b[0] - lon) * (a[1] - lat) for a, b in pairwise(ring))


def _fence(polygon: Polygon) -> _Fence:
    edges = [(*a, *b) for ring in polygon for a, b in pairwise(ring)]
    lons = [lon for lon, _ in polygon[0]]
    lats = [lat for _, lat in polygon[0]]
    south, north = min(lats), max(lats)
    bands: list[list[Edge]] = [[] for _ in range(_BANDS)]
    for edge in edges:
        low, high = sorted((edge[1], edge[3]))
        for band in bands[_band_of(low, south, north) : _band_of(high, south, north) + 1]:
            band.append(edge)
    return _Fence(min(lons), max(lons), south, north, tuple(tuple(band) for band in bands))


def _band_of(lat: float, south: float, north: float) -> int:
    if north == south:
        return 0
    return max(0, min(_BANDS - 1, int((lat - south) / (north - south) * _BANDS)))


def _odd_crossings(edges: Iterable[Edge], lon: float, lat: float) -> bool:
    """Ray casting westwards to eastwards; True at once on an edge."""
    inside = False
    for x1, y1, x2, y2 in edges:
        if (y1 > lat) != (y2 > lat):
            side = (x2 - x1) * (lat - y1) - (lon - x1) * (y2 - y1)
            if side == 0:
                return True
            inside ^= (side > 0) == (y2 > y1)
        elif (y1 == lat and x1 == lon) or (y1 == lat == y2 and (x1 <= lon) != (x2 < lon)):
            return True
    return inside
