"""The municipality's name, logo and colour on the public pages, from our own origin; and the statement on all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatcher.domain.plan.people_and_places import Branding
from dispatcher.settings import NodeMode
from dispatcher.web.citizens.words import WORDS
from tests.office import OfficeScene
from tests.plan.test_branding import png
from tests.web.browser import chromium
from tests.web.console.phone import DESK, PHONE, faults, open_, prefer, shoot, sideways
from tests.web.node import EVACUATION, Node, running
from tests.web.test_static_copy import until
from tests.web.turns import gone

PAGES = ("/krise", "/ekte", "/krise/push", "/krise/arkiv", "/krise/personvern", "/tilgjengelighet")


@pytest.fixture
async def branded(live_office: OfficeScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Node]:
    """A live node whose plan has a purple accent and a logo in its folder."""
    (tmp_path / "vapen.png").write_bytes(png(96, 96, b"\x5b\x2a\x86"))
    monkeypatch.chdir(tmp_path)
    look = Branding(name="Løten", logo="vapen.png", accent="#5b2a86")
    municipality = live_office.plan.municipality.model_copy(
        update={"branding": look, "declaration": "https://uustatus.no/nb/erklaringer/publisert/1"}
    )
    live_office.plan = live_office.plan.model_copy(update={"municipality": municipality})
    async with running(live_office, mode=NodeMode.LIVE, static_folder=tmp_path / "copy") as node:
        yield node


async def text_of(node: Node, path: str) -> str:
    async with node.session.get(f"{node.address}{path}") as answer:
        assert answer.status == 200
        return await answer.text()


@pytest.mark.requirement("R082")
async def test_every_page_wears_it(branded: Node, tmp_path: Path) -> None:
    """Name, logo and style sheet on each, of our own origin, as picture and style; in the second host's copy too."""
    for path in PAGES:
        page = await text_of(branded, path)
        up = "../" if path.startswith("/krise/") else ""
        assert f'<img src="{up}logo.png" width="48" height="48" alt=""> Løten</p>' in page, path
        assert f'<link rel="stylesheet" href="{up}brand.css">' in page, path
    console = await text_of(branded, "/logg-inn")
    assert '<img class="logo" src="/logo.png" alt="" width="48" height="48">' in console
    assert '<span class="sender">Løten</span>' in console
    async with branded.session.get(f"{branded.address}/logo.png") as logo:
        assert logo.headers["Content-Type"] == "image/png"
        assert logo.headers["X-Content-Type-Options"] == "nosniff"
        assert await logo.read() == (tmp_path / "vapen.png").read_bytes()
    style = await text_of(branded, "/brand.css")
    assert style.startswith(":root { --calm: #5b2a86; --link: #5b2a86; }")
    assert "prefers-color-scheme: dark" in style
    copy = tmp_path / "copy"
    await until((copy / "banner.json").exists)
    assert (copy / "brand.css").read_text() == style
    assert (copy / "logo.png").read_bytes() == (tmp_path / "vapen.png").read_bytes()
    assert 'src="../logo.png"' in (copy / "krise" / "index.html").read_text()


async def test_without_a_look_there_is_none(node: Node) -> None:
    """No picture, no style sheet, 404 for both, and the municipality's own name."""
    page = await text_of(node, "/ekte")

    assert "<img" not in page
    assert "brand.css" not in page
    assert '<p class="sender">Løten kommune</p>' in page
    for path in ("/logo.png", "/brand.css"):
        async with node.session.get(f"{node.address}{path}") as answer:
            assert answer.status == 404


@pytest.mark.requirement("R092")
async def test_the_statement_is_a_link_away(branded: Node) -> None:
    """On every page in every language; it tells whom to write to, where to complain, and the registered statement."""
    for path in PAGES:
        for language in ("nb", "nn", "en"):
            page = await text_of(branded, f"{path}?sprak={language}")
            assert path == "/tilgjengelighet" or re.search(rf'href="(\.\./)?tilgjengelighet\?sprak={language}"', page)
    for language in ("nb", "nn", "en"):
        said = await text_of(branded, f"/tilgjengelighet?sprak={language}")
        assert f"<h1>{WORDS[language]['accessible']}</h1>" in said
        for words in ("post@loten.example", "42 00 00 10", "Diskrimineringsnemnda", "uustatus.no/nb/", "Løten kommune"):
            assert words in said, (language, words)


@pytest.mark.skipif(
    shutil.which("chromium") is None and "CI" not in os.environ, reason="no chromium here: scripts/system-packages.sh"
)
@pytest.mark.requirement("R082", "R092")
async def test_it_can_be_read_day_and_night(branded: Node, tmp_path: Path) -> None:
    """An alert on the page, in the municipality's colours: axe finds nothing, and there is a picture."""
    await gone(branded, await branded.draft(scenario="evakuering", mode="real", fields=EVACUATION))
    async with chromium(tmp_path / "chromium") as tab:
        await open_(tab, f"{branded.address}/krise", PHONE)
        for scheme, name in (("light", "krise-alert"), ("dark", "krise-alert-dark")):
            await prefer(tab, prefers_color_scheme=scheme)
            assert await faults(tab) == [], scheme
            assert await sideways(tab) <= 0
            await shoot(tab, name, PHONE)
        await prefer(tab, prefers_color_scheme="light")
        await shoot(tab, "krise-alert", DESK)
        await open_(tab, f"{branded.address}/tilgjengelighet", PHONE)
        assert await faults(tab) == []

    assert tab.complaints == []
