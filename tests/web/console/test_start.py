"""Start: what is going on in words, who may begin, and whether we are ready."""

import asyncio
import re

import pytest
import structlog
from aiohttp import ClientResponse

from tests.web.console.visitor import Visitor
from tests.web.node import Node

EVIL = "</p><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def unmasked(page: str) -> str:
    """Without the forms' hidden word, which is masked anew each time."""
    return re.sub(r'name="csrf" value="[^"]*"', "", page)


async def test_start_is_for_those_who_are_signed_in(anne: Visitor) -> None:
    """Everybody else is sent to sign in, and comes back."""
    for path in ("/", "/?del=1", "/endringer"):
        away = await anne.get(path)

        assert (away.status, away.headers["Location"].partition("?")[0]) == (303, "/logg-inn")


@pytest.mark.requirement("R007")
async def test_start_says_what_is_going_on(node: Node, anne: Visitor) -> None:
    """Who writes and since when, what waits, how far it has come, the promise's clock and the open tasks."""
    draft = await node.draft()
    anne.signed_in("kari")
    page = await anne.get("/")
    assert "Kokevarsel i Ådalsbruk</strong> er under arbeid av Siri Testvold (kl.\u00a003.14)" in page.text
    assert f'href="/varsel/{draft}"' in page.text
    assert "ØVELSE – ingen får dette" in page.text

    sent = await node.approved()
    await node.until(sent, lambda view: view["waves"][0]["told"] > 0)
    page = await anne.get("/")
    assert "mottakere er nådd" in page.text
    assert "Neste melding er lovet kl.\u00a009.00 (om 5 t 46 min)." in page.text
    node.scene.later(hours=6)
    anne.signed_in("kari")
    assert "Neste melding skulle ha kommet kl.\u00a009.00 (for 14 min siden)." in (await anne.get("/")).text


async def test_the_live_part_is_the_pages_own(node: Node, anne: Visitor) -> None:
    """Page and fragment come from one function; the fragment has no frame."""
    await node.draft()
    anne.signed_in("kari")
    page, part = await anne.get("/"), await anne.get("/?del=1")

    assert unmasked(part.text).strip() in unmasked(page.text)
    assert "<html" not in part.text


async def test_start_says_what_is_not_ready(node: Node, anne: Visitor) -> None:
    """A closed route, a plan that is a draft, nobody who has practised; and what is well."""
    anne.signed_in("kari")
    before = await anne.get("/")
    for runner in node.services.engine.runners:
        if str(runner.lane.channel) == "sms":
            runner.breaker.trip(0.0, "auth")
    after = await anne.get("/")

    assert "Versjon 1.0 er et utkast." in before.text
    assert "Ingen har øvd" in before.text
    assert "Ingen kjente feil." in before.text
    assert "sms: veien ut er stengt" in after.text


async def test_only_who_may_trigger_is_offered_to(anne: Visitor) -> None:
    """An approver and an evaluator see what goes on, and no button."""
    for name, begins in (("kari", True), ("eli", True), ("anne", False), ("siri", False)):
        anne.signed_in(name)
        assert ('href="/nytt"' in (await anne.get("/")).text) is begins, name


async def test_what_was_typed_is_never_markup(node: Node, anne: Visitor) -> None:
    """A reason to pause with a script in it is shown as it was typed."""
    sent = await node.approved()
    await node.until(sent, lambda view: view["state"] == "sending")
    await node.act(sent, "pause", "kari", why=EVIL)
    anne.signed_in("kari")
    page = await anne.get("/")

    assert "<script>alert" not in page.text
    assert "{{ 7*7 }}" in page.text


async def test_who_is_called_in_says_whether_they_come(node: Node, anne: Visitor) -> None:
    """One tap, and it stands there for all; the last answer counts. Nobody else is asked, and nothing else is taken."""
    await node.draft()
    anne.signed_in("kari")
    asked = await anne.get("/")
    form = asked.hidden("/hendelse/1001/kommer")
    for answer in ("later", "coming"):
        said = await anne.post("/hendelse/1001/kommer", {**form, "answer": answer})
        assert (said.status, said.headers["Location"]) == (303, "/")
    odd = await anne.post("/hendelse/1001/kommer", {**form, "answer": "kanskje"})
    shown = await anne.get("/")
    answers = (await node.call("GET", "/api/v1/incidents/1001", "kari")).json["answers"]
    report = await anne.get("/hendelse/1001/rapport")
    anne.signed_in("eli")
    other = await anne.get("/")

    assert [one["way"] for one in answers] == ["page", "page"]
    assert "Svar fra Siri Testvold på siden: kommer" in report.text
    assert "Kommer du?" in asked.text
    assert re.search(r"<dt>Kommer</dt><dd>[^<]*Siri Testvold", shown.text)
    assert "<dt>Kommer senere</dt>" not in shown.text
    assert odd.status == 422
    assert "Kommer du?" not in other.text


async def test_a_page_that_is_left_is_no_fault(node: Node, anne: Visitor) -> None:
    """Its stream breaks when something changes next; the log has nothing of it, and others go on hearing."""
    anne.signed_in("kari")
    headers = {"Cookie": f"dispatcher={anne.cookie}"}

    async def changed(stream: ClientResponse) -> None:
        async with asyncio.timeout(20):
            while not (await stream.content.readline()).startswith(b"event: changed"):
                pass

    with structlog.testing.capture_logs() as lines:
        async with node.session.get(f"{node.address}/endringer", headers=headers) as staying:
            await changed(staying)
            async with node.session.get(f"{node.address}/endringer", headers=headers) as left:
                await changed(left)
            for _ in range(3):
                await node.draft()
                await changed(staying)

    assert [line for line in lines if line["log_level"] == "error"] == []
