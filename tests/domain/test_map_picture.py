"""The map as lines: where a point is in the picture, what is in it, and names that do not lie on each other."""

from __future__ import annotations

import re
from itertools import combinations
from math import cos, log, pi, radians, tan

from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.drawing import circle, drawn_of
from dispatcher.domain.geo import Ring
from dispatcher.domain.map_picture import HIGHEST, LETTER, LOWEST, WIDTH, frame_round, labels, middle, outlines, tiles

POINTS = st.lists(st.tuples(st.floats(5, 30), st.floats(58, 71)), min_size=1, max_size=12)
SQUARE: Ring = ((11.0, 60.0), (12.0, 60.0), (12.0, 61.0), (11.0, 61.0), (11.0, 60.0))


@given(POINTS)
def test_everything_asked_for_is_in_the_picture(points: list[tuple[float, float]]) -> None:
    """Also one point, a line, or half of Norway; the picture is never a strip."""
    frame = frame_round(points)

    assert all(frame.holds(*frame.at(lon, lat)) for lon, lat in points)
    assert LOWEST - 0.01 <= frame.height / WIDTH <= HIGHEST + 0.01


@given(st.floats(6, 29), st.floats(58.5, 70.5), st.integers(500, 5_000))
def test_a_circle_is_as_wide_as_it_is_high(lon: float, lat: float, metres: int) -> None:
    """Web Mercator keeps the shape of what is small: people see what they drew."""
    shape = drawn_of("her", circle(lon, lat, metres), where="").polygon
    frame = frame_round(point for polygon in shape for point in polygon[0])
    spots = [tuple(map(float, pair)) for pair in re.findall(r"([\d.-]+) ([\d.-]+)", outlines(shape, frame))]
    wide = max(x for x, _ in spots) - min(x for x, _ in spots)
    high = max(y for _, y in spots) - min(y for _, y in spots)

    assert abs(wide / high - 1) < 0.01


def test_corners_closer_than_the_finest_are_left_out() -> None:
    """A border of thousands of points is light on a phone."""
    detailed = tuple((11 + step / 10_000, 60.0) for step in range(10_000)) + SQUARE[1:]
    frame = frame_round(SQUARE)

    assert outlines(((detailed,),), frame, finest=10).count("L") < 70
    assert outlines(((SQUARE,),), frame).count("L") == 3


def test_a_name_stands_in_its_area() -> None:
    """In the middle of it; of what is bent round its own middle, in the middle of its extent."""
    bent: Ring = ((0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9), (0, 0))

    lon, lat = middle(((SQUARE,),))
    assert abs(lon - 11.5) < 1e-9
    assert abs(lat - 60.5) < 1e-9
    assert middle(((bent,),)) == (4.5, 4.5)


@given(st.lists(st.tuples(st.text("ab ", min_size=1, max_size=20), st.tuples(st.floats(11, 12), st.floats(60, 61)))))
def test_names_that_are_shown_do_not_lie_on_each_other(named: list[tuple[str, tuple[float, float]]]) -> None:
    """The first ones first; the others wait until somebody looks closer."""
    shown = [one for one in labels(named, [], frame_round(SQUARE)) if one.shown]
    apart = [
        abs(a.y - b.y) >= LETTER - 1 or abs(a.x - b.x) >= (len(a.words) + len(b.words)) * LETTER * 0.31 - 2
        for a, b in combinations(shown, 2)
    ]

    assert all(apart)


@given(POINTS)
def test_tiles_cover_the_whole_picture_and_little_more(points: list[tuple[float, float]]) -> None:
    """Each of a size that is not stretched; and the one under a place is the one that map services give for it."""
    frame = frame_round(points)
    found = list(tiles(frame))
    size = found[0][5]

    assert min(left for *_, left, _, _ in found) <= 0 < WIDTH <= max(left for *_, left, _, _ in found) + size + 1e-6
    assert min(top for *_, top, _ in found) <= 0 < frame.height <= max(top for *_, top, _ in found) + size + 1
    assert len(found) <= 42


def test_the_tile_under_oslo_is_the_one_that_everybody_knows() -> None:
    """By the formula of the OpenStreetMap wiki."""
    lon, lat = 10.75, 59.91
    frame = frame_round([(lon - 0.7, lat), (lon + 0.7, lat)])
    x, y = frame.at(lon, lat)
    zoom, column, row, *_ = next(
        one for one in tiles(frame) if one[3] <= x < one[3] + one[5] and one[4] <= y < one[4] + one[5]
    )
    scale = 2.0**zoom
    north = (1 - log(tan(radians(lat)) + 1 / cos(radians(lat))) / pi) / 2

    assert (column, row) == (int((lon + 180) / 360 * scale), int(north * scale))
