"""What deciding takes in a real browser at 360 px: taps, fields, seconds, bytes. Needs chromium and the tests' node.

The seconds are the machine's: pages, database and crypto. A person's own are reckoned beside, by the keystroke-level
model (Card, Moran and Newell 1980): 1.2 s to think and 1.3 s to reach for each tap, 0.28 s a key.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from dispatcher.settings import NodeMode
from tests.office import OfficeScene, shipped
from tests.web.browser import Tab, chromium
from tests.web.console.phone import PHONE, heading, open_, tap, with_authenticator
from tests.web.console.visitor import PASSWORD, Visitor, with_password
from tests.web.node import Node, running

THINK_AND_REACH, KEY = 1.2 + 1.3, 0.28
BYTES = (
    "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    ".reduce((sum, one) => sum + one.transferSize, 0)"
)
NIGHT = "document.querySelector('[name=hold][value=now]')"


@dataclass(slots=True)
class Run:
    """One thing done: what was touched and typed, and since when."""

    what: str
    taps: int = 0
    fields: int = 0
    keys: int = 0
    began: float = 0.0
    seconds: float = 0.0

    async def touch(self, tab: Tab, selector: str) -> None:
        """One tap, and the page it leads to."""
        self.taps += 1
        await tap(tab, selector)

    def done(self) -> Run:
        """Stop the clock."""
        self.seconds = perf_counter() - self.began
        return self

    @property
    def reckoned(self) -> float:
        """With a person's own time."""
        return self.seconds + self.taps * THINK_AND_REACH + self.keys * KEY


async def main() -> None:
    plan, rendering = shipped()
    with tempfile.TemporaryDirectory() as folder:
        office = OfficeScene(Path(folder), plan, rendering, NodeMode.EXERCISE)
        try:
            async with running(office) as node, chromium(Path(folder) / "chromium") as tab:
                await _measure(node, tab)
        finally:
            office.ledger.close()


async def _measure(node: Node, tab: Tab) -> None:
    home = node.address.replace("127.0.0.1", "localhost")
    await with_authenticator(tab)
    await _first_time(node, tab, home)
    weight, signed_out = await _signed_out(node, tab, home)
    runs = [signed_out, await _signed_in(node, tab, home), await _trigger(node, tab, home)]
    print("| in a real browser, 360 px | taps | fields | seconds of the machine | with a person's own, reckoned |")
    print("|---|---:|---:|---:|---:|")
    for run in runs:
        print(f"| {run.what} | {run.taps} | {run.fields} | {run.seconds:.1f} | {run.reckoned:.0f} |")
    print(f"\nThe approval page, cold, compressed, with styles and script: {weight / 1000:.1f} kB over the wire")


async def _first_time(node: Node, tab: Tab, home: str) -> None:
    """Anne adds the passkey of this browser's authenticator, and signs out."""
    with_password(node, "anne")
    await open_(tab, f"{home}/logg-inn", PHONE)
    await tab.tell(
        "document.querySelector('details').open = true;"
        "document.querySelector('[name=name]').value = 'anne';"
        f"document.querySelector('[name=password]').value = '{PASSWORD}'"
    )
    await tap(tab, "details button")
    await tap(tab, "form[action='/konto/passkey'] button")
    await tap(tab, "form[action='/logg-ut'] button")


async def _signed_out(node: Node, tab: Tab, home: str) -> tuple[int, Run]:
    """The sign-in has expired: the touch that signs in, and the yes. Then the page's bytes, cold."""
    alert, _ = await node.submitted()
    run = Run("approve, the sign-in has expired", began=perf_counter())
    await open_(tab, f"{home}/a/{alert}", PHONE)
    await run.touch(tab, "form[action='/logg-inn/passkey'] button")
    await run.touch(tab, "form[action$='/godkjenn'] button")
    assert await heading(tab) == "Du har godkjent dette"
    run.done()
    await node.act(alert, "stop", "kari", why="Målt")
    second, _ = await node.submitted(areas=["brenneriroa"])
    await tab.ask("Network.clearBrowserCache")
    await open_(tab, f"{home}/a/{second}", PHONE)
    weight = int(await tab.tell(BYTES))
    await node.act(second, "reject", "ola", why="Målt")
    return weight, run


async def _signed_in(node: Node, tab: Tab, home: str) -> Run:
    """The device is still signed in, the factor is of long ago: the yes, and the touch it asks for."""
    node.scene.later(minutes=10)
    alert, _ = await node.submitted(areas=["brenneriroa"], reason="Målt på nytt")
    run = Run("approve, still signed in", began=perf_counter())
    await open_(tab, f"{home}/a/{alert}", PHONE)
    await tab.tell("document.querySelectorAll('[name=seen]').forEach((one) => { one.click(); })")
    run.taps += int(await tab.tell("document.querySelectorAll('[name=seen]').length"))
    await run.touch(tab, "form[action$='/godkjenn'] button")
    assert await heading(tab) == "Du har godkjent dette"
    run.taps += 1  # the finger on the authenticator, which answers by itself here
    return run.done()


async def _trigger(node: Node, tab: Tab, home: str) -> Run:
    """Kokevarsel from Start to submitted: one field is typed."""
    await tab.ask("Network.clearBrowserCookies")
    kari = Visitor(node=node, session=node.session)
    kari.signed_in("kari")
    await tab.ask("Network.setCookie", name="dispatcher", value=kari.cookie, url=home)
    run = Run("trigger and submit a prepared scenario", began=perf_counter(), fields=1, keys=len("09:00"))
    await open_(tab, home, PHONE)
    await run.touch(tab, "a[href='/nytt']")
    await run.touch(tab, "a[href='/nytt/kokevarsel']")
    await tab.tell(
        "document.querySelector('[name=\"f.neste_melding\"]').value = '09:00';"
        "document.querySelector('[name=areas][value=adalsbruk]').click();"
        f"{NIGHT} && {NIGHT}.click()"
    )
    run.taps += 2 + bool(await tab.tell(f"{NIGHT} !== null"))  # into the field, the area, and the night's answer
    await run.touch(tab, "main form button")
    odd = int(await tab.tell("document.querySelectorAll('[name=seen]').length"))
    await tab.tell("document.querySelectorAll('[name=seen]').forEach((one) => { one.click(); })")
    run.taps += odd
    await run.touch(tab, "form[action$='/send-inn'] button")
    assert "venter på godkjenning" in str(await tab.tell("document.querySelector('[data-said]').textContent"))
    return run.done()


if __name__ == "__main__":
    asyncio.run(main())
