"""Zones and the places people are sent to: somebody must be in danger, and nobody be in two zones by accident."""

from __future__ import annotations

from collections.abc import Iterator

from dispatcher.domain.plan.raw import Entry, Found, parts, section, text


def zone_faults(scenario: Entry) -> Iterator[Found]:
    """Every fault of a scenario's zones, its place counted from the scenario."""
    zones = parts(scenario, "zones")
    seen: set[str] = set()
    for index, zone in zones:
        place, key, rest = ("zones", index), text(zone, "key"), zone.get("rest") is True
        if key and key in seen:
            yield (*place, "key"), f"Sonen «{key}» står to ganger. Fjern den ene."
        seen.add(key)
        if rest and zone.get("danger") is True:
            yield (*place, "rest"), "Resten kan ikke være faresonen. Fjern danger eller rest."
        if rest and index != zones[-1][0]:
            yield (*place, "rest"), "Sonen tar alle som er igjen (rest: true) og må stå sist."
    if zones and not any(zone.get("danger") is True for _, zone in zones):
        yield ("zones",), "Ingen sone er faresonen. Skriv danger: true på den."


def place_faults(tree: object) -> Iterator[Found]:
    """Two places nobody can tell apart."""
    seen: dict[str, str] = {}
    for key, place in section(tree, "places").items():
        name = " ".join(text(place, "name").split()).casefold()
        if name and name in seen:
            yield ("places", key, "name"), f"Stedet «{seen[name]}» heter det samme. Gi dem ulike navn."
        seen.setdefault(name, key)


def place_field_faults(tree: object, field: Entry) -> Iterator[Found]:
    """A field that asks for a place needs places to choose from."""
    if text(field, "kind") != "place":
        return
    places = section(tree, "places")
    known = {" ".join(word.split()).casefold() for key, place in places.items() for word in (key, text(place, "name"))}
    if not places:
        yield ("kind",), "Feltet spør etter et sted, men planen har ingen. Legg til places."
        return
    for name in ("default", "example"):
        typed = text(field, name)
        if typed and " ".join(typed.split()).casefold() not in known:
            names = ", ".join(text(place, "name") for place in places.values())
            yield (name,), f"Ukjent sted «{typed}». Planen har: {names}."
