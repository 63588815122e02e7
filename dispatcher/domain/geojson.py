"""Areas as GeoJSON (RFC 7946): rings closed, outer ones against the clock and holes with it; a list has no geometry."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.geo import MultiPolygon, Polygon, Ring

MEDIA_TYPE = "application/geo+json"


def feature(polygons: MultiPolygon, properties: Mapping[str, Any]) -> dict[str, Any]:
    """One area. Without a polygon its geometry is null, which the standard calls unlocated."""
    return {"type": "Feature", "geometry": geometry(polygons), "properties": dict(properties)}


def geometry(polygons: MultiPolygon) -> dict[str, Any] | None:
    """A Polygon, a MultiPolygon, or nothing."""
    shapes = [_rings(polygon) for polygon in polygons]
    if not shapes:
        return None
    if len(shapes) == 1:
        return {"type": "Polygon", "coordinates": shapes[0]}
    return {"type": "MultiPolygon", "coordinates": shapes}


def _rings(polygon: Polygon) -> list[list[list[float]]]:
    return [_ring(ring, outer=not place) for place, ring in enumerate(polygon)]


def _ring(ring: Ring, *, outer: bool) -> list[list[float]]:
    points = list(ring) if ring[0] == ring[-1] else [*ring, ring[0]]
    if _turns_left(points) != outer:
        points.reverse()
    return [[lon, lat] for lon, lat in points]


def _turns_left(points: list[tuple[float, float]]) -> bool:
    """Whether a closed ring goes against the clock: twice its area is positive."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) > 0
