"""Every page of the crisis team in nynorsk and English, dark and light, narrow and enlarged; and all by keyboard."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatcher.domain.states import Role
from dispatcher.ledger import accounts
from tests.web.browser import Tab, chromium
from tests.web.console.phone import PHONE, faults, heading, open_, prefer, resize, sideways
from tests.web.console.test_team_phone import sign_in
from tests.web.node import Node

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

NARROW, ENLARGED = (320, 640), (640, 450)
KEYS = {"Tab": 9, "Enter": 13, " ": 32}
MOST_TABS = 120


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


def hire(node: Node, name: str, person: str | None) -> None:
    """One more of the crisis team, who also looks at what only approvers may."""
    roles = [Role.CRISIS_TEAM, Role.APPROVER]
    node.scene.users[name] = node.scene.ledger.write_now(accounts.add_user, name, roles, person, node.scene.now)


async def pages_of(node: Node) -> list[str]:
    """The address of each page, with something on it."""
    draft, sent = await node.draft(), await node.published()
    await node.until(sent, lambda view: sum(wave["tasks"]["sending"] for wave in view["waves"]) > 1)
    number = sent.partition("-")[0]
    log = {"text": "Vannverket ringte", "at": "2026-11-22T02:00:00Z"}
    assert (await node.call("POST", f"/api/v1/incidents/{number}/log", "kari", json=log)).status == 200
    of_alert = ["", "/gjor/pause", "/gjor/stopp", "/folg/rettelse", "/folg/oppdatering", "/folg/faren-over"]
    of_alert += ["/fanget", "/mottakere?tilstand=any", "/skriv-ut"]
    return [
        *("/", "/nytt", "/nytt/kokevarsel", "/nytt/evakuering", f"/varsel/{draft}", f"/varsel/{draft}/endre"),
        *(f"/varsel/{sent}{path}" for path in of_alert),
        *(f"/hendelse/{number}/{page}" for page in ("oppgaver", "logg")),
        *("/planen", "/planen/skriv-ut", "/arsrapport"),
    ]


@pytest.mark.requirement("R007")
async def test_every_page_in_other_languages_dark_narrow_and_enlarged(node: Node, tab: Tab) -> None:
    """Axe finds nothing, and nothing is cut off at 320 px, or at 1280 px enlarged to twice its size."""
    hire(node, "nina", "servicetorgleder")
    hire(node, "eve", None)
    await tab.ask("Network.enable")
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "en"})
    wrong = []
    pages = await pages_of(node)
    for name, language, scheme in (("nina", "nn", "dark"), ("eve", "en", "light")):
        await sign_in(tab, node, name)
        await prefer(tab, prefers_color_scheme=scheme)
        for path in pages:
            await open_(tab, f"{node.address}{path}", NARROW)
            assert await tab.tell("document.documentElement.lang") == language, path
            await tab.tell("for (const one of document.querySelectorAll('details')) one.open = true")
            wrong += [(path, language, one) for one in await faults(tab)]
            for size in (NARROW, ENLARGED):
                await resize(tab, *size)
                if (over := await sideways(tab)) > 0:
                    wrong.append((path, language, f"{over} px wider than {size[0]}"))
    moving = "getComputedStyle(document.querySelector('.ds-button')).transitionDuration"

    assert wrong == []
    assert await tab.tell(moving) in {"0s", None}
    assert tab.complaints == []


async def press(tab: Tab, key: str, *, leads_on: bool = False) -> None:
    """One key, down and up; ``leads_on``: to another page."""
    if leads_on:
        tab.expect_load()
    text = {"Enter": "\r", " ": " "}.get(key, "")
    common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": KEYS[key]}
    await tab.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
    await tab.ask("Input.dispatchKeyEvent", type="keyUp", **common)
    if leads_on:
        await tab.loaded()


async def reach(tab: Tab, selector: str) -> None:
    """By Tab alone, with a focus one can see all the way."""
    for _ in range(MOST_TABS):
        await press(tab, "Tab")
        at = await tab.tell(
            f"(() => {{ const at = document.activeElement, how = getComputedStyle(at);"
            f" return [at.matches({json.dumps(selector)}), at === document.body,"
            " how.outlineStyle !== 'none' || how.boxShadow !== 'none'"
            " || (at.matches('.ds-skip-link') && at.getBoundingClientRect().width > 44),"
            " at.outerHTML.slice(0, 90)]; })()"
        )
        assert at[1] or at[2], f"no focus to be seen: {at[3]}"
        if at[0]:
            return
    raise AssertionError(f"{selector} is not reached")


@pytest.mark.requirement("R007")
async def test_the_whole_flow_by_keyboard(node: Node, tab: Tab) -> None:
    """From Start through trigger and submit to the alert that is followed, and a pause: no hand on a mouse."""
    await sign_in(tab, node, "kari")
    await prefer(tab)
    await open_(tab, node.address, PHONE)
    await reach(tab, "a[href='/nytt']")
    await press(tab, "Enter", leads_on=True)
    await reach(tab, "a[href='/nytt/kokevarsel']")
    await press(tab, "Enter", leads_on=True)
    await reach(tab, "[name='f.neste_melding']")
    await tab.ask("Input.insertText", text="09:00")
    await reach(tab, "[name=areas][value=adalsbruk]")
    await press(tab, " ")
    if await tab.tell("document.querySelector('[name=hold]') !== null"):
        await reach(tab, "[name=hold]")
        await press(tab, " ")
    await reach(tab, "main form button.wide")
    await press(tab, "Enter", leads_on=True)
    assert await heading(tab) == "Kokevarsel"
    await reach(tab, "form[action$='/send-inn'] button")
    await press(tab, "Enter", leads_on=True)
    assert "venter på godkjenning" in str(await tab.tell("document.querySelector('[data-said]').textContent"))

    alert = str(await tab.tell("location.pathname")).removeprefix("/varsel/")
    fingerprint = (await node.view(alert))["fingerprint"]
    assert (await node.act(alert, "approve", "anne", fingerprint=fingerprint)).status == 200
    await tab.until("document.querySelector('form[action$=\"/gjor/pause\"] button') !== null")
    await reach(tab, "form[action$='/gjor/pause'] button")
    await press(tab, "Enter", leads_on=True)
    assert "står på pause" in str(await tab.tell("document.querySelector('[data-said]').textContent"))
    assert (await node.view(alert))["flags"]["paused"]
    assert tab.complaints == []
