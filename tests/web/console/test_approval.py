"""The approval page over HTTP: what it shows and to whom, what a POST must bring, and who wins."""

import asyncio
import re
from typing import Any

import pytest

from dispatcher.ledger import incidents
from dispatcher.web.console.approval_view import first_texts, shown
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

EVIL = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


async def tap(one: Visitor, alert: str, act: str = "godkjenn", **fields: Any) -> Seen:
    """Open the page, and tap a button on it."""
    page = await one.get(f"/a/{alert}")
    return await one.post(f"/a/{alert}/{act}", page.hidden(f"/a/{alert}/{act}") | fields)


async def state(node: Node, alert: str) -> str:
    row = await node.services.ledger.read(incidents.alert, alert)
    return str(row.state)


@pytest.mark.requirement("R007")
async def test_a_link_shows_only_that_something_waits(node: Node, anne: Visitor) -> None:
    """To a mail scanner, ten times, and the same for an alert that is not there; nothing is changed by it."""
    alert, _ = await node.submitted()
    away = await anne.get(f"/a/{alert}")
    pages = [await anne.get(f"/logg-inn?til=/a/{one}") for one in (alert, "9999-9", *[alert] * 8)]

    assert (away.status, away.headers["Location"]) == (303, f"/logg-inn?til=/a/{alert}")
    for page in pages:
        assert "Noe venter på deg" in page.text
        words = re.sub(r'data-options="[^"]*"', "", page.text)  # a passkey's challenge may hold any two figures
        assert not re.search(r"kokevarsel|Ådalsbruk|87", words, re.IGNORECASE)
    assert (await anne.get("/a/9999-9")).status == 303
    assert await state(node, alert) == "submitted"
    assert anne.cookie == ""


@pytest.mark.requirement("R007", "R024")
async def test_the_page_shows_what_is_approved(node: Node, anne: Visitor) -> None:
    """Who asks, what has happened, mode in words, area, people, the citizens' SMS, every variant, drafts."""
    alert, fingerprint = await node.submitted(reason="Trykkfall på Ådalsbruk")
    view = await node.view(alert)
    anne.signed_in("anne")
    page = await anne.get(f"/a/{alert}")
    sms = next(text["body"] for text in view["variants"] if text["key"] == "citizen.sms.nb")

    assert page.status == 200
    for words in ("ØVELSE – ingen får dette", "ber deg godkjenne", "Kokevarsel", "87 personer", "Ådalsbruk"):
        assert words in page.text
    assert all(text["body"].splitlines()[0] in page.text for text in view["variants"] if not text["fate"])
    assert page.text.index(sms) < page.text.index("Vis alle varianter")
    assert "Trykkfall på Ådalsbruk" in page.text
    assert "Er det som står, bekreftet, og av hvem?" in page.text
    assert "utkast" in page.text
    assert page.hidden(f"/a/{alert}/godkjenn")["fingerprint"] == fingerprint
    assert len(page.text.encode()) < 60_000


@pytest.mark.requirement("R007")
async def test_a_fresh_factor_approves_in_one_tap_and_the_second_answers_as_the_first(
    node: Node, anne: Visitor
) -> None:
    """By the same function as the interface, in the way of the page; a double tap is one approval."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    page = await anne.get(f"/a/{alert}")
    fields = page.hidden(f"/a/{alert}/godkjenn")
    taps = [await anne.post(f"/a/{alert}/godkjenn", fields) for _ in range(2)]
    view = await node.view(alert)
    done = await anne.get(f"/a/{alert}")

    assert [tap.status for tap in taps] == [303, 303]
    assert (view["approval"]["way"], view["approval"]["by"]) == ("page", "anne")
    assert "Du har godkjent dette" in done.text


async def test_a_stale_factor_is_asked_for_and_the_act_is_carried(node: Node, anne: Visitor) -> None:
    """The page that asks changes nothing and says what for; a wrong code changes nothing either."""
    alert, fingerprint = await node.submitted()
    anne.signed_in("anne", ago=301)
    asked = await tap(anne, alert)
    carried = asked.hidden(f"/a/{alert}/godkjenn")
    wrong = await anne.post(f"/a/{alert}/godkjenn", carried | {"code": "000000"})
    forged = await anne.post(f"/a/{alert}/godkjenn", carried | {"passkey": '{"id":"x","response":{}}'})

    assert asked.status == 200
    assert "Bekreft at det er deg" in asked.text
    assert "ØVELSE – ingen får dette" in asked.text
    assert carried["fingerprint"] == fingerprint
    assert (wrong.status, forged.status) == (403, 403)
    assert await state(node, alert) == "submitted"


async def test_an_expired_session_decides_nothing(node: Node, anne: Visitor) -> None:
    """It leads to signing in, and from there back to the page; so does no session at all."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    fields = (await anne.get(f"/a/{alert}")).hidden(f"/a/{alert}/godkjenn")
    node.scene.later(days=91)
    late = await anne.post(f"/a/{alert}/godkjenn", fields)

    assert (late.status, late.headers["Location"]) == (303, f"/logg-inn?til=/a/{alert}")
    assert await state(node, alert) == "submitted"


