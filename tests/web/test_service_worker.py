"""The service worker: served as a script of our own, and in a real browser handed pushes, good and bad."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from dispatcher.web.kept import FOLDER
from tests.web.browser import Tab, chromium
from tests.web.node import Node

SOURCE = (FOLDER / "sw.js").read_text(encoding="utf-8")
GOOD: dict[str, Any] = {
    "title": "Kok vannet på Ådalsbruk",
    "body": "Kok vannet i 1 minutt. Nr 4821",
    "tag": "4821-1",
    "url": "/krise",
    "lang": "nb",
    "kind": "first",
    "severity": "severe",
}
needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None and "CI" not in os.environ, reason="no chromium here: scripts/system-packages.sh"
)


async def test_the_worker_is_a_script_of_our_own(node: Node) -> None:
    """At the root, so that the whole site is its own; as a script, with an ETag, and never sniffed."""
    answer = await node.call("GET", "/sw.js")
    again = await node.call("GET", "/sw.js", headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.body.decode() == SOURCE
    assert again.status == 304


def test_the_worker_makes_no_code_of_text() -> None:
    """No eval, no Function, no import from elsewhere, nothing stored, and nothing asked of any server."""
    assert not re.search(
        r"\beval\b|\bFunction\s*\(|importScripts|\bimport\s*[({'\"]|innerHTML|\bfetch\b|caches", SOURCE
    )
    assert "http://" not in SOURCE
    assert "https://" not in SOURCE


class Worker:
    """The registered worker, as the browser's push service would speak to it."""

    def __init__(self, tab: Tab, node: Node, registration: str) -> None:
        self.tab = tab
        self.node = node
        self.registration = registration

    async def push(self, data: str) -> list[dict[str, Any]]:
        """Hand it a decrypted payload; what is then shown. A busy headless browser loses one in fifty on its own way
        to the worker: that one is handed over again.
        """
        began = await self.tab.tell("Date.now()")
        for _ in range(5):
            await self.tab.ask(
                "ServiceWorker.deliverPushMessage",
                origin=self.node.address,
                registrationId=self.registration,
                data=data,
            )
            if await self.tab.tell(UNTIL_SHOWN % began):
                return await self.shown()
        raise AssertionError("the worker showed nothing")

    async def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(await self.tab.tell(f"({SHOWN})()"))
        return found


SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const all = await registration.getNotifications();
  return JSON.stringify(all.map(({title, body, tag, lang, renotify, requireInteraction, data, timestamp}) =>
    ({title, body, tag, lang, renotify, requireInteraction, data, timestamp})));
}"""
ACTIVATED = """(async () => {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  while (active.state !== 'activated') await new Promise((next) => active.addEventListener('statechange', next));
})()"""
UNTIL_SHOWN = f"""(async () => {{
  const look = {SHOWN};
  const pause = () => new Promise((next) => setTimeout(next, 20));
  for (const end = Date.now() + 5000; Date.now() < end; await pause()) {{
    if (JSON.parse(await look()).some((one) => one.timestamp >= %d)) return true;
  }}
  return false;
}})()"""


@pytest.fixture
async def worker(node: Node, tmp_path: Path) -> AsyncIterator[Worker]:
    """A browser on the crisis page, which has given its leave and registered the worker."""
    async with chromium(tmp_path / "chromium") as tab:
        await tab.ask("Browser.grantPermissions", origin=node.address, permissions=["notifications"])
        await tab.open(f"{node.address}/krise")
        await tab.ask("ServiceWorker.enable")
        await tab.tell(ACTIVATED)
        yield Worker(tab, node, await tab.registration())


def told(notification: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in notification.items() if name not in {"timestamp", "renotify"}}


@needs_chromium
async def test_a_push_becomes_a_notification(worker: Worker) -> None:
    """Words, language and tag are the message's; what is severe stays until it is seen; a tap leads to our page."""
    [shown] = await worker.push(json.dumps(GOOD))

    assert told(shown) == {
        "title": GOOD["title"],
        "body": GOOD["body"],
        "tag": "4821-1",
        "lang": "nb",
        "requireInteraction": True,
        "data": {"url": f"{worker.node.address}/krise", "kind": "first"},
    }
    assert worker.tab.complaints == []


@needs_chromium
async def test_the_same_message_twice_is_one_notification(worker: Worker) -> None:
    """Silent the second time; of another kind it takes its place and sounds again; another alert is another."""
    await worker.push(json.dumps(GOOD))
    [twice] = await worker.push(json.dumps(GOOD))
    [other] = await worker.push(json.dumps(GOOD | {"kind": "retraction", "title": "Feil utsendt"}))
    both = await worker.push(json.dumps(GOOD | {"tag": "4821-2", "severity": "minor"}))

    assert not twice["renotify"]
    assert (other["title"], other["renotify"]) == ("Feil utsendt", True)
    assert sorted((one["tag"], one["requireInteraction"]) for one in both) == [("4821-1", True), ("4821-2", False)]


@needs_chromium
@pytest.mark.parametrize(
    "payload",
    ["", "hei", "null", "[]", "4821", '{"title": 1, "body": {}}', '{"title": "  "}', '{"title"'],
    ids=["empty", "text", "null", "list", "number", "wrong types", "blank", "cut short"],
)
async def test_a_malformed_message_still_says_something_true(worker: Worker, payload: str) -> None:
    """Whatever comes, a person is told that there is a warning and where to read it."""
    [shown] = await worker.push(payload)

    assert told(shown) == {
        "title": "Varsel fra kommunen",
        "body": "Åpne krisesiden for å lese varselet.",
        "tag": "varsel",
        "lang": "nb",
        "requireInteraction": False,
        "data": {"url": f"{worker.node.address}/krise", "kind": ""},
    }
    assert worker.tab.complaints == []


@needs_chromium
@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "http://[", 7, None]
)
async def test_only_our_own_pages_are_opened(worker: Worker, url: object) -> None:
    """A message that leads elsewhere leads to the crisis page."""
    [shown] = await worker.push(json.dumps(GOOD | {"url": url}))

    assert shown["data"]["url"] == f"{worker.node.address}/krise"
