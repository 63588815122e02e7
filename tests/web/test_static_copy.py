"""Files for a second host: written at each change, whole, never older over newer, and never in the way of a send."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web

from dispatcher.settings import NodeMode
from dispatcher.web.citizens.copy_folder import LOCK, STAMP, CopyFolder
from tests.office import OfficeScene
from tests.web.browser import chromium
from tests.web.node import EVACUATION, PATIENCE, Node, running
from tests.web.test_browser import SHOWN, site
from tests.web.turns import gone


@pytest.fixture
async def copied(live_office: OfficeScene, tmp_path: Path) -> AsyncIterator[tuple[Node, Path]]:
    """A live node, and the folder it writes."""
    folder = tmp_path / "second-host"
    async with running(live_office, mode=NodeMode.LIVE, static_folder=folder) as node:
        yield node, folder


async def until(true: Callable[[], Any]) -> Any:
    """The copy follows within half a second; a busy machine gets longer."""
    async with asyncio.timeout(PATIENCE):
        while not (found := true()):
            await asyncio.sleep(0.02)
    return found


def alerts_in(folder: Path) -> list[dict[str, Any]] | None:
    """What the banner of the second host shows; None while there is none."""
    file = folder / "banner.json"
    return json.loads(file.read_bytes())["alerts"] if file.exists() else None


async def real(node: Node) -> str:
    return await gone(node, await node.draft(scenario="evakuering", mode="real", fields=EVACUATION))


@pytest.mark.requirement("R054", "R079")
async def test_the_copy_follows_every_change(copied: tuple[Node, Path]) -> None:
    """Nothing, then the alert byte for byte, then nothing: page and data, and what they need beside them."""
    node, folder = copied
    await until(lambda: alerts_in(folder) == [])
    empty = (folder / "krise" / "index.html").read_text()
    alert = await real(node)
    await until(lambda: alerts_in(folder))
    data, page = (folder / "banner.json").read_bytes(), (folder / "krise" / "index.html").read_text()
    here = await node.call("GET", "/banner.json")
    await node.act(alert, "stop", "kari", why="falsk alarm")
    await until(lambda: alerts_in(folder) == [])

    assert "Ingen aktive varsler" in empty
    assert data == here.body
    assert f'id="varsel-{alert}"' in page
    assert "ØVELSE" not in page
    assert 'href="../krise.css"' in page
    assert f'href="{node.address}/ekte?sprak=nb"' in page
    assert (folder / "banner.js").read_bytes() == (await node.call("GET", "/banner.js")).body
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file() and path.name != LOCK} == {
        0o644
    }
    await until(lambda: "varsel-" not in (folder / "krise" / "index.html").read_text())
    await until(lambda: not [path.name for path in folder.rglob(".*") if path.name not in {STAMP, LOCK}])


async def test_an_exercise_is_in_no_live_copy(copied: tuple[Node, Path]) -> None:
    """It is out, and the files do not know it; what comes in earnest after it does come."""
    node, folder = copied
    exercise = await node.published()
    await real(node)
    await until(lambda: alerts_in(folder))
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert exercise.encode() not in everything
    assert "ØVELSE".encode() not in everything.replace((folder / "banner.js").read_bytes(), b"")


async def test_an_exercise_nodes_copy_lies_by_itself(office: OfficeScene, tmp_path: Path) -> None:
    """Under exercise/, so that a wrong folder in the settings cannot put an exercise where real alerts stand."""
    async with running(office, static_folder=tmp_path / "host") as node:
        await node.published()
        await until(lambda: alerts_in(tmp_path / "host" / "exercise"))

        assert [path.name for path in (tmp_path / "host").iterdir()] == ["exercise"]


async def test_a_copy_that_cannot_be_written_stops_nothing(live_office: OfficeScene, tmp_path: Path) -> None:
    """The alert goes to everybody, /readyz says what is wrong and stays ready; mended, the copy is there by itself."""
    folder = tmp_path / "second-host"
    folder.write_text("a file where the folder should be")
    async with running(live_office, mode=NodeMode.LIVE, static_folder=folder) as node:
        await real(node)
        broken = await ready(node, lambda static: not static["ok"])
        folder.unlink()
        await until(lambda: alerts_in(folder))
        mended = await ready(node, lambda static: static["ok"])

    assert "Kopien av krisesiden kan ikke skrives" in broken["static"]["why"]
    assert broken["faults"] == []
    assert mended["static"] == {"ok": True, "why": ""}


async def ready(node: Node, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = (await node.call("GET", "/readyz")).json
            if true(answer["static"]):
                return answer  # type: ignore[no-any-return]
            await asyncio.sleep(0.02)


async def test_without_a_folder_nothing_is_said_of_one(node: Node) -> None:
    """Null in /readyz."""
    assert (await node.call("GET", "/readyz")).json["static"] is None


def test_whoever_was_overtaken_writes_nothing(tmp_path: Path) -> None:
    """A node that looked at the ledger, froze, and thawed after another had written."""
    folder = CopyFolder(tmp_path)
    assert folder.write({"banner.json": b"5"}, stamp="5", instead_of="")
    seen = folder.stamp()
    assert folder.write({"banner.json": b"7"}, stamp="7", instead_of=seen)

    assert not folder.write({"banner.json": b"6"}, stamp="6", instead_of=seen)
    assert (tmp_path / "banner.json").read_bytes() == b"7"


@pytest.mark.parametrize("seed", range(5))
def test_many_nodes_never_go_back(tmp_path: Path, seed: int) -> None:
    """Eight nodes, each stopped anywhere between stamp, ledger and write while the others go on."""
    versions, there = count(1), list[int]()

    def node() -> Iterator[None]:
        folder = CopyFolder(tmp_path)
        while True:
            stamp = folder.stamp()
            yield
            version = next(versions)  # the ledger only grows
            yield
            if folder.write({"banner.json": str(version).encode()}, stamp=str(version), instead_of=stamp):
                there.append(version)
            yield

    chance, nodes = Random(seed), [node() for _ in range(8)]  # noqa: S311  a schedule, no secret
    for _ in range(300):
        next(chance.choice(nodes))

    assert len(there) > 10
    assert there == sorted(there)
    assert (tmp_path / "banner.json").read_text() == str(there[-1]) == CopyFolder(tmp_path).stamp()


def test_two_at_the_same_moment_are_one(tmp_path: Path) -> None:
    """While one writes, another is told to come back."""
    folder = CopyFolder(tmp_path)
    with folder._alone(), pytest.raises(BlockingIOError):
        folder.write({}, stamp="1", instead_of="")


def test_a_copy_cut_short_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stamp comes last: a node that dies before it leaves the old one, and a full disk leaves no crumbs."""
    folder = CopyFolder(tmp_path)
    folder.write({"page": b"old", "data": b"old"}, stamp="1", instead_of="")
    (tmp_path / "data").unlink()
    (tmp_path / "data").mkdir()
    with pytest.raises(OSError):  # noqa: PT011  whichever the system says
        folder.write({"page": b"new", "data": b"new"}, stamp="2", instead_of="1")

    assert folder.stamp() == "1"
    assert sorted(path.name for path in tmp_path.iterdir()) == [STAMP, LOCK, "data", "page"]


