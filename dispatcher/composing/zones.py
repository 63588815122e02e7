"""Zones: parts of an alert with texts of their own. Nobody in two, none empty, no meeting place near a danger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.composing.request import known_areas
from dispatcher.domain.distance import metres_from, metres_from_nearest
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import find_place
from dispatcher.ledger import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Place, Plan, Scenario

NEAREST = 300.0
"""Metres between a danger zone and a place that people are sent to or work from."""

Zones = dict[str, tuple[str, ...]]


def zones_of(plan: Plan, scenario: Scenario, asked: Mapping[str, tuple[str, ...]], areas: tuple[str, ...]) -> Zones:
    """The zones in the plan's order, their areas by key. Raises InvalidInput for what the scenario cannot do."""
    if not asked:
        return {}
    known = {zone.name.casefold(): zone.key for zone in scenario.zones} | {
        zone.key: zone.key for zone in scenario.zones
    }
    unknown = [name for name in asked if name.casefold() not in known]
    if unknown:
        told = ", ".join(zone.key for zone in scenario.zones) or "ingen soner"
        raise InvalidInput(
            *(Fault("zones", f"Scenarioet har ingen sone «{name}». Det har: {told}.") for name in unknown)
        )
    given = {known[name.casefold()]: chosen for name, chosen in asked.items()}
    zones = {
        zone.key: known_areas(plan, given[zone.key], where=f"zones.{zone.key}")
        for zone in scenario.zones
        if zone.key in given
    }
    dangers = [zone for zone in scenario.zones if zone.danger]
    if dangers and not any(zone.key in zones for zone in dangers):
        what = f"Faresonen «{dangers[0].name}» mangler. Velg områdene som er i fare."
        raise InvalidInput(Fault(f"zones.{dangers[0].key}", what))
    empty = [key for key, chosen in zones.items() if not chosen]
    if empty:
        raise InvalidInput(*(Fault(f"zones.{key}", "Sonen er tom. Velg minst ett område til den.") for key in empty))
    if areas and not rest_of(scenario):
        raise InvalidInput(
            Fault("areas", "Scenarioet har ingen sone for resten. Velg områdene i sonene, ikke i tillegg.")
        )
    return zones


def rest_of(scenario: Scenario) -> str:
    """The zone of those in the alert's areas and in no other."""
    return next((zone.key for zone in scenario.zones if zone.rest), "")


def check_people(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> None:
    """Raises InvalidInput for a zone in which nobody is left: nobody lives there, or an earlier zone has them all."""
    zones: Zones = {key: tuple(areas) for key, areas in json.loads(row.zones).items()}
    held = snapshot.zone_counts(connection, row.id, row.version)
    names = {zone.key: zone.name for zone in scenario.zones}
    earlier: set[str] = set()
    faults = []
    for key, areas in zones.items():
        if not held.get(key):
            swallowed = earlier and snapshot.lives_in(connection, areas)
            words = _swallowed(plan, areas) if swallowed else "ingen i listene hører til der. Velg et annet område."
            faults.append(Fault(f"zones.{key}", f"Sonen «{names[key]}» er tom: {words}"))
        earlier |= set(areas)
    if faults:
        raise InvalidInput(*faults)


def _swallowed(plan: Plan, areas: tuple[str, ...]) -> str:
    told = ", ".join(plan.areas[area].name for area in areas)
    return f"alle i {told} hører allerede til en sone foran. Gjør sonen større, eller ta den bort."


def check_places(
    connection: Connection,
    plan: Plan,
    scenario: Scenario,
    given: Mapping[str, str],
    zones: Zones,
    areas: tuple[str, ...],
) -> None:
    """Raises InvalidInput for a place inside a danger zone or within 300 m of one.

    A zone that is a list of streets is where its people live.
    """
    dangers = danger_areas(scenario, zones, areas)
    faults = [
        Fault(f"fields.{key}", what)
        for key, place in _places(plan, scenario, given)
        for what in _too_near(connection, plan, place, dangers)
    ]
    if faults:
        raise InvalidInput(*faults)


def danger_areas(scenario: Scenario, zones: Zones, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Where the danger is: the danger zones' areas; of an alert without zones, where it is for."""
    if not scenario.zones:
        return ()
    if not zones:
        return areas
    return tuple(area for zone in scenario.zones if zone.danger for area in zones.get(zone.key, ()))


def _places(plan: Plan, scenario: Scenario, given: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    for spec in scenario.fields:
        written = given.get(spec.key, "").strip() or spec.default
        place = find_place(plan.places, written) if spec.kind == "place" and written else None
        if place:
            yield spec.key, place


def _too_near(connection: Connection, plan: Plan, place: Place, dangers: tuple[str, ...]) -> Iterator[str]:
    for key in dangers:
        area = plan.areas[key]
        if area.kind == "list":
            metres = metres_from_nearest(snapshot.homes_in(connection, key), place.lon, place.lat)
        else:
            metres = metres_from(area.polygon, place.lon, place.lat)
        if metres == 0:
            yield f"{place.name} ligger inne i faresonen ({area.name}). Velg et annet sted."
        elif metres < NEAREST:
            away = f"{metres:.0f} meter fra faresonen ({area.name})"
            yield f"{place.name} ligger {away}. Velg et sted minst {NEAREST:.0f} meter unna."
