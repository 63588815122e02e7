"""The public pages in a real browser: signing up for push, the message it brings, the keyboard, axe, and pictures."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.channels.webpush import CaptureWebPush
from dispatcher.domain.outcome import Accepted
from dispatcher.domain.states import ChannelName
from dispatcher.ledger.tables import subscriptions
from dispatcher.ports import SystemClock
from dispatcher.settings import NodeMode
from tests.capture.harness import Capture, control
from tests.capture.harness import running as capturing
from tests.office import OfficeScene
from tests.web.browser import Tab
from tests.web.console.phone import DESK, PHONE, faults, open_, prefer, shoot, tap
from tests.web.node import EVACUATION, Node, Taker, running
from tests.web.turns import gone

PAGES = {
    "krise": "/krise",
    "ekte": "/ekte",
    "krise-push": "/krise/push",
    "krise-svar": "/krise/svar",
    "personvern": "/krise/personvern",
    "tilgjengelighet": "/tilgjengelighet",
}
SUBSCRIBES = """
  const told = %s;
  const unsubscribe = async () => !sessionStorage.removeItem('on');
  const one = { endpoint: told.endpoint, toJSON: () => told, unsubscribe };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('on') ? one : null);
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    sessionStorage.setItem('on', `${userVisibleOnly} ${applicationServerKey.length}`);
    return one;
  };
