"""A telephone: a real Chromium at its size, with an authenticator whose owner always touches it, and axe-core."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from pathlib import Path
from typing import Any

from tests.web.browser import Tab

AXE = Path(__file__).parent.parent / "axe" / "axe.min.js"
SHOTS = Path(__file__).parent.parent.parent.parent / "docs" / "screenshots"
AUTHENTICATOR: dict[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PHONE, DESK = (360, 740), (1280, 900)


async def with_authenticator(tab: Tab) -> str:
    """The authenticator's id."""
    await tab.ask("Network.enable")
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "nb"})
    await prefer(tab)
    await tab.ask("WebAuthn.enable")
    made = await tab.ask("WebAuthn.addVirtualAuthenticator", options=AUTHENTICATOR)
    return str(made["authenticatorId"])


async def prefer(tab: Tab, **more: str) -> None:
    """What the browser tells pages of its owner: no motion, which also keeps what is tapped in its place."""
    wanted = {"prefers-reduced-motion": "reduce"} | {name.replace("_", "-"): value for name, value in more.items()}
    features = [{"name": name, "value": value} for name, value in wanted.items()]
    await tab.ask("Emulation.setEmulatedMedia", features=features)


async def open_(tab: Tab, url: str, size: tuple[int, int] = PHONE) -> None:
    """Load a page at a size."""
    await tab.open(url, width=size[0], height=size[1])


async def resize(tab: Tab, width: int, height: int) -> None:
    """Another screen for the page that is open."""
    size = {"width": width, "height": height}
    await tab.ask("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)


async def tap(tab: Tab, selector: str) -> None:
    """One touch of what is found, which must be there, seen and large enough; then the page it leads to."""
    quoted = json.dumps(selector)
    box = await tab.tell(
        f"new Promise((done) => {{ const one = document.querySelector({quoted}); "
        " one.scrollIntoView({block: 'center'});"
        " requestAnimationFrame(() => requestAnimationFrame(() => { const box = one.getBoundingClientRect();"
        " done([box.x + box.width / 2, box.y + box.height / 2, box.width, box.height]); })); })"
    )  # two frames later: what has not been painted takes no touch
    assert min(box[2], box[3]) >= 44, (selector, box)
    tab.expect_load()
    for kind in ("mousePressed", "mouseReleased"):
        await tab.ask("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
    await tab.loaded()


async def heading(tab: Tab) -> str:
    """What the page says first."""
    return str(await tab.tell("document.querySelector('h1').textContent"))


async def faults(tab: Tab) -> list[str]:
    """What axe-core finds wrong with the page, by WCAG 2.1 AA and its best practices."""
    await tab.tell(AXE.read_text(encoding="utf-8") + "; true")
    found = await tab.tell("axe.run(document).then((run) => JSON.stringify(run.violations))")
    return [
        f"{one['id']}: {node['html'][:90]} {node['failureSummary'][:200]}"
        for one in json.loads(found)
        for node in one["nodes"]
    ]


async def shoot(tab: Tab, name: str, size: tuple[int, int]) -> None:
    """The whole page into docs/screenshots, as on a screen that is tall enough for it.

    Where there is a picture it stays, unless ``SCREENSHOTS`` is set: no two runs have the same codes and fingerprints.
    """
    picture = SHOTS / f"{name}-{size[0]}.png"
    if picture.exists() and "SCREENSHOTS" not in os.environ:
        return
    await resize(tab, size[0], size[1])
    height = await tab.tell("document.documentElement.scrollHeight")
    await resize(tab, size[0], max(size[1], height))
    shot = await tab.ask("Page.captureScreenshot", format="png")
    await resize(tab, size[0], size[1])
    raw = base64.b64decode(shot["data"])
    await asyncio.to_thread(picture.write_bytes, raw)


async def looked_at(tab: Tab, name: str) -> None:
    """Nothing wrong by axe on a desk's screen, and a picture at both sizes; ``tests/web/walk`` looks at the rest."""
    await resize(tab, *DESK)
    assert await faults(tab) == [], name
    for size in (DESK, PHONE):
        await shoot(tab, name, size)
    await resize(tab, *PHONE)


async def sideways(tab: Tab) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(await tab.tell("document.documentElement.scrollWidth - window.innerWidth"))
