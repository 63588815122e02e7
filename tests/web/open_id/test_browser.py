"""The municipality's own sign-in in a real browser: there, back, approved; by keyboard; axe; pictures."""

import pytest

from tests.web.browser import Tab
from tests.web.console.phone import PHONE, heading, looked_at, open_, prefer, shoot, tap
from tests.web.node import Node
from tests.web.open_id.town import Provider

LONGEST = "qD-kwgr3FcGA9zy4M7O_4Dco95Uobipd0RJeHSWypG5BL0VrsSND4Pppa2ZInbDyTGfo0AncdvAbU74gfdQmVe7Uz_D0el0"
"""A subject as ID-porten writes them."""


async def in_the_dark(tab: Tab, name: str) -> None:
    """A picture of the page by night."""
    await prefer(tab, prefers_color_scheme="dark")
    await shoot(tab, f"{name}-dark", PHONE)
    await prefer(tab, prefers_color_scheme="light")


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
    await in_the_dark(tab, "sign-in-emergency")
    await open_(tab, f"{home}/a/{alert}")
    assert await heading(tab) == "Noe venter på deg"
    await looked_at(tab, "sign-in-open-id-waits")
    await open_(tab, f"{home}/logg-inn")
    await looked_at(tab, "sign-in-open-id")
    await in_the_dark(tab, "sign-in-open-id")
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
