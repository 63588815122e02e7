"""Every text of an alert: one per class, channel and language that the scenario's waves need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.rendering import Rendering, Values

LONGEST_SMS = 1600
MARK = "ØVELSE"

Need = tuple[AudienceClass, ChannelName, str]


def needs(plan: Plan, scenario: Scenario) -> Iterator[Need]:
    """Class, channel and language of each text, in the order of the waves, each once."""
    seen: dict[Need, None] = {}
    for wave in scenario.waves:
        classes = [AudienceClass.PUBLIC] if wave.public else [plan.audiences[key].cls for key in wave.audiences]
        for cls in classes:
            for channel in wave.channels:
                for language in plan.municipality.languages:
                    seen[AudienceClass(cls), channel, language] = None
    yield from seen


def compose(
    plan: Plan,
    rendering: Rendering,
    scenario: Scenario,
    *,
    kind: AlertKind,
    mode: Mode,
    values: Values,
    overrides: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Rows of the variants table. Raises InvalidInput for a missing field or language, or an unusable own text."""
    rows = []
    unused = dict(overrides)
    for cls, channel, language in needs(plan, scenario):
        text = rendering.render(
            scenario=scenario.key,
            kind=kind,
            cls=AudienceClass.CITIZEN if cls is AudienceClass.PUBLIC else cls,
            channel=channel,
            language=language,
            mode=mode,
            values=values,
        )
        key = f"{cls}.{channel}.{language}"
        own = unused.pop(key, None)
        body = text.body if own is None else _own(key, own, mode)
        html = text.html if own is None else ""
        size = count(body) if channel is ChannelName.SMS else None
        rows.append(
            {
                "cls": str(cls),
                "channel": str(channel),
                "language": language,
                "headline": text.headline,
                "body": body,
                "instruction": text.instruction,
                "html": html,
                "parts": size.parts if size else 1,
                "encoding": size.encoding if size else "",
            }
        )
    if unused:
        known = ", ".join(f"{cls}.{channel}.{language}" for cls, channel, language in needs(plan, scenario))
        raise InvalidInput(
            *(Fault(f"texts.{key}", f"Varselet har ingen slik tekst. Det har: {known}.") for key in unused)
        )
    return rows


def _own(key: str, text: str, mode: Mode) -> str:
    """A text a person wrote in place of the template's."""
    text = text.strip()
    if not text:
        raise InvalidInput(Fault(f"texts.{key}", "Teksten er tom."))
    if ".sms." in key and len(text) > LONGEST_SMS:
        raise InvalidInput(Fault(f"texts.{key}", f"En SMS kan ha høyst {LONGEST_SMS} tegn; denne har {len(text)}."))
    if mode is not Mode.REAL and not (text.startswith(MARK) and text.endswith(MARK)):
        raise InvalidInput(Fault(f"texts.{key}", f"En tekst som ikke er skarp, må begynne og slutte med {MARK}."))
    return text
