"""Replies by SMS: signed, kept once, sealed; and every attack on an approval by SMS that we know of."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from sqlalchemy import Connection, select
from twilio.request_validator import RequestValidator

from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.waking import Waking
from dispatcher.domain.states import Mode, Role
from dispatcher.ledger import journal
from dispatcher.ledger.call_tables import replies
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, municipality
from tests.web.node import TOKENS, Answer, Node, running

pytestmark = pytest.mark.sqlite
MAYOR, DEPUTY, DIRECTOR, KARI, STRANGER = (
    "+4742000001",
    "+4742000002",
    "+4742000003",
    "+4742000007",
    "+4742999999",
)
NUMBERS = {Mode.EXERCISE: "+4759000000"}


class Mobile:
    """A node that has asked by SMS, and the phones that answer it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.alert = ""
        self.fingerprint = ""
        self.sent = 0
        self.watch = Waking(
            ledger=node.services.ledger,
            clock=node.services.clock,
            answers=Answers(say=node.scene.desk.say, address="x", numbers=NUMBERS),
            wake=node.services.engine.wake,
        )

    async def ask(self, **change: Any) -> None:
        """Submit, and ask by SMS."""
        self.alert, self.fingerprint = await self.node.submitted(**change)
        await self.watch.tick()

    async def code(self, number: str = MAYOR) -> str:
        """The code in the newest request to a number."""
        text = await self.text(number, "Svar JA |innan 15")
        found = re.search(r"JA ([0-9]{6})", text)
        assert found
        return found[1]

    async def text(self, number: str, words: str) -> str:
        """The newest SMS to a number with these words in it."""
        async with asyncio.timeout(20):
            while True:
                for message in reversed(self.node.sms.taken):
                    if message.address == number and re.search(words, message.variant.body):
                        return message.variant.body
                await asyncio.sleep(0.01)

    async def reply(
        self, sender: str, text: str, *, sid: str = "", token: str = TOKENS["capture"], signed_text: str | None = None
    ) -> Answer:
        """An SMS to REPLY_NUMBER, as Twilio tells of it."""
        self.sent += 1
        form = {"MessageSid": sid or f"SM{self.sent:032x}", "From": sender, "To": "+4759000000", "Body": text}
        url = f"{self.node.services.address}/callbacks/twilio/inbound"
        signed = form if signed_text is None else form | {"Body": signed_text}
        headers = {
            "X-Twilio-Signature": RequestValidator(token).compute_signature(url, signed),
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        }
        return await self.node.call("POST", "/callbacks/twilio/inbound", data=urlencode(form).encode(), headers=headers)

    async def state(self) -> str:
        return str((await self.node.view(self.alert))["state"])

    def meanings(self) -> list[str]:
        """What the replies were taken for."""

        def read(connection: Connection) -> list[str]:
            return list(connection.scalars(select(replies.c.meaning).order_by(replies.c.id)))

        return self.node.scene.ledger.read_now(read)

    def entries(self, kind: str) -> list[Any]:
        found = self.node.scene.ledger.read_now(journal.of_incident, 1001)
        return [entry for entry in found if entry.kind == kind]


@pytest_asyncio.fixture
async def mobile(tmp_path: Path) -> AsyncIterator[Mobile]:
    """A municipality whose plan allows approval by SMS."""
    home = municipality(tmp_path)
    written = (home / "plan.yaml").read_text()
    (home / "plan.yaml").write_text(written.replace("      duty: Vann", "      by_sms: true\n      duty: Vann"))
    plan = load_plan(home)
    (tmp_path / "var").mkdir()
    office = OfficeScene(tmp_path / "var", plan, Rendering.load(home, plan.plan), NodeMode.EXERCISE, home=home)
    async with running(office) as node:
        yield Mobile(node)
    office.ledger.close()


async def approved_at_once(mobile: Mobile) -> None:
    """Nothing else in a test waits: the state is read when the reply is answered."""
    assert await mobile.state() in {"approved", "sending", "done"}


async def test_a_yes_with_the_code_approves_and_is_told_to_the_others(mobile: Mobile) -> None:
    """The whole text is in the request, the way on the approval; submitter and the other approvers hear of it."""
    await mobile.ask()
    request = await mobile.text(MAYOR, "Svar JA")
    answer = await mobile.reply(MAYOR, f"ja {(await mobile.code())[:3]} {(await mobile.code())[3:]}")

    assert answer.status == 204
    await approved_at_once(mobile)
    variants = (await mobile.node.view(mobile.alert))["variants"]
    citizens = next(text["body"] for text in variants if text["key"] == "citizen.sms.nb")
    assert citizens in request
    (entry,) = mobile.entries("alert.approved")
    assert (entry.actor, '"way": "sms"' in entry.data) == ("anne", True)
    for number in (KARI, DEPUTY):
        echo = await mobile.text(number, "PAUSE 1001")
        assert "Anne Prøvestad" in echo


