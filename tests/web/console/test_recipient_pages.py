"""Captured, and the messages of an alert: masked until opened, every opening journalled, never all of them at once."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.channels.reasons import Reason
from dispatcher.domain.outcome import Refused
from dispatcher.domain.states import Mode, Scope
from dispatcher.ledger.tables import deliveries, journal
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

IN_CLEAR = re.compile(r"\+47\W?4[2349]\W?\d\d")


async def sent(node: Node) -> str:
    """An exercise whose first wave the channels have taken."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["accepted"] > 2)
    return alert


def reads(node: Node) -> list[Any]:
    """What the journal has of reading."""

    def look(connection: Connection) -> list[Any]:
        return list(connection.execute(select(journal).where(journal.c.kind == "addresses.read")))

    return node.scene.ledger.read_now(look)


async def post(one: Visitor, page: str, action: str, **fields: str) -> Seen:
    """A form of the page; the last of those with that address."""
    return await one.post(action, (await one.get(page)).hidden(action) | fields)


@pytest.mark.requirement("R007")
async def test_captured_is_masked_until_it_is_opened_and_that_is_journalled(node: Node, anne: Visitor) -> None:
    """What people would have got; one entry an opening, with nobody's name or number in it."""
    alert = await sent(node)
    path = f"/varsel/{alert}/fanget"
    anne.signed_in("kari")
    seen = await anne.get(path)
    assert seen.status == 200
    assert f'href="{path}"' in (await anne.get(f"/varsel/{alert}")).text
    assert "+47…" in seen.text
    assert not IN_CLEAR.search(seen.text)
    assert "ØVELSE" in seen.text
    assert reads(node) == []

    opened = await post(anne, path, path)
    assert IN_CLEAR.search(opened.text)
    delivery = re.findall(rf'action="{path}/(\d+)"', seen.text)[0]
    message = await post(anne, path, f"{path}/{delivery}")
    assert "Slik så meldingen ut" in message.text
    assert "ØVELSE" in message.text
    whole, one = reads(node)
    assert (whole.actor, whole.alert_id) == ("kari", alert)
    assert json.loads(whole.data) | {"count": 0} == {"what": "captured", "count": 0}
    assert json.loads(one.data) == {"what": "captured", "delivery": int(delivery)}
    report = (await anne.get(f"/hendelse/{alert.partition('-')[0]}/rapport")).text
    assert "Leste navn og adresser fra det som ble fanget i øvelsen (" in report
    assert f"Åpnet melding {delivery} fra det som ble fanget i øvelsen, med navn og adresse" in report


async def test_somebody_is_found_by_name_or_number_never_in_an_address(node: Node, anne: Visitor) -> None:
    """Also by letters that a database folds for nobody; too little is refused, and nothing is then journalled."""
    alert = await sent(node)
    path = f"/varsel/{alert}/fanget"
    anne.signed_in("kari")
    all_of_them = (await post(anne, path, path)).text
    name = re.findall(r'<p class="over"><strong>([^<]+)</strong>', all_of_them)[0]
    few = await post(anne, path, path, sok="x")
    assert few.status == 422
    assert len(reads(node)) == 1
    found = await post(anne, path, path, sok=name.swapcase())
    assert name in found.text
    assert f"sok={name}" not in found.text
    number = re.findall(r"<span>(\+47[^<]+)</span>", found.text)[0]
    assert name in (await post(anne, path, path, sok=number)).text
    assert "Fant ingen" in (await post(anne, path, path, sok="Finnesikke")).text

    assert all(name.split()[0] not in row.data for row in reads(node))
    assert [json.loads(row.data).get("searched") for row in reads(node)] == [None, True, True, True]


async def test_who_may_not_read_addresses_sees_them_masked(node: Node, anne: Visitor) -> None:
    """An evaluator reads what was said, and to how many; nobody opens anything by an address of their own."""
    alert = await sent(node)
    anne.signed_in("siri")
    for page in ("fanget", "mottakere"):
        path = f"/varsel/{alert}/{page}"
        seen = await anne.get(path)
        assert seen.status == 200
        assert f'action="{path}/' not in seen.text
        csrf = (await anne.get("/konto")).hidden("/logg-ut")
        assert (await anne.post(path, csrf)).status == 403
        assert (await anne.post(f"{path}/1", csrf)).status == 403

    assert reads(node) == []