@asynccontextmanager
async def second_host(folder: Path) -> AsyncIterator[str]:
    """Another web server, which knows nothing but files."""
    app = web.Application()

    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(folder / "krise" / "index.html")

    @web.middleware
    async def for_all(request: web.Request, handler: Any) -> web.StreamResponse:
        answer: web.StreamResponse = await handler(request)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    app.middlewares.append(for_all)
    app.router.add_get("/krise/", page)
    app.router.add_static("/", folder)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.skipif(
    shutil.which("chromium") is None and "CI" not in os.environ, reason="no chromium here: scripts/system-packages.sh"
)
@pytest.mark.requirement("R079")
async def test_the_second_host_serves_while_we_are_gone(live_office: OfficeScene, tmp_path: Path) -> None:
    """The node has ended: page and banner still stand in a browser, whole, with the link within that host."""
    folder = tmp_path / "host"
    async with running(live_office, mode=NodeMode.LIVE, static_folder=folder) as node:
        alert = await real(node)
        await until(lambda: alerts_in(folder) and f"varsel-{alert}" in (folder / "krise" / "index.html").read_text())
    async with second_host(folder) as origin, site(origin) as address, chromium(tmp_path / "chromium") as tab:
        await tab.open(f"{origin}/krise/")
        colour = await tab.tell("getComputedStyle(document.querySelector('.extreme')).borderLeftColor")
        await tab.open(address)
        await tab.until(f"{SHOWN} !== null")
        link = await tab.tell(f"{SHOWN}.querySelector('a').href")

        assert colour == "rgb(163, 18, 27)"
        assert link == f"{origin}/krise#varsel-{alert}"
        assert tab.complaints == []
