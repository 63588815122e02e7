"""The night: whether to wake people, by the plan's word for each audience and by somebody's answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from dispatcher.composing.request import NOW
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import Severity, Urgency
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.domain.plan import Audience, Plan, Scenario, Wave

OSLO = ZoneInfo("Europe/Oslo")
Hold = datetime | Literal["now"] | None
"""Somebody's answer: until when those outside wait, that they do not, or none."""


def hold_of(asked: Hold, now: datetime, expires_after: timedelta) -> int | None:
    """A hold as it is kept (ms). Raises InvalidInput for a time that has passed, or when sending would be over."""
    if asked is None:
        return None
    if asked == "now":
        return NOW
    if asked <= now:
        raise InvalidInput(Fault("hold_until", "Tidspunktet er passert. Velg et senere tidspunkt, eller send nå."))
    if asked >= now + expires_after:
        raise InvalidInput(Fault("hold_until", "Varselet er utløpt før det tidspunktet. Velg et tidligere."))
    return ms(asked)


def hold_for(plan: Plan, scenario: Scenario, waves: Sequence[Wave], answered: int | None, now: datetime) -> int | None:
    """When external waves may open (ms), None for at once. Raises InvalidInput when the plan wants an answer first."""
    if answered is not None:
        return None if answered == NOW else answered
    if scenario.severity is Severity.EXTREME or scenario.urgency is Urgency.IMMEDIATE:
        return None  # danger to life does not wait for the morning
    asleep = [audience for audience in _audiences(plan, waves) if morning(audience.hours, now) is not None]
    if any(audience.night == "ask" for audience in asleep):
        names = ", ".join(audience.name for audience in asleep if audience.night == "ask")
        what = f"Det er natt. Skal {names} varsles nå, eller når? Oppgi et tidspunkt, eller svar «now» for å sende nå."
        raise InvalidInput(Fault("hold_until", what))
    held = [morning(audience.hours, now) for audience in asleep if audience.night == "hold_until"]
    return max((ms(moment) for moment in held if moment), default=None)


def _audiences(plan: Plan, waves: Sequence[Wave]) -> list[Audience]:
    return [plan.audiences[key] for wave in waves for key in wave.audiences]


def morning(hours: str, now: datetime) -> datetime | None:
    """When the night that it is now ends; None by day. ``hours``: 22:00-07:00, in the municipality's own time."""
    start, end = (time.fromisoformat(part) for part in hours.split("-"))
    here = now.astimezone(OSLO)
    clock = here.time()
    night = start <= clock < end if start < end else clock >= start or clock < end
    if not night:
        return None
    day = here.date() if clock < end else here.date() + timedelta(days=1)
    return datetime.combine(day, end, OSLO)
