"""When the police lead: whose word is needed, whose phones stay silent, and which words may not be typed. Pure.

There is no override here and none elsewhere: what needs a clearance and has none is not approved by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import INTERNAL, AlertKind

POLICE = "police"
OVER = frozenset({AlertKind.ALL_CLEAR})
_WORD = re.compile(r"\w+")


def by_itself(scenario: Scenario, fields: Mapping[str, str]) -> bool:
    """Whether the municipality asks people by itself, because the police could not be reached."""
    return bool(scenario.without_police and fields.get(scenario.without_police, "").strip())


def needs_clearance(scenario: Scenario, kind: AlertKind, fields: Mapping[str, str], *, false_alarm: bool) -> bool:
    """Whether the words are the police's. «Faren over» is, whoever asked people to go; so is «there was no danger»."""
    if scenario.lead != POLICE:
        return False
    return kind in OVER or false_alarm or not by_itself(scenario, fields)


def silent_units(plan: Plan, scenario: Scenario, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The units named in the alert, by the names that the lists know: a choice's words in the plan's own language."""
    spec = scenario.field(scenario.silent_units) if scenario.silent_units else None
    chosen = fields.get(spec.key, "").strip() if spec else ""
    if spec is None or not chosen:
        return ()
    return (spec.choices.get(chosen, {}).get(plan.municipality.language, chosen),)


def locked_texts(scenario: Scenario, own_texts: Iterable[str]) -> list[Fault]:
    """A fault for each text to others than the municipality's own that somebody wrote in place of a prepared one."""
    if scenario.lead != POLICE:
        return []
    what = "Politiet leder. Bare de ferdige tekstene i planen kan sendes til andre enn kommunens egne."
    return [Fault(f"texts.{name}", what) for name in own_texts if _class_of(name) not in INTERNAL]


def _class_of(name: str) -> str:
    return re.split(r"[.@+]", name, maxsplit=1)[0]


def stopped_words(plan: Plan, text: str) -> list[str]:
    """The words of a text that the plan's list stops, in every language, each once, as they stand."""
    listed = [word.casefold() for words in plan.stop_words.values() for word in words]
    whole = {word for word in listed if not word.endswith("*")}
    stems = tuple(word[:-1] for word in listed if word.endswith("*"))
    found = (word for word in _WORD.findall(text) if word.casefold() in whole or word.casefold().startswith(stems))
    return list(dict.fromkeys(found))


def word_faults(plan: Plan, scenario: Scenario, typed: Iterable[tuple[str, str]]) -> list[Fault]:
    """A fault for each typed text with a word that stops it, naming the words. ``typed``: where it stands, and it."""
    if scenario.lead != POLICE:
        return []
    found = ((where, stopped_words(plan, text)) for where, text in typed)
    return [
        Fault(where, f"Politiet leder. Disse ordene kan ikke stå her: {', '.join(words)}.")
        for where, words in found
        if words
    ]
