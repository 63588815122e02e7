"""The crisis team's pages in a real browser at 360 px: from Start to submitted in few taps; axe; pictures."""

import pytest

from tests.web.browser import Tab
from tests.web.console.phone import PHONE, heading, looked_at, open_, tap
from tests.web.console.visitor import Visitor
from tests.web.node import Node

NIGHT = "document.querySelector('[name=hold][value=now]')"


async def sign_in(tab: Tab, node: Node, name: str) -> None:
    """As if they had done it before."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name)
    await tab.ask("Network.setCookie", name="dispatcher", value=one.cookie, url=node.address)


@pytest.mark.requirement("R007")
async def test_a_prepared_scenario_is_submitted_in_few_taps(node: Node, tab: Tab) -> None:
    """One field is typed and six things are touched; the same page then follows it by itself."""
    await sign_in(tab, node, "kari")
    taps = 0

    async def touch(selector: str) -> None:
        nonlocal taps
        taps += 1
        await tap(tab, selector)

    await node.draft(by="eli")
    await open_(tab, node.address, PHONE)
    await looked_at(tab, "start")
    await touch("a[href='/nytt']")
    await looked_at(tab, "new-choose")
    await touch("a[href='/nytt/kokevarsel']")
    await tab.tell(
        "document.querySelector('[name=\"f.neste_melding\"]').value = '09:00';"
        "document.querySelector('[name=areas][value=adalsbruk]').click();"
        f"{NIGHT} && {NIGHT}.click()"
    )
    taps += 1 + bool(await tab.tell(f"{NIGHT} !== null"))
    await looked_at(tab, "new-fields")
    await touch("main form button.wide")
    assert await heading(tab) == "Kokevarsel"
    await looked_at(tab, "new-review")
    await touch("form[action$='/send-inn'] button")
    assert taps <= 6
    assert "venter på godkjenning" in str(await tab.tell("document.querySelector('[data-said]').textContent"))
    await looked_at(tab, "live-submitted")

    await tab.tell("document.querySelector('#spurt details').open = true; document.querySelector('#valg a').focus()")
    alert = str(await tab.tell("location.pathname")).removeprefix("/varsel/")
    fingerprint = (await node.view(alert))["fingerprint"]
    assert (await node.act(alert, "approve", "anne", fingerprint=fingerprint)).status == 200
    await tab.until("document.querySelector('progress') && document.querySelector('progress').value > 0")
    await tab.until(
        "document.querySelector('[role=status]').textContent.includes('nådd')"
    )  # whatever is open elsewhere
    assert await tab.tell("document.activeElement.closest('#valg') !== null")  # what has the focus keeps it
    assert await tab.tell("document.querySelector('#spurt').hidden")
    await looked_at(tab, "live-sending")
    for path, name in ((f"/varsel/{alert}/gjor/stopp", "live-stop"), (f"/varsel/{alert}/folg/rettelse", "follow")):
        await open_(tab, node.address + path, PHONE)
        await looked_at(tab, name)
    number = alert.partition("-")[0]
    for path, name in ((f"/hendelse/{number}/oppgaver", "tasks"), (f"/hendelse/{number}/logg", "log")):
        await open_(tab, node.address + path, PHONE)
        await looked_at(tab, name)
    await node.draft(scenario="vannavstengning")
    await open_(tab, f"{node.address}/redaksjon", PHONE)
    await looked_at(tab, "desk")
    assert tab.complaints == []
