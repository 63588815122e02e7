"""What is drawn for an alert: whether this plan and this scenario can have it, and the plan with it laid over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain import police
from dispatcher.domain.distance import metres_from
from dispatcher.domain.drawing import MOST_AREAS, Drawn, drawn_of
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.personal_data import own_of, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatcher.composing.request import FollowUp, Sketch, Trigger
    from dispatcher.domain.plan import Plan, Scenario

FARTHEST = 20_000.0
"""Metres outside the municipality: further away it is a mistake, nearer it is odd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an alert is for, with what was drawn: the plan has it among its areas."""

    plan: Plan
    drawn: tuple[Drawn, ...]
    areas: tuple[str, ...]
    zones: Mapping[str, tuple[str, ...]]


def placed(plan: Plan, scenario: Scenario, asked: Trigger | FollowUp) -> Placing:
    """A drawing that no zone and no area names is one more area. Raises InvalidInput for what cannot be used."""
    if not asked.drawn:
        return Placing(plan=plan, drawn=(), areas=asked.areas, zones=asked.zones)
    drawn = _sound(plan, scenario, asked.drawn)
    keys = dict(_names(asked.drawn, drawn))
    zones = {zone: _by_key(keys, named) for zone, named in asked.zones.items()}
    areas = _by_key(keys, asked.areas)
    used = {*areas, *(key for held in zones.values() for key in held)}
    return Placing(
        plan=plan.model_copy(update={"areas": plan.areas | {one.key: one.area for one in drawn}}),
        drawn=drawn,
        areas=(*areas, *(one.key for one in drawn if one.key not in used)),
        zones=zones,
    )


def _sound(plan: Plan, scenario: Scenario, sketches: Sequence[Sketch]) -> tuple[Drawn, ...]:
    if len(sketches) > MOST_AREAS:
        raise InvalidInput(Fault("drawn", f"Tegn høyst {MOST_AREAS} områder. Dere har tegnet {len(sketches)}."))
    drawn, faults = [], list[Fault]()
    for number, sketch in enumerate(sketches):
        try:
            drawn.append(drawn_of(sketch.name, sketch.geometry, where=f"drawn.{number}"))
        except InvalidInput as wrong:
            faults += wrong.faults
    faults = faults or [*_name_faults(plan, scenario, drawn), *_place_faults(plan, drawn)]
    if faults:
        raise InvalidInput(*faults)
    return tuple(drawn)


def _name_faults(plan: Plan, scenario: Scenario, drawn: Sequence[Drawn]) -> Iterator[Fault]:
    taken = {name.casefold() for key, area in plan.areas.items() for name in (key, area.name)}
    mine = {one.key for one in drawn} & set(plan.areas)  # drawn before, for an earlier alert of the incident
    often = Counter(one.name.casefold() for one in drawn)
    own = own_of(plan)
    for number, one in enumerate(drawn):
        where = f"drawn.{number}.name"
        if often[one.name.casefold()] > 1 or (one.name.casefold() in taken and one.key not in mine):
            yield Fault(where, f"Et annet område heter allerede «{one.name}». Gi det et eget navn.")
        yield from (Fault(where, each.words) for each in scan(one.name, own, where=where) if each.blocks)
        yield from police.word_faults(plan, scenario, [(where, one.name)])


def _place_faults(plan: Plan, drawn: Sequence[Drawn]) -> Iterator[Fault]:
    whole = [area.polygon for area in plan.areas.values() if area.kind == "all" and area.polygon]
    for number, one in enumerate(drawn):
        corners = [point for polygon in one.polygon for point in polygon[0]]
        away = min((metres_from(border, *point) for border in whole for point in corners), default=0.0)
        if away > FARTHEST:
            what = f"Området «{one.name}» ligger {away / 1000:.0f} kilometer utenfor kommunen."
            yield Fault(f"drawn.{number}.geometry", what)


def _names(sketches: Sequence[Sketch], drawn: Sequence[Drawn]) -> Iterator[tuple[str, str]]:
    """What a request may call a drawing: its name, or the key it was given there."""
    for sketch, one in zip(sketches, drawn, strict=True):
        yield one.name.casefold(), one.key
        if sketch.key:
            yield sketch.key.casefold(), one.key


def _by_key(keys: Mapping[str, str], named: Sequence[str]) -> tuple[str, ...]:
    return tuple(keys.get(" ".join(name.split()).casefold(), name) for name in named)