async def test_the_masked_lines_are_for_those_who_run_and_judge_an_alert(node: Node, anne: Visitor) -> None:
    """A contributor is shown no link and no line; who looks is a line in the journal, one an hour."""
    alert = await sent(node)
    pages = [f"/varsel/{alert}/{page}" for page in ("fanget", "mottakere")]
    anne.signed_in("eli")
    live = (await anne.get(f"/varsel/{alert}")).text
    for page in pages:
        assert (await anne.get(page)).status == 403
        assert f'href="{page}"' not in live
    anne.signed_in("siri")
    for page in pages:
        assert (await anne.get(page)).status == 200

    rows = select(journal.c.actor, journal.c.alert_id).where(journal.c.kind == "rows.read")
    assert node.scene.ledger.read_now(lambda connection: list(connection.execute(rows))) == [("siri", alert)]


async def test_only_an_exercise_is_captured(live: Node) -> None:
    """A real alert has no such page, whatever the address."""
    kari = Visitor(node=live, session=live.session)
    kari.signed_in("kari")
    alert = await live.draft(mode=str(Mode.REAL), reason="Vannprøve")
    path = f"/varsel/{alert}/fanget"
    assert (await kari.get(path)).status == 409
    csrf = (await kari.get("/konto")).hidden("/logg-ut")
    assert (await kari.post(path, csrf)).status == 409
    assert (await kari.post(f"{path}/1", csrf)).status == 409
    assert (await kari.get("/varsel/9999-9/fanget")).status == 404

    assert reads(live) == []


async def test_what_failed_is_listed_by_reason(node: Node, anne: Visitor) -> None:
    """First of all what somebody must do something about, and why; each reason leads to its own."""
    node.email.answer = lambda _: Refused(scope=Scope.RECIPIENT, reason=Reason.MAILBOX_FULL, code="452")
    alert = await sent(node)
    await node.until(alert, lambda view: view["waves"][0]["channels"]["email"]["failed"] > 0)
    anne.signed_in("kari")
    path = f"/varsel/{alert}/mottakere"
    seen = await anne.get(path)
    assert "Feilet: postkassen er full" in seen.text
    assert 'href="?tilstand=failed&amp;grunn=mailbox-full"' in seen.text
    assert "…@" in seen.text
    assert "+47…" not in seen.text.partition("<ol")[2]
    sms = await anne.get(f"{path}?tilstand=accepted&kanal=sms&bolge=1")
    assert "+47…" in sms.text
    assert "…@" not in sms.text
    odd = await anne.get(f"{path}?tilstand=x&kanal='&bolge=-1&etter=zz&grunn=%22%3E%3Cscript%3E")
    assert (odd.status, "<script>" in odd.text) == (200, False)


async def test_pages_follow_each_other_and_leave_nobody_out(node: Node, anne: Visitor) -> None:
    """Every message once, twenty-five on a page."""
    alert = await node.approved()
    assert (await node.act(alert, "external-now", "kari", why="Det haster")).status == 200
    await node.until(alert, lambda view: view["state"] == "done" or sum(wave["told"] for wave in view["waves"]) > 90)
    anne.signed_in("kari")
    path, found = f"/varsel/{alert}/mottakere?tilstand=any", []
    while path:
        seen = (await anne.get(path.replace("&amp;", "&"))).text
        found += re.findall(r'action="/varsel/[^/]+/mottakere/(\d+)"', seen)
        following = re.search(r'href="(\?[^"]*etter=\d+)"', seen)
        path = f"/varsel/{alert}/mottakere{following[1]}" if following else ""

    def all_of(connection: Connection) -> set[str]:
        mine = select(deliveries.c.id).where(deliveries.c.alert_id == alert, deliveries.c.channel != "task")
        return {str(one) for one in connection.scalars(mine)}

    assert len(found) == len(set(found)) > 100
    assert set(found) == node.scene.ledger.read_now(all_of)


async def test_service_messages_are_captured_without_their_codes(node: Node, anne: Visitor) -> None:
    """What approvers would have got, and what would have been read aloud; a code is its owner's alone."""
    alert = await sent(node)
    anne.signed_in("kari")
    seen = await anne.get(f"/varsel/{alert}/fanget")
    services = re.findall(r'href="(/varsel/\d+-s\d+/fanget)"', seen.text)
    assert services
    for path in services:
        page = await anne.get(path)
        assert page.status == 200
        assert not re.search(r">[^<]*\b\d{6}\b", page.text.partition("<main")[2])
