"""Every combination the plan can send, rendered with the plan's own examples: what ``check`` and the tests read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PLACE_FIELD, Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.rendering.forms import Text
from dispatcher.rendering.message import Message
from dispatcher.rendering.renderer import Rendering
from dispatcher.rendering.values import Values

Forms = tuple[tuple[ChannelName, AudienceClass], ...]

_PERSONAL = (AudienceClass.CITIZEN, AudienceClass.STAFF, AudienceClass.LEADER, AudienceClass.PRESS)
_FORMS = (
    *product((ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH), _PERSONAL),  # an app's text is the push text
    (ChannelName.BANNER, AudienceClass.PUBLIC),
)
_CITIZENS = tuple(form for form in _FORMS if form[1] is AudienceClass.CITIZEN)
_FOLLOW_UPS = (AlertKind.UPDATE, AlertKind.CORRECTION)
_TAKEN_BACK = (AlertKind.FIRST, *_FOLLOW_UPS)
_FATES = {Fate.KEPT: "", Fate.ADDED: " (ny)", Fate.RELEASED: " (gjelder ikke deg)", Fate.RETRACTED: " (trukket)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What kind of message, to whom it is what, and in which zone."""

    kind: AlertKind
    fate: Fate = Fate.KEPT
    zone: str = ""
    false_alarm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """One combination and its text."""

    scenario: str
    part: Part
    channel: ChannelName
    cls: AudienceClass
    language: str
    mode: Mode
    text: Text

    @property
    def kind(self) -> AlertKind:
        return self.part.kind

    @property
    def name(self) -> str:
        """How a fault names it."""
        return _name(self.scenario, self.part, self.channel, self.cls, self.language) + f" {self.mode}"


def rehearse(rendering: Rendering, now: datetime) -> Iterator[Rehearsed | Fault]:
    """Each combination, or the fault that keeps it from being rendered."""
    for scenario in rendering.plan.scenarios.values():
        for part, forms in _parts(scenario):
            for language in rendering.languages(scenario.key):
                yield from _message(rendering, scenario, part, language, forms, now)


def example_values(plan: Plan, scenario: Scenario, part: Part, now: datetime) -> Values:
    """What somebody would type, by the plan's own examples."""
    fields = {spec.key: spec.example for spec in scenario.fields_of(part.kind) if spec.example}
    areas = _example_areas(plan, scenario, fields.get(PLACE_FIELD, ""))
    if areas:
        fields.pop(PLACE_FIELD, None)
    first = part.kind is AlertKind.FIRST
    return Values(
        fields=fields,
        areas=areas,
        zone_areas=_zone_areas(plan, scenario, areas) if part.zone else {},
        number="4821",
        composed_at=now,
        previous_at=None if first else now - timedelta(minutes=40),
        first_at=None if first else now - timedelta(days=3),
        false_alarm=part.false_alarm,
    )


def _example_areas(plan: Plan, scenario: Scenario, place: str) -> tuple[str, ...]:
    """The area the example names. Where nobody types the place: the area that takes most room in a text."""
    if scenario.field(PLACE_FIELD):
        return tuple(area.key for area in plan.areas.values() if area.name == place)
    language = plan.municipality.language
    return (max(plan.areas.values(), key=lambda area: len(area.words(language))).key,)


def _parts(scenario: Scenario) -> Iterator[tuple[Part, Forms]]:
    """Each message, and the forms it has: what only some citizens get has theirs alone."""
    for zone in ("", *(zone.key for zone in scenario.zones)):
        forms = _CITIZENS if zone else _FORMS
        yield from ((Part(kind=kind, zone=zone), forms) for kind in AlertKind)
        yield from ((Part(kind=kind, fate=Fate.RETRACTED, zone=zone), forms) for kind in _TAKEN_BACK)
        yield from ((Part(kind=kind, fate=Fate.ADDED, zone=zone), _CITIZENS) for kind in _FOLLOW_UPS)
        yield from ((Part(kind=kind, fate=Fate.RELEASED, zone=zone), _CITIZENS) for kind in _FOLLOW_UPS)
        for fate in (Fate.KEPT, Fate.RETRACTED):
            yield Part(kind=AlertKind.CORRECTION, fate=fate, zone=zone, false_alarm=True), forms


def _zone_areas(plan: Plan, scenario: Scenario, danger: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The example's place is the danger; the other zones take the areas that are left, one each."""
    others = iter([key for key in plan.areas if key not in danger])
    found = {}
    for zone in scenario.zones:
        if zone.danger and danger:
            found[zone.key], danger = danger, ()
        elif not zone.rest:
            found[zone.key] = tuple(key for key in [next(others, "")] if key)
    return found


def _message(
    rendering: Rendering, scenario: Scenario, part: Part, language: str, forms: Forms, now: datetime
) -> Iterator[Rehearsed | Fault]:
    """Every form of one message, in every mode."""
    values = example_values(rendering.plan, scenario, part, now)
    message: Message | None = None
    for channel, cls in forms:
        try:
            message = message or rendering.message(
                scenario=scenario.key, kind=part.kind, language=language, values=values, fate=part.fate, zone=part.zone
            )
            texts = {mode: message.form(channel, cls, mode) for mode in (Mode.REAL, Mode.EXERCISE)}
        except InvalidInput as error:
            yield Fault(_name(scenario.key, part, channel, cls, language), str(error))
            continue
        for mode in Mode:
            text = texts.get(mode, texts[Mode.EXERCISE])  # a test reads as an exercise does
            yield Rehearsed(
                scenario=scenario.key, part=part, channel=channel, cls=cls, language=language, mode=mode, text=text
            )


def _name(scenario: str, part: Part, channel: ChannelName, cls: AudienceClass, language: str) -> str:
    zone = f"@{part.zone}" if part.zone else ""
    alarm = " (falsk alarm)" if part.false_alarm else ""
    return f"{scenario}{zone} {part.kind}{_FATES[part.fate]}{alarm} {channel} {cls} {language}"
