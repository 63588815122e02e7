"""«Fikk du varselet?»: anybody answers without a cookie; counted, read by few, erased for good, never published."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import insert

from dispatcher.ledger.feedback import LONGEST, OPEN_FOR
from dispatcher.ledger.tables import published
from dispatcher.ledger.times import ms
from dispatcher.web.citizens import feedback_page
from dispatcher.web.citizens.turnstile import TooOften, Turnstile
from tests.office import OfficeScene
from tests.web.node import Node, running

GIVEN = {"hendelse": "1001", "fikk": "yes", "klart": "partly", "tekst": "Kom for sent", feedback_page.TRAP: ""}
IDENTITY = "01010750160"
FEEDBACK = "/api/v1/incidents/1001/feedback"


async def told(node: Node) -> None:
    """An alert of an exercise that stands on the page."""
    alert, now = await node.draft(), ms(node.scene.now)
    row = {"alert_id": alert, "mode": "exercise", "sent_at": now, "confirmed_at": now}
    node.scene.ledger.write_now(lambda connection: connection.execute(insert(published).values(**row)))


async def send(node: Node, **change: str) -> tuple[int, str, str]:
    """Fill in the form; the answer's status, its page, and where it leads."""
    url = f"{node.address}{feedback_page.PATH}?sprak=nb"
    async with node.session.post(url, data=GIVEN | change, allow_redirects=False) as answer:
        assert "Set-Cookie" not in answer.headers
        return answer.status, html.unescape(await answer.text()), answer.headers.get("Location", "")


async def look(node: Node, more: str = "", language: str = "nb") -> str:
    async with node.session.get(f"{node.address}{feedback_page.PATH}?sprak={language}{more}") as answer:
        assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
        return html.unescape(await answer.text())


async def test_citizens_say_whether_they_got_it_and_whether_it_was_clear(node: Node) -> None:
    """Counted for everybody who reads the evaluation; the texts are for few, and an erased one is gone."""
    assert "ingen varsler å svare om" in await look(node)
    assert (await send(node))[0] == 404
    await told(node)
    form = await look(node)
    assert 'name="hendelse" value="1001"' in form
    assert not re.search(r'type="(email|tel)"', form)
    status, _, to = await send(node)
    assert (status, "takk=ja" in to) == (303, True)
    assert "Svaret er lagret" in await look(node, "&takk=ja")
    await send(node, fikk="no", klart="no", tekst="")
    await send(node, tekst=f"Jeg er {IDENTITY}")
    seen = (await node.call("GET", FEEDBACK, "siri")).json
    gone = (await node.call("DELETE", f"{FEEDBACK}/1", "siri", json={})).json
    again = await node.call("DELETE", f"{FEEDBACK}/1", "siri", json={})
    refused = await node.call("GET", FEEDBACK, "anne")
    public = (await node.call("GET", "/banner.json")).body + (await node.call("GET", "/krise")).body

    assert (seen["answers"], seen["got"]["yes"], seen["clear"]["no"], seen["texts"]) == (3, 2, 1, 2)
    assert [one["text"] for one in seen["all"]] == ["Jeg er [nummer tatt bort]", None, "Kom for sent"]
    assert [one["text"] for one in gone["all"]] == ["Jeg er [nummer tatt bort]", None, None]
    assert (gone["answers"], again.status, refused.status) == (3, 409, 403)
    assert b"Kom for sent" not in public


MAILBOX = '<a href="mailto:postmottak@loten.example">postmottak@loten.example</a>'
NO_CASE = {
    "nb": ("Det blir ikke behandlet som en sak", "Skriv til postmottaket: ", "Skriv til kommunens postmottak."),
    "nn": ("Det blir ikkje behandla som ei sak", "Skriv til postmottaket: ", "Skriv til postmottaket i kommunen."),
    "en": ("It is not handled as a case", "official mail: ", "official mail (postmottak)."),
}


@pytest.mark.requirement("R122")
async def test_before_and_after_it_says_that_this_is_no_case_and_where_one_is_sent(node: Node) -> None:
    """Also who finds nothing to answer about: whoever wants something handled is sent to postmottak."""
    nothing_to_answer = [await look(node, language=language) for language in NO_CASE]
    await told(node)

    for language, (no_case, to, _) in NO_CASE.items():
        for page in (await look(node, language=language), await look(node, "&takk=ja", language)):
            assert no_case in page
            assert to + MAILBOX in page
    assert all(MAILBOX in page for page in nothing_to_answer)


@pytest.mark.requirement("R122")
async def test_a_plan_without_an_address_names_postmottak_alone(office: OfficeScene) -> None:
    """No link that leads nowhere."""
    archive = office.plan.archive.model_copy(update={"postmottak": None})
    office.plan = office.plan.model_copy(update={"archive": archive})
    async with running(office) as node:
        pages = {language: await look(node, language=language) for language in NO_CASE}

    assert all(said in pages[language] for language, (*_, said) in NO_CASE.items())
    assert not any("mailto:postmottak" in page for page in pages.values())


async def test_a_wrong_answer_is_told_and_keeps_what_was_written(node: Node) -> None:
    """Nothing ticked, too long, of no incident, or by a machine that fills what nobody sees."""
    await told(node)
    half = await send(node, fikk="", tekst="Kom for sent")
    long = await send(node, tekst="x" * (LONGEST + 1))
    lines = await send(node, tekst="\r\n".join(["x"] * (LONGEST // 2)))
    odd = await send(node, hendelse="1e3")
    other = await send(node, hendelse="4711")
    machine = await send(node, **{feedback_page.TRAP: "http://spam.example"})
    huge = await send(node, tekst="x" * feedback_page.MOST_BYTES)

    assert [one[0] for one in (half, long, lines, odd, other, machine, huge)] == [422, 422, 303, 422, 404, 303, 413]
    assert "Svar på begge" in half[1]
    assert "Kom for sent</textarea>" in half[1]
    assert (await node.call("GET", FEEDBACK, "siri")).json["answers"] == 1


def test_nobody_floods_it_from_one_address() -> None:
    """Some at once, then one each twenty seconds; another address is not held up."""
    now = 0.0
    gate = Turnstile(lambda: now, each=(feedback_page.AT_ONCE, feedback_page.A_SECOND))
    for _ in range(int(feedback_page.AT_ONCE)):
        gate.demand("192.0.2.1")
    with pytest.raises(TooOften):
        gate.demand("192.0.2.1")
    gate.demand("192.0.2.2")
    now = 1 / feedback_page.A_SECOND
    gate.demand("192.0.2.1")
    with pytest.raises(TooOften):
        gate.demand("192.0.2.1")


async def test_the_form_closes(node: Node) -> None:
    """A month after the last alert."""
    await told(node)
    node.scene.now += OPEN_FOR + timedelta(minutes=1)

    assert "ingen varsler å svare om" in await look(node)
