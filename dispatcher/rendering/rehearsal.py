"""Every combination the plan can send, rendered with the plan's own examples: what ``check`` and the tests read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PLACE_FIELD, Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Mode
from dispatcher.rendering.forms import Text
from dispatcher.rendering.renderer import Rendering
from dispatcher.rendering.values import Values

_PERSONAL = (AudienceClass.CITIZEN, AudienceClass.STAFF, AudienceClass.LEADER, AudienceClass.PRESS)
_FORMS = (
    *((ChannelName.SMS, cls) for cls in _PERSONAL),
    *((ChannelName.EMAIL, cls) for cls in _PERSONAL),
    (ChannelName.BANNER, AudienceClass.PUBLIC),
)
_RELEASING = {AlertKind.UPDATE, AlertKind.CORRECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """One combination and its text."""

    scenario: str
    kind: AlertKind
    released: bool
    channel: ChannelName
    cls: AudienceClass
    language: str
    mode: Mode
    text: Text

    @property
    def name(self) -> str:
        """How a fault names it."""
        release = " (gjelder ikke deg)" if self.released else ""
        return f"{self.scenario} {self.kind}{release} {self.channel} {self.cls} {self.language} {self.mode}"


def rehearse(rendering: Rendering, now: datetime) -> Iterator[Rehearsed | Fault]:
    """Each combination, or the fault that keeps it from being rendered."""
    for scenario in rendering.plan.scenarios.values():
        for kind in AlertKind:
            for released in (False, True) if kind in _RELEASING else (False,):
                yield from _of_kind(rendering, scenario, kind, released=released, now=now)


def example_values(plan: Plan, scenario: Scenario, kind: AlertKind, now: datetime) -> Values:
    """What somebody would type, by the plan's own examples."""
    fields = {spec.key: spec.example for spec in scenario.fields_of(kind) if spec.example}
    areas = tuple(area.key for area in plan.areas.values() if area.name == fields.get(PLACE_FIELD))
    if areas:
        del fields[PLACE_FIELD]
    return Values(
        fields=fields,
        areas=areas,
        number="4821",
        composed_at=now,
        previous_at=None if kind is AlertKind.FIRST else now - timedelta(minutes=40),
        first_at=None if kind is AlertKind.FIRST else now - timedelta(days=3),
    )


def _of_kind(
    rendering: Rendering, scenario: Scenario, kind: AlertKind, *, released: bool, now: datetime
) -> Iterator[Rehearsed | Fault]:
    forms = [form for form in _FORMS if form[1] is AudienceClass.CITIZEN] if released else _FORMS
    for language in rendering.languages(scenario.key):
        for channel, cls in forms:
            for mode in Mode:
                yield _one(rendering, scenario, kind, channel, cls, language, mode, released=released, now=now)


def _one(
    rendering: Rendering,
    scenario: Scenario,
    kind: AlertKind,
    channel: ChannelName,
    cls: AudienceClass,
    language: str,
    mode: Mode,
    *,
    released: bool,
    now: datetime,
) -> Rehearsed | Fault:
    try:
        text = rendering.render(
            scenario=scenario.key,
            kind=kind,
            cls=cls,
            channel=channel,
            language=language,
            mode=mode,
            values=example_values(rendering.plan, scenario, kind, now),
            released=released,
        )
    except InvalidInput as error:
        return Fault(f"{scenario.key} {kind} {channel} {cls} {language}", str(error))
    return Rehearsed(
        scenario=scenario.key,
        kind=kind,
        released=released,
        channel=channel,
        cls=cls,
        language=language,
        mode=mode,
        text=text,
    )
