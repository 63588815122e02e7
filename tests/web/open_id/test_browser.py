"""The municipality's own sign-in in a real browser: there, back, approved; by keyboard; axe; pictures."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.browser import Tab, chromium
from tests.web.console.phone import DESK, PHONE, faults, heading, open_, prefer, resize, shoot, sideways, tap
from tests.web.node import Node
from tests.web.open_id.town import Provider

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)


LONGEST = "qD-kwgr3FcGA9zy4M7O_4Dco95Uobipd0RJeHSWypG5BL0VrsSND4Pppa2ZInbDyTGfo0AncdvAbU74gfdQmVe7Uz_D0el0"
"""A subject as ID-porten writes them."""


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


async def looked_at(tab: Tab, name: str) -> None:
    """Nothing wrong by axe, nothing cut off, at any size; and a picture of each."""
    for size in (DESK, (320, 740), PHONE):
        await resize(tab, *size)
        assert await faults(tab) == [], name
        assert await sideways(tab) <= 0, name
        if size[0] != 320:
            await shoot(tab, name, size)


async def spoken(tab: Tab, url: str, name: str) -> None:
    """The page in the other two languages, and in the dark."""
    for language in ("nn", "en"):
        await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        await open_(tab, url)
        assert await faults(tab) == [], language
        assert await sideways(tab) <= 0
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "nb"})
    await prefer(tab, prefers_color_scheme="dark")
    await open_(tab, url)
    assert await faults(tab) == []
    await shoot(tab, f"{name}-dark", PHONE)
    await prefer(tab, prefers_color_scheme="light")
    await open_(tab, url)


async def press(tab: Tab, *keys: str) -> None:
    """By keyboard alone."""
    for key in keys:
        text = {"text": "\r"} if key == "Enter" else {}
        code = {"Enter": 13, "Tab": 9}[key]
        for kind in ("keyDown", "keyUp"):
            await tab.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)


async def there(tab: Tab, person: str) -> None:
    """The provider's form, filled in and sent by keyboard."""
    assert await heading(tab) == "Kommunens innlogging"
    await tab.tell("document.querySelector('[name=person]').focus()")
    await tab.ask("Input.insertText", text=person)
    tab.expect_load()
    await press(tab, "Enter")
    await tab.loaded()


@pytest.mark.requirement("R007")
async def test_an_approver_comes_in_by_it_and_approves(node: Node, provider: Provider, tab: Tab) -> None:
    """Lands on what was asked for; later confirms there and approves; ties another account; sees the emergency page."""
    home = node.address.replace("127.0.0.1", "localhost")  # the provider is then another site, as in life
    alert, _ = await node.submitted()
    await tab.ask("Network.enable")
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "nb"})
    await prefer(tab)
    await open_(tab, f"{home}/logg-inn/nod")
    await looked_at(tab, "sign-in-emergency")
    await spoken(tab, f"{home}/logg-inn/nod", "sign-in-emergency")
    await open_(tab, f"{home}/a/{alert}")
    assert await heading(tab) == "Noe venter på deg"
    await looked_at(tab, "sign-in-open-id-waits")
    await open_(tab, f"{home}/logg-inn")
    await looked_at(tab, "sign-in-open-id")
    await spoken(tab, f"{home}/logg-inn", "sign-in-open-id")
    await open_(tab, f"{home}/a/{alert}")
    await tap(tab, "a[href^='/logg-inn/kommune']")
    await there(tab, LONGEST)
    assert await heading(tab) == "Du er ikke knyttet til en bruker"
    await looked_at(tab, "sign-in-stranger")

    provider.knows("anne", LONGEST)
    await open_(tab, f"{home}/a/{alert}")
    await tap(tab, "a[href^='/logg-inn/kommune']")  # the provider remembers who this is
    assert await tab.tell("location.pathname") == f"/a/{alert}"
    node.scene.later(minutes=6)
    await provider.set()
    await tap(tab, f"form[action='/a/{alert}/godkjenn'] button")
    assert await heading(tab) == "Bekreft at det er deg"
    await looked_at(tab, "confirm-open-id")
    await tap(tab, "a[href^='/logg-inn/kommune/bekreft']")
    await there(tab, LONGEST)
    assert await tab.tell("location.pathname") == f"/a/{alert}"
    await tap(tab, f"form[action='/a/{alert}/godkjenn'] button")
    assert (await node.view(alert))["state"] in {"approved", "sending"}

    await open_(tab, f"{home}/konto")
    await looked_at(tab, "account-open-id")
    await tap(tab, "form[action='/konto/innlogging/fjern'] button")
    assert "eneste måten" in str(await tab.tell("document.body.textContent"))
    assert [one for one in tab.complaints if "403" not in one] == []
