"""The mayor's phone, in a real browser: a passkey made, two taps to approve, axe, and what it looks like."""

import pytest

from dispatcher.ledger import incidents
from tests.web.browser import Tab
from tests.web.console.phone import (
    PHONE,
    faults,
    heading,
    looked_at,
    open_,
    prefer,
    shoot,
    tap,
    with_authenticator,
)
from tests.web.console.visitor import PASSWORD, with_password
from tests.web.node import Node

PASSKEY, APPROVE = "form[action='/logg-inn/passkey'] button", "form[action$='/godkjenn'] button"


@pytest.fixture
async def tab(tab: Tab) -> Tab:
    """Of somebody with a passkey to give."""
    await with_authenticator(tab)
    return tab


def at_name(node: Node) -> str:
    """The node by its name: a passkey is for a name, and no browser takes 127.0.0.1 for one."""
    return node.address.replace("127.0.0.1", "localhost")


async def state(node: Node, alert: str) -> str:
    return str((await node.services.ledger.read(incidents.alert, alert)).state)


async def password_in(tab: Tab, home: str) -> None:
    """By hand, as the first time."""
    await open_(tab, f"{home}/logg-inn")
    await tab.tell("document.querySelector('details').open = true")
    await tab.tell(
        "document.querySelector('[name=name]').value = 'anne';"
        f"document.querySelector('[name=password]').value = '{PASSWORD}'"
    )
    await tap(tab, "details button")


@pytest.mark.requirement("R007", "R092")
async def test_the_mayor_approves_in_two_taps(node: Node, tab: Tab) -> None:
    """A passkey is made after the first sign-in; then, signed out, the link, the touch, the text and the yes."""
    home = at_name(node)
    with_password(node, "anne")
    alert, _ = await node.submitted(reason="E. coli i råvannet")
    await password_in(tab, home)
    await looked_at(tab, "konto-first")
    await tap(tab, "form[action='/konto/passkey'] button")
    assert await tab.tell("document.querySelectorAll('.codes li').length") == 10
    await looked_at(tab, "konto-codes")
    await tap(tab, "form[action='/logg-ut'] button")

    await open_(tab, f"{home}/a/{alert}")
    assert await heading(tab) == "Noe venter på deg"
    await looked_at(tab, "sign-in")
    await tap(tab, PASSKEY)
    assert await heading(tab) == "Kokevarsel"
    await looked_at(tab, "approval")
    await tap(tab, APPROVE)

    assert await heading(tab) == "Du har godkjent dette"
    assert await state(node, alert) in {"approved", "sending", "done"}
    assert (await node.view(alert))["approval"]["way"] == "page"
    await looked_at(tab, "approved")
    assert tab.complaints == []


@pytest.mark.requirement("R007")
async def test_signed_in_the_yes_and_the_touch_are_the_two_taps(live: Node, tab: Tab) -> None:
    """The factor was shown too long ago: the button asks for the touch, and what comes back is sent at once."""
    home = at_name(live)
    with_password(live, "anne")
    alert, _ = await live.submitted(mode="real", reason="E. coli i råvannet", known_at="2026-11-22T01:50:00Z")
    await password_in(tab, home)
    await tap(tab, "form[action='/konto/passkey'] button")
    live.scene.later(minutes=6)
    await open_(tab, f"{home}/a/{alert}")
    await looked_at(tab, "approval-real")
    await tap(tab, APPROVE)

    assert await heading(tab) == "Du har godkjent dette"
    assert (await live.view(alert))["approval"]["by"] == "anne"


@pytest.mark.requirement("R007")
async def test_a_cold_page_is_light_and_has_a_dark_side(node: Node, tab: Tab) -> None:
    """Under 60 kB over the wire, styles and script included; in the dark too axe finds nothing."""
    with_password(node, "anne")
    alert, _ = await node.submitted()
    await password_in(tab, at_name(node))
    await tap(tab, "form[action='/konto/passkey'] button")
    await tab.ask("Network.enable")
    await tab.ask("Network.clearBrowserCache")
    await open_(tab, f"{at_name(node)}/a/{alert}")
    sizes = await tab.tell(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((one) => one.transferSize)"
    )
    await prefer(tab, prefers_color_scheme="dark")
    dark = await faults(tab)
    await shoot(tab, "approval-dark", PHONE)

    assert len(sizes) == 5
    assert 5_000 < sum(sizes) < 60_000
    assert dark == []
