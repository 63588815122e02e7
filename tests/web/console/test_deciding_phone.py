"""What is decided besides a yes, in a real browser at 360 px: walked, held to axe in every language, pictured."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.browser import Tab, chromium
from tests.web.console.phone import DESK, PHONE, faults, heading, open_, prefer, resize, shoot, sideways, tap
from tests.web.console.visitor import Visitor
from tests.web.node import Node

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

SMS = "document.querySelector('[name=\"t.citizen.sms.nb\"]')"


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


async def sign_in(tab: Tab, node: Node, name: str) -> None:
    """As if they had done it before."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name)
    await tab.ask("Network.setCookie", name="dispatcher", value=one.cookie, url=node.address)


async def looked_at(tab: Tab, name: str) -> None:
    """Nothing wrong by axe in any language and in the dark, nothing cut off; and a picture at both sizes."""
    for language in ("en", "nn", "nb"):
        await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        await open_(tab, str(await tab.tell("location.href")), PHONE)
        assert await faults(tab) == [], (name, language)
    for size in (DESK, PHONE):
        await resize(tab, *size)
        assert await sideways(tab) <= 0, name
        await shoot(tab, name, size)
    await prefer(tab, prefers_color_scheme="dark")
    assert await faults(tab) == [], (name, "dark")
    await prefer(tab)
    await resize(tab, 320, 600)
    assert await sideways(tab) <= 0, name
    await resize(tab, *PHONE)


@pytest.mark.requirement("R007", "R092")
async def test_a_change_is_proposed_taken_in_and_approved(node: Node, tab: Tab) -> None:
    """The approver writes one text over; the submitter's one tap; the approver's one act on the new text."""
    alert, _ = await node.submitted(reason="E. coli i råvannet")
    await sign_in(tab, node, "anne")
    await open_(tab, f"{node.address}/a/{alert}", PHONE)
    await tap(tab, "a[href$='/foresla']")
    await looked_at(tab, "propose")
    await tab.tell(
        f"{SMS}.value = {SMS}.value.replace('Kok vannet', 'Kok vannet i minst ett minutt');"
        "document.querySelector('[name=why]').value = 'Folk spør hvor lenge de må koke.'"
    )
    await tap(tab, "form[action$='/foresla'] button")
    assert await heading(tab) == "Du har foreslått en endring"
    await looked_at(tab, "proposed")

    await sign_in(tab, node, "kari")
    await open_(tab, f"{node.address}/varsel/{alert}", PHONE)
    await looked_at(tab, "take-in")
    await tap(tab, "form[action$='/ta-inn'] button")
    assert "venter på godkjenning" in str(await tab.tell("document.querySelector('[data-said]').textContent"))

    await sign_in(tab, node, "anne")
    await open_(tab, f"{node.address}/a/{alert}", PHONE)
    await looked_at(tab, "approval-anew")
    await tap(tab, "form[action$='/godkjenn'] button")
    assert await heading(tab) == "Du har godkjent dette"
    assert tab.complaints == []
