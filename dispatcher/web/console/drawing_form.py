"""The part of a form where areas are drawn: a name, and points or a distance from a place; a few of them.

A pointer on the map writes the same points into the same field, so that nothing needs one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.domain.drawing import NEAREST_RADIUS, WIDEST_RADIUS, Drawn, circle, drawn_of, ring_of
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.web.console.given import MOST_DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.web.console.forms import Form

SLOTS: Final = tuple(f"tegnet-{number}" for number in range(1, MOST_DRAWN + 1))
NAME, POINTS, PLACE, METRES, ZONE = "navn", "punkter", "sted", "meter", "sone"
SHOW: Final = "vis"
"""The button that shows what is filled in on the map, and does nothing else."""
CENTRE: Final = "sentrum"


def add_to(sent: dict[str, Any], form: Form, plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """What is drawn, and the zone that each is for, beside what else was sent. Raises InvalidInput."""
    drawn, zones = [], {key: list(areas) for key, areas in sent["zones"].items()}
    known = {zone.key for zone in scenario.zones if not zone.rest}
    for number, slot in enumerate(_used(form)):
        drawn.append(_sketch(form, plan, slot, number))
        zone = form.one(f"{slot}.{ZONE}")
        if zone in known:
            zones.setdefault(zone, []).append(slot)
    return sent | ({"drawn": drawn, "zones": zones} if drawn else {})


def drawing_view(form: Form, plan: Plan, scenario: Scenario, faults: Mapping[str, str]) -> dict[str, Any]:
    """The slots as they are filled in, the places to measure from, and the zones that a drawing may be."""
    used = list(_used(form))
    slots = []
    for slot in SLOTS:
        number = used.index(slot) if slot in used else -1
        wrong = {part: faults.get(f"drawn.{number}.{part}", "") for part in ("name", "geometry")}
        typed = {part: form.one(f"{slot}.{part}") for part in (NAME, POINTS, PLACE, METRES, ZONE)}
        slots.append({"slot": slot, "used": slot in used, "typed": typed, "wrong": wrong})
    zones = [(zone.key, zone.name, zone.danger) for zone in scenario.zones if not zone.rest]
    return {"slots": slots, "places": list(_places(plan)), "drawn_zones": zones, "rest_zone": _rest(scenario)}


def sketched(form: Form, plan: Plan) -> list[tuple[Drawn, str]]:
    """The drawings that can be shown on the map, each with its zone; the others' faults stand beside them."""
    found = []
    for number, slot in enumerate(_used(form)):
        try:
            sketch = _sketch(form, plan, slot, number)
            found.append((drawn_of(sketch["name"] or "…", sketch["geometry"], where=""), form.one(f"{slot}.{ZONE}")))
        except InvalidInput:
            continue
    return found


def shown_faults(form: Form, plan: Plan) -> tuple[Fault, ...]:
    """What is wrong with the drawings, for the page that shows them."""
    faults: list[Fault] = []
    for number, slot in enumerate(_used(form)):
        try:
            sketch = _sketch(form, plan, slot, number)
            drawn_of(sketch["name"], sketch["geometry"], where=f"drawn.{number}")
        except InvalidInput as wrong:
            faults += wrong.faults
    return tuple(faults)


def filled_in(areas: Sequence[Drawn], zones: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The fields of drawings that an earlier alert had. One that is more than a ring has to be drawn anew."""
    found: dict[str, list[str]] = {}
    for slot, one in zip(SLOTS, areas, strict=False):
        simple = len(one.polygon) == 1 and len(one.polygon[0]) == 1
        points = [f"{lat}, {lon}" for lon, lat in one.polygon[0][0][:-1]] if simple else []
        zone = next((key for key, held in zones.items() if one.key in held), "-")
        found |= {f"{slot}.{NAME}": [one.name], f"{slot}.{POINTS}": ["\n".join(points)], f"{slot}.{ZONE}": [zone]}
    return found


def _used(form: Form) -> Iterator[str]:
    parts = (NAME, POINTS, METRES)
    return (slot for slot in SLOTS if any(form.one(f"{slot}.{part}").strip() for part in parts))


def _sketch(form: Form, plan: Plan, slot: str, number: int) -> dict[str, Any]:
    try:
        shape = _shape(form, plan, slot)
    except ValueError as error:
        raise InvalidInput(Fault(f"drawn.{number}.geometry", str(error))) from None
    return {"key": slot, "name": form.one(f"{slot}.{NAME}").strip(), "geometry": shape}


def _shape(form: Form, plan: Plan, slot: str) -> dict[str, Any]:
    """Points where there are any, else the circle. Raises ValueError."""
    if points := form.one(f"{slot}.{POINTS}").strip():
        return ring_of(points)
    written = "".join(form.one(f"{slot}.{METRES}").split())
    if not written:
        raise ValueError("Tegn området på kartet, skriv punktene, eller skriv hvor langt det er fra et sted.")
    whole = written.isascii() and written.isdecimal() and len(written) < 9
    if not whole or not NEAREST_RADIUS <= int(written) <= WIDEST_RADIUS:
        raise ValueError(f"Skriv avstanden i meter, fra {NEAREST_RADIUS} til {WIDEST_RADIUS}.")
    places = {key: (lon, lat) for key, _, lon, lat in _places(plan)}
    lon, lat = places.get(form.one(f"{slot}.{PLACE}"), places[CENTRE])
    return circle(lon, lat, int(written))


def _places(plan: Plan) -> Iterator[tuple[str, str, float, float]]:
    """Key, name and point. The municipality's own middle is first."""
    centre = plan.municipality.center
    yield CENTRE, f"{plan.municipality.short} sentrum", centre.lon, centre.lat
    for place in plan.places.values():
        yield place.key, place.name, place.lon, place.lat


def _rest(scenario: Scenario) -> str:
    return next((zone.name for zone in scenario.zones if zone.rest), "")
