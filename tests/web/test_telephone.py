"""What a telephone hears and what a key does: TwiML, signed, committed before it is thanked for, never an approval."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import pytest
import pytest_asyncio

from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.waking import Waking
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.ledger import answers_board
from tests.office import OfficeScene
from tests.web.node import TOKENS, Answer, Node, Taker, running
from tests.web.test_callbacks import callback, signed

CALLER = "+4759000000"


class Exchange:
    """A node whose approvers have been rung: the mayor's call is on its way."""

    def __init__(self, node: Node, voice: Taker) -> None:
        self.node = node
        self.voice = voice
        self.alert = ""

    async def ring(self) -> str:
        """Submit an alert and let the node ring; the attempt of the mayor's call."""
        self.alert, _ = await self.node.submitted()
        answers = Answers(say=self.node.scene.desk.say, address="x", numbers={Mode.EXERCISE: CALLER})
        services = self.node.services
        waking = Waking(ledger=services.ledger, clock=services.clock, answers=answers, wake=services.engine.wake)
        await waking.tick()
        return await self.attempt_of("approval-call", "+4742000001")

    async def attempt_of(self, key: str, number: str) -> str:
        """The attempt of the call that says this to a number."""
        wanted = "godkjenning" if key == "approval-call" else "Møt straks"
        async with asyncio.timeout(20):
            while True:
                for message in self.voice.taken:
                    if message.address == number and wanted in message.variant.body:
                        return message.attempt
                await asyncio.sleep(0.01)

    async def fetch(self, attempt: str, digits: str = "", *, token: str = TOKENS["capture"]) -> Answer:
        """What Twilio gets when somebody answers, or has pressed a key."""
        form = {"CallSid": "CA1", "CallStatus": "in-progress", **({"Digits": digits} if digits else {})}
        headers = signed(self.node, f"{attempt}/voice", form, token)
        data = urlencode(form).encode()
        return await self.node.call("POST", f"/callbacks/twilio/{attempt}/voice", data=data, headers=headers)

    def given(self) -> list[tuple[str, str, str]]:
        """Every answer in the ledger."""
        view = self.node.scene.ledger.read_now(answers_board.answers_view, 1001)
        return [(one["person"], one["answer"], one["way"]) for one in view["answers"]]


@pytest_asyncio.fixture
async def exchange(office: OfficeScene) -> AsyncIterator[Exchange]:
    voice = Taker(ChannelName.VOICE, LaneKind.CAPTURE, "capture")
    async with running(office, backups=[voice]) as node:
        yield Exchange(node, voice)


def verbs(answer: Answer) -> list[Element]:
    """The verbs of a TwiML answer."""
    assert answer.status == 200, answer.body
    return list(fromstring(answer.body))  # noqa: S314  our own node's


@pytest.mark.sqlite
async def test_a_telephone_hears_the_matter_and_which_keys_there_are(exchange: Exchange) -> None:
    """Three times in a Norwegian voice, each with the way to answer; no number and no name in the address."""
    attempt = await exchange.ring()
    *asked, last = verbs(await exchange.fetch(attempt))

    assert [verb.tag for verb in asked] == ["Gather"] * 3
    assert {verb.get("action") for verb in asked} == {
        f"{exchange.node.services.address}/callbacks/twilio/{attempt}/voice"
    }
    assert asked[0][0].get("language") == "nb-NO"
    assert "Trykk 1 hvis du ser på det nå, 2 hvis du ikke kan, 9 for å høre igjen" in str(asked[0][0].text)
    assert last.tag == "Say"
    assert exchange.given() == []


