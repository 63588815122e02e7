"""What is decided besides a yes, in a real browser at 360 px: walked, held to axe in every language, pictured."""

import pytest

from tests.deciding import EVACUATION, adapt
from tests.office import OfficeScene
from tests.web.browser import Tab
from tests.web.console.phone import (
    PHONE,
    heading,
    looked_at,
    open_,
    tap,
    with_authenticator,
)
from tests.web.console.visitor import PASSWORD, Visitor, with_password
from tests.web.node import Node, running

SMS = "document.querySelector('[name=\"t.citizen.sms.nb\"]')"


@pytest.fixture
async def tab(tab: Tab) -> Tab:
    """One that may be told of cookies before it has a page."""
    await tab.ask("Network.enable")
    return tab


async def sign_in(tab: Tab, node: Node, name: str, home: str = "") -> None:
    """As if they had done it before."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name)
    await tab.ask("Network.setCookie", name="dispatcher", value=one.cookie, url=home or node.address)


async def press(tab: Tab, key: str, code: int, text: str = "") -> None:
    for kind in ("keyDown", "keyUp"):
        more = {"text": text} if text and kind == "keyDown" else {}
        await tab.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)


async def by_keyboard(tab: Tab, selector: str) -> None:
    """By Tab alone from the top to what is found, seen to have the focus; then Enter, and where it leads."""
    await tab.tell("document.activeElement.blur(); window.scrollTo(0, 0)")
    for _ in range(60):
        await press(tab, "Tab", 9)
        if await tab.tell(f"document.activeElement.matches({selector!r})"):
            break
    seen = "(at) => at.matches(':focus-visible') && getComputedStyle(at).outlineStyle !== 'none'"
    assert await tab.tell(f"({seen})(document.activeElement)"), selector
    tab.expect_load()
    await press(tab, "Enter", 13, "\r")
    await tab.loaded()


@pytest.mark.requirement("R007", "R092")
async def test_a_change_is_proposed_taken_in_and_approved(node: Node, tab: Tab) -> None:
    """The approver writes one text over; the submitter's one tap; the approver's one act on the new text."""
    alert, _ = await node.submitted(reason="E. coli i råvannet")
    await sign_in(tab, node, "anne")
    await open_(tab, f"{node.address}/a/{alert}", PHONE)
    await by_keyboard(tab, "a[href$='/foresla']")
    await looked_at(tab, "propose")
    await tab.tell(
        f"{SMS}.value = {SMS}.value.replace('Kok vannet', 'Kok vannet i minst ett minutt');"
        "document.querySelector('[name=why]').value = 'Folk spør hvor lenge de må koke.'"
    )
    await by_keyboard(tab, "form[action$='/foresla'] button")
    assert await heading(tab) == "Du har foreslått en endring"
    await looked_at(tab, "proposed")

    await sign_in(tab, node, "kari")
    await open_(tab, f"{node.address}/varsel/{alert}", PHONE)
    await looked_at(tab, "take-in")
    await by_keyboard(tab, "form[action$='/ta-inn'] button")
    assert "venter på godkjenning" in str(await tab.tell("document.querySelector('[data-said]').textContent"))

    await sign_in(tab, node, "anne")
    await open_(tab, f"{node.address}/a/{alert}", PHONE)
    await looked_at(tab, "approval-anew")
    await by_keyboard(tab, "form[action$='/godkjenn'] button")
    assert await heading(tab) == "Du har godkjent dette"
    assert tab.complaints == []


def at_name(node: Node) -> str:
    """The node by its name: a passkey is for a name, and no browser takes 127.0.0.1 for one."""
    return node.address.replace("127.0.0.1", "localhost")


async def with_passkey(tab: Tab, node: Node, name: str) -> None:
    """Sign in by hand the first time, and add a passkey of this browser's authenticator."""
    with_password(node, name)
    await open_(tab, f"{at_name(node)}/logg-inn", PHONE)
    await tab.tell(
        "document.querySelector('details').open = true;"
        f"document.querySelector('[name=name]').value = '{name}';"
        f"document.querySelector('[name=password]').value = '{PASSWORD}'"
    )
    await tap(tab, "details button")
    await tap(tab, "form[action='/konto/passkey'] button")


@pytest.mark.requirement("R007", "R092")
async def test_on_the_submitters_screen_and_alone(office: OfficeScene, tab: Tab) -> None:
    """An approver's touch on Kari's screen; then nobody answers, and what was sent alone stays red when confirmed."""
    adapt(office, "evakuering", lead="municipality", alone_after=5)
    async with running(office) as node:
        await with_authenticator(tab)
        await with_passkey(tab, node, "anne")
        home = at_name(node)
        alert, _ = await node.submitted(reason="E. coli i råvannet")
        await tab.ask("Network.clearBrowserCookies")
        await sign_in(tab, node, "kari", home)
        await open_(tab, f"{home}/varsel/{alert}", PHONE)
        await tap(tab, "a[href$='/godkjenn-her']")
        await looked_at(tab, "beside")
        await tap(tab, "section.decide form button")
        assert await tab.tell("location.pathname") == f"/varsel/{alert}"
        assert (await node.view(alert))["approval"]["way"] == "beside"

        slide, _ = await node.submitted(scenario="evakuering", fields={**EVACUATION, "neste_melding": "09:00"})
        node.scene.later(minutes=6)
        await sign_in(tab, node, "kari", home)
        await open_(tab, f"{home}/varsel/{slide}", PHONE)
        await looked_at(tab, "live-silent")
        await tap(tab, "a[href$='/alene']")
        await looked_at(tab, "alone")
        await tab.tell("document.querySelector('[name=why]').value = 'Raset går, ingen svarer.'")
        await tap(tab, "section.decide form button")
        assert (await node.view(slide))["approval"]["way"] == "alone"
        await looked_at(tab, "live-alone")

        await sign_in(tab, node, "ola", home)
        await open_(tab, f"{home}/a/{slide}", PHONE)
        await looked_at(tab, "confirm-alone")
        await tap(tab, "form[action$='/bekreft'] button")
        assert (await node.view(slide))["approval"]["confirmed_by"] == "ola"
        assert tab.complaints == []
