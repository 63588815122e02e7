"""Fields that many scenarios ask for, written once: a scenario names them with ``shared`` and gets them after its own.

Done before anything else reads the plan, so that the frozen copy of an incident holds what was asked, and every check
of a field finds it where the scenario would have written it.
"""

from __future__ import annotations

from collections.abc import Mapping

from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown

SECTION = "shared_fields"
PROMISE_FIELD = "neste_melding"
"""The field of kind *time* that is the promise of the next message."""


def with_shared_fields(tree: object) -> object:
    """The plan with each scenario's shared fields among its own. What is no mapping is given back as it is."""
    scenarios = mapping(tree).get("scenarios")
    if not isinstance(tree, Mapping) or not isinstance(scenarios, Mapping) or not mapping(tree.get(SECTION)):
        return tree
    return {**tree, "scenarios": {key: _whole(tree, scenario) for key, scenario in scenarios.items()}}


def shared_field_faults(tree: object) -> list[Found]:
    """Names of shared fields that the plan does not have."""
    known = keys(tree, SECTION)
    return [
        (("scenarios", key, "shared", index), unknown("felles felt", name, known))
        for key, scenario in section(tree, "scenarios").items()
        for index, name in texts(scenario, "shared")
        if name not in known
    ]


def _whole(tree: Mapping[object, object], scenario: object) -> object:
    entry = mapping(scenario)
    own = {text(field, "key") for _, field in parts(entry, "fields")}
    named = [name for _, name in texts(entry, "shared") if name not in own]
    shared = section(tree, SECTION)
    added = [_field(entry, name, shared[name]) for name in named if name in shared]
    written = entry.get("fields", ())
    if not added or not isinstance(written, list | tuple):
        return scenario
    return {**entry, "fields": [*written, *added]}


def _field(scenario: Entry, name: str, field: Entry) -> dict[str, object]:
    """A promise that must be given is a field that must be filled in."""
    required = name == PROMISE_FIELD and scenario.get("promise") == "required"
    return {**field, "key": name, **({"required": True} if required else {})}
