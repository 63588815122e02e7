"""A form about an alert: its fields, its areas and zones, and the night; read as the interface's own request.

What was typed is kept when something is refused, and each fault stands beside its field.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing import night
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.moments import OSLO, last_moment, parse_moment
from dispatcher.domain.states import AlertKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatcher.domain.plan import FieldSpec, Plan, Scenario
    from dispatcher.web.console.forms import Form

FIELD, ZONE = "f.", "z."
HOLD, HOLD_AT = "hold", "hold_at"
NOW, LATER = "now", "later"
HOLD_FAULT: Final = "hold_until"
MOST_DRAWN: Final = 3
"""Drawings in one form (``drawing_form``)."""


def sent_of(form: Form, scenario: Scenario, kind: AlertKind, now: datetime) -> dict[str, Any]:
    """As a program would have sent it. What is empty was not said. Raises InvalidInput for a time nobody can read."""
    asked = scenario.fields_of(kind)
    fields = {spec.key: form.one(FIELD + spec.key).strip() for spec in asked}
    # In what follows an alert, a field that is not named stays as it was: one that was emptied is named.
    emptied = {spec.key for spec in asked if kind is not AlertKind.FIRST and spec.kind in {"text", "place"}}
    zones = {zone.key: list(form.all(ZONE + zone.key)) for zone in scenario.zones}
    sent: dict[str, Any] = {
        "fields": {key: value for key, value in fields.items() if value or key in emptied},
        "areas": list(form.all("areas")),
        "zones": {key: areas for key, areas in zones.items() if areas},
    }
    if hold := hold_of(form, now):
        sent[HOLD_FAULT] = hold
    return sent


def hold_of(form: Form, now: datetime) -> str:
    """«now», a moment, or nothing where nobody was asked."""
    answer = form.one(HOLD)
    if answer == LATER:
        try:
            return parse_moment(form.one(HOLD_AT), now).isoformat()
        except ValueError as error:
            raise InvalidInput(Fault(HOLD_FAULT, str(error))) from None
    return NOW if answer == NOW else ""


def past(where: str, written: str, now: datetime) -> datetime | None:
    """When something happened; None where nothing was said. Raises InvalidInput."""
    try:
        return last_moment(written, now) if written.strip() else None
    except ValueError as error:
        raise InvalidInput(Fault(where, str(error))) from None


def asks_about_night(plan: Plan, scenario: Scenario, now: datetime) -> str:
    """Until when people sleep («06.00») when the plan wants an answer before they are woken; else nothing."""
    try:
        night.hold_for(plan, scenario, scenario.waves, None, now)
    except InvalidInput:
        hours = (plan.audiences[key].hours for wave in scenario.waves for key in wave.audiences)
        ends = max(end for one in hours if (end := night.morning(one, now)))
        return f"{ends.astimezone(OSLO):%H:%M}"
    return ""


def fields_view(
    scenario: Scenario, kind: AlertKind, typed: Mapping[str, str], faults: Mapping[str, str], language: str
) -> list[dict[str, Any]]:
    """Every field that this kind of alert asks for, with what was typed and what is wrong with it."""
    return [
        {
            "id": f"felt-{spec.key}",
            "name": FIELD + spec.key,
            "label": _said(spec.label, language),
            "kind": spec.kind,
            "required": spec.required,
            "example": "" if spec.kind in {"choice", "place"} else spec.example,
            "most": spec.max_length,
            "choices": [(key, _said(words, language)) for key, words in spec.choices.items()],
            "value": _written(typed.get(spec.key, ""))
            if spec.kind == "time"
            else typed.get(spec.key, "") or _chosen(spec),
            "fault": faults.get(f"fields.{spec.key}", ""),
        }
        for spec in scenario.fields_of(kind)
    ]


def _written(moment: str) -> str:
    """A time that is kept absolute, as somebody would type it; anything else as it was typed."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{found.astimezone(OSLO):%d.%m.%Y %H:%M}" if found.tzinfo else moment


def _chosen(spec: FieldSpec) -> str:
    return spec.default if spec.kind == "choice" else ""


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def places_of(plan: Plan) -> list[str]:
    """The places that people can be sent to, by name."""
    return [place.name for place in plan.places.values() if place.kind == "meeting"]


def areas_view(plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """The plan's areas to choose among: named lists first, then all of it and what is drawn."""
    named = [(key, area.name) for key, area in plan.areas.items() if area.kind == "list"]
    drawn = [(key, area.name) for key, area in plan.areas.items() if area.kind != "list"]
    drawn.sort(key=lambda one: plan.areas[one[0]].kind != "all")
    return [(kind, found) for kind, found in (("areas-named", named), ("areas-drawn", drawn)) if found]


def zones_view(scenario: Scenario, form: Form, faults: Mapping[str, str]) -> list[dict[str, Any]]:
    """The zones to choose areas for; the rest has the alert's own."""
    return [
        {
            "name": ZONE + zone.key,
            "title": zone.name,
            "danger": zone.danger,
            "chosen": form.all(ZONE + zone.key),
            "fault": faults.get(f"zones.{zone.key}", ""),
        }
        for zone in scenario.zones
        if not zone.rest
    ]


def typed_in(form: Form, scenario: Scenario) -> dict[str, str]:
    """What stands in the fields of a form that comes back."""
    return {spec.key: form.one(FIELD + spec.key) for spec in scenario.fields}


def sorted_faults(faults: Sequence[Fault], beside: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Those that have a place on the page, by where; and the rest, to stand on top."""
    mine = {fault.where: fault.what for fault in faults if fault.where in beside}
    return mine, [fault.what for fault in faults if fault.where not in beside]


def places_on_page(scenario: Scenario) -> list[str]:
    """Where a fault can stand beside its field."""
    fields = [f"fields.{spec.key}" for spec in scenario.fields]
    zones = [f"zones.{zone.key}" for zone in scenario.zones if not zone.rest]
    drawn = [f"drawn.{number}.{part}" for number in range(MOST_DRAWN) for part in ("name", "geometry")]
    return [*fields, *zones, *drawn, "areas", HOLD_FAULT, "known_at", "occurred_at", "reason"]
