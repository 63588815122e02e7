"""The banner on a municipality's own site, and the crisis page, in a real browser."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from dispatcher.web.kept import FOLDER
from tests.web.browser import Tab, chromium
from tests.web.node import Node

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

SHOWN = "document.querySelector('.dispatcher-banner')"
EVIL = "</script><script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\"><b>x</b>"
HOSTILE: dict[str, Any] = {
    "mode": EVIL,
    "version": EVIL,
    "updated_at": EVIL,
    "alerts": [
        {
            "id": f"javascript:{EVIL}",
            "number": EVIL,
            "kind": EVIL,
            "severity": f'" onmouseover="{EVIL}',
            "headline": {"nb": EVIL, EVIL: EVIL},
            "text": {"nb": EVIL},
            "instruction": {"nb": EVIL},
            "areas": [EVIL],
            "sent_at": EVIL,
            "confirmed_at": EVIL,
            "url": "javascript:document.title='hit'",
        }
    ],
}


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


@asynccontextmanager
async def site(origin: str, *, policy: str | None = None, lang: str = "nb") -> AsyncIterator[str]:
    """A municipality's own page on an origin of its own, with the banner of another; the address of it."""
    page = f'<!doctype html><html lang="{lang}"><title>Løten</title><body><h1>Løten kommune</h1>'
    page += f'<script src="{origin}/banner.js" async></script>'

    async def front(request: web.Request) -> web.Response:
        headers = {} if policy is None else {"Content-Security-Policy": policy}
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def icon(request: web.Request) -> web.Response:
        return web.Response(status=204)

    async with served({"/": front, "/favicon.ico": icon}) as address:
        yield f"{address}/"


async def impatient(tab: Tab) -> None:
    """What a page does every half minute it now does ten times a second, and counts it."""
    source = """
        const every = setInterval;
        window.setInterval = (look) => every(async () => {
          await look();
          const root = document.documentElement.dataset;
          root.looks = Number(root.looks || 0) + 1;
        }, 100);
    """
    await tab.ask("Page.enable")
    await tab.ask("Page.addScriptToEvaluateOnNewDocument", source=source)


@asynccontextmanager
async def served(pages: dict[str, Any]) -> AsyncIterator[str]:
    app = web.Application()
    for path, handler in pages.items():
        app.router.add_get(path, handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("strict", [False, True], ids=["no-policy", "strict-policy"])
@pytest.mark.requirement("R053")
async def test_a_site_shows_the_banner(node: Node, tab: Tab, strict: bool) -> None:
    """On any origin, with no policy and with the strictest that lets the script and its data in; no complaint."""
    alert = await node.published()
    policy = f"default-src 'none'; script-src {node.address}; connect-src {node.address}" if strict else None
    async with site(node.address, policy=policy) as address:
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        text = await tab.tell(f"{SHOWN}.innerText")
        role = await tab.tell(f"{SHOWN}.getAttribute('role')")
        langs = await tab.tell(f"[...{SHOWN}.querySelectorAll('p[lang]')].map((p) => p.lang)")
        link = await tab.tell(f"{SHOWN}.querySelector('a').href")
        border = await tab.tell(f"getComputedStyle({SHOWN}).borderTopColor")

    assert text.startswith("ØVELSE")
    assert text.endswith("ØVELSE")
    assert "Evakuering av Ådalsbruk" in text
    assert "Møt på Løten ungdomsskole." in text
    assert role == "alert"
    assert langs == ["nb", "nb", "nb", "en", "nb"]
    assert link == f"{node.address}/krise#varsel-{alert}"
    assert border == "rgb(163, 18, 27)"
    assert tab.complaints == []


async def test_a_page_in_english_gets_the_english_text(node: Node, tab: Tab) -> None:
    """The whole text in the page's language, the headline in the others."""
    await node.published()
    async with site(node.address, lang="en-GB") as address:
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        text = await tab.tell(f"{SHOWN}.innerText")

    assert "Read more" in text
    assert "landslide" in text
    assert "Evakuering av Ådalsbruk" in text
    assert "Møt på" not in text


async def test_the_banner_goes_when_it_is_withdrawn(node: Node, tab: Tab) -> None:
    """The next look takes it away; a look that finds the same draws nothing anew."""
    alert = await node.published()
    async with site(node.address) as address:
        await impatient(tab)
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        await tab.tell(f"{SHOWN}.dataset.mine = 'same'")
        await tab.until("document.documentElement.dataset.looks > 3")
        kept = await tab.tell(f"{SHOWN}.dataset.mine")
        await node.act(alert, "stop", "kari", why="falsk alarm")
        await tab.until(f"{SHOWN} === null")

    assert kept == "same"


async def test_no_field_can_become_markup(tab: Tab) -> None:
    """A script in every field of the banner's data, in a page without any policy of its own, is only text."""

    async def script(request: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / "banner.js")

    async def data(request: web.Request) -> web.Response:
        return web.json_response(HOSTILE, headers={"Access-Control-Allow-Origin": "*"})

    async with served({"/banner.js": script, "/banner.json": data}) as origin, site(origin) as address:
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        title = await tab.tell("document.title")
        made = await tab.tell(f"[...{SHOWN}.querySelectorAll('*')].map((one) => one.localName)")
        link = await tab.tell(f"{SHOWN}.querySelector('a').href")
        names = await tab.tell(f"{SHOWN}.getAttributeNames()")
        text = await tab.tell(f"{SHOWN}.innerText")

    assert title == "Løten"
    assert set(made) <= {"p", "strong", "a"}
    assert link.startswith(f"{origin}/krise#varsel-")
    assert sorted(names) == ["class", "role"]
    assert EVIL in text


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_the_page_fits_and_complains_of_nothing(node: Node, tab: Tab, width: int) -> None:
    """No scrolling sideways, no violation of our own policy, letters large enough to read."""
    await node.published("giftig-royk", stoff="royk", sted="Ungdomsskolegymnastikksalinngangspartiet")
    await tab.open(f"{node.address}/krise", width=width)
    wide = await tab.tell("document.documentElement.scrollWidth")
    small = await tab.tell(
        "Math.min(...[...document.querySelectorAll('p')].map((p) => parseFloat(getComputedStyle(p).fontSize)))"
    )
    colour = await tab.tell("getComputedStyle(document.querySelector('.extreme')).borderLeftColor")

    assert wide == width
    assert small >= 16
    assert colour == "rgb(163, 18, 27)"
    assert tab.complaints == []


async def test_an_open_page_follows(node: Node, tab: Tab) -> None:
    """A page that is left open takes over what is new, and does not when nothing is."""
    await impatient(tab)
    await tab.open(f"{node.address}/krise")
    before = await tab.tell("document.querySelector('main').innerText")
    await node.published()
    await tab.until("document.querySelector('.extreme') !== null")

    assert "Ingen aktive varsler" in before
    assert await tab.tell("document.querySelectorAll('main').length") == 1
    assert tab.complaints == []


async def test_the_page_prints(node: Node, tab: Tab) -> None:
    """On paper the whole text stands in black, without the links that lead nowhere there."""
    await node.published()
    await tab.open(f"{node.address}/krise")
    await tab.ask("Emulation.setEmulatedMedia", media="print")
    navigation = await tab.tell("getComputedStyle(document.querySelector('nav')).display")
    label = await tab.tell("getComputedStyle(document.querySelector('.label')).color")

    assert navigation == "none"
    assert label == "rgb(0, 0, 0)"
