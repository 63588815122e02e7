"""Every page there is, in three languages, by day and by night: axe, widths, motion, names; and none left out."""

from pathlib import Path
from typing import Any

import pytest

from dispatcher.settings import NodeMode
from dispatcher.web.console.words import LANGUAGES
from tests.office import OfficeScene
from tests.web.browser import Tab
from tests.web.node import running
from tests.web.open_id.town import Provider, settings_of
from tests.web.walk.afterwards import afterwards
from tests.web.walk.places import hire, places, prepare, push_of
from tests.web.walk.stop import addresses
from tests.web.walk.stops import LEADS_ON, STOPS
from tests.web.walk.walker import Walker


def test_no_page_is_left_out() -> None:
    """Every address of the site is walked to, or stands among those that lead on; and no other."""
    walked, led = {stop.shows for stop in STOPS}, {one for some in LEADS_ON.values() for one in some}

    assert set(addresses()) - walked - led == set(), "give these a Stop in tests/web/walk/stops.py"
    assert (walked | led) - set(addresses()) == set(), "these are no addresses of the site"
    assert walked & led == set()
    assert len({stop.name for stop in STOPS}) == len(STOPS)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.requirement("R092", "R007")
async def test_every_page_is_for_everybody(
    live_office: OfficeScene, provider: Provider, tab: Tab, tmp_path: Path, language: str
) -> None:
    """Nothing is wrong by axe, cut off, in motion or without a name."""
    prepare(live_office)
    settings: dict[str, Any] = {"oidc": settings_of(provider.address), "webpush": push_of(tmp_path)}
    async with running(live_office, mode=NodeMode.LIVE, settle_after=0.2, **settings) as node:
        await hire(node, provider)
        found = await places(node)
        found |= await afterwards(node, found)
        await provider.set(anew=True)
        walker = Walker(tab=tab, node=node, places=found)
        await walker.speak(language)
        for stop in STOPS:
            await walker.visit(stop)

    assert walker.wrong == []
