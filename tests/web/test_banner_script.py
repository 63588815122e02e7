"""What the banner's script costs a foreign site, and what it leaves alone: size, sources, cookies, the last state."""

import asyncio
import gzip
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from dispatcher.web.kept import FOLDER
from tests.web.browser import Tab, chromium
from tests.web.node import Node
from tests.web.test_browser import SHOWN, impatient, served, site

MOST = 6 * 1024

needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None and "CI" not in os.environ, reason="no chromium here: scripts/system-packages.sh"
)


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


@pytest.mark.requirement("R079")
async def test_the_script_is_small_over_the_wire(node: Node) -> None:
    """Head and body as they cross the network, not packed, are under six kilobytes; and it may be kept for a while."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(node.address.rpartition(":")[2]))
    writer.write(b"GET /banner.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    sent = await reader.read()
    writer.close()
    head, _, body = sent.partition(b"\r\n\r\n")

    assert b" 200 OK" in head.splitlines()[0]
    assert body == (FOLDER / "banner.js").read_bytes()
    assert len(sent) < MOST
    assert len(gzip.compress(body)) < MOST / 2
    assert b"max-age=300" in head


def test_the_script_has_no_way_to_make_markup_or_to_remember() -> None:
    """No innerHTML, no eval, no cookie, no store, no address of anybody else."""
    source = (FOLDER / "banner.js").read_text(encoding="utf-8")
    code = "\n".join(line for line in source.splitlines() if not line.strip().startswith("//"))
    found = [
        word
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "Function(", "cookie")
        if word in code
    ]
    found += [word for word in ("localStorage", "sessionStorage", "indexedDB", "http://", "https://") if word in code]

    assert found == []


@needs_chromium
async def test_nothing_is_left_with_the_visitor(node: Node, tab: Tab) -> None:
    """No cookie set or sent, nothing stored, nobody else asked, also where the site has a cookie of its own for us."""
    await node.published()
    asked: list[str] = []

    async def through(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Cookie", ""))
        async with ClientSession() as session, session.get(f"{node.address}{request.path}") as answer:
            headers = {"Access-Control-Allow-Origin": "*", "Content-Type": answer.headers["Content-Type"]}
            return web.Response(body=await answer.read(), headers=headers)

    async with served({"/banner.js": through, "/banner.json": through}) as origin, site(origin) as address:
        await tab.ask("Network.enable")
        await tab.ask("Network.setCookie", name="visitor", value="1", url=origin)
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        hosts = await tab.tell(
            "[...new Set(performance.getEntriesByType('resource').map(({name}) => new URL(name).origin))]"
        )
        kept = await tab.tell("[localStorage.length, sessionStorage.length]")
        cookies = (await tab.ask("Network.getAllCookies"))["cookies"]

    assert set(hosts) <= {origin, address.rstrip("/")}
    assert kept == [0, 0]
    assert [cookie["name"] for cookie in cookies] == ["visitor"]
    assert asked[-1] == ""


@needs_chromium
@pytest.mark.requirement("R053")
async def test_the_last_known_state_stands_while_we_are_down(node: Node, tab: Tab) -> None:
    """No answer, an error, or nonsense takes nothing away; the next true answer does."""
    await node.published()
    known = (await node.call("GET", "/banner.json")).body
    bodies: dict[str, Any] = {"status": 200, "body": known}

    async def script(request: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / "banner.js")

    async def data(request: web.Request) -> web.Response:
        if bodies["body"] is None:
            assert request.transport is not None
            request.transport.abort()
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
        return web.Response(status=bodies["status"], body=bodies["body"], headers=headers)

    async with served({"/banner.js": script, "/banner.json": data}) as origin, site(origin) as address:
        await impatient(tab)
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        for status, body in ((503, b'{"alerts": []}'), (200, b"<html>"), (200, b"{}"), (200, None)):
            bodies.update(status=status, body=body)
            looks = int(await tab.tell("document.documentElement.dataset.looks || '0'"))
            await tab.until(f"document.documentElement.dataset.looks > {looks + 2}")
            assert await tab.tell(f"{SHOWN} !== null"), (status, body)
        bodies.update(status=200, body=b'{"mode": "exercise", "version": 9, "alerts": []}')
        await tab.until(f"{SHOWN} === null")