async def test_a_no_rejects(mobile: Mobile) -> None:
    """For good, with the way as the reason."""
    await mobile.ask()
    await mobile.reply(MAYOR, f"NEI {await mobile.code()}")

    assert await mobile.state() == "rejected"


async def test_pause_by_sms_stops_what_goes_out(mobile: Mobile) -> None:
    """Whoever was asked may pause, by the number of the incident; what is not theirs to pause stays as it is."""
    await mobile.ask()
    await mobile.reply(MAYOR, f"JA {await mobile.code()}")
    await mobile.reply(DEPUTY, "Pause 1001!")

    view = await mobile.node.view(mobile.alert)
    assert view["flags"]["paused"] == "PAUSE på SMS"
    assert "på pause" in await mobile.text(DEPUTY, "på pause")


@pytest.mark.parametrize("token", ["another", TOKENS["twilio"]], ids=["stranger", "the real account"])
async def test_forged_signatures_and_other_worlds(mobile: Mobile, token: str) -> None:
    """403 for a stranger. A real account's reply is never about an exercise: kept, and it approves nothing."""
    await mobile.ask()
    answer = await mobile.reply(MAYOR, f"JA {await mobile.code()}", token=token)

    assert answer.status == (403 if token == "another" else 204)
    assert await mobile.state() == "submitted"
    assert mobile.entries("alert.approved") == []


async def test_a_text_that_was_changed_on_the_way_is_refused(mobile: Mobile) -> None:
    """The signature is over the words too."""
    await mobile.ask()
    code = await mobile.code()
    answer = await mobile.reply(MAYOR, f"JA {code}", signed_text=f"NEI {code}")

    assert answer.status == 403
    assert mobile.meanings() == []


async def test_a_code_is_worth_nothing_from_another_number(mobile: Mobile) -> None:
    """The mayor's code from the deputy's phone, from a stranger's, and from Kari's, who submitted it."""
    await mobile.ask()
    code = await mobile.code()
    for sender in (DEPUTY, STRANGER, KARI):
        assert (await mobile.reply(sender, f"JA {code}")).status == 204

    assert await mobile.state() == "submitted"
    assert mobile.meanings() == ["wrong-code", "words", "words"]


async def test_three_wrong_codes_close_the_way(mobile: Mobile) -> None:
    """And the right one after them does nothing: whoever guesses has three in a million."""
    await mobile.ask()
    code = await mobile.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(3):
        await mobile.reply(MAYOR, f"JA {wrong}")
    await mobile.reply(MAYOR, f"JA {code}")

    assert await mobile.state() == "submitted"
    assert mobile.meanings() == ["wrong-code"] * 3 + ["no-request"]
    assert "Koden stemmer ikke" in await mobile.text(MAYOR, "Koden stemmer ikke")


async def test_a_quarter_of_an_hour_and_no_longer(mobile: Mobile) -> None:
    """A code that is answered too late decides nothing."""
    await mobile.ask()
    code = await mobile.code()
    mobile.node.scene.later(minutes=15, seconds=1)
    await mobile.reply(MAYOR, f"JA {code}")

    assert await mobile.state() == "submitted"


async def test_a_reply_that_is_told_of_twice_or_replayed_has_one_effect(mobile: Mobile) -> None:
    """The same MessageSid is one reply; the same words again, after a pause, do not let anything go on."""
    await mobile.ask()
    code = await mobile.code()
    for _ in range(2):
        assert (await mobile.reply(MAYOR, f"JA {code}", sid="SM" + "a" * 32)).status == 204
    await mobile.node.act(mobile.alert, "pause", "kari", why="Feil område.")
    await mobile.reply(MAYOR, f"JA {code}")

    assert mobile.meanings() == ["yes", "no-request"]
    assert len(mobile.entries("alert.approved")) == 1
    assert (await mobile.node.view(mobile.alert))["flags"]["paused"] == "Feil område."


async def test_a_code_dies_with_the_text_it_was_for(mobile: Mobile) -> None:
    """Returned, edited and submitted again: the old code is wrong, the new one is another."""
    await mobile.ask()
    old = await mobile.code()
    await mobile.node.act(mobile.alert, "return", "anne", why="Feil klokkeslett.")
    mobile.node.scene.later(minutes=1)
    await mobile.node.call(
        "PATCH", f"/api/v1/alerts/{mobile.alert}", "kari", json={"fields": {"neste_melding": "10:00"}}
    )
    people = (await mobile.node.view(mobile.alert))["people"]
    await mobile.node.act(mobile.alert, "submit", "kari", people=people)
    mobile.node.sms.taken.clear()
    await mobile.watch.tick()
    new = await mobile.code()
    await mobile.reply(MAYOR, f"JA {old}")
    before = await mobile.state()
    await mobile.reply(MAYOR, f"JA {new}")

    assert old != new
    assert before == "submitted"
    await approved_at_once(mobile)


