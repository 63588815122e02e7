"""The public archive: what was said to everybody in earnest stays, and what it is worth now stands beside it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from tests.web.browser import chromium
from tests.web.console.phone import DESK, PHONE, faults, open_, prefer, shoot, sideways
from tests.web.node import EVACUATION, Node
from tests.web.turns import go

ATOM = {"a": "http://www.w3.org/2005/Atom"}


async def text_of(node: Node, path: str) -> str:
    async with node.session.get(f"{node.address}{path}") as answer:
        assert answer.status == 200, path
        return await answer.text()


async def evacuated(node: Node) -> str:
    """A real evacuation that is on the page."""
    alert = await node.draft(scenario="evakuering", mode="real", fields=EVACUATION)
    assert (await go(node, alert)).status == 200
    await node.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    return alert


@pytest.mark.requirement("R121")
async def test_what_was_said_in_earnest_stays_to_be_read(live: Node, tmp_path: Path) -> None:
    """A real alert is there as it stood on the page, while it holds and when it was stopped; in the feed too."""
    assert "har ikke sendt ut noen varsler" in await text_of(live, "/krise/arkiv?sprak=nb")
    alert = await evacuated(live)
    [shown] = (await live.call("GET", "/banner.json")).json["alerts"]
    holds = await text_of(live, "/krise/arkiv?sprak=nb")
    assert re.findall(r'<article id="varsel-([^"]+)"', holds) == [alert]
    assert shown["headline"]["nb"] in holds
    assert "Gjelder fortsatt." in holds
    assert shown["headline"]["en"] in await text_of(live, "/krise/arkiv?sprak=en")

    await live.act(alert, "stop", "kari", why="Hemmelig grunn")
    stopped = await text_of(live, "/krise/arkiv?sprak=nb")
    assert "Ble trukket tilbake." in stopped
    assert "Tatt bort" in stopped
    assert "Hemmelig" not in stopped
    feed = etree.fromstring((await text_of(live, "/krise/arkiv.atom?sprak=nb")).encode())
    [entry] = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == shown["headline"]["nb"]
    assert entry.findtext("a:id", namespaces=ATOM).endswith(f"/krise/arkiv#varsel-{alert}")
    assert shown["text"]["nb"] in entry.findtext("a:content", namespaces=ATOM)
    assert entry.find("a:category", ATOM).get("term") == "withdrawn"
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "Løten kommune"
    if shutil.which("chromium") is not None or "CI" in os.environ:
        await looked_at(live, tmp_path)


async def looked_at(live: Node, tmp_path: Path) -> None:
    """Axe finds nothing, by day and by night, and nothing is cut off at 320 pixels."""
    async with chromium(tmp_path / "chromium") as tab:
        for scheme, name in (("light", "krise-arkiv"), ("dark", "krise-arkiv-dark")):
            for size in (PHONE, DESK):
                await open_(tab, f"{live.address}/krise/arkiv?sprak=nb", size)
                await prefer(tab, prefers_color_scheme=scheme)
                assert await faults(tab) == [], scheme
                await shoot(tab, name, size)
        await open_(tab, f"{live.address}/krise/arkiv?sprak=nn", (320, 740))
        assert await sideways(tab) <= 0
        assert await faults(tab) == []