async def test_a_password_without_a_second_factor_sees_nothing(node: Node, anne: Visitor) -> None:
    """Half a sign-in is none."""
    alert, _ = await node.submitted()
    anne.signed_in("anne", factor=False)
    page = await anne.get(f"/a/{alert}")

    assert (page.status, page.headers["Location"]) == (303, "/konto")


@pytest.mark.parametrize("headers", [{"Origin": "https://ond.example"}, {"Origin": None}, {"csrf": "AAAA"}])
async def test_a_form_of_another_site_approves_nothing(
    node: Node, anne: Visitor, headers: dict[str, str | None]
) -> None:
    """Nor one that has not this session's own token."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    fields = (await anne.get(f"/a/{alert}")).hidden(f"/a/{alert}/godkjenn")
    csrf = headers.pop("csrf", None)
    refused = await anne.post(f"/a/{alert}/godkjenn", fields | ({"csrf": csrf} if csrf else {}), **headers)

    assert refused.status == 403
    assert await state(node, alert) == "submitted"


async def test_edited_meanwhile_says_so_and_shows_the_new_text(node: Node, anne: Visitor) -> None:
    """What was shown is no longer what waits: nothing is approved, returned or rejected by the old page."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    old = await anne.get(f"/a/{alert}")
    await node.act(alert, "return", "ola", why="Feil klokkeslett")
    await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"fields": {"neste_melding": "12:00"}})
    new = (await node.act(alert, "submit", "kari", people=87)).json["fingerprint"]
    for act in ("godkjenn", "returner", "avvis"):
        late = await anne.post(f"/a/{alert}/{act}", old.hidden(f"/a/{alert}/{act}") | {"why": "nei"})

        assert late.status == 409, act
        assert "Varselet er endret" in late.text
        assert "kl 12" in late.text
        assert late.hidden(f"/a/{alert}/godkjenn")["fingerprint"] == new
    assert await state(node, alert) == "submitted"


async def test_the_first_act_wins_and_the_other_is_told_by_whom(node: Node, anne: Visitor) -> None:
    """Ola rejects in the same second; Anne's approval finds it decided."""
    alert, _ = await node.submitted()
    ola = Visitor(node=node, session=node.session)
    anne.signed_in("anne")
    ola.signed_in("ola")
    pages = [(one, await one.get(f"/a/{alert}")) for one in (anne, ola)]
    rejected = await tap(ola, alert, "avvis", why="Feil område")
    late = await anne.post(f"/a/{alert}/godkjenn", pages[0][1].hidden(f"/a/{alert}/godkjenn"))
    again = await ola.post(f"/a/{alert}/avvis", pages[1][1].hidden(f"/a/{alert}/avvis") | {"why": "Feil område"})

    assert (rejected.status, late.status, again.status) == (303, 409, 303)
    assert "Allerede avgjort av Ola Øvingsrud: avvist" in late.text
    assert "Feil område" in late.text
    assert await state(node, alert) == "rejected"


async def test_whom_it_is_not_to_decide_sees_why_and_no_button(node: Node, anne: Visitor) -> None:
    """The submitter, somebody outside the plan's chain, somebody without the role: also when they post by hand."""
    alert, fingerprint = await node.submitted()
    for name, words in (("kari", "rollen approver"), ("utenfor", "Planen lar bare"), ("siri", "rollen approver")):
        anne.signed_in(name)
        page = await anne.get(f"/a/{alert}")
        csrf = (await anne.get("/konto")).hidden("/logg-ut")["csrf"]
        forced = await anne.post(f"/a/{alert}/godkjenn", {"csrf": csrf, "fingerprint": fingerprint})

        assert (page.status, forced.status) == (200, 403), name
        assert words in page.text
        assert f"/a/{alert}/godkjenn" not in page.text
    assert await state(node, alert) == "submitted"


