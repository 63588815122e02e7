import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon as ShapelyPolygon
from shapely.geometry import shape

from dispatcher.domain.geo import MultiPolygon, Region, Ring, polygon_fault, self_crossing

BORDERS = Path(__file__).with_name("kommuner.geojson")
"""Five municipalities: Kartverket, CC BY 4.0."""

SQUARE: Ring = ((11.0, 60.0), (12.0, 60.0), (12.0, 61.0), (11.0, 61.0), (11.0, 60.0))
HOLE: Ring = ((11.25, 60.25), (11.75, 60.25), (11.75, 60.75), (11.25, 60.75), (11.25, 60.25))
ISLAND: Ring = ((11.4, 60.4), (11.6, 60.4), (11.6, 60.6), (11.4, 60.6), (11.4, 60.4))
GRID = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda p: (float(p[0]), float(p[1])))


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [
        (11.1, 60.1, True),
        (11.3, 60.3, False),
        (11.5, 60.5, True),
        (10.9, 60.5, False),
        (11.5, 61.1, False),
        (11.0, 60.0, True),
        (12.0, 61.0, True),
        (11.5, 61.0, True),
        (11.5, 60.0, True),
        (11.25, 60.5, True),
        (11.5, 60.75, True),
    ],
)
def test_holes_islands_and_borders(lon: float, lat: float, inside: bool) -> None:
    """A hole is outside, an island in it is inside, and whoever lives on a line is told."""
    region = Region(((SQUARE, HOLE), (ISLAND,)))

    assert region.holds(lon, lat) is inside


@given(st.lists(GRID, min_size=3, max_size=8, unique=True), st.lists(GRID, min_size=1, max_size=20))
def test_any_polygon_agrees_with_shapely(corners: list[tuple[float, float]], points: list[tuple[float, float]]) -> None:
    """For every polygon that shapely calls valid, and every point, borders included, the two agree."""
    ring = (*corners, corners[0])
    oracle = ShapelyPolygon(ring)
    if not oracle.is_valid:
        return
    region = Region(((ring,),))
    differing = [p for p in points if region.holds(*p) is not oracle.covers(ShapelyPoint(p))]

    assert differing == []


@given(st.lists(GRID, min_size=3, max_size=9))
def test_a_ring_that_crosses_itself_is_found_as_shapely_finds_it(corners: list[tuple[float, float]]) -> None:
    """Crossings, touches and spikes: we refuse the rings shapely calls invalid, and no others."""
    ring = (*corners, corners[0])
    flat = len(set(corners)) < 3
    valid = not flat and ShapelyPolygon(ring).is_valid

    assert flat or (self_crossing(ring) is None) is valid


def municipality(name: str) -> tuple[dict[str, Any], MultiPolygon]:
    features = json.loads(BORDERS.read_text(encoding="utf-8"))["features"]
    geometry = next(f["geometry"] for f in features if f["properties"]["name"] == name)
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return geometry, tuple(tuple(tuple((p[0], p[1]) for p in ring) for ring in part) for part in parts)


@pytest.mark.parametrize("name", ["Løten", "Larvik", "Alvdal", "Drammen", "Kristiansand"])
@pytest.mark.requirement("R103")
def test_real_municipalities_agree_with_shapely(name: str) -> None:
    """Over a grid of points on five real municipalities, islands and holes included, we and shapely agree."""
    geometry, polygons = municipality(name)
    oracle, region = shape(geometry), Region(polygons)
    west, south, east, north = oracle.bounds
    steps = [step / 40 for step in range(41)]
    grid = [(west + (east - west) * x, south + (north - south) * y) for x in steps for y in steps]
    differing = [point for point in grid if region.holds(*point) is not oracle.covers(ShapelyPoint(point))]

    assert differing == []
    assert [polygon_fault(ring) for polygon in polygons for ring in polygon] == [""] * sum(map(len, polygons))


@pytest.mark.parametrize(
    ("ring", "says"),
    [
        (SQUARE, ""),
        (SQUARE[:4], "er ikke lukket: det siste punktet må være likt det første"),
        (SQUARE[:3], "har 3 punkter; en lukket ring trenger minst 4"),
        ((), "har 0 punkter"),
        (tuple((lat, lon) for lon, lat in SQUARE), "punkt 1 (60.0, 11.0) har breddegrad først"),
        (((11.0, 60.0), (112.0, 60.0), *SQUARE[2:]), "punkt 2 (112.0, 60.0) ligger utenfor Norge"),
        (((float("nan"), 60.0), *SQUARE[1:]), "punkt 1 er ikke et tall"),
        (
            ((11.0, 60.0), (12.0, 61.0), (12.0, 60.0), (11.0, 61.0), (11.0, 60.0)),
            "krysser seg selv: linja mellom punkt 1 og 2 møter linja mellom punkt 3 og 4",
        ),
        (((11.0, 60.0), (12.0, 60.0), (11.5, 60.0), (11.0, 60.0)), "krysser seg selv"),
        (((11.0, 60.0),) * 4, "har ingen flate"),
    ],
)
def test_a_border_that_cannot_be_used_says_why(ring: Ring, says: str) -> None:
    """Each way to draw a border wrong has a sentence that names the point or the two lines."""
    fault = polygon_fault(ring)

    assert fault.startswith(says)
    assert bool(fault) is bool(says)


def test_a_long_border_is_checked_quickly() -> None:
    """A border of 20,000 points is swept, not compared pair by pair."""
    count = 10_000
    there = [(10 + i / count, 60 + (i % 2) / 1e6) for i in range(count)]
    back = [(lon, 60.5 + lat % 1) for lon, lat in reversed(there)]

    assert polygon_fault((*there, *back, there[0])) == ""
