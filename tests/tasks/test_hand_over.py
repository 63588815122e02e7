"""The hand-over to somebody else's warning tool: exactly what was approved, and only while it goes out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from dispatcher.approval import decisions, hand_over
from dispatcher.composing.request import Sketch
from dispatcher.domain.drawing import circle
from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.domain.geojson import geometry
from tests.sending import expand
from tests.tasks.night import Night

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
HOLE = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8), (0.2, 0.2))
EVACUATION: dict[str, Any] = {
    "scenario": "evakuering",
    "fields": {"fare": "leirskred", "moteplass": "loten-ungdomsskole"},
    "areas": (),
    "zones": {"evakuer": ("nordbyvegen-myrvegen-flate",), "nabo": ("nordbyvegen-naboer",)},
}


def turn(ring: list[list[float]]) -> float:
    """Twice the area that a ring holds; below nothing when it goes with the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def area(night: Night, key: str) -> dict[str, Any]:
    """What is handed over with the newest task of this key."""
    return night.ledger.read_now(hand_over.area, int(night.task(key)["id"]))


@pytest.mark.parametrize("outer", [SQUARE, SQUARE[::-1]])
def test_rings_are_closed_and_turn_as_the_standard_says(outer: Any) -> None:
    """The outer one against the clock, a hole with it, however they were drawn."""
    drawn = geometry(((outer, HOLE),))

    assert drawn is not None
    assert drawn["type"] == "Polygon"
    assert [turn(ring) > 0 for ring in drawn["coordinates"]] == [True, False]
    assert all(ring[0] == ring[-1] for ring in drawn["coordinates"])


def test_several_polygons_are_one_geometry_and_none_is_null() -> None:
    """A MultiPolygon; a list of streets has no geometry, which the standard calls unlocated."""
    several = geometry(((SQUARE,), (SQUARE,)))

    assert several is not None
    assert (several["type"], len(several["coordinates"])) == ("MultiPolygon", 2)
    assert geometry(()) is None


async def test_the_area_and_text_are_those_that_were_approved(night: Night) -> None:
    """One feature, its plan polygon, the copied text in every language, the approved fingerprint."""
    alert = await night.approved()
    found = area(night, "facebook")
    (one,) = found["features"]

    assert (found["type"], found["alert"], found["mode"]) == ("FeatureCollection", alert, "exercise")
    assert found["fingerprint"] == night.office.view(alert)["fingerprint"]
    assert (one["properties"]["area"], one["geometry"]["type"]) == ("adalsbruk", "Polygon")
    assert {tuple(point) for point in one["geometry"]["coordinates"][0]} == {
        tuple(point) for point in night.office.plan.areas["adalsbruk"].polygon[0][0]
    }
    assert set(one["properties"]["texts"]) == {"nb", "nn", "en"}
    assert night.office.text(alert, "public.task.nb") in one["properties"]["texts"]["nb"]
    assert found["without_polygon"] == []


async def test_a_drawn_area_is_handed_over_as_it_was_approved(night: Night) -> None:
    """Under its own name, with every point."""
    sketch = Sketch(name="rundt skolen", geometry=circle(11.34, 60.81, 1500))
    await night.approved(areas=(), drawn=(sketch,))
    (one,) = area(night, "facebook")["features"]

    assert one["properties"]["name"] == "rundt skolen"
    assert len(one["geometry"]["coordinates"][0]) == 49


async def test_a_named_list_has_no_polygon_and_says_so(night: Night) -> None:
    """Its streets are named, so that somebody can draw them."""
    await night.approved(areas=("trykksone-adalsbruk",))
    found = area(night, "facebook")
    (one,) = found["features"]

    assert one["geometry"] is None
    assert one["properties"]["names"] == ["Brukvegen", "Klevfosvegen", "Myrvegen", "Ådalsvegen"]
    assert "ingen flate på kartet" in one["properties"]["without_polygon"]
    assert found["without_polygon"] == ["Trykksone Ådalsbruk"]


async def test_each_zone_has_its_own_text_in_the_order_that_counts(night: Night) -> None:
    """«Gå ut nå» to the first, «du skal IKKE» to the neighbours: the tool must not tell both the same."""
    alert = night.office.trigger(**EVACUATION)
    night.office.clear(alert)
    night.office.approve(alert, night.office.submit(alert))
    expand(night.ledger, night.office.now)
    found = area(night, "befolkningsvarsling")
    zones = [(one["properties"]["order"], one["properties"]["zone"]) for one in found["features"]]
    texts = [one["properties"]["texts"]["nb"] for one in found["features"]]

    assert zones == [(1, "evakuer"), (2, "nabo")]
    assert texts[0] != texts[1]
    assert "IKKE" in texts[1]
    assert texts[0] == night.office.text(alert, "citizen@evakuer.sms.nb")


async def test_nothing_is_handed_over_of_what_does_not_go_out(night: Night) -> None:
    """Before approval there is no task; stopped, it must not spread; nobody's number is not found."""
    alert = await night.approved()
    number = int(night.task("facebook")["id"])
    night.office.decide(decisions.stop, alert, "anne", "Feil område")

    for read in (hand_over.area, hand_over.texts):
        with pytest.raises(Conflict, match="stoppet"):
            night.ledger.read_now(read, number)
        with pytest.raises(NotFound):
            night.ledger.read_now(read, 99999)
