"""A real Chromium, spoken to by its own debugging protocol: what a page becomes, and what it complains about."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"),
    *("--no-first-run", "--disable-extensions", "--disable-dev-shm-usage", "--remote-debugging-port=0"),
    "--enable-blink-features=ComputedAccessibilityInfo",  # ``computedName``: what a screen reader calls a thing
)
PATIENCE = 30.0


class Tab:
    """One page. ``complaints``: what its console said in anger, policy violations included."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.complaints: list[str] = []
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._loaded = asyncio.Event()
        self._workers: asyncio.Queue[str] = asyncio.Queue()

    async def listen(self) -> None:
        """Take what the browser says until it closes."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = orjson.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif said["method"] == "Page.loadEventFired":
                self._loaded.set()
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
                self.complaints.append(said["params"]["entry"]["text"])
            elif said["method"] == "Runtime.exceptionThrown":
                self.complaints.append(str(said["params"]["exceptionDetails"]))
            elif said["method"] == "ServiceWorker.workerRegistrationUpdated":
                for one in said["params"]["registrations"]:
                    self._workers.put_nowait(one["registrationId"])
            elif said["method"] == "ServiceWorker.workerErrorReported":
                self.complaints.append(said["params"]["errorMessage"]["errorMessage"])

    async def ask(self, method: str, **params: Any) -> Any:
        """One command of the protocol."""
        number = next(self._ids)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(PATIENCE):
            said = await answer
        assert "error" not in said, said
        return said["result"]

    async def open(self, url: str, *, width: int = 1280, height: int = 900) -> None:
        """Load a page at a size and wait until it has loaded."""
        for part in ("Page", "Runtime", "Log"):
            await self.ask(f"{part}.enable")
        await self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        self.expect_load()
        await self.ask("Page.navigate", url=url)
        await self.loaded()

    def expect_load(self) -> None:
        """Before what leads to another page."""
        self._loaded.clear()

    async def loaded(self) -> None:
        """Wait until it is there."""
        async with asyncio.timeout(PATIENCE):
            await self._loaded.wait()

    async def tell(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        said = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    async def registration(self) -> str:
        """The id of a service worker's registration, once there is one; ask for ``ServiceWorker.enable`` first."""
        async with asyncio.timeout(PATIENCE):
            return await self._workers.get()

    async def until(self, expression: str) -> None:
        """Wait until the page itself sees that it is so."""
        await self.tell(
            "new Promise((done) => {"
            f"  const look = () => {{ if ({expression}) {{ watch.disconnect(); done(true); }} }};"
            "  const watch = new MutationObserver(look);"
            "  watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});"
            "  look();"
            "})"
        )


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Tab]:
    """A browser with one empty tab, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *("chromium", *FLAGS, f"--user-data-dir={folder}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    silent: list[asyncio.Task[bytes]] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while b"DevTools listening on" not in (line := await process.stderr.readline()):
                assert line, "chromium did not start"
        address = line.decode().partition("ws://")[2].partition("/")[0]
        silent.append(asyncio.create_task(process.stderr.read()))
        async with ClientSession() as session:
            async with session.get(f"http://{address}/json/list") as listed:
                tabs = await listed.json(content_type=None)
            page = next(tab for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                listening = asyncio.create_task(tab.listen())
                try:
                    yield tab
                finally:
                    listening.cancel()
                    await asyncio.gather(listening, return_exceptions=True)
        process.terminate()
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await asyncio.gather(*silent)
