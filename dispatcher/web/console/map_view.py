"""The map of a page: the municipality, the plan's polygons, the chosen ones, and its places; drawn here, as SVG."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dispatcher.domain.drawing import is_drawn
from dispatcher.domain.map_picture import WIDTH, Frame, Label, frame_round, labels, middle, outlines
from dispatcher.ledger import incidents
from dispatcher.web.console.map_tiles import tiles_under

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Row

    from dispatcher.domain.drawing import Drawn
    from dispatcher.domain.geo import MultiPolygon, Point
    from dispatcher.domain.plan import Area, Plan, Scenario
    from dispatcher.map_settings import Map

ROUND_CHOSEN: Final = 0.5
"""How much of the land around what is chosen is shown, on each side of it."""
FINE: Final = 0.2
"""On a map that somebody may look closer at."""
MOST_BESIDE: Final = 8


def whole_map(
    plan: Plan, chosen: Collection[str], danger: Collection[str], sketched: Sequence[Drawn], given: Map
) -> dict[str, Any] | None:
    """All that the plan knows a shape or a place of, to choose and draw on; None where it knows nothing."""
    areas = [area for area in plan.areas.values() if area.polygon and area.kind != "all"]
    here = [(one.key, one.area) for one in sketched]
    spots = [(place.lon, place.lat) for place in plan.places.values()]
    known = [*_corners([*(area.polygon for area in areas), *(one.polygon for one in sketched)]), *spots]
    known = known or list(_corners(area.polygon for area in plan.areas.values()))
    if not known:
        return None
    frame = frame_round(known)
    shapes = [_shape(area, frame, chosen, danger, FINE) for area in areas]
    return _picture(plan, frame) | {
        "whole": any(area.kind == "all" and area.key in chosen for area in plan.areas.values()),
        "whole_keys": [key for key, area in plan.areas.items() if area.kind == "all"],
        "areas": shapes,
        "sketched": [_shape(area, frame, {key}, danger, FINE) for key, area in here],
        "labels": _names([*(area for _, area in here), *_chosen_first(areas, {*chosen, *danger})], plan, frame),
        "data": {"west": frame.west, "north": frame.north, "scale": frame.scale},
        "tiles": tiles_under(frame, given),
        "template": given.tiles or "",
        "source": given.source if given.tiles else "",
    }


def alert_map(row: Row[Any], plan: Plan, scenario: Scenario) -> dict[str, Any] | None:
    """What an alert is for, with some of the land around it, to look at.

    None where no area of it has a shape: a list of streets has none.
    """
    keys = set(incidents.all_areas_of(row))
    areas = [area for key, area in plan.areas.items() if key in keys and area.polygon]
    if not areas:
        return None
    whole = any(area.kind == "all" for area in areas)
    frame = frame_round(_corners(area.polygon for area in areas), margin=0.06 if whole else ROUND_CHOSEN)
    zones: dict[str, list[str]] = json.loads(row.zones)
    danger = {area for zone in scenario.zones if zone.danger for area in zones.get(zone.key, ())}
    shown = _largest_first([area for area in areas if area.kind != "all"])
    return _picture(plan, frame) | {
        "whole": whole,
        "areas": [_shape(area, frame, keys, danger) for area in [*_beside(plan, keys, frame), *shown]],
        "sketched": [],
        "labels": _names([*shown, *_beside(plan, keys, frame)], plan, frame),
        "data": None,
        "tiles": [],
    }


def _beside(plan: Plan, keys: Collection[str], frame: Frame) -> list[Area]:
    """Others of the plan's areas that help to see where it is: a few, so that the page stays light."""
    others = [area for key, area in plan.areas.items() if key not in keys and area.polygon and area.kind != "all"]
    return [area for area in others if frame.holds(*frame.at(*middle(area.polygon)))][:MOST_BESIDE]


def _picture(plan: Plan, frame: Frame) -> dict[str, Any]:
    borders = [area.polygon for area in plan.areas.values() if area.kind == "all" and area.polygon]
    spots = ((place, *frame.at(place.lon, place.lat)) for place in plan.places.values())
    return {
        "width": WIDTH,
        "height": frame.height,
        "borders": [outlines(border, frame) for border in borders],
        "whole": False,
        "places": [(place.name, round(x), round(y)) for place, x, y in spots if frame.holds(x, y)],
    }


def _shape(
    area: Area, frame: Frame, chosen: Collection[str], danger: Collection[str], finest: float = 1.0
) -> dict[str, Any]:
    kinds = [("danger", area.key in danger), ("chosen", area.key in chosen), ("drawn", is_drawn(area.key))]
    return {
        "key": area.key,
        "name": area.name,
        "d": outlines(area.polygon, frame, finest=finest),
        "kind": " ".join(word for word, is_so in kinds if is_so),
    }


def _names(areas: Iterable[Area], plan: Plan, frame: Frame) -> list[Label]:
    named = [(area.name, middle(area.polygon)) for area in areas]
    places = [(place.name, (place.lon, place.lat)) for place in plan.places.values()]
    return list(labels(named, places, frame))


def _chosen_first(areas: Iterable[Area], chosen: Collection[str]) -> list[Area]:
    return sorted(areas, key=lambda area: area.key not in chosen)


def _largest_first(areas: Sequence[Area]) -> list[Area]:
    """The small ones on top."""
    return sorted(areas, key=lambda area: -_extent(area.polygon))


def _extent(polygons: MultiPolygon) -> float:
    lons, lats = zip(*_corners([polygons]), strict=True)
    return float((max(lons) - min(lons)) * (max(lats) - min(lats)))


def _corners(shapes: Iterable[MultiPolygon]) -> Iterator[Point]:
    return (point for shape in shapes for polygon in shape for point in polygon[0])
