"""What a text may lack, and what of a person may stand in it: advice before approval. Only a fødselsnummer stops it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dispatcher.domain import clear_language, personal_data
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PLACE_FIELD
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate
from dispatcher.ledger import incidents
from dispatcher.ledger.variant_names import variant_name

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dispatcher.domain.advice import Advice
    from dispatcher.domain.plan import Plan, Scenario

NUMBER_TAKEN_OUT = "[fødselsnummer]"


def advice(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> list[Advice]:
    """Everything to look at again before an alert is approved: its texts by their names, then what was typed."""
    own = personal_data.own_of(plan)
    found: list[Advice] = []
    for text in incidents.variants_of(connection, row.id, row.version):
        name = name_of(text)
        whole = _whole(text)
        if text.channel != ChannelName.TASK:  # the page's own words, or the letter's: advised on there
            found += clear_language.advise(whole, _facts(row, plan, scenario, text, name))
        found += personal_data.scan(whole, own, where=name)
    for key, label, typed in _typed(row, plan, scenario):
        where = f"fields.{key}"
        found += personal_data.scan(typed, own, where=where)
        asked = personal_data.identifiable(typed, label=label, where=where)
        found += [asked] if asked else []
    return found


def refuse_identity_numbers(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> None:
    """Raises InvalidInput for a fødselsnummer in any field or text, saying where, never the number."""
    own = personal_data.own_of(plan)
    written = [
        *((f"fields.{key}", typed) for key, _, typed in _typed(row, plan, scenario)),
        *((f"texts.{name_of(text)}", _whole(text)) for text in incidents.variants_of(connection, row.id, row.version)),
    ]
    faults = [
        Fault(where, each.words)
        for where, text in written
        for each in personal_data.scan(text, own, where=where)
        if each.blocks
    ]
    if faults:
        raise InvalidInput(*faults)


def without_numbers(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields as the journal keeps them: nothing that is written there can ever be taken out again."""
    return {key: _without(typed) for key, typed in fields.items()}


def _without(typed: str) -> str:
    for number in personal_data.identity_numbers(typed):
        typed = typed.replace(number, NUMBER_TAKEN_OUT)
    return typed


def name_of(text: Row[Any]) -> str:
    """How a person names a text of an alert."""
    return variant_name(text.cls, text.zone, text.fate, text.channel, text.language)


def _whole(text: Row[Any]) -> str:
    return "\n".join(part for part in (text.headline, text.body, text.instruction) if part)


def _typed(row: Row[Any], plan: Plan, scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """Key, label and content of what somebody has written freely."""
    given: dict[str, str] = json.loads(row.fields)
    for spec in scenario.fields:
        if spec.kind == "text" and given.get(spec.key, "").strip():
            yield spec.key, spec.label.get(plan.municipality.language, spec.key), given[spec.key]


def _facts(row: Row[Any], plan: Plan, scenario: Scenario, text: Row[Any], name: str) -> clear_language.Facts:
    municipality = plan.municipality
    retracted = text.fate == Fate.RETRACTED
    return clear_language.Facts(
        where=name,
        kind=AlertKind.RETRACTION if retracted else AlertKind(row.kind),
        cls=AudienceClass.CITIZEN if text.cls == AudienceClass.PUBLIC else AudienceClass(text.cls),
        channel=ChannelName(text.channel),
        language=text.language,
        places=_places(row, plan, text),
        senders=(municipality.name, municipality.short),
        page=municipality.page if scenario.link else "",
        fate=Fate(text.fate),
        promises=not row.false_alarm and (scenario.promise == "required" or row.promise_at is not None),
    )


def _places(row: Row[Any], plan: Plan, text: Row[Any]) -> tuple[str, ...]:
    """What the text may call the place: as it was typed, or as people call the areas it is for."""
    zones: dict[str, list[str]] = json.loads(row.zones)
    areas = [*(area for held in zones.values() for area in held), *incidents.areas_of(row)]
    typed = json.loads(row.fields).get(PLACE_FIELD, "").strip()
    return tuple(dict.fromkeys([*([typed] if typed else []), *(plan.areas[key].words(text.language) for key in areas)]))
