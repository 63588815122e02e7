"""The whole flow without a mouse: signed in, triggered, approved, followed, paused, corrected, written in the log."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pyotp
import pytest

from dispatcher.domain.outcome import Unsure
from tests.office import OfficeScene
from tests.web.browser import Tab
from tests.web.console.phone import PHONE, heading, open_, prefer
from tests.web.console.test_here import with_app
from tests.web.console.visitor import PASSWORD
from tests.web.node import Node, running

KEYS = {"Tab": 9, "Enter": 13, " ": 32}
MOST_TABS = 120
AT = """((selector) => {
  const at = document.activeElement, how = getComputedStyle(at);
  const skip = at.matches(".ds-skip-link") && at.getBoundingClientRect().width > 44;
  const seen = how.outlineStyle !== "none" || how.boxShadow !== "none" || skip;
  const shown = at === document.body || (at.matches(":focus-visible") && seen);
  return [at.matches(selector), shown, at.outerHTML.slice(0, 90)];
})"""
"""What has the focus: whether it is what was looked for, and whether one can see that it has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """A browser, and somebody who has nothing but its keyboard."""

    tab: Tab

    async def press(self, key: str, *, leads_on: bool = False) -> None:
        """One key, down and up; ``leads_on``: to another page."""
        if leads_on:
            self.tab.expect_load()
        text = {"Enter": "\r", " ": " "}.get(key, "")
        common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": KEYS[key]}
        await self.tab.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.tab.ask("Input.dispatchKeyEvent", type="keyUp", **common)
        if leads_on:
            await self.tab.loaded()

    async def reach(self, selector: str) -> None:
        """By Tab alone, with a focus that is seen all the way."""
        for _ in range(MOST_TABS):
            await self.press("Tab")
            there, seen, what = await self.tab.tell(f"{AT}({json.dumps(selector)})")
            assert seen, f"no focus to be seen: {what}"
            if there:
                return
        raise AssertionError(f"{selector} is not reached")

    async def follow(self, selector: str) -> None:
        """Go to a link or a button and on to where it leads."""
        await self.reach(selector)
        await self.press("Enter", leads_on=True)

    async def write(self, selector: str, text: str) -> None:
        """Go to a field and fill it in, over what stands there."""
        await self.reach(selector)
        await self.tab.tell("document.activeElement.select?.()")
        await self.tab.ask("Input.insertText", text=text)

    async def sign_in(self, name: str, code: str) -> None:
        """By password and code, from the sign-in's own page."""
        await self.reach("summary")
        await self.press("Enter")
        await self.write("[name=name]", name)
        await self.write("[name=password]", PASSWORD)
        await self.press("Enter", leads_on=True)
        await self.write("[name=code]", code)
        await self.press("Enter", leads_on=True)

    async def said(self) -> str:
        """How the alert stands, in the page's words."""
        return str(await self.tab.tell("document.querySelector('[data-said]').textContent"))


@pytest.fixture
async def node(office: OfficeScene) -> AsyncIterator[Node]:
    """A node on which nothing is over before somebody has paused it."""
    async with running(office) as one:
        one.sms.answer = one.email.answer = lambda _: Unsure(reason="silence")
        yield one


@pytest.fixture
async def hands(tab: Tab) -> Hands:
    """In a browser that moves nothing."""
    await prefer(tab)
    return Hands(tab=tab)


async def code_of(node: Node, app: pyotp.TOTP) -> str:
    """One that has not been used: a minute later."""
    node.scene.later(minutes=1)
    return app.at(node.scene.now)


async def filled_in(hands: Hands, *boxes: str) -> None:
    """The fields and boxes of an alert, and on to what is read before it is sent."""
    await hands.write("[name='f.neste_melding']", "09:00")
    night = ["[name=hold]"] if await hands.tab.tell("document.querySelector('[name=hold]') !== null") else []
    for box in (*boxes, *night):
        await hands.reach(box)
        await hands.press(" ")
    await hands.follow("main form button.wide")


async def triggered(hands: Hands) -> str:
    """From Start to what waits for a yes; the alert's id."""
    await hands.follow("a[href='/nytt']")
    await hands.follow("a[href='/nytt/kokevarsel']")
    await filled_in(hands, "[name=areas][value=adalsbruk]")
    assert await heading(hands.tab) == "Kokevarsel"
    await hands.follow("form[action$='/send-inn'] button")
    assert "venter på godkjenning" in await hands.said()
    return str(await hands.tab.tell("location.pathname")).removeprefix("/varsel/")


@pytest.mark.requirement("R007")
async def test_the_whole_flow_by_keyboard(node: Node, hands: Hands) -> None:
    """Two people, one after the other at the same keyboard; every stop on the way shows that it has the focus."""
    apps = {name: await with_app(node, name) for name in ("kari", "anne")}
    await open_(hands.tab, f"{node.address}/logg-inn", PHONE)
    await hands.sign_in("kari", await code_of(node, apps["kari"]))
    alert = await triggered(hands)
    await hands.follow("a[href='/konto']")
    await hands.follow("form[action='/logg-ut'] button")

    await open_(hands.tab, f"{node.address}/a/{alert}", PHONE)
    assert await heading(hands.tab) == "Noe venter på deg"
    await hands.sign_in("anne", await code_of(node, apps["anne"]))
    await hands.follow("form[action$='/godkjenn'] button")
    assert await heading(hands.tab) == "Du har godkjent dette"
    await hands.follow("a[href='/konto']")
    await hands.follow("form[action='/logg-ut'] button")

    await hands.sign_in("kari", await code_of(node, apps["kari"]))
    await hands.follow(f"a[href='/varsel/{alert}']")
    await hands.follow("form[action$='/gjor/pause'] button")
    assert "står på pause" in await hands.said()
    assert (await node.view(alert))["flags"]["paused"]
    await hands.follow(f"a[href='/varsel/{alert}/folg/rettelse']")
    await filled_in(hands)
    assert await heading(hands.tab) == "Kokevarsel"
    assert (await node.view(str(await hands.tab.tell("location.pathname"))[8:]))["kind"] == "correction"
    await open_(hands.tab, f"{node.address}/varsel/{alert}", PHONE)
    await hands.follow("a[href$='/logg']")
    await hands.write("[name=text]", "Vannverket ringte.")
    await hands.follow("form[action$='/logg'] button")
    assert "Vannverket ringte." in str(await hands.tab.tell("document.querySelector('main').textContent"))
    assert hands.tab.complaints == []
