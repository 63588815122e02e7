"""The map of a form: what is ticked and what is drawn in it, on the whole municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.web.console.drawing_form import drawing_view, sketched
from dispatcher.web.console.given import ZONE
from dispatcher.web.console.map_view import whole_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.map_settings import Map
    from dispatcher.web.console.forms import Form


def form_map(form: Form, plan: Plan, scenario: Scenario, faults: Mapping[str, str], tiles: Map) -> dict[str, Any]:
    """``map`` and ``drawing``, for the templates."""
    drawn = sketched(form, plan)
    zones = {zone.key: form.all(ZONE + zone.key) for zone in scenario.zones}
    dangers = {zone.key for zone in scenario.zones if zone.danger}
    danger = {area for key in dangers for area in zones[key]} | {one.key for one, zone in drawn if zone in dangers}
    chosen = {*form.all("areas"), *(area for held in zones.values() for area in held)}
    shown = whole_map(plan, chosen, danger, [one for one, _ in drawn], tiles)
    if shown is not None:
        names = [area.name for key, area in plan.areas.items() if key in chosen]
        shown |= {"chosen": ", ".join([*names, *(one.name for one, _ in drawn)])}
    return {"map": shown, "drawing": drawing_view(form, plan, scenario, faults)}
