"""What a person gave for one alert, and everything that is wrong with it in itself, told at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import urlsplit

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PROMISE_FIELD, FieldSpec, Plan, Scenario, find_place, unknown_place
from dispatcher.domain.states import AlertKind
from dispatcher.rendering.moments import parse_moment

PROMISING = frozenset({AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION})
"""The kinds of alert after which people wait for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What one alert says: fields as they were typed, areas by key or name, and its times.

    ``previous_at`` is the alert before this one, ``first_at`` the incident's first. ``zone_areas``: the areas of each
    zone, by its key. ``false_alarm``: a correction that says it was one.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    zone_areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number: str
    composed_at: datetime
    promise_at: datetime | None = None
    previous_at: datetime | None = None
    first_at: datetime | None = None
    false_alarm: bool = False


def check_values(plan: Plan, scenario: Scenario, kind: AlertKind, values: Values) -> None:
    """Raises InvalidInput with everything that is wrong with what was typed."""
    faults = [
        *_unknown(scenario, values),
        *(fault for spec in scenario.fields for fault in _field_faults(plan, spec, kind, values)),
    ]
    if faults:
        raise InvalidInput(*faults)


def promise_of(scenario: Scenario, kind: AlertKind, values: Values) -> datetime | None:
    """When the next message is promised: given, or typed in its field. Call after ``check_values``."""
    spec = scenario.field(PROMISE_FIELD)
    if kind not in PROMISING or values.false_alarm:
        return None
    typed = typed_value(spec, values) if spec and kind in spec.kinds else ""
    if values.promise_at or not typed:
        return values.promise_at
    return parse_moment(typed, values.composed_at)[0]


def typed_value(spec: FieldSpec, values: Values) -> str:
    """What was typed for a field, else its default."""
    return unicodedata.normalize("NFC", values.fields.get(spec.key, "")).strip() or spec.default


def _unknown(scenario: Scenario, values: Values) -> Iterator[Fault]:
    known = [spec.key for spec in scenario.fields]
    for key in values.fields:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"Mente du «{close[0]}»?" if close else f"Feltene er: {', '.join(known) or 'ingen'}."
            yield Fault(f"fields.{key}", f"{scenario.name} har ikke feltet «{key}». {hint}")


def _field_faults(plan: Plan, spec: FieldSpec, kind: AlertKind, values: Values) -> Iterator[Fault]:
    where, typed = f"fields.{spec.key}", typed_value(spec, values)
    label = spec.label.get(plan.municipality.language, spec.key)
    if kind not in spec.kinds and spec.kind == "time":
        return
    if not typed:
        promised = spec.key == PROMISE_FIELD and values.promise_at
        if spec.required and kind in spec.kinds and not promised and not values.false_alarm:
            yield Fault(where, f"Fyll ut «{label}»{_example(spec)}.")
        return
    if spec.kind == "place":
        what = "" if find_place(plan.places, typed) else unknown_place(plan.places, typed)
    else:
        faulty = {"time": _time_fault, "choice": _choice_fault, "text": _text_fault, "link": _link_fault}
        what = faulty[spec.kind](spec, typed, values)
    if what:
        yield Fault(where, f"«{label}»: {what}")


def _example(spec: FieldSpec) -> str:
    if spec.choices:
        return f" med en av disse: {', '.join(spec.choices)}"
    return f", for eksempel {spec.example}" if spec.example else ""


def _time_fault(spec: FieldSpec, typed: str, values: Values) -> str:
    try:
        moment, whole_day = parse_moment(typed, values.composed_at)
    except ValueError as error:
        return f"«{typed}» er ikke et tidspunkt. {error}"
    if spec.key != PROMISE_FIELD:
        return ""
    if whole_day:
        return "Skriv også klokkeslett, for eksempel 22.11 09:00."
    return "" if moment > values.composed_at else "Tidspunktet er passert. Skriv når neste melding kommer."


def _choice_fault(spec: FieldSpec, typed: str, _: Values) -> str:
    return "" if typed in spec.choices else f"Ukjent valg «{typed}». Skriv en av disse: {', '.join(spec.choices)}."


def _text_fault(spec: FieldSpec, typed: str, _: Values) -> str:
    if len(typed) > spec.max_length:
        return f"Teksten er på {len(typed)} tegn. Den kan ha høyst {spec.max_length}."
    if any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in typed):
        return "Skriv teksten på én linje."
    return ""


def _link_fault(spec: FieldSpec, typed: str, values: Values) -> str:
    """A link people can trust to be what it says: https, a named host, no name and password in front of it."""
    try:
        parts = urlsplit(typed)
        sound = parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        sound = False
    if not sound or any(char.isspace() or char in "<>\"'\\" for char in typed):
        return "Skriv hele lenken med https foran, for eksempel https://loten.kommune.no/direkte."
    return _text_fault(spec, typed, values)