async def test_an_own_text_is_not_approved_by_sms(mobile: Mobile) -> None:
    """Only the template's own words: nobody is offered a code for what somebody typed."""
    alert = await mobile.node.draft()
    own = {"citizen.sms.nb": "ØVELSE KOKEVARSEL fra Løten kommune: Kok vannet. Nr 1001 ØVELSE"}
    changed = await mobile.node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"texts": own})
    assert changed.status == 200, changed.body
    people = (await mobile.node.view(alert))["people"]
    assert (await mobile.node.act(alert, "submit", "kari", people=people)).status == 200
    await mobile.watch.tick()

    services = (await mobile.node.call("GET", "/api/v1/alerts?kind=service", "kari")).json["alerts"]
    assert [one for one in services if one["fields"]["key"] == "approval-code"] == []


async def test_nobody_reads_another_persons_code(mobile: Mobile) -> None:
    """In the API a service message shows dots where its code stands."""
    await mobile.ask()
    code = await mobile.code()
    services = (await mobile.node.call("GET", "/api/v1/alerts?kind=service", "kari")).json["alerts"]
    texts = [text["body"] for one in services for text in (await mobile.node.view(one["id"]))["variants"]]

    assert not any(code in text for text in texts)
    assert any("JA ••••••" in text for text in texts)


async def test_an_approver_without_an_account_is_told(mobile: Mobile) -> None:
    """The plan names the director; no account of the node does. The code is right, and nothing is decided."""
    await mobile.ask()
    await mobile.reply(DIRECTOR, f"JA {await mobile.code(DIRECTOR)}")
    assert await mobile.state() == "submitted"
    mobile.node.hire("marit", [Role.APPROVER], "kommunedirektor")
    await mobile.reply(DIRECTOR, f"JA {await mobile.code(DIRECTOR)}")

    assert "Du har ingen konto" in await mobile.text(DIRECTOR, "Du har ingen konto")
    await approved_at_once(mobile)


async def test_the_crisis_team_answers_by_sms(mobile: Mobile) -> None:
    """1, 2, 3 or in words; the last counts."""
    await mobile.ask()
    await mobile.text(DIRECTOR, "KRISELEDELSEN")
    for words in ("1", "Kommer senere", "hva skjer?"):
        await mobile.reply(DIRECTOR, words)

    view = (await mobile.node.call("GET", "/api/v1/incidents/1001", "kari")).json
    assert [(one["answer"], one["way"]) for one in view["answers"]] == [("coming", "sms"), ("later", "sms")]
    assert mobile.meanings() == ["answer", "answer", "words"]


@pytest.mark.requirement("R047")
@pytest.mark.requirement("R094")
@pytest.mark.requirement("R096")
async def test_a_citizens_reply_is_kept_with_the_incident_they_heard_of(mobile: Mobile) -> None:
    """Sealed in the journal, never in its open data; a count for everybody, the words for the crisis team alone."""
    alert = await mobile.node.approved()
    await mobile.node.until(alert, lambda view: view["state"] == "done")
    plan = {person.mobile for person in mobile.node.scene.plan.persons.values()}
    citizen = next(message.address for message in mobile.node.sms.taken if message.address not in plan)
    await mobile.reply(citizen, "Gjelder dette Brukvegen 4?")
    shown = (await mobile.node.call("GET", "/api/v1/incidents/1001", "eli")).json
    listed = await mobile.node.call("GET", "/api/v1/incidents/1001/replies", "kari")
    refused = await mobile.node.call("GET", "/api/v1/incidents/1001/replies", "anne")

    assert shown["replies"] == 1
    assert listed.json["answered_by"] == ["informasjonsansvarlig"]
    assert [one["text"] for one in listed.json["replies"]] == ["Gjelder dette Brukvegen 4?"]
    assert citizen not in str(listed.json)
    assert refused.status == 403
    (entry,) = mobile.entries("reply.received")
    assert "Brukvegen" not in entry.data
    assert citizen not in entry.data
    assert "Brukvegen" in entry.personal


async def test_a_strangers_reply_is_kept_without_an_incident(mobile: Mobile) -> None:
    """They got nothing from us: it approves nothing and belongs to nothing; a form without a sender is not kept."""
    await mobile.ask()
    await mobile.reply(STRANGER, "JA 123456")
    empty = await mobile.reply("", "JA 123456")

    assert empty.status == 204
    assert mobile.meanings() == ["words"]
    assert mobile.entries("reply.received") == []
