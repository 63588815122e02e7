"""What was drawn for an alert, and how many people it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.drawing import is_drawn
from dispatcher.domain.states import APPS
from dispatcher.ledger import drawn, incidents, snapshot

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario

NO_PUSH = (
    "De som har bestilt push for et av planens områder, får det ikke for et område som er tegnet. "
    "Kryss av planens område også, hvis de skal ha det."
)


def drawn_view(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> list[dict[str, Any]]:
    """Each drawing of the alert, with its people. Who has no coordinate is in no drawing, and that is said."""
    found = drawn.of_alert(connection, row)
    if not found:
        return []
    lists = _by_area(plan, scenario)
    without = drawn.without_point(connection, lists)
    told = []
    for one in found:
        people = drawn.people_in(connection, row, one.key, lists)
        facts = {"key": one.key, "name": one.name, "people": people, "without_coordinate": without}
        told.append(facts | {"geometry": one.geometry, "words": _words(one.name, people, without)})
    return told


def warnings(connection: Connection, row: Row[Any], plan: Plan) -> list[str]:
    """Push is ordered by the plan's own areas: who ordered it for one of them is in no drawing."""
    areas = incidents.all_areas_of(row)
    drawn_one, everywhere = any(map(is_drawn, areas)), any(plan.areas[key].kind == "all" for key in areas)
    waves = snapshot.waves_of(connection, row.id, row.version)
    pushed = any(channel in APPS for wave in waves for channel, _ in snapshot.channels_of(wave))
    return [NO_PUSH] if drawn_one and not everywhere and pushed else []


def _by_area(plan: Plan, scenario: Scenario) -> set[str]:
    """The lists whose people are told by where they live."""
    named = (plan.audiences[key] for wave in scenario.waves for key in wave.audiences)
    return {key for one in named if one.by_area for key in one.lists}


def _words(name: str, people: int, without: int) -> str:
    lost = f" {_number(without)} på listene har ikke koordinat, og kan bo der likevel." if without else ""
    return f"«{name}» er tegnet på kartet: {_number(people)} {'person' if people == 1 else 'personer'}.{lost}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")
