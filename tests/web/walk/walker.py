"""Somebody who goes from page to page in one browser, and what each page is held to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.web.browser import Tab
from tests.web.console.phone import AXE, DESK, PHONE, prefer, resize, shoot
from tests.web.console.visitor import Visitor
from tests.web.node import Node
from tests.web.walk.places import Places, speak
from tests.web.walk.stop import Stop
from tests.web.walk.stops import STRANGER

NARROW, ENLARGED = (320, 640), (640, 450)
STALE = 400
SEND = """(([path, fields, button]) => {
  const at = (form) => new URL(form.action).pathname;
  const forms = [...document.forms].filter((one) => one.method === "post" && at(one) === path);
  const bare = (one) => !one.querySelector("input:not([type=hidden]), select, textarea");
  const has = (one) => fields.every(([name]) => one.elements[name]);
  const form = (fields.length ? forms.find(has) : forms.find(bare)) ?? forms[0];
  if (!form) return false;
  for (const [name, value] of fields) if (form.elements[name]) form.elements[name].value = value;
  form.noValidate = true;
  form.dataset.options = "";
  form.requestSubmit([...form.querySelectorAll("button")].find((one) => !button || one.value === button));
  return true;
})"""
ABOUT = """(() => {
  document.querySelectorAll("details:not([open])").forEach((one) => { one.open = true; one.dataset.shut = ""; });
  const seen = (one) => one.checkVisibility();
  const named = (one) => one.closest("[aria-hidden=true]") || one.computedName.trim();
  const controls = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, progress, meter"
    + ", img:not([alt='']), [role=img], [role=region]");
  return {
    lang: document.documentElement.lang,
    status: performance.getEntriesByType("navigation")[0].responseStatus,
    path: location.pathname,
    title: document.title,
    first: [...document.querySelectorAll("h1")].filter(seen).map((one) => one.textContent.trim()),
    unnamed: [...controls].filter((one) => seen(one) && !named(one)).map((one) => one.outerHTML.slice(0, 80)),
  };
})()"""
MOVING = """(() => {
  const at_once = (times) => times.split(", ").every((one) => one === "0s");
  const still = (how) => how.animationName === "none" && at_once(how.transitionDuration);
  const moving = [...document.querySelectorAll("*")].filter((one) =>
    !["", "::before", "::after"].every((part) => still(getComputedStyle(one, part || null))));
  return moving.map((one) => one.outerHTML.slice(0, 80));
})()"""
OVER = "document.documentElement.scrollWidth - innerWidth"
"""By how many pixels the page is wider than the screen."""
LARGE = (
    "(() => { const page = document.documentElement; page.style.fontSize = '200%';"
    " const over = page.scrollWidth - innerWidth; page.style.fontSize = ''; return over; })()"
)
AXE_ITSELF = AXE.read_text(encoding="utf-8") + "; true"
OPTIONS = "resultTypes: ['violations'], selectors: false, preload: false"
"""``preload``: no style of ours locks a page to one orientation."""
COLOURS = ", runOnly: ['color-contrast']"
WORDS = ", rules: {'color-contrast': {enabled: false}}"
FIRST = "nb"
TITLED = re.compile(r"(?!(ØVELSE: )?(Varsling|Alerts) )\S.*")
"""More than what the frame calls every page that says nothing of itself."""
LOOKS = {"nb": (("light", ""), ("dark", COLOURS)), "nn": (("light", WORDS),), "en": (("light", WORDS),)}
"""Every page in every language; by day and by night, and for what moves, in one: no colour depends on a word."""


@dataclass(kw_only=True)
class Walker:
    """``wrong``: what was found, page by page."""

    tab: Tab
    node: Node
    places: Places
    language: str = FIRST
    wrong: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        """By its name: a passkey is for a name."""
        return self.node.address.replace("127.0.0.1", "localhost")

    async def speak(self, language: str) -> None:
        """The next round is in this language: everybody's, and the browser's."""
        self.language = language
        speak(self.node.scene, language)
        for part in ("Page", "Runtime", "Log", "Network"):
            await self.tab.ask(f"{part}.enable")
        await prefer(self.tab, prefers_color_scheme="light")

    async def visit(self, stop: Stop) -> None:
        """Go there and look; a page that speaks one language only is seen once."""
        if self.language == FIRST or not stop.language:
            await self._go(stop)
            await self._look(stop)

    async def _go(self, stop: Stop) -> None:
        """Open the page, as the stop says."""
        await self._as(stop)
        self.tab.expect_load()
        await self.tab.ask("Page.navigate", url=f"{self.home}{self._placed(stop.path)}")
        await self.tab.loaded()
        if stop.there:
            await self._come_back()
        if stop.press:
            fields = [(name, self._placed(value)) for name, value in stop.write]
            self.tab.expect_load()
            sent = json.dumps([self._placed(stop.press), fields, stop.button])
            assert await self.tab.tell(f"{SEND}({sent})"), f"{stop.name}: no form goes to {stop.press}"
            await self.tab.loaded()

    def _placed(self, written: str) -> str:
        return written.format(language=self.language, **self.places)

    async def _as(self, stop: Stop) -> None:
        """Who looks: a session of their own, or nobody's."""
        await self.tab.ask("Network.clearBrowserCookies")
        headers = {"Accept-Language": self.language}
        if stop.token:
            headers["Authorization"] = f"Bearer {self.node.token(stop.by)}"
        await self.tab.ask("Network.setExtraHTTPHeaders", headers=headers)
        if stop.by and not stop.token:
            one = Visitor(node=self.node, session=self.node.session)
            one.signed_in(stop.by, factor=stop.by != "half", ago=STALE if stop.stale else 0)
            await self.tab.ask("Network.setCookie", name="dispatcher", value=one.cookie, url=self.home)

    async def _come_back(self) -> None:
        """From the municipality's own sign-in, as nobody it knows."""
        self.tab.expect_load()
        await self.tab.tell(
            f"document.querySelector('[name=person]').value = '{STRANGER}'; document.forms[0].requestSubmit(); true"
        )
        await self.tab.loaded()

    async def _look(self, stop: Stop) -> None:
        """All that a page is held to: on the narrowest screen, and on a desk's, enlarged."""
        await resize(self.tab, *NARROW)
        self._hold(stop, await self.tab.tell(ABOUT))
        await self._fits(stop, "at 320", OVER)
        await self.tab.tell(AXE_ITSELF)
        if self.language == FIRST:
            moving = await self.tab.tell(MOVING)
            self._say(stop, not moving, f"moves: {moving[:3]}")
        for scheme, more in LOOKS[self.language]:
            await prefer(self.tab, prefers_color_scheme=scheme)
            await self._axe_finds_nothing(stop, scheme, more)
        await resize(self.tab, *ENLARGED)
        await self._fits(stop, "at 1280, enlarged twice", OVER)
        await resize(self.tab, *DESK)
        await self._fits(stop, "with letters twice as large", LARGE)
        await self._picture(stop)

    def _hold(self, stop: Stop, about: dict[str, Any]) -> None:
        """What the page says of itself: where it is, in which language, and what about."""
        meant = self._placed(stop.there or stop.press or stop.path).partition("?")[0]
        came = (about["path"], about["status"])
        self._say(stop, came == (meant, stop.status), f"came to {came}")
        self._say(stop, about["lang"] == (stop.language or self.language), f"speaks {about['lang']}")
        one = len(about["first"]) == 1 or (stop.paper and len(about["first"]) > 1)
        self._say(stop, one and all(about["first"]), f"headings: {about['first']}")
        self._say(stop, TITLED.match(about["title"]) is not None, f"is called {about['title']!r}")
        self._say(stop, not about["unnamed"], f"without a name: {about['unnamed'][:3]}")

    async def _fits(self, stop: Stop, where: str, over: str) -> None:
        pixels = await self.tab.tell(over)
        self._say(stop, pixels <= 0 or stop.paper, f"{pixels} px too wide {where}")

    async def _axe_finds_nothing(self, stop: Stop, scheme: str, more: str) -> None:
        found = await self.tab.tell(
            f"axe.run(document, {{{OPTIONS}{more}}}).then((run) => JSON.stringify(run.violations))"
        )
        for one in json.loads(found):
            for at in one["nodes"]:
                self._say(stop, False, f"{scheme}: {one['id']}: {at['html'][:120]} {at['failureSummary'][:200]}")

    async def _picture(self, stop: Stop) -> None:
        """In bokmål; the table says of which pages no other test has one."""
        if stop.pictured and self.language == FIRST:
            await prefer(self.tab, prefers_color_scheme="light")
            await self.tab.tell("document.querySelectorAll('[data-shut]').forEach((one) => { one.open = false; })")
            for size in (DESK, PHONE):
                await shoot(self.tab, stop.name, size)

    def _say(self, stop: Stop, right: bool, words: str) -> None:
        if not right:
            self.wrong.append(f"{stop.name} ({self.language}): {words}")