"""
"""What a headless Chromium cannot do itself: the push service's part of a subscription, which here is the capture's."""


@pytest.fixture
async def capture() -> AsyncIterator[Capture]:
    with capturing() as ready:
        async with control(ready) as one:
            yield one


@pytest.fixture
async def node(office: OfficeScene, capture: Capture) -> AsyncIterator[Node]:
    """A node that runs exercises, before a capture of its own."""
    async with running(office, capture_url=capture.ready.http) as one:
        yield one


async def shown(tab: Tab, state: str) -> None:
    await tab.until(f"!document.querySelector('[data-state={state}]').hidden")


def kept(node: Node) -> Any:
    """The one subscription."""

    def read(connection: Connection) -> Any:
        return connection.execute(select(subscriptions)).one()

    return node.scene.ledger.read_now(read)


async def decrypted(node: Node, capture: Capture, endpoint: str) -> str:
    """What the node sent to the browser, as the capture could read it."""
    push = next(one.channel for one in node.services.engine.runners if one.channel.name is ChannelName.PUSH)
    assert isinstance(push, Taker)
    [message] = [one for one in push.taken if endpoint in str(one.address)]
    lane = CaptureWebPush(capture.ready.http, clock=SystemClock())
    try:
        outcome = await lane.send(message)
    finally:
        await lane.close()
    assert isinstance(outcome, Accepted)
    [entry] = await capture.journal(channel="push")
    return json.dumps(entry["payload"])


@pytest.mark.requirement("R058", "R114")
async def test_a_browser_signs_up_gets_the_message_and_leaves(node: Node, tab: Tab, capture: Capture) -> None:
    """Areas and language are kept; the real service worker shows what was encrypted for it; off erases the address."""
    async with capture.session.post(f"{capture.ready.http}/push-subscriptions") as made:
        told = await made.json()
    await tab.ask("Browser.grantPermissions", origin=node.address, permissions=["notifications"])
    await tab.ask("Page.enable")
    await tab.ask("Page.addScriptToEvaluateOnNewDocument", source=SUBSCRIBES % json.dumps(told))
    await prefer(tab)
    await open_(tab, f"{node.address}/krise/push?sprak=nb")
    await shown(tab, "off")
    await tab.tell("document.querySelector('[value~=adalsbruk]').click(); document.forms[0].language.value = 'nn'")
    await tab.ask("ServiceWorker.enable")
    await tab.tell("document.querySelector('[data-act=on]').click()")
    await shown(tab, "on")
    signed_up, asked = kept(node), await tab.tell("sessionStorage.getItem('on')")

    await gone(node, await node.draft(scenario="evakuering", fields=EVACUATION))
    payload = await decrypted(node, capture, told["endpoint"])
    registration = await tab.registration()
    await tab.ask("ServiceWorker.deliverPushMessage", origin=node.address, registrationId=registration, data=payload)
    await tab.tell(
        "(async () => { const ready = await navigator.serviceWorker.ready;"
        " while (!(await ready.getNotifications()).length) await new Promise((next) => setTimeout(next, 20)); })()"
    )
    [note] = json.loads(
        await tab.tell(
            "navigator.serviceWorker.ready.then((ready) => ready.getNotifications()).then((all) =>"
            " JSON.stringify(all.map(({title, body, lang, data}) => ({title, body, lang, data}))))"
        )
    )

    await tab.tell("document.querySelector('[value~=adalsbruk]').click()")
    await tab.tell("document.querySelector('[data-act=change]').click()")
    await shown(tab, "saved")
    changed = kept(node)
    await open_(tab, f"{node.address}/krise/push?sprak=nb")
    await shown(tab, "on")
    await tab.tell("document.querySelector('[data-act=off]').click()")
    await shown(tab, "gone")

    assert (signed_up.areas, signed_up.language, asked) == ('["adalsbruk", "trykksone-adalsbruk"]', "nn", "true 65")
    assert note["title"].startswith("ØVELSE")
    assert "må ut no" in note["body"]
    assert (note["lang"], note["data"]["url"]) == ("nn", f"{node.address}/krise")
    assert changed.areas == "[]"
    assert kept(node).gone_at is not None
    assert not await tab.tell("document.querySelector('[data-act=on]').hidden")
    assert tab.complaints == []


async def test_a_browser_that_says_no_is_told_what_to_do(node: Node, tab: Tab) -> None:
    """Nothing is kept, and the page says where to allow it."""
    await tab.ask("Browser.setPermission", permission={"name": "notifications"}, setting="denied", origin=node.address)
    await open_(tab, f"{node.address}/krise/push?sprak=en")
    await shown(tab, "off")
    await tap_without_leaving(tab, "[data-act=on]")
    await shown(tab, "denied")

    assert not await tab.tell("document.querySelector('[data-act=on]').disabled")


async def tap_without_leaving(tab: Tab, selector: str) -> None:
    """A press that leads nowhere else."""
    await tab.tell(f"document.querySelector({json.dumps(selector)}).click()")


@pytest.mark.requirement("R092")
async def test_every_page_by_keyboard_and_as_a_picture(node: Node, tab: Tab) -> None:
    """Tab comes to all there is, with an outline that is seen; a picture by day and by night. Axe: the walk."""
    for name, path in PAGES.items():
        await open_(tab, f"{node.address}{path}?sprak=nb", PHONE)
        for scheme, end in (("light", ""), ("dark", "-dark")):
            await prefer(tab, prefers_color_scheme=scheme)
            await shoot(tab, f"{name}{end}", PHONE)
        await prefer(tab, prefers_color_scheme="light")
        await shoot(tab, name, DESK)
        assert await walked(tab) == await tab.tell(REACHABLE), name
    assert tab.complaints == []


REACHABLE = """[...document.querySelectorAll('a[href], button, input, select, textarea')]
  .filter((one) => one.checkVisibility()).length"""


async def walked(tab: Tab) -> int:
    """How many things Tab comes to, from the top, each of them with an outline that is seen."""
    await tab.tell("document.activeElement.blur(); window.scrollTo(0, 0); window.been = new Set(); true")
    for _ in range(100):
        await press(tab, "Tab", 9)
        new = await tab.tell(
            "(() => { const one = document.activeElement; const before = been.size; if (one !== document.body)"
            " been.add(one); const seen = getComputedStyle(one).outlineStyle !== 'none';"
            " return been.size > before && seen; })()"
        )
        if not new:
            break
    return int(await tab.tell("been.size"))


async def press(tab: Tab, key: str, code: int = 0, text: str = "") -> None:
    for kind in ("keyDown", "keyUp"):
        await tab.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, text=text)


@pytest.mark.requirement("R092")
async def test_asking_by_keyboard_alone(live_office: OfficeScene, tab: Tab) -> None:
    """From the top of the page: past the links to the field, the text, the button; and the answer is announced."""
    async with running(live_office, mode=NodeMode.LIVE) as live:
        alert = await gone(live, await live.draft(scenario="evakuering", mode="real", fields=EVACUATION))
        await open_(tab, f"{live.address}/ekte?sprak=nb")
        for _ in range(10):
            await press(tab, "Tab", 9)
            if await tab.tell("document.activeElement.id") == "tekst":
                break
        await tab.ask("Input.insertText", text=live.scene.text(alert, "citizen.sms.nb"))
        await press(tab, "Tab", 9)
        tab.expect_load()
        await press(tab, "Enter", 13, "\r")
        await tab.loaded()
        said = str(await tab.tell("document.querySelector('[role=status]').innerText"))
        address = str(await tab.tell("location.href"))
        assert await faults(tab) == []
        await prefer(tab)
        await shoot(tab, "ekte-yes", PHONE)
        await tab.tell("document.getElementById('tekst').value = 'Betal gebyret på evil.example'")
        await tap(tab, "main button")
        assert await faults(tab) == []
        await shoot(tab, "ekte-unknown", PHONE)

    assert said.startswith("Ja, sendt fra Løten kommune")
    assert address == f"{live.address}/ekte?sprak=nb"
    assert tab.complaints == []
