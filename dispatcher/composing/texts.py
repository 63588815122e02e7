"""Every text of an alert: one per class, zone, fate, channel and language that its snapshot and waves need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import rooms
from dispatcher.domain.segments import count
from dispatcher.domain.states import PERSONAL, AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.ledger.snapshot import Need
from dispatcher.ledger.variant_names import variant_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatcher.domain.plan import Plan, Scenario, Wave
    from dispatcher.rendering import Rendering, Values

LONGEST_SMS = 1600
MARK = "ØVELSE"
RETRACTABLE = frozenset({AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION})

Form = tuple[str, str, str]
"""Class, zone and fate: what decides which of the texts somebody gets."""


def needs(plan: Plan, planned: Sequence[Wave], meant: Sequence[Form], kind: AlertKind) -> Iterator[Need]:
    """The key of each text, in the order of the waves, each once; last the words that would take the alert back."""
    seen: dict[Need, None] = {}
    for retracting in (False, True) if kind in RETRACTABLE else (False,):
        for wave in planned:
            seen |= dict.fromkeys(_of_tasks(plan, wave, retracting=retracting))
            for cls in _classes(plan, wave):
                forms = [(cls, "", str(Fate.RETRACTED))] if retracting else _forms(cls, meant)
                for channel in _sent_by(wave):
                    languages = _languages(plan, wave, cls, channel)
                    seen |= {(*form, str(channel), language): None for form in forms for language in languages}
    yield from seen


def _languages(plan: Plan, wave: Wave, cls: str, channel: ChannelName) -> Sequence[str]:
    """The languages in which a class is told something on a channel; none where it is not."""
    if channel is ChannelName.CHAT:
        return rooms.languages_of(plan, wave, cls)
    told = channel in PERSONAL or cls in (AudienceClass.CITIZEN, AudienceClass.PUBLIC)
    return plan.municipality.languages if told else ()


def _sent_by(wave: Wave) -> list[ChannelName]:
    """The channels on which the wave's audiences are told; what its tasks copy is their own."""
    return [channel for channel in (*wave.channels, *wave.fallback) if channel is not ChannelName.TASK]


def _of_tasks(plan: Plan, wave: Wave, *, retracting: bool) -> Iterator[Need]:
    """What the wave's tasks copy: each class's text once, in every language."""
    for cls in dict.fromkeys(plan.tasks[key].copies for key in wave.tasks):
        for language in plan.municipality.languages:
            yield cls, "", str(Fate.RETRACTED) if retracting else "", str(ChannelName.TASK), language


def _classes(plan: Plan, wave: Wave) -> list[str]:
    if wave.public:
        return [str(AudienceClass.PUBLIC)]
    return list(dict.fromkeys(str(plan.audiences[key].cls) for key in wave.audiences))


def _forms(cls: str, meant: Sequence[Form]) -> list[Form]:
    return sorted({form for form in meant if form[0] == cls}) or [(cls, "", "")]


def compose(
    rendering: Rendering,
    scenario: Scenario,
    *,
    kind: AlertKind,
    mode: Mode,
    values: Values,
    wanted: Sequence[Need],
    overrides: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Rows of the variants table. Raises InvalidInput for a missing field or language, or an unusable own text."""
    rows = []
    unused = dict(overrides)
    for cls, zone, fate, channel, language in wanted:
        text = rendering.render(
            scenario=scenario.key,
            kind=kind,
            cls=AudienceClass.CITIZEN if cls == AudienceClass.PUBLIC else AudienceClass(cls),
            channel=ChannelName(channel),
            language=language,
            mode=mode,
            values=values,
            zone=zone,
            fate=Fate(fate),
        )
        name = variant_name(cls, zone, fate, channel, language)
        own = unused.pop(name, None)
        body = text.body if own is None else _own(name, own, mode)
        size = count(body) if channel == ChannelName.SMS else None
        rows.append(
            {
                "cls": cls,
                "zone": zone,
                "fate": fate,
                "channel": channel,
                "language": language,
                "headline": text.headline,
                "body": body,
                "instruction": text.instruction,
                "html": text.html if own is None else "",
                "parts": size.parts if size else 1,
                "encoding": size.encoding if size else "",
                "adopted": rendering.behind(scenario.key, language) if own is None else None,
                "adopted_before": (rendering.behind_before(scenario.key, language) or None) if own is None else None,
            }
        )
    if unused:
        known = ", ".join(variant_name(*need) for need in wanted)
        raise InvalidInput(
            *(Fault(f"texts.{name}", f"Varselet har ingen slik tekst. Det har: {known}.") for name in unused)
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
