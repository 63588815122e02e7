"""How far a point is from a polygon or from people's homes, in metres; exact enough over a few kilometres."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, inf, radians

from dispatcher.domain.geo import MultiPolygon, Point, Region

METRES_A_DEGREE = 111_320.0


def metres_from(polygons: MultiPolygon, lon: float, lat: float) -> float:
    """0 inside; else the distance to the nearest border. Infinite when there is no polygon."""
    if Region(polygons).holds(lon, lat):
        return 0.0
    east = METRES_A_DEGREE * cos(radians(lat))

    def flat(point: Point) -> Point:
        return (point[0] - lon) * east, (point[1] - lat) * METRES_A_DEGREE

    rings = [[flat(point) for point in ring] for polygon in polygons for ring in polygon]
    return min((_from_edge(a, b) for ring in rings for a, b in pairwise(ring)), default=inf)


def metres_from_nearest(points: Iterable[Point], lon: float, lat: float) -> float:
    """To the nearest of these points; infinite when there is none."""
    east = METRES_A_DEGREE * cos(radians(lat))
    return min((hypot((x - lon) * east, (y - lat) * METRES_A_DEGREE) for x, y in points), default=inf)


def _from_edge(a: Point, b: Point) -> float:
    """From the origin to the edge."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length)) if length else 0.0
    return hypot(a[0] + along * dx, a[1] + along * dy)
