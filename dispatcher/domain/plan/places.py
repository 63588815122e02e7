"""The plan's places, found as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from dispatcher.domain.plan.people_and_places import Place


def find_place(places: Mapping[str, Place], typed: str) -> Place | None:
    """The place of this key or name, however it is spelt with capitals, spaces and a last full stop."""
    wanted = _folded(typed)
    named = {_folded(place.name): place for place in places.values()} | {_folded(key): places[key] for key in places}
    return named.get(wanted)


def unknown_place(places: Mapping[str, Place], typed: str) -> str:
    """The sentence about a place the plan does not have."""
    known = ", ".join(place.name for place in places.values()) or "ingen ennå"
    return f"Planen har ikke stedet «{typed}». Den har: {known}."


def _folded(written: str) -> str:
    return " ".join(written.split()).rstrip(" .,;:").casefold()