@pytest.mark.sqlite
async def test_a_key_is_committed_and_thanked_for_and_approves_nothing(exchange: Exchange) -> None:
    """1: looking at it. Asked again after a lost reply it is one answer, and the alert still waits for its yes."""
    attempt = await exchange.ring()
    first = verbs(await exchange.fetch(attempt, "1"))
    again = verbs(await exchange.fetch(attempt, "1"))

    assert [verb.tag for verb in first] == ["Say", "Hangup"]
    assert "ser på det nå. Godkjenning skjer aldri på telefonen" in str(first[0].text)
    assert str(again[0].text) == str(first[0].text)
    assert exchange.given() == [("ordforer", "looking", "voice")]
    assert (await exchange.node.view(exchange.alert))["state"] == "submitted"


@pytest.mark.sqlite
async def test_nine_and_keys_that_mean_nothing_say_it_again(exchange: Exchange) -> None:
    """3 is no answer to an approver's call."""
    attempt = await exchange.ring()
    for digit in ("9", "3", "#"):
        assert verbs(await exchange.fetch(attempt, digit))[0].tag == "Gather"

    assert exchange.given() == []


@pytest.mark.sqlite
async def test_the_crisis_team_says_who_comes(exchange: Exchange) -> None:
    """1, 2 and 3, each of them another time: all are kept."""
    await exchange.ring()
    attempt = await exchange.attempt_of("call-in-call", "+4742000003")
    for digit, words in (("1", "kommer."), ("2", "kommer senere."), ("3", "kan ikke komme.")):
        assert str(verbs(await exchange.fetch(attempt, digit))[0].text).endswith(words)

    assert [answer for _, answer, _ in exchange.given()] == ["coming", "later", "not-coming"]
    assert {person for person, _, _ in exchange.given()} == {"kommunedirektor"}


@pytest.mark.sqlite
@pytest.mark.parametrize("token", ["another", TOKENS["twilio"]], ids=["stranger", "another account"])
async def test_a_forged_key_is_refused(exchange: Exchange, token: str) -> None:
    """403 without the signature of the account that placed the call, and nothing is kept."""
    attempt = await exchange.ring()
    answer = await exchange.fetch(attempt, "1", token=token)

    assert answer.status == 403
    assert exchange.given() == []


@pytest.mark.sqlite
async def test_a_signature_for_another_key_or_address_is_refused(exchange: Exchange) -> None:
    """The receipt's signature does not open what is said, nor does a key that was changed on the way."""
    attempt = await exchange.ring()
    form = {"CallSid": "CA1", "CallStatus": "in-progress", "Digits": "2"}
    for path, sent in ((attempt, form), (f"{attempt}/voice", form | {"Digits": "1"})):
        answer = await exchange.node.call(
            "POST",
            f"/callbacks/twilio/{attempt}/voice",
            data=urlencode(form).encode(),
            headers=signed(exchange.node, path, sent, TOKENS["capture"]),
        )
        assert answer.status == 403
    assert exchange.given() == []


@pytest.mark.sqlite
async def test_a_call_that_is_not_known_is_hung_up(exchange: Exchange) -> None:
    """Of a ledger that was restored, perhaps; an SMS has no voice either."""
    assert [verb.tag for verb in verbs(await exchange.fetch("1f-00112233"))] == ["Hangup"]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("word", "state", "reason"),
    [
        ("ringing", "accepted", ""),
        ("in-progress", "delivered", ""),
        ("completed", "delivered", ""),
        ("no-answer", "failed", "undelivered no-answer"),
        ("busy", "failed", "undelivered busy"),
        ("canceled", "failed", "undelivered canceled"),
        ("failed", "failed", "undelivered"),
    ],
)
async def test_what_became_of_a_call(exchange: Exchange, word: str, state: str, reason: str) -> None:
    """Answered is delivered; why it was not stands as the reason."""
    attempt = await exchange.ring()
    answer = await callback(exchange.node, attempt, {"CallSid": "CA1", "CallStatus": word, "AccountSid": "AC1"})

    assert answer.status == 204
    delivery = exchange.node.delivery_of(attempt)
    assert (delivery.state, delivery.reason) == (state, reason)
