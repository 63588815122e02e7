"""The plan's texts with blanks where the night fills in: place, times, number. Rendered whole, then emptied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.plan import PLACE_FIELD, Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Mode
from dispatcher.printing.fitting import size_for
from dispatcher.printing.posters import Poster, sentences
from dispatcher.printing.words import words_of
from dispatcher.rendering.rehearsal import Part, example_values

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.rendering import Rendering, Text

BLANK, SHORT = "__________", "_____"
_TIMES = re.compile(
    r"\b\d{1,2}\.\d{1,2}(\.\d{4})?( kl \d{1,2}([.:]\d{2})?)?(?!\d)|\bkl \d{1,2}([.:]\d{2})?|\b\d{1,2}:\d{2}\b"
    r"|\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{1,2}:\d{2})?"
)
_TOLD = (
    ("Innbyggere, SMS", AlertKind.FIRST, AudienceClass.CITIZEN, ChannelName.SMS),
    ("Ansatte, SMS", AlertKind.FIRST, AudienceClass.STAFF, ChannelName.SMS),
    ("Ledere, SMS", AlertKind.FIRST, AudienceClass.LEADER, ChannelName.SMS),
    ("Pressen, e-post", AlertKind.FIRST, AudienceClass.PRESS, ChannelName.EMAIL),
    ("Innbyggere, faren er over", AlertKind.ALL_CLEAR, AudienceClass.CITIZEN, ChannelName.SMS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankText:
    """One text to be read out or copied by hand."""

    heading: str
    language: str
    text: str


def texts(rendering: Rendering, scenario: Scenario, now: datetime) -> Iterator[BlankText]:
    """What each class is told, in every language; citizens in zones each by their own text."""
    zones = {"": "", **{zone.key: f", {zone.name}" for zone in scenario.zones}}
    for heading, kind, cls, channel in _TOLD:
        for zone, name in zones.items() if cls is AudienceClass.CITIZEN else [("", "")]:
            for language in rendering.languages(scenario.key):
                said = _said(rendering, scenario, Part(kind=kind, zone=zone), cls, channel, language, now)
                if said is not None:
                    text = emptied(rendering.plan, scenario, said.body, language)
                    yield BlankText(heading=heading + name, language=language, text=text)


def blank_posters(rendering: Rendering, scenario: Scenario, now: datetime) -> Iterator[Poster]:
    """The poster of a first alert in each language, to be filled in with a broad pen."""
    for language in rendering.languages(scenario.key):
        part = Part(kind=AlertKind.FIRST)
        said = _said(rendering, scenario, part, AudienceClass.CITIZEN, ChannelName.TASK, language, now)
        if said is None:
            continue
        headline, body, todo = (emptied(rendering.plan, scenario, each, language) for each in _parts(said))
        words = words_of(language)
        lines, doing = sentences(body), sentences(todo)
        yield Poster(
            language=language,
            words=words,
            label=words.kinds["first"],
            severe=scenario.severity in ("extreme", "severe"),
            headline=headline,
            lines=lines,
            todo=doing,
            when=BLANK + BLANK,
            number=SHORT,
            exercise=False,
            warning="",
            size=size_for(headline, lines, doing, exercise=False),
        )


def _parts(said: Text) -> tuple[str, str, str]:
    return said.headline, said.body, said.instruction


def _said(
    rendering: Rendering,
    scenario: Scenario,
    part: Part,
    cls: AudienceClass,
    channel: ChannelName,
    language: str,
    now: datetime,
) -> Text | None:
    """None: the scenario has no such text, which ``check`` tells."""
    values = example_values(rendering.plan, scenario, part, now)
    fields = {key: BLANK if _is_free(scenario, key) else value for key, value in values.fields.items()}
    values = replace(values, fields=fields, number=SHORT)
    try:
        return rendering.render(
            scenario=scenario.key,
            kind=part.kind,
            cls=cls,
            channel=channel,
            language=language,
            mode=Mode.REAL,
            values=values,
            zone=part.zone,
        )
    except InvalidInput:
        return None


def _is_free(scenario: Scenario, key: str) -> bool:
    spec = scenario.field(key)
    return spec is not None and spec.kind == "text" and key != PLACE_FIELD


def chosen_from(plan: Plan, scenario: Scenario) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each choice that leaves a line to fill in: what is asked, and in each language the words to choose among."""
    spoken = plan.municipality.languages
    for spec in scenario.fields_of(AlertKind.FIRST):
        if spec.kind == "choice" and spec.example:
            yield (
                spec.label[spoken[0]],
                {language: [words[language] for words in spec.choices.values()] for language in spoken},
            )


def emptied(plan: Plan, scenario: Scenario, text: str, language: str) -> str:
    """The example's choices, times and places taken out: another night has another danger, and another way out."""
    for spec in scenario.fields:
        if spec.kind == "choice" and spec.example:
            chosen = re.escape(spec.choices[spec.example][language])
            text = re.sub(rf"\b{chosen}\b", BLANK, text, flags=re.IGNORECASE)
    words = [area.words(language) for area in plan.areas.values()] + [place.name for place in plan.places.values()]
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, BLANK)
    return _TIMES.sub(SHORT, text)
