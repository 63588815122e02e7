"""What somebody is told about their tasks: briefly for an SMS, as a list for an e-mail, with the text they copy."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dispatcher.domain import task_text
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import ChannelName, Fate
from dispatcher.ledger import coverage, incidents, relays
from dispatcher.ledger.task_planning import RELAY
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.tasks import Out

LONGEST_BRIEF = 900
"""Signs of the tasks in an SMS: the whole must fit in one of ten parts. All of them are in the e-mail."""
_BY = {"nb": "innen", "nn": "innan", "en": "by"}
_TASK = {"nb": "oppgave", "nn": "oppgåve", "en": "task"}
CALL_LIST = "call-list"
_WITHOUT = {"nb": "Uten adresse", "nn": "Utan adresse", "en": "Without an address"}
_PEOPLE = {"nb": "ansatte uten adresse", "nn": "tilsette utan adresse", "en": "staff without an address"}
_PLACES = {"nb": "steder", "nn": "stader", "en": "places"}


def brief(plan: Plan, outs: Sequence[Out], language: str) -> str:
    """«Ring NRK P1 innen 03.40 (oppgave 12). Heng opp plakaten: 3 steder innen 05.20 (oppgave 13-15).»"""
    said = [_brief(plan, list(some), language) for _, some in groupby(outs, key=lambda out: out.key)]
    text = " ".join(said)
    return text if len(text) <= LONGEST_BRIEF else f"{text[:LONGEST_BRIEF].rsplit(' ', 1)[0]} [...]"


def _brief(plan: Plan, outs: Sequence[Out], language: str) -> str:
    first, last = outs[0], outs[-1]
    where, numbers = place_of(plan, first, language), str(first.delivery)
    if len(outs) > 1:
        many = replace(first, people=sum(out.people for out in outs))
        places = f"{len(outs)} {_PLACES.get(language, _PLACES['nb'])}"
        where, numbers = place_of(plan, many, language) if many.people else places, f"{first.delivery}-{last.delivery}"
    what = plan.tasks[first.key].words(language) + (f": {where}" if where else "")
    return f"{what} {_BY.get(language, _BY['nb'])} {clock(first)} ({_TASK.get(language, _TASK['nb'])} {numbers})."


def with_people(connection: Connection, plan: Plan, outs: Sequence[Out]) -> list[Out]:
    """The same, each relay with the number of people that its leader has to tell."""

    def counted(out: Out) -> Out:
        if plan.tasks[out.key].kind != RELAY or not out.place:
            return out
        version = incidents.alert(connection, out.alert).version
        return replace(out, people=relays.count(connection, out.alert, version, out.place))

    return [counted(out) for out in outs]


def listed(plan: Plan, outs: Sequence[Out], language: str) -> str:
    """The tasks as a list: what, where, by when, how, and their numbers."""
    return "\n".join(_line(plan, out, language) for out in outs)


def _line(plan: Plan, out: Out, language: str) -> str:
    spec, where = plan.tasks[out.key], place_of(plan, out, language)
    said = spec.words(language) + (f", {where}" if where else "")
    when = f"{_BY.get(language, _BY['nb'])} {clock(out)}, {_TASK.get(language, _TASK['nb'])} {out.delivery}"
    return f"- {said} ({when}). {spec.how(language)}".strip()


def place_of(plan: Plan, out: Out, language: str) -> str:
    """Where it is done, or how many it is about, in words; may be empty."""
    if out.people:
        return f"{out.people} {_PEOPLE.get(language, _PEOPLE['nb'])}"
    if out.place not in plan.posting_places:
        return plan.tasks[out.key].place
    place = plan.posting_places[out.place]
    return f"{place.name}, {place.address}" if place.address else place.name


def clock(out: Out) -> str:
    """«22.11 kl 03.40»."""
    return f"{at(out.due_at).astimezone(OSLO):%d.%m kl %H.%M}"


def copied(connection: Connection, plan: Plan, outs: Sequence[Out], language: str) -> str:
    """The texts these tasks copy, each once: in the plan's own language, and in English where the plan has it."""
    alert = incidents.alert(connection, outs[0].alert)
    spoken = task_text.spoken(plan.municipality.language, plan.municipality.languages)
    found = {
        (text.cls, text.language): (text.headline, text.body, text.instruction)
        for text in incidents.variants_of(connection, alert.id, alert.version)
        if text.channel == ChannelName.TASK and text.fate != Fate.RETRACTED
    }
    said: dict[str, None] = {}
    for key in dict.fromkeys(out.key for out in outs):
        spec = plan.tasks[key]
        for parts in (found[spec.copies, each] for each in spoken if (spec.copies, each) in found):
            short = task_text.fitting(*parts, limit=spec.limit) if spec.limit else None
            said[short or task_text.whole(*parts)] = None
        if spec.kind == CALL_LIST or any(out.key == key and not out.place for out in outs if spec.kind == RELAY):
            said[_without_address(connection, alert, language)] = None
    return "\n\n".join(text for text in said if text)


def _without_address(connection: Connection, alert: Row[Any], language: str) -> str:
    """«Uten adresse: Hjemmetjenesten 5, Renhold 2.» Numbers alone: names stand in the leaders' own lists."""
    counted = coverage.without_address(connection, alert.id, alert.version)
    units = ", ".join(f"{unit or '-'} {count}" for unit, count in counted)
    return f"{_WITHOUT.get(language, _WITHOUT['nb'])}: {units}." if units else ""
