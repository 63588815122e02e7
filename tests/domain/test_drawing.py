"""Drawn areas: what is sound, what their key is made of, and the two ways to draw one without a pointer."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.distance import metres_from
from dispatcher.domain.drawing import MOST_POINTS, circle, drawn_of, is_drawn, ring_of, square_metres
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.geo import Region

SQUARE = [[11.30, 60.80], [11.40, 60.80], [11.40, 60.85], [11.30, 60.85], [11.30, 60.80]]
HOLE = [[11.33, 60.81], [11.35, 60.81], [11.35, 60.83], [11.33, 60.83], [11.33, 60.81]]
AWAY = [[lon + 1, lat] for lon, lat in HOLE]
LON, LAT = st.floats(5, 30), st.floats(58, 71)


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def fault(shape: object) -> str:
    with pytest.raises(InvalidInput) as refused:
        drawn_of("her", shape, where="drawn.0")
    return str(refused.value)


WRONG: list[tuple[object, str]] = [
    (polygon(SQUARE[:-1]), "er ikke lukket"),
    (polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]), "krysser seg selv"),
    (polygon(SQUARE, AWAY), "hull som ligger utenfor"),
    (polygon([[lat, lon] for lon, lat in SQUARE]), "har breddegrad først"),
    (polygon([[11.3, 60.8]] * 3), "har 3 punkter"),
    (polygon([[5, 58], [31, 58], [31, 71], [5, 71], [5, 58]]), "større enn noen kommune"),
    (circle(11.3, 60.8, 2), "er mindre enn 100 kvadratmeter"),
    (polygon(SQUARE[:1] * (MOST_POINTS + 1)), "Tegn det enklere"),
    (None, "må være Polygon"),
    ({}, "må være Polygon"),
    (polygon(), "må være Polygon"),
    (polygon([[True, 60.8]] * 4), "må være Polygon"),
    (polygon([["11", "60"]] * 4), "må være Polygon"),
    ({"type": "LineString", "coordinates": SQUARE}, "må være Polygon"),
    ({"type": "MultiPolygon", "coordinates": []}, "må være Polygon"),
    ({"type": "Polygon", "coordinates": 3}, "må være Polygon"),
]


@pytest.mark.parametrize(("shape", "words"), WRONG)
def test_what_is_wrong_is_said_in_words(shape: object, words: str) -> None:
    """Whoever drew it can mend it."""
    assert words in fault(shape)


def test_the_key_is_made_of_the_name_and_the_points() -> None:
    """The same drawing has the same key, also drawn the other way round; another has another."""
    one = drawn_of("her", polygon(SQUARE), where="")

    assert is_drawn(one.key)
    assert drawn_of(" her ", polygon(SQUARE[::-1]), where="").key == one.key
    assert drawn_of("der", polygon(SQUARE), where="").key != one.key
    assert drawn_of("her", polygon(SQUARE, HOLE), where="").key != one.key
    assert drawn_of("her", {"type": "MultiPolygon", "coordinates": [[SQUARE]]}, where="").key == one.key


@given(st.floats(6, 29), LAT, st.integers(10, 50_000), st.floats(0, 6.28))  # all of it in Norway, also far north
def test_a_circle_holds_everybody_within_its_distance(lon: float, lat: float, metres: int, turn: float) -> None:
    """And nobody more than a hundredth outside."""
    shape = drawn_of("sirkel", circle(lon, lat, metres), where="")
    away = 0.99 * metres / 111_320
    inside = (lon + away * cos(turn) / cos(radians(lat)), lat + away * sin(turn))

    assert Region(shape.polygon).holds(*inside)
    assert square_metres(shape.polygon) < 3.2 * metres**2
    assert metres_from(shape.polygon, lon, lat) == 0


@given(st.lists(st.tuples(LON, LAT), min_size=3, max_size=8))
def test_points_are_read_in_either_order_and_with_either_sign_of_decimals(points: list[tuple[float, float]]) -> None:
    """As people copy them from a map: latitude and longitude are never mistaken for each other in Norway."""
    rounded = [(round(lon, 4), round(lat, 4)) for lon, lat in points]
    north_first = ring_of("\n".join(f"{lat:.4f}, {lon:.4f}" for lon, lat in rounded))
    with_commas = ring_of("\n\n".join(f"{lon:.4f} {lat:.4f}".replace(".", ",") for lon, lat in rounded))

    assert north_first == with_commas
    ring = north_first["coordinates"][0]
    assert [tuple(point) for point in ring[: len(rounded)]] == rounded
    assert ring[0] == ring[-1]


@pytest.mark.parametrize("written", ["", "60.8, 11.3\n60.9, 11.3", "60.8, 11.3\nher\n60.9, 11.4", "1, 2\n3, 4\n5, 6"])
def test_points_that_cannot_be_read_are_said_with_their_line(written: str) -> None:
    """A sentence, not a guess."""
    with pytest.raises(ValueError, match="punkt"):
        ring_of(written)
