"""The fields a person fills in: known, filled, of their kind; and what the texts are rendered from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.moments import parse_moment
from dispatcher.domain.plan import PROMISE_FIELD
from dispatcher.ledger import incidents
from dispatcher.ledger.times import at
from dispatcher.rendering import Values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from dispatcher.domain.plan import FieldSpec, Scenario
    from dispatcher.domain.states import AlertKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Fields that the scenario knows, times written as RFC 3339, and the promise among them."""

    given: dict[str, str]
    promise_at: datetime | None


def check(scenario: Scenario, kind: AlertKind, given: Mapping[str, Any], now: datetime) -> Checked:
    """Raises InvalidInput with a fault per field that is unknown, missing, too long or not of its kind."""
    specs = {spec.key: spec for spec in scenario.fields if kind in spec.kinds}
    faults = [
        Fault(f"fields.{key}", f"Scenarioet har ikke noe felt «{key}». Det har: {', '.join(specs) or 'ingen'}.")
        for key in given
        if key not in specs
    ]
    kept: dict[str, str] = {}
    promise: datetime | None = None
    for spec in specs.values():
        written = given.get(spec.key, spec.default)
        try:
            value = _checked(spec, written, now)
        except ValueError as error:
            faults.append(Fault(f"fields.{spec.key}", str(error)))
            continue
        if value:
            kept[spec.key] = value
        if value and spec.key == PROMISE_FIELD:
            promise = parse_moment(value, now)
    if faults:
        raise InvalidInput(*faults)
    return Checked(given=kept, promise_at=promise)


def _checked(spec: FieldSpec, written: object, now: datetime) -> str:
    label = spec.label.get("nb", spec.key)
    if not isinstance(written, str):
        raise ValueError(f"{label}: skriv en tekst.")  # noqa: TRY004  a person's mistake, told as one
    value = " ".join(written.split())
    if not value:
        if spec.required:
            example = f", for eksempel «{spec.example}»" if spec.example else ""
            raise ValueError(f"{label} mangler. Fyll ut feltet{example}.")
        return ""
    if len(value) > spec.max_length:
        raise ValueError(f"{label} kan ha høyst {spec.max_length} tegn; dette har {len(value)}.")
    if spec.kind == "choice" and value not in spec.choices:
        raise ValueError(f"{label} må være en av: {', '.join(spec.choices)}.")
    if spec.kind == "time":
        moment = parse_moment(value, now)
        if spec.key == PROMISE_FIELD and moment <= now:
            raise ValueError(f"{label} må ligge fram i tid.")
        return moment.isoformat(timespec="minutes")
    return value


def values(row: Row[Any], *, composed_at: datetime) -> Values:
    """What a version's texts are rendered from."""
    return Values(
        fields=json.loads(row.fields),
        areas=tuple(incidents.areas_of(row)),
        number=str(row.incident),
        composed_at=composed_at,
        promise_at=at(row.promise_at),
        previous_at=None,
    )
