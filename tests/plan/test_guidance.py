"""What the plan puts in front of a tired person, and personnel matters that never leave the house."""

import pytest

from dispatcher.domain.plan import Plan
from tests.plan.conftest import Broken

FAULTS = {
    "a coordinator of no role": (
        ("  - {role: beredskapskoordinator, areas: [adals", "  - {role: beredskap, areas: [adals"),
        "Ukjent rolle «beredskap».",
    ),
    "an unknown area": (("areas: [adalsbruk, trykksone", "areas: [adalsbrug, trykksone"), "Ukjent område «adalsbrug»."),
    "two coordinators": (
        ("areas: [adalsbruk, trykksone", "areas: [lotensentrum, trykksone"),
        "Området «lotensentrum» har alt en koordinator.",
    ),
    "no areas": (
        ("areas: [adalsbruk, trykksone-adalsbruk, jonsrud, ostvang, budor]", "areas: []"),
        "Koordinatoren har ingen områder.",
    ),
    "a question in one language": (
        (", nn: Kven har saka konsekvensar for?, en: Who is affected?}", "}"),
        "Spørsmålet mangler tekst på nn, en.",
    ),
    "a step of no role": (
        ("time: straks, responsible: kommunalsjef-teknisk,", "time: straks, responsible: vannsjef,"),
        "Ukjent rolle «vannsjef».",
    ),
    "a step with no time": (
        ("task: Ta prøver og finn feilen, time: straks,", "task: Ta prøver og finn feilen,"),
        "mangler «time»",
    ),
}


@pytest.mark.requirement("R107", "R110", "R112")
@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_told_with_its_line(name: str, broken: Broken) -> None:
    """A role or an area that is not there, an area with two, a language left out."""
    change, words = FAULTS[name]
    faults = broken(change)

    assert [fault.what for fault in faults if words in fault.what] == [fault.what for fault in faults]
    assert all(fault.where.removeprefix("plan.yaml:").isdigit() for fault in faults)


@pytest.mark.requirement("R118")
def test_a_personnel_matter_with_a_wave_to_others_is_no_plan(broken: Broken) -> None:
    """The page, citizens and the press are named, each with its wave, where it says that the matter is internal."""
    faults = broken(("    templates: kokevarsel\n", "    templates: kokevarsel\n    internal_only: true\n"))

    assert [fault.what.partition(" når")[0] for fault in faults] == [
        "Saken er bare intern, men bølge 3 «Nettside»",
        "Saken er bare intern, men bølge 4 «Presse»",
        "Saken er bare intern, men bølge 5 «Innbyggere»",
    ]
    assert len({fault.where for fault in faults}) == 1


@pytest.mark.requirement("R110", "R112")
def test_the_core_scenarios_have_steps_and_every_alert_five_questions(shipped: Plan) -> None:
    """Task, time and who, in every scenario that is whole."""
    core = ("kokevarsel", "evakuering", "alvorlig-hendelse", "stromutfall", "giftig-royk", "it-angrep")

    assert len(shipped.audience_questions) == 5
    assert all(len(shipped.scenarios[key].steps) >= 2 for key in core)


@pytest.mark.requirement("R107")
def test_every_part_of_the_municipality_has_one_who_coordinates(shipped: Plan) -> None:
    """Each area but the whole."""
    coordinated = [area for one in shipped.coordinators for area in one.areas]

    assert sorted(coordinated) == sorted(key for key, area in shipped.areas.items() if area.kind != "all")
