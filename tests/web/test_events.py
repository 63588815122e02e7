"""Server-sent events: that something changed, soon, for everybody who listens, and never what."""

import asyncio

import pytest
from aiohttp import ClientResponse, ClientSession

from dispatcher.ledger import public
from dispatcher.ledger.engine import Ledger
from dispatcher.web import events
from tests.office import OfficeScene
from tests.web.node import PATIENCE, Node, running


async def changed(stream: ClientResponse) -> bytes:
    """Wait for one ``changed``, whole."""
    seen = b""
    async with asyncio.timeout(PATIENCE):
        while not (seen.startswith(b"event: changed\n") and seen.endswith(b"\n\n")):
            line = await stream.content.readline()
            seen = line if line.startswith((b"event:", b"retry:")) else seen + line
    return seen


async def test_a_listener_hears_that_something_changed(node: Node) -> None:
    """The first at once, the next after a write; the content is a number."""
    await node.draft()
    headers = {"Authorization": f"Bearer {node.token('siri')}"}
    async with node.session.get(f"{node.address}/api/v1/events", headers=headers) as stream:
        first = await changed(stream)
        await node.draft()
        second = await changed(stream)

    assert stream.headers["Content-Type"] == "text/event-stream"
    assert stream.headers["Cache-Control"] == "no-store"
    assert first.startswith(b"event: changed\ndata: ")
    assert second.split(b"data: ")[1].strip().isdigit()


async def test_a_change_by_another_process_is_heard(node: Node) -> None:
    """A command beside the node writes through a ledger of its own."""
    headers = {"Authorization": f"Bearer {node.token('siri')}"}
    async with node.session.get(f"{node.address}/api/v1/events", headers=headers) as stream:
        await changed(stream)
        beside = Ledger(node.scene.ledger.where)
        await beside.write(public.heartbeat, node.scene.now)
        heard = await changed(stream)
        beside.close()

    assert heard


async def test_a_silent_stream_shows_that_it_lives(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment now and then keeps proxies from closing it."""
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.05)
    headers = {"Authorization": f"Bearer {node.token('siri')}"}
    async with node.session.get(f"{node.address}/api/v1/events", headers=headers) as stream, asyncio.timeout(5):
        while (line := await stream.content.readline()) != b": fortsatt her\n":
            assert line

    assert line


async def test_a_listener_may_hang_up(node: Node) -> None:
    """The node goes on for the others."""
    headers = {"Authorization": f"Bearer {node.token('siri')}"}
    async with node.session.get(f"{node.address}/api/v1/events", headers=headers) as stream:
        await changed(stream)
    async with node.session.get(f"{node.address}/api/v1/events", headers=headers) as stream:
        await changed(stream)
        await node.draft()

        assert await changed(stream)


async def test_a_node_that_stops_lets_its_listeners_go(office: OfficeScene) -> None:
    """An endless answer ends when the node does, rather than hold it up."""
    async with ClientSession() as listening:
        async with running(office) as node:
            headers = {"Authorization": f"Bearer {node.token('siri')}"}
            stream = await listening.get(f"{node.address}/api/v1/events", headers=headers)
            await changed(stream)
        rest = await stream.read()  # one that is cut off raises

    assert b"event: changed" not in rest
