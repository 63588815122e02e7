"""An area drawn for one alert: a name that people understand, and borders that can be used.

Its key is made of both, so the same drawing has the same key wherever it is used, and another ring another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any, Final

from dispatcher.domain.distance import METRES_A_DEGREE
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.geo import MultiPolygon, Point, Polygon, Region, Ring, in_norway, polygon_fault
from dispatcher.domain.geojson import geometry
from dispatcher.domain.plan import Area

PREFIX: Final = "tegnet-"
MOST_AREAS, MOST_POINTS, LONGEST_NAME = 5, 500, 80
SMALLEST, LARGEST = 100.0, 10_000e6
"""Square metres: a house with its yard, and the largest municipality."""
NEAREST_RADIUS, WIDEST_RADIUS = 10, 50_000
_DECIMALS = 6
_CORNERS = 48
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawn area, sound."""

    name: str
    polygon: MultiPolygon

    @property
    def key(self) -> str:
        written = json.dumps([self.name, self.geometry], ensure_ascii=False, separators=(",", ":"))
        return PREFIX + hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def geometry(self) -> dict[str, Any]:
        """As GeoJSON."""
        return geometry(self.polygon) or {}

    @property
    def area(self) -> Area:
        """As one of the plan's areas."""
        return Area(key=self.key, name=self.name, kind="polygon", polygon=self.polygon)


def is_drawn(key: str) -> bool:
    """Whether an area's key is that of a drawing."""
    return key.startswith(PREFIX)


def drawn_of(name: str, shape: object, *, where: str) -> Drawn:
    """A drawing from its name and its GeoJSON geometry. Raises InvalidInput that says what to mend."""
    said = " ".join(name.split())
    if not said:
        raise InvalidInput(Fault(f"{where}.name", "Gi området et navn som folk forstår. Det står i meldingen."))
    if len(said) > LONGEST_NAME:
        what = f"Navnet er {len(said)} tegn. Det kan ha høyst {LONGEST_NAME}, så det får plass i en SMS."
        raise InvalidInput(Fault(f"{where}.name", what))
    polygons = _polygons(shape)
    fault = _fault(polygons) if polygons else "må være Polygon eller MultiPolygon i GeoJSON, med lengdegrad først"
    if fault:
        raise InvalidInput(Fault(f"{where}.geometry", f"Området «{said}» {fault}."))
    return Drawn(name=said, polygon=polygons)


def circle(lon: float, lat: float, metres: float) -> dict[str, Any]:
    """Everybody within so many metres of a place, as GeoJSON: the corners lie a little outside the circle itself."""
    north = metres / cos(pi / _CORNERS) / METRES_A_DEGREE
    east = north / cos(radians(lat))
    turns = [2 * pi * corner / _CORNERS for corner in range(_CORNERS)]
    ring = [(lon + east * cos(turn), lat + north * sin(turn)) for turn in turns]
    return geometry((((*ring, ring[0]),),)) or {}


def ring_of(written: str) -> dict[str, Any]:
    """Points as people write them, one a line, closed for them, as GeoJSON. Raises ValueError naming the line.

    Latitude and longitude in either order: in Norway the two cannot be mistaken for each other.
    """
    ring = [_point(line, number) for number, line in enumerate(written.splitlines(), start=1) if line.strip()]
    if len(ring) < 3:
        raise ValueError("Skriv minst tre punkter, ett på hver linje, for eksempel 60.8172, 11.3439.")
    return {"type": "Polygon", "coordinates": [[list(point) for point in _closed(ring)]]}


def square_metres(polygons: MultiPolygon) -> float:
    """How large it is, holes taken out."""
    return sum(_size(polygon[0]) - sum(map(_size, polygon[1:])) for polygon in polygons)


def _point(line: str, number: int) -> Point:
    found = [float(one.replace(",", ".")) for one in _NUMBER.findall(line)]
    if len(found) == 2:
        for lon, lat in ((found[1], found[0]), (found[0], found[1])):
            if in_norway(lon, lat):
                return lon, lat
    raise ValueError(f"Linje {number} er ikke et punkt i Norge. Skriv breddegrad og lengdegrad, som 60.8172, 11.3439.")


def _closed(ring: Sequence[Point]) -> Sequence[Point]:
    return ring if ring[0] == ring[-1] and len(ring) > 3 else [*ring, ring[0]]


def _polygons(shape: object) -> MultiPolygon:
    """Nothing for what is no polygon."""
    if not isinstance(shape, Mapping):
        return ()
    coordinates = shape.get("coordinates")
    if shape.get("type") == "Polygon":
        coordinates = [coordinates]
    elif shape.get("type") != "MultiPolygon":
        return ()
    try:
        return tuple(_polygon(rings) for rings in coordinates)  # type: ignore[union-attr]
    except (TypeError, ValueError, IndexError):
        return ()


def _polygon(rings: Any) -> Polygon:
    if not rings:
        raise ValueError
    return tuple(_ring(ring) for ring in rings)


def _ring(points: Any) -> Ring:
    return tuple((_number(point[0]), _number(point[1])) for point in points)


def _number(written: object) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise TypeError
    return round(float(written), _DECIMALS)


def _fault(polygons: MultiPolygon) -> str:
    rings = [ring for polygon in polygons for ring in polygon]
    points = sum(map(len, rings))
    if points > MOST_POINTS:
        return f"har {points} punkter. Tegn det enklere, med høyst {MOST_POINTS}"
    for ring in rings:
        if fault := polygon_fault(ring):
            return fault
    for outer, *holes in polygons:
        region = Region(((outer,),))
        if any(not region.holds(*point) for hole in holes for point in hole):
            return "har et hull som ligger utenfor omrisset"
    size = square_metres(polygons)
    if size < SMALLEST:
        return f"er mindre enn {SMALLEST:.0f} kvadratmeter. Tegn det større"
    return "er større enn noen kommune. Tegn det mindre" if size > LARGEST else ""


def _size(ring: Ring) -> float:
    lon, lat = ring[0]
    east = METRES_A_DEGREE * cos(radians(lat))
    flat = [((x - lon) * east, (y - lat) * METRES_A_DEGREE) for x, y in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(flat))) / 2
