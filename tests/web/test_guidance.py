"""What the plan says besides the alert, over HTTP and on paper."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatcher.plan_file import LoadedPlan
from dispatcher.printing.binder import binder
from dispatcher.rendering import Rendering
from tests.web.node import Node


@pytest.mark.requirement("R107", "R110", "R112")
async def test_the_alert_has_questions_steps_and_the_coordinators_of_its_areas(node: Node) -> None:
    """Five questions; what to do, when, by whom; of an alert for one place its coordinator, for all of it all."""
    part = (await node.view(await node.draft()))["guidance"]
    whole = (await node.view(await node.draft(areas=["hele-kommunen"])))["guidance"]

    assert part["questions"][0] == "Hvem har saken konsekvenser for?"
    assert len(part["questions"]) == 5
    assert part["steps"][0] == {
        "task": "Ta prøver og finn feilen",
        "time": "straks",
        "responsible": "kommunalsjef for teknisk Per Testengen",
        "remark": "Varsle kommuneoverlegen og Mattilsynet",
    }
    assert [(one["role"], one["areas"]) for one in part["coordinators"]] == [("beredskapskoordinator", ["Ådalsbruk"])]
    assert [one["role"] for one in whole["coordinators"]] == ["informasjonsansvarlig", "beredskapskoordinator"]


@pytest.mark.requirement("R019", "R024")
async def test_who_asks_and_who_says_yes_has_a_last_list_to_look_through(node: Node) -> None:
    """Facts, persons, next message, language; and which service the texts belong to."""
    guidance = (await node.view(await node.draft()))["guidance"]

    assert [words.split()[0] for words in guidance["checklist"]] == ["Er", "Kan", "Når", "Er"]
    assert "bekreftet" in guidance["checklist"][0]
    assert guidance["owner"] == "Teknisk drift"


@pytest.mark.requirement("R107", "R110", "R112")
def test_the_binder_has_them_too(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """The steps and the questions with each scenario, the coordinators with the roles."""
    loaded, rendering = plan_and_texts
    pages = dict(binder(loaded.plan, rendering, {}, datetime(2026, 11, 22, 3, tzinfo=UTC), home=Path()))

    assert (
        "<td>Ta prøver og finn feilen</td><td>straks</td><td>kommunalsjef for teknisk</td>"
        in pages["3-kokevarsel.html"]
    )
    assert "Hvem har saken konsekvenser for?" in pages["3-flom.html"]
    assert "Se etter før noen godkjenner" in pages["3-flom.html"]
    assert "Tekstene eies av: Teknisk drift" in pages["1-plan-og-roller.html"]
    assert "Innbyggere som følges opp: Helse og omsorg" in pages["1-plan-og-roller.html"]
    assert "<h2>Tiltak</h2>" not in pages["3-flom.html"]
    assert "leirskred / flom / skogbrann" in pages["3-evakuering.html"]
    posters = pages["3-evakuering.html"].partition("sheet poster")[2]
    assert not any(chosen in posters for chosen in ("leirskred", "landslide", "NORD", "NORTH", "brua", "bridge"))
    assert "jodtablett nå" not in pages["3-atomhendelse.html"].partition("sheet poster")[2]
    assert "Koordinatorer i områdene" in pages["1-plan-og-roller.html"]
