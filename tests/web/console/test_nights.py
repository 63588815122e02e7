"""The four nights in two real browsers: the crisis team's at a desk, the mayor's on a phone; from trigger to report."""

import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web.browser import Tab, chromium
from tests.web.console.phone import DESK, PHONE, heading, open_, prefer, tap, with_authenticator
from tests.web.console.visitor import PASSWORD, Visitor, with_password
from tests.web.node import Node

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

FILL = """(given) => { for (const [name, value] of Object.entries(given)) {
  const field = document.querySelector(`[name="${name}"]`);
  if (field.type === 'radio') document.querySelector(`[name="${name}"][value="${value}"]`).click();
  else field.value = value;
} }"""
TICK = """(given) => given.forEach(([name, value]) => {
  const box = document.querySelector(`[name="${name}"][value="${value}"]`);
  for (let up = box.parentElement; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  if (!box.checked) box.click(); })"""


@dataclass(frozen=True, kw_only=True)
class Night:
    """The node, the desk's browser (kari is signed in) and the phone's (anne has a passkey)."""

    node: Node
    desk: Tab
    phone: Tab

    @property
    def home(self) -> str:
        """By its name: a passkey is for a name."""
        return self.node.address.replace("127.0.0.1", "localhost")

    async def write(self, path: str, fields: Mapping[str, str], *ticked: tuple[str, str]) -> str:
        """Fill in the form of a page at the desk and go on to the review; the draft's id."""
        await open_(self.desk, self.home + path, DESK)
        await self.desk.tell(f"({FILL})({json.dumps(dict(fields))})")
        await self.desk.tell(f"({TICK})({json.dumps(ticked)})")
        await self.desk.tell("document.querySelector('[name=hold][value=now]')?.click()")
        await tap(self.desk, "main form button.wide")
        where = str(await self.desk.tell("location.pathname"))
        assert where.startswith("/varsel/"), await self.said(self.desk)
        return where.removeprefix("/varsel/").partition("/")[0]

    async def submit(self) -> None:
        """What was read goes to the approvers."""
        await self.desk.tell("document.querySelectorAll('[name=seen]').forEach((box) => box.click())")
        await tap(self.desk, "form[action$='/send-inn'] button")

    async def clear(self, alert: str) -> None:
        """The police's word, written in at the desk."""
        await open_(self.desk, f"{self.home}/varsel/{alert}", DESK)
        await self.desk.tell("document.querySelector('form[action$=\"/klarering\"]').closest('details').open = true")
        word = {"name": "Nora Eksempel", "function": "operasjonsleder", "what": "teksten", "at": ""}
        await self.desk.tell(f"({FILL})({json.dumps(word)})")
        await tap(self.desk, "form[action$='/klarering'] button")

    async def approve(self, alert: str) -> None:
        """The link, what is odd, and the yes with a touch."""
        await open_(self.phone, f"{self.home}/a/{alert}")
        await self.phone.tell("document.querySelectorAll('[name=seen]').forEach((box) => box.click())")
        await tap(self.phone, "form[action$='/godkjenn'] button")
        assert await heading(self.phone) == "Du har godkjent dette", await self.said(self.phone)

    async def followed(self, alert: str) -> str:
        """What the desk sees when the alert is over, without having touched anything; its words."""
        await open_(self.desk, f"{self.home}/varsel/{alert}", DESK)
        await self.desk.until("document.querySelector('[data-said]').textContent.includes('ferdig sendt')")
        return await self.said(self.desk)

    async def said(self, tab: Tab) -> str:
        """The page as one reads it."""
        return str(await tab.tell("document.querySelector('main').innerText"))

    async def report(self, alert: str) -> str:
        """As the desk's browser shows it."""
        await open_(self.desk, f"{self.home}/hendelse/{alert.partition('-')[0]}/rapport", DESK)
        return str(await self.desk.tell("document.body.innerText"))


@pytest.fixture
async def night(node: Node, tmp_path: Path) -> AsyncIterator[Night]:
    async with chromium(tmp_path / "desk") as desk, chromium(tmp_path / "phone") as phone:
        await with_authenticator(phone)
        await desk.ask("Network.enable")
        await prefer(desk)
        one = Night(node=node, desk=desk, phone=phone)
        kari = Visitor(node=node, session=node.session)
        kari.signed_in("kari")
        await desk.ask("Network.setCookie", name="dispatcher", value=kari.cookie, url=one.home)
        with_password(node, "anne")
        await open_(phone, f"{one.home}/logg-inn", PHONE)
        await phone.tell("document.querySelector('details').open = true")
        await phone.tell(f"({FILL})({json.dumps({'name': 'anne', 'password': PASSWORD})})")
        await tap(phone, "details button")
        await tap(phone, "form[action='/konto/passkey'] button")
        yield one
        assert [*desk.complaints, *phone.complaints] == []


