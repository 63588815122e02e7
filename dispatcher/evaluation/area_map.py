"""Where it was: an alert's areas on a map of lines, by the plan as it was frozen and what was drawn beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dispatcher.domain.map_picture import LETTER, WIDTH, Frame, frame_round, labels, middle, outlines
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatcher.domain.geo import MultiPolygon, Point
    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import AlertRecord, Record

DRAFTED = "alert.drafted"
MARGIN = 0.5
NEARER = 3
"""So many times larger, and it is worth a drawing of its own."""
INK, SOFT, BLUE, RED, LAND = "#14212b", "#44525c", "#0b4a6f", "#8f1216", "#e9edf0"


def area_maps(record: Record) -> tuple[tuple[str, str], ...]:
    """A caption and a drawing for each different set of areas that alerts went to; none for lists of streets.

    A danger zone that is small beside the rest has a second drawing, from near.
    """
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for alert in record.alerts:
        areas, danger = _areas(record, alert)
        if alert.was_sent and areas not in found:
            found[areas] = list(_of_areas(record, alert, areas, danger))
    return tuple(one for drawn in found.values() for one in drawn)


def _of_areas(
    record: Record, alert: AlertRecord, areas: Sequence[str], danger: frozenset[str]
) -> Iterator[tuple[str, str]]:
    plan = record.plan
    shapes = [(key, shape) for key in areas if (shape := _polygon(plan, key))]
    if not shapes:
        return
    frame = _frame(plan, shapes)
    yield _caption(record, alert, areas, danger), _drawing(plan, shapes, danger, frame)
    risky = [(key, shape) for key, shape in shapes if key in danger]
    near = _frame(plan, risky) if risky else frame
    if near.scale > NEARER * frame.scale:
        names = words.listed([plan.area(key) for key, _ in risky])
        said = say("Varsel {alert}, nærmere: {areas}.", alert=alert.id, areas=names)
        yield said, _drawing(plan, shapes, danger, near)


def _areas(record: Record, alert: AlertRecord) -> tuple[tuple[str, ...], frozenset[str]]:
    """All areas of an alert, its zones' too, as its draft has them in the journal; and those of the danger zones."""
    drafted = (line.data for line in record.journal if line.kind == DRAFTED and line.alert == alert.id)
    zones: Mapping[str, Sequence[str]] = next(drafted, {}).get("zones") or {}
    scenario = _entry(record.plan, "scenarios", record.scenario)
    dangers = {zone.get("key") for zone in scenario.get("zones") or () if zone.get("danger")}
    keys = dict.fromkeys([*(key for held in zones.values() for key in held), *alert.areas])
    return tuple(keys), frozenset(key for zone in dangers for key in zones.get(zone, ()))


def _caption(record: Record, alert: AlertRecord, areas: Sequence[str], danger: frozenset[str]) -> str:
    others = [record.plan.area(key) for key in areas if key not in danger]
    risky = [record.plan.area(key) for key in areas if key in danger]
    said = [say("Faresone: {areas}", areas=words.listed(risky))] if danger else []
    said += [f"{say('Ellers' if danger else 'Område')}: {words.listed(others)}"] if others else []
    return say("Varsel {alert}.", alert=alert.id) + f" {'. '.join(said)}."


def _frame(plan: FrozenPlan, shapes: Sequence[tuple[str, MultiPolygon]]) -> Frame:
    whole = any(_is_all(plan, key) for key, _ in shapes)
    corners = (point for _, shape in shapes for polygon in shape for point in polygon[0])
    return frame_round(corners, margin=0.06 if whole else MARGIN)


def _drawing(plan: FrozenPlan, shapes: Sequence[tuple[str, MultiPolygon]], danger: frozenset[str], frame: Frame) -> str:
    inside = [*_borders(plan, frame), *_chosen(plan, shapes, danger, frame), *_places(plan, frame)]
    risky_first = sorted(shapes, key=lambda one: one[0] not in danger)
    named = [(plan.area(key), middle(shape)) for key, shape in risky_first if not _is_all(plan, key)]
    inside += _names(named, _spots(plan), frame)
    title = f"<title>{say('Kart')}: {escape(words.listed([plan.area(key) for key, _ in shapes]))}</title>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="where" viewBox="0 0 {WIDTH} {frame.height}" role="img">'
    return f"{head}{title}{''.join(inside)}</svg>"


def _borders(plan: FrozenPlan, frame: Frame) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="{frame.height}" fill="{LAND}"/>'
    for key in plan.document.get("areas") or {}:
        if _is_all(plan, key) and (shape := _polygon(plan, key)):
            yield _path(outlines(shape, frame), fill="#fff", stroke=SOFT, dash="8 5", width=1.5)


def _chosen(
    plan: FrozenPlan, shapes: Sequence[tuple[str, MultiPolygon]], danger: frozenset[str], frame: Frame
) -> Iterator[str]:
    for key, shape in sorted(shapes, key=lambda one: one[0] in danger):
        colour, dash = (RED, "14 6") if key in danger else (BLUE, "none")
        faint = 0.15 if _is_all(plan, key) else 0.3
        yield _path(outlines(shape, frame), fill=colour, opacity=faint, stroke=colour, dash=dash, width=4)


def _path(d: str, *, fill: str, stroke: str, dash: str, width: float, opacity: float = 1) -> str:
    line = f'stroke="{stroke}" stroke-width="{width}" stroke-dasharray="{dash}"'
    return f'<path d="{d}" fill="{fill}" fill-opacity="{opacity}" {line}/>'


def _spots(plan: FrozenPlan) -> list[tuple[str, Point]]:
    places = (plan.document.get("places") or {}).values()
    return [(str(one["name"]), (float(one["lon"]), float(one["lat"]))) for one in places]


def _places(plan: FrozenPlan, frame: Frame) -> Iterator[str]:
    for _, (lon, lat) in _spots(plan):
        x, y = frame.at(lon, lat)
        if frame.holds(x, y):
            yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="{SOFT}"/>'


def _names(areas: list[tuple[str, Point]], places: list[tuple[str, Point]], frame: Frame) -> Iterator[str]:
    face = f'font-family="Arial, sans-serif" font-weight="bold" font-size="{LETTER * 0.85:.0f}" fill="{INK}"'
    # The white ground is a text of its own beneath: the PDF's drawer knows no paint-order and would paint over letters.
    for one in labels(areas, places, frame):
        for ground in (' stroke="#fff" stroke-width="4"', "") if one.shown else ():
            yield f'<text x="{one.x}" y="{one.y + 5}" text-anchor="middle" {face}{ground}>{escape(one.words)}</text>'


def _polygon(plan: FrozenPlan, key: str) -> MultiPolygon:
    written = _entry(plan, "areas", key).get("polygon") or ()
    return tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in written)


def _is_all(plan: FrozenPlan, key: str) -> bool:
    return bool(_entry(plan, "areas", key).get("kind") == "all")


def _entry(plan: FrozenPlan, section: str, key: str) -> Mapping[str, Any]:
    found = (plan.document.get(section) or {}).get(key)
    return found if isinstance(found, dict) else {}
