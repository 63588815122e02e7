"""The fields a person fills in, as they are kept: checked by the templates' own rules, times made absolute at once.

«09:00» typed at 03:14 means 09:00 of that day for ever, also when the alert is submitted at 09:05.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.rendering import Values, parse_moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.domain.plan import Scenario
    from dispatcher.domain.states import AlertKind
    from dispatcher.rendering import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Fields that the scenario knows, times as RFC 3339, and the promise among them."""

    given: dict[str, str]
    promise_at: datetime | None


def check(
    rendering: Rendering, scenario: Scenario, kind: AlertKind, given: Mapping[str, Any], now: datetime
) -> Checked:
    """Raises InvalidInput with a fault per field that is unknown, missing, too long or not of its kind."""
    not_text = [Fault(f"fields.{key}", "Skriv en tekst.") for key, value in given.items() if not isinstance(value, str)]
    if not_text:
        raise InvalidInput(*not_text)
    asked = Values(fields=given, number="0", composed_at=now)
    rendering.check(scenario=scenario.key, kind=kind, values=asked)
    times = {spec.key for spec in scenario.fields if spec.kind == "time"}
    kept = {key: _absolute(value, now) if key in times else value.strip() for key, value in given.items()}
    promise = rendering.promise(scenario=scenario.key, kind=kind, values=asked)
    return Checked(given=kept, promise_at=promise)


def _absolute(written: str, now: datetime) -> str:
    if not written.strip():
        return ""
    moment, whole_day = parse_moment(written, now)
    return written.strip() if whole_day else moment.isoformat(timespec="minutes")