async def test_night_a_boil_water_is_corrected_and_over(night: Night) -> None:
    """Triggered, approved, watched; the wrong area is put right while it is paused; the all-clear; the report."""
    first = await night.write("/nytt/kokevarsel", {"f.neste_melding": "09:00"}, ("areas", "adalsbruk"))
    await night.submit()
    await night.approve(first)
    assert "ferdig sendt" in await night.followed(first)

    wrong = {"f.feil": "omrade", "f.neste_melding": "10:00"}
    right = await night.write(f"/varsel/{first}/folg/rettelse", wrong, ("areas", "lotensentrum"))
    await night.submit()
    await night.approve(right)
    await night.followed(right)
    over = await night.write(f"/varsel/{right}/folg/faren-over", {})
    await night.submit()
    await night.approve(over)
    await night.followed(over)

    told = await night.report(first)
    assert "0 personer er varslet" in told or "ØVELSE" in told
    assert all(alert in told for alert in (first, right, over))


async def test_night_b_what_the_police_lead_waits_for_their_word(night: Night) -> None:
    """Zones on one alert; nothing can be submitted past the police; a zone grows; «faren over» is theirs too."""
    where = (("z.evakuer", "nordbyvegen-myrvegen-flate"), ("z.nabo", "nordbyvegen-naboer"))
    fields = {"f.fare": "leirskred", "f.moteplass": "Løten ungdomsskole"}
    first = await night.write("/nytt/evakuering", fields, *where)
    await night.clear(first)
    await night.submit()
    await night.approve(first)
    seen = await night.followed(first)
    assert "Evakuering" in seen
    over = await night.write(f"/varsel/{first}/folg/faren-over", {})
    await night.clear(over)
    await night.submit()
    await night.approve(over)
    await night.followed(over)
    assert "Nora Eksempel" in await night.report(first)


async def test_night_c_the_mayor_is_affected_and_the_next_is_asked(night: Night) -> None:
    """After the police's word; «Jeg er berørt» is one tap, and the next one's yes counts."""
    fields = {"f.enhet": "loten_ungdomsskole", "f.melding": "ikke_kom"}
    first = await night.write("/nytt/alvorlig-hendelse", fields, ("areas", "lotensentrum"))
    await night.clear(first)
    await night.submit()
    await open_(night.phone, f"{night.home}/a/{first}")
    await night.phone.tell(
        "document.querySelector('form[action$=\"/berort\"]').closest('details')?.setAttribute('open', '')"
    )
    await tap(night.phone, "form[action$='/berort'] button")
    assert (await night.node.view(first))["state"] == "submitted"

    fingerprint = (await night.node.view(first))["fingerprint"]
    done = await night.node.act(first, "approve", "per", fingerprint=fingerprint)
    assert done.status == 200, done.body
    await night.followed(first)
    assert "berørt" in (await night.report(first)).casefold()


async def test_night_d_approved_on_the_screen_they_share(night: Night) -> None:
    """No network to a phone: she shows who she is beside the open session, for this one act, and it says so."""
    fields = {"f.moteplasser": "rådhuset", "f.moteplasser_en": "the town hall"}
    first = await night.write("/nytt/stromutfall", fields, ("areas", "hele-kommunen"))
    assert "Send møteplasser nå" in await night.said(night.desk)
    await night.submit()

    kari = Visitor(node=night.node, session=night.node.session)
    kari.signed_in("kari")
    await night.phone.ask("Network.setCookie", name="dispatcher", value=kari.cookie, url=night.home)
    await open_(night.phone, f"{night.home}/varsel/{first}/godkjenn-her")
    await night.phone.tell("document.querySelectorAll('[name=seen]').forEach((box) => box.click())")
    await tap(night.phone, "form[data-passkey] button")
    assert (await night.node.view(first))["approval"]["way"] == "beside", await night.said(night.phone)
    await night.followed(first)
    assert "på skjermen" in await night.report(first)