async def test_returned_with_words_and_affected_with_a_tap(node: Node, anne: Visitor) -> None:
    """Without words nothing is returned; who is affected decides nothing more."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    empty = await tap(anne, alert, "returner", why="  ")
    fields = (await anne.get(f"/a/{alert}")).hidden(f"/a/{alert}/godkjenn")
    recused = await tap(anne, alert, "berort")
    after = await anne.get(f"/a/{alert}")
    forced = await anne.post(f"/a/{alert}/godkjenn", fields)
    ola = Visitor(node=node, session=node.session)
    ola.signed_in("ola")
    returned = await tap(ola, alert, "returner", why="Skriv hvilke gater")

    assert (empty.status, recused.status, forced.status, returned.status) == (422, 303, 403, 303)
    assert "berørt eller inhabil" in after.text
    assert (await node.view(alert))["why"] == "Skriv hvilke gater"
    assert "Allerede avgjort av Ola Øvingsrud: returnert" in (await anne.get(f"/a/{alert}")).text


async def test_what_is_odd_is_ticked(node: Node, anne: Visitor) -> None:
    """Unticked, nothing is approved, and the page says what to do."""
    await node.approved()
    node.scene.later(minutes=4)
    alert, _ = await node.submitted()  # the same words once more
    odd = [one["key"] for one in (await node.view(alert))["odd"]]
    assert odd
    anne.signed_in("anne")
    unseen = await tap(anne, alert)
    seen = await tap(anne, alert, seen=odd)

    assert unseen.status == 409
    assert "Kryss av først" in unseen.text
    assert f'name="seen" value="{odd[0]}" required' in unseen.text
    assert seen.status == 303
    assert (await node.view(alert))["approval"]["way"] == "page"


async def test_a_yes_that_was_wrong_is_paused_from_its_page(node: Node, anne: Visitor) -> None:
    """With a reason; what the page then says is that it stands still."""
    alert = await node.approved()
    anne.signed_in("ola", ago=400)  # what only holds back asks for no factor
    empty = await tap(anne, alert, "pause", why=" ")
    paused = await tap(anne, alert, "pause", why="Feil område")
    page = await anne.get(f"/a/{alert}")

    assert (empty.status, paused.status) == (422, 303)
    assert (await node.view(alert))["flags"]["paused"] == "Feil område"
    assert "Sett på pause: Feil område" in page.text
    assert f"/a/{alert}/pause" not in page.text


async def test_what_is_held_back_and_what_no_resident_gets_is_said(node: Node) -> None:
    """Until when residents sleep stands on the page; without residents, what most of the others get is shown."""
    held, _ = await node.submitted(hold_until="2026-11-22T05:15:00Z")
    anne, now = node.scene.users["anne"], node.scene.now
    facts = await node.services.ledger.read(shown, held, anne, "nb", now)
    others = [text for text in (await node.view(held))["variants"] if text["class"] != "citizen"]

    assert ("Innbyggerne får det", "22. november kl. 06.15") in facts["given"]
    assert facts["text_title"] == "SMS til innbyggerne"
    assert [text["class"] for text in first_texts(others, "nb")] == ["staff"]


async def test_the_request_leads_to_the_page(node: Node, anne: Visitor) -> None:
    """The message that asks carries the link, and no secret in it."""
    alert, _ = await node.submitted()
    asked = [one.variant.body for one in await until_asked(node)]
    anne.signed_in("anne")

    assert all(f"/a/{alert} Nr " in body for body in asked)
    assert (await anne.get(f"/a/{alert}")).status == 200


async def until_asked(node: Node) -> list[Any]:
    """The requests by SMS, once they have left."""
    async with asyncio.timeout(20):
        while not (found := [one for one in node.sms.taken if "GODKJENN?" in one.variant.body]):
            await asyncio.sleep(0.02)
    return found


async def test_script_in_every_field_is_only_text(node: Node, anne: Visitor) -> None:
    """Typed as reason and as an approver's words, it stands there as it was typed."""
    alert, _ = await node.submitted(reason=EVIL)
    anne.signed_in("anne")
    page = await anne.get(f"/a/{alert}")
    await tap(anne, alert, "returner", why=EVIL)
    done = await anne.get(f"/a/{alert}")
    login = await Visitor(node=node, session=node.session).post(
        "/logg-inn", {"name": EVIL, "password": EVIL, "til": EVIL}
    )

    for seen in (page, done, login):
        assert "<script>alert" not in seen.text
        assert "<img src=x" not in seen.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "{{ 7*7 }}" in done.text


async def test_the_page_in_nynorsk_and_english(node: Node, anne: Visitor) -> None:
    """By the browser's language, for an account whose person speaks none of its own."""
    alert, _ = await node.submitted()
    anne.signed_in("siri")
    english = await anne.get(f"/a/{alert}", **{"Accept-Language": "en"})
    nynorsk = await anne.get(f"/a/{alert}", **{"Accept-Language": "nn"})

    assert "asks you to approve" in english.text
    assert "87 personar" in nynorsk.text
