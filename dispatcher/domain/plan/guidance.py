"""What the plan puts in front of a tired person: questions about whom it concerns, steps, who coordinates where."""

from __future__ import annotations

from collections.abc import Iterator

from dispatcher.domain.plan.people_and_places import Part
from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.written import Text

_EXTERNAL_COPIES = frozenset({"public", "press"})


class Step(Part):
    """One thing the plan says must be done in a scenario: what, when, by which role, and what to remember."""

    task: Text
    time: Text
    responsible: str
    remark: str = ""


class Coordinator(Part):
    """The role that keeps the contact between the crisis communication and the people of some areas."""

    role: str
    areas: tuple[str, ...]


def guidance_faults(tree: object) -> Iterator[Found]:
    """Coordinators of roles and areas that are not there, or of an area that has one; questions without words."""
    roles, areas = keys(tree, "roles"), keys(tree, "areas")
    taken: set[str] = set()
    for index, coordinator in parts(mapping(tree), "coordinators"):
        place, role = ("coordinators", index), text(coordinator, "role")
        if role and role not in roles:
            yield (*place, "role"), unknown("rolle", role, roles)
        if "areas" in coordinator and not texts(coordinator, "areas"):
            yield (*place, "areas"), "Koordinatoren har ingen områder. Skriv for eksempel areas: [adalsbruk]."
        for number, area in texts(coordinator, "areas"):
            if area not in areas:
                yield (*place, "areas", number), unknown("område", area, areas)
            elif area in taken:
                yield (*place, "areas", number), f"Området «{area}» har alt en koordinator. Fjern det ene stedet."
            taken.add(area)
    spoken = [language for _, language in texts(mapping(mapping(tree).get("municipality")), "languages")]
    for asked in ("audience_questions", "checklist"):
        for index, question in parts(mapping(tree), asked):
            missing = [language for language in spoken if language not in question]
            if missing:
                yield (asked, index), f"Spørsmålet mangler tekst på {', '.join(missing)}."


def step_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    """Steps of roles that the plan does not have, their place counted from the scenario."""
    roles = keys(tree, "roles")
    for index, step in parts(scenario, "steps"):
        responsible = text(step, "responsible")
        if responsible and responsible not in roles:
            yield ("steps", index, "responsible"), unknown("rolle", responsible, roles)


def personnel_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    """What is about staff themselves (``internal_only``) has no wave and no task that tells anybody outside.

    ``scenario``: with its level's waves.
    """
    if scenario.get("internal_only") is not True:
        return
    audiences, tasks = section(tree, "audiences"), section(tree, "tasks")
    for index, wave in parts(scenario, "waves"):
        classes = {text(audiences.get(name, {}), "class") for _, name in texts(wave, "audiences")}
        copied = {text(tasks.get(name, {}), "copies") for _, name in texts(wave, "tasks")}
        if wave.get("public") is True or classes & {"citizen", "press"} or copied & _EXTERNAL_COPIES:
            yield (
                ("internal_only",),
                f"Saken er bare intern, men bølge {index + 1} «{text(wave, 'name')}» når noen utenfor. Ta den bort.",
            )
