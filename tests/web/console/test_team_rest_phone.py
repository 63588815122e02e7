"""Captured, messages, people and plan, and print in a real browser: axe in three languages, dark too, and pictures."""

import pytest

from dispatcher.channels.reasons import Reason
from dispatcher.domain.outcome import Accepted, Outcome, Refused
from dispatcher.domain.states import Scope
from dispatcher.ports import Message
from tests.web.browser import Tab
from tests.web.console.phone import DESK, PHONE, heading, looked_at, open_, prefer, tap
from tests.web.console.test_team_phone import sign_in
from tests.web.node import Node


def some_fail(message: Message) -> Outcome:
    """Every fourth mailbox is full."""
    if message.delivery % 4:
        return Accepted(provider_id=f"M{message.delivery}")
    return Refused(scope=Scope.RECIPIENT, reason=Reason.MAILBOX_FULL, code="452")


@pytest.mark.requirement("R007")
async def test_what_people_would_have_got_is_read_on_a_phone(node: Node, tab: Tab) -> None:
    """Masked, opened, one message; who failed and why; people and plan: nothing wrong by axe, nothing cut off."""
    node.email.answer = some_fail
    alert = await node.approved()
    await node.act(alert, "external-now", "kari", why="Det haster")
    await node.until(alert, lambda view: sum(wave["told"] for wave in view["waves"]) > 60)
    await sign_in(tab, node, "kari")
    await open_(tab, f"{node.address}/varsel/{alert}", PHONE)
    await tap(tab, f"a[href='/varsel/{alert}/fanget']")
    assert await heading(tab) == "Fanget i øvelsen"
    await looked_at(tab, "captured")
    await tap(tab, "form[aria-label='Vis navn og adresser på denne siden'] button")
    await looked_at(tab, "captured-open")
    await tap(tab, ".messages li form button")
    assert await heading(tab) == "Slik så meldingen ut"
    await looked_at(tab, "captured-message")
    await open_(tab, f"{node.address}/varsel/{alert}/mottakere", PHONE)
    await looked_at(tab, "messages")
    await open_(tab, f"{node.address}/planen", PHONE)
    await looked_at(tab, "plan")
    for path, name in ((f"/varsel/{alert}/skriv-ut", "print"), ("/planen/skriv-ut", "binder")):
        await open_(tab, node.address + path, PHONE)
        await looked_at(tab, name)
    await prefer(tab, prefers_color_scheme="dark")
    for path, name in ((f"/varsel/{alert}/fanget", "captured-dark"), ("/planen", "plan-dark")):
        await open_(tab, node.address + path, PHONE)
        await looked_at(tab, name)
    await prefer(tab)
    await open_(tab, f"{node.address}/varsel/{alert}/skriv-ut/plakater", DESK)
    assert await tab.tell("getComputedStyle(document.querySelector('.sheet')).position") == "relative"  # its own style
    assert tab.complaints == []
