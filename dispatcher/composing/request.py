"""What a person asks for when drafting, and whether the plan can do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dispatcher.domain.drawing import is_drawn
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.geo import Region
from dispatcher.domain.states import Mode
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.domain.plan import Area, Plan, Scenario

NOW = 0
"""In ``hold_until``: somebody was asked whether to wait until the morning, and said no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Areas, and zones: a zone's key and its areas. ``hold_until``: when external waves may open; None: not said."""

    areas: tuple[str, ...] = ()
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hold_until: datetime | Literal["now"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An area drawn for this alert, as it was sent: GeoJSON. ``key``: what the request calls it, beside its name."""

    name: str
    geometry: object
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A scenario, a mode, the fields and where. Times are aware."""

    scenario: str
    mode: Mode
    fields: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hold_until: datetime | Literal["now"] | None = None
    known_at: datetime | None = None
    occurred_at: datetime | None = None
    reason: str = ""
    drawn: tuple[Sketch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """An update, correction or all-clear: what is new. Without areas it is for all who got the alert it follows."""

    fields: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hold_until: datetime | Literal["now"] | None = None
    false_alarm: bool = False
    drawn: tuple[Sketch, ...] = ()


def scenario_of(plan: Plan, key: str) -> Scenario:
    """Raises InvalidInput naming the scenarios the plan has."""
    if key not in plan.scenarios:
        known = ", ".join(sorted(plan.scenarios))
        raise InvalidInput(Fault("scenario", f"Planen har ikke noe scenario «{key}». Den har: {known}."))
    return plan.scenarios[key]


def areas_of(plan: Plan, scenario: Scenario, asked: tuple[str, ...], *, zoned: bool = False) -> tuple[str, ...]:
    """The chosen areas, else the scenario's own. Raises InvalidInput naming the areas the plan has."""
    chosen = known_areas(plan, asked, where="areas")
    if chosen or zoned:
        return chosen
    if not scenario.default_areas:
        raise InvalidInput(Fault("areas", f"Velg minst ett område: {', '.join(sorted(plan.areas))}."))
    return scenario.default_areas


def known_areas(plan: Plan, asked: tuple[str, ...], *, where: str) -> tuple[str, ...]:
    """The keys of areas given by key or name, each once. Raises InvalidInput for one the plan has not."""
    by_name = {area.name.casefold(): key for key, area in plan.areas.items()}  # people write what stands in the texts
    chosen = tuple(dict.fromkeys(by_name.get(key.casefold(), key) for key in asked))
    unknown = [key for key in chosen if key not in plan.areas]
    if unknown:
        known = ", ".join(sorted(plan.areas))
        raise InvalidInput(*(Fault(where, f"Planen har ikke noe område «{key}». Den har: {known}.") for key in unknown))
    ours = [plan.areas[key] for key in chosen if not is_drawn(key)]  # a drawing has rules of its own (``drawing``)
    outside = [area.name for area in ours if _outside(plan, area)]
    if outside:
        raise InvalidInput(*(Fault(where, f"Området «{name}» ligger utenfor kommunen.") for name in outside))
    return chosen


def _outside(plan: Plan, area: Area) -> bool:
    """Whether no corner of a drawn area is in the municipality."""
    whole = [Region(one.polygon) for one in plan.areas.values() if one.kind == "all" and one.polygon]
    corners = [point for polygon in area.polygon for ring in polygon for point in ring]
    return bool(whole and corners) and not any(region.holds(*point) for region in whole for point in corners)


def check_mode(mode: Mode, node: NodeMode) -> None:
    """An exercise node refuses what would reach people."""
    if node is NodeMode.EXERCISE and mode is not Mode.EXERCISE:
        word = "skarpe varsler" if mode is Mode.REAL else "varslingsprøver"
        raise Conflict("mode", f"Denne noden kjører bare øvelser og kan ikke sende {word}. Sett DISPATCHER_MODE=live.")


def check_times(trigger: Trigger, now: datetime) -> None:
    """What happened and was known cannot lie in the future, and is known no earlier than it happened."""
    faults = [
        Fault(name, "Tidspunktet ligger fram i tid.")
        for name, moment in (("known_at", trigger.known_at), ("occurred_at", trigger.occurred_at))
        if moment is not None and moment > now
    ]
    if trigger.known_at and trigger.occurred_at and trigger.known_at < trigger.occurred_at:
        faults.append(Fault("known_at", "Kommunen kan ikke ha visst om hendelsen før den skjedde."))
    if faults:
        raise InvalidInput(*faults)
