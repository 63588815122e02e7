"""What ties the plan's entries together: names that must exist, two persons behind every yes, areas, fields.

Written against the plan as it was typed, so that every fault is told in one go, also in a plan whose shape is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatcher.domain.plan.approval_checks import approval_faults, approving_roles, crisis_for_all_faults
from dispatcher.domain.plan.archiving import archiving_faults
from dispatcher.domain.plan.duties import duty_faults
from dispatcher.domain.plan.fields_of_many import PROMISE_FIELD, shared_field_faults, with_shared_fields
from dispatcher.domain.plan.guidance import guidance_faults, personnel_faults, step_faults
from dispatcher.domain.plan.model import KEYED
from dispatcher.domain.plan.police_checks import police_faults
from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.reach_checks import reach_faults
from dispatcher.domain.plan.tasks import task_faults
from dispatcher.domain.plan.telling import telling_faults
from dispatcher.domain.plan.wave_checks import level_faults, scenario_wave_faults, with_level
from dispatcher.domain.plan.zone_checks import place_faults, place_field_faults, zone_faults

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


def cross_faults(tree: object) -> list[Found]:
    """Every fault between entries, in no order."""
    named = shared_field_faults(tree)
    tree = with_shared_fields(tree)
    return [
        *named,
        *archiving_faults(tree),
        *duty_faults(tree),
        *guidance_faults(tree),
        *_keys(tree),
        *_roles(tree),
        *crisis_for_all_faults(tree),
        *_languages(tree),
        *_audiences(tree),
        *telling_faults(tree),
        *_areas(tree),
        *place_faults(tree),
        *reach_faults(tree),
        *task_faults(tree),
        *level_faults(tree),
        *(fault for key, entry in section(tree, "scenarios").items() for fault in _scenario(tree, key, entry)),
    ]


def _keys(tree: object) -> Iterator[Found]:
    for name in KEYED:
        for key in keys(tree, name):
            if not _KEY.fullmatch(key):
                yield (name, key), f"Nøkkelen «{key}» skal ha bare små bokstaver a–z, tall og bindestrek."


def _roles(tree: object) -> Iterator[Found]:
    persons = keys(tree, "persons")
    approvers = approving_roles(tree)
    for key, role in section(tree, "roles").items():
        holder, deputies = text(role, "holder"), texts(role, "deputies")
        if key in approvers and not text(role, "authority"):
            yield ("roles", key), f"Rollen «{key}» godkjenner varsler, men har ingen hjemmel. Skriv authority."
        if holder and holder not in persons:
            yield ("roles", key, "holder"), unknown("person", holder, persons)
        for index, deputy in deputies:
            place = ("roles", key, "deputies", index)
            if deputy not in persons:
                yield place, unknown("person", deputy, persons)
            elif deputy == holder:
                yield place, f"«{deputy}» har rollen og kan ikke være sin egen stedfortreder. Velg en annen person."
            elif deputy in [name for earlier, name in deputies if earlier < index]:
                yield place, f"«{deputy}» står to ganger som stedfortreder. Fjern den ene."
    yield from _named_roles(tree)


def _named_roles(tree: object) -> Iterator[Found]:
    """Roles that are named outside the scenarios."""
    roles, plan = keys(tree, "roles"), mapping(tree)
    repliers = texts(mapping(plan.get("calling")), "repliers")
    named = (("crisis_team",), texts(plan, "crisis_team")), (("calling", "repliers"), repliers)
    for place, names in named:
        for index, name in names:
            if name not in roles:
                yield (*place, index), unknown("rolle", name, roles)


def _languages(tree: object) -> Iterator[Found]:
    spoken = [language for _, language in texts(_municipality(tree), "languages")]
    if not spoken:
        return
    for name in ("persons", "lists"):
        for key, entry in section(tree, name).items():
            language = text(entry, "language")
            if language and language not in spoken:
                yield (name, key, "language"), unknown("språk", language, spoken)


def _municipality(tree: object) -> Entry:
    return mapping(mapping(tree).get("municipality"))


def _audiences(tree: object) -> Iterator[Found]:
    lists, audiences = keys(tree, "lists"), keys(tree, "audiences")
    for key, audience in section(tree, "audiences").items():
        for index, name in texts(audience, "lists"):
            if name not in lists:
                yield ("audiences", key, "lists", index), unknown("liste", name, lists)
    test = text(mapping(tree), "test_audience")
    if test and test not in audiences:
        yield ("test_audience",), unknown("målgruppe", test, audiences)


def _areas(tree: object) -> Iterator[Found]:
    seen: dict[str, str] = {}
    for key, area in section(tree, "areas").items():
        name = text(area, "name").casefold()
        if name and name in seen:
            yield ("areas", key, "name"), f"Området «{seen[name]}» heter det samme. Gi dem ulike navn."
        seen.setdefault(name, key)
        kind, polygon = text(area, "kind"), area.get("polygon")
        if kind == "list" and not texts(area, "names"):
            yield ("areas", key), "Området er en liste, men har ingen veier. Legg til names: [Nordbyvegen, Myrvegen]."
        if kind in {"polygon", "all"} and not polygon and not text(area, "file"):
            yield (
                ("areas", key),
                "Området har ingen grense. Legg til file: contacts/areas/….geojson og feature: …, eller polygon.",
            )


def _scenario(tree: object, key: str, scenario: Entry) -> Iterator[Found]:
    place = ("scenarios", key)
    roles, areas = keys(tree, "roles"), keys(tree, "areas")
    responsible = text(scenario, "responsible")
    if responsible and responsible not in roles:
        yield (*place, "responsible"), unknown("rolle", responsible, roles)
    for index, area in texts(scenario, "default_areas"):
        if area not in areas:
            yield (*place, "default_areas", index), unknown("område", area, areas)
    if text(scenario, "severity") == "extreme" and scenario.get("link", True) is not False:
        yield (
            (*place, "link") if "link" in scenario else place,
            "Varsler om livsfare skal ikke ha lenke. Skriv link: false.",
        )
    for fault_place, what in (
        *approval_faults(tree, scenario),
        *_fields(tree, scenario),
        *zone_faults(scenario),
        *police_faults(scenario),
        *scenario_wave_faults(tree, scenario),
        *step_faults(tree, scenario),
        *personnel_faults(tree, with_level(tree, scenario)),
    ):
        yield (*place, *fault_place), what


def _fields(tree: object, scenario: Entry) -> Iterator[Found]:
    fields = parts(scenario, "fields")
    kinds = {text(field, "key"): text(field, "kind") for _, field in fields}
    spoken = [language for _, language in texts(_municipality(tree), "languages")]
    seen: set[str] = set()
    for index, field in fields:
        place, key = ("fields", index), text(field, "key")
        if key and key in seen:
            yield (*place, "key"), f"Feltet «{key}» står to ganger. Fjern det ene."
        seen.add(key)
        if spoken and field.get("label") and spoken[0] not in mapping(field.get("label")):
            yield (*place, "label"), f"Feltet mangler ledetekst på {spoken[0]}. Legg til {spoken[0]}: …"
        found = (*_choices(field, spoken), *_translation(field, kinds), *place_field_faults(tree, field))
        for fault_place, what in found:
            yield (*place, *fault_place), what
    if text(scenario, "promise") == "required" and kinds.get(PROMISE_FIELD) != "time":
        yield (
            ("promise",),
            f"Neste melding skal loves, men ingen felt spør etter den. Legg til {PROMISE_FIELD} med kind: time.",
        )


def _choices(field: Entry, spoken: list[str]) -> Iterator[Found]:
    choices, default = mapping(field.get("choices")), text(field, "default")
    if text(field, "kind") == "choice" and not choices:
        yield (), "Feltet er et valg, men har ingen valg. Legg til choices."
    if choices and default and default not in choices:
        yield ("default",), unknown("valg", default, choices)
    for name, words in choices.items():
        missing = [language for language in spoken if language not in mapping(words)]
        if missing:
            yield ("choices", name), f"Valget «{name}» mangler tekst på {', '.join(missing)}."


def _translation(field: Entry, kinds: dict[str, str]) -> Iterator[Found]:
    other, language = text(field, "translates"), text(field, "language")
    if other and other not in kinds:
        yield ("translates",), unknown("felt", other, kinds)
    if bool(other) != bool(language):
        yield (), "Et felt som oversetter et annet, skal ha både translates (feltet) og language (språket)."
