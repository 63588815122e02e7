"""The yearly reports in the console: found from People and plan, readable everywhere, the report a page of its own."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatcher.evaluation.year import year_page
from dispatcher.evaluation.year.gather import gather_year
from dispatcher.plan_file import load_plan
from tests.evaluation.planted import YEAR, plant
from tests.evaluation.test_year import KEPT, NOW
from tests.office import REPOSITORY
from tests.web.browser import Tab, chromium
from tests.web.console.phone import DESK, PHONE, faults, heading, open_, prefer, resize, shoot, sideways
from tests.web.console.test_team_axe import hire
from tests.web.console.test_team_phone import sign_in
from tests.web.node import Node

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

NARROW = (320, 640)


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


@pytest.mark.requirement("R126")
async def test_the_years_are_listed_and_each_report_opens(node: Node, tab: Tab) -> None:
    """Axe finds nothing in three languages, light and dark, at 320 px; from People and plan to the report."""
    hire(node, "nina", "servicetorgleder")
    hire(node, "eve", None)
    await node.draft()
    wrong = []
    await tab.ask("Network.enable")
    for name, language, scheme in (("kari", "nb", "light"), ("nina", "nn", "dark"), ("eve", "en", "light")):
        await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        await sign_in(tab, node, name)
        await prefer(tab, prefers_color_scheme=scheme)
        await open_(tab, f"{node.address}/planen", PHONE)
        assert await tab.tell("document.querySelector('.jumps a[href=\"/arsrapport\"]') !== null")
        for path in ("/arsrapport", f"/arsrapport/{YEAR}"):
            await open_(tab, f"{node.address}{path}", NARROW)
            wrong += [(path, language, one) for one in await faults(tab)]
            wrong += [(path, language, f"{over} px too wide") for over in [await sideways(tab)] if over > 0]
            if path == "/arsrapport" and language == "nb":
                await shoot(tab, "years", PHONE)
    await open_(tab, f"{node.address}/arsrapport/{YEAR}", DESK)

    assert wrong == []
    assert await heading(tab) == f"Årsrapport for krisevarsling {YEAR}"
    assert await tab.tell("document.body.textContent.includes('Ingen skarpe hendelser er åpnet i året.')")
    assert tab.complaints == []


async def test_a_full_year_is_readable_on_a_phone_and_a_desk(tab: Tab, tmp_path: Path) -> None:
    """Thirty incidents and seven exercises; the picture is that of the README."""
    plan = load_plan(REPOSITORY)
    planted = plant(tmp_path, plan, crowd=24)
    record = planted.ledger.read_now(gather_year, plan.plan, YEAR, NOW, KEPT)
    planted.ledger.close()
    page = tmp_path / "year.html"
    page.write_text(year_page(record), encoding="utf-8")
    for size in (NARROW, PHONE, DESK):
        await open_(tab, page.as_uri(), size)
        assert await sideways(tab) <= 0
        if size != NARROW:
            await shoot(tab, "year", size)

    assert await faults(tab) == []
    await resize(tab, *PHONE)
