"""Who is rung, when, and until when: approvers who were asked, the crisis team of a new incident; never to approve."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from dispatcher.approval import decisions
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.waking import Waking
from dispatcher.domain.answers import Answer, Way
from dispatcher.domain.states import DeliveryState, Mode
from dispatcher.ledger import answering, answers_board, expansion, incidents, journal
from dispatcher.ledger.answering import Given
from dispatcher.ledger.tables import alerts, deliveries, snapshot
from dispatcher.ledger.times import ms
from tests.delivery.test_reminding import HERE, HeldClock
from tests.office import OfficeScene

NUMBERS = {Mode.EXERCISE: "+4759000000"}
TEAM = {"plan:kommunedirektor", "plan:kommunalsjef-helse", "plan:informasjonsansvarlig"}
"""Of the crisis team's roles, less Kari, who opens the incident."""
EVERY, TIMES = timedelta(minutes=2), 5


class Watch:
    """An office and the node's watch over whom to ring."""

    def __init__(self, office: OfficeScene, numbers: dict[Mode, str] | None = None) -> None:
        self.office = office
        self.clock = HeldClock(office.now)
        self.woken = asyncio.Event()
        answers = Answers(say=office.desk.say, address=HERE, numbers=NUMBERS if numbers is None else numbers)
        self.waking = Waking(ledger=office.ledger, clock=self.clock, answers=answers, wake=self.woken.set)

    async def tick(self, **later: float) -> list[str]:
        """Let time pass and look; the keys of the service messages that it made."""
        before = {row.id for row in self.service()}
        self.clock.moment += timedelta(**later)
        self.office.now = self.clock.moment
        await self.waking.tick()
        return [row.fields.split('"')[3] for row in self.service() if row.id not in before]

    def service(self) -> list[Any]:
        chosen = select(alerts).where(alerts.c.kind == "service").order_by(alerts.c.created_at, alerts.c.id)
        return self.office.ledger.read_now(lambda connection: list(connection.execute(chosen)))

    def rung(self, key: str) -> list[set[str]]:
        """Who was in each message of this key."""
        found = [row.id for row in self.service() if f'"key": "{key}"' in row.fields]
        return [
            set(
                self.office.ledger.read_now(
                    lambda connection, one=one: list(
                        connection.scalars(select(snapshot.c.ref).where(snapshot.c.alert_id == one))
                    )
                )
            )
            for one in found
        ]

    def hang_up(self, state: DeliveryState = DeliveryState.FAILED) -> None:
        """Every call has come to its end."""

        def work(connection: Any) -> None:
            for wave in expansion.pending_expansion(connection):
                while not expansion.expand_slice(connection, wave.id, ms(self.clock.moment)):
                    pass
            mine = deliveries.c.channel == "voice"
            connection.execute(update(deliveries).where(mine).values(state=str(state), reason="undelivered no-answer"))

        self.office.ledger.write_now(work)

    def answer(self, person: str, answer: Answer, alert: str | None = None, source: str | None = None) -> bool:
        given = Given(incident=1001, person=person, answer=answer, way=Way.VOICE, source=source, alert=alert)
        return self.office.ledger.write_now(answering.give, given, self.clock.moment)

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.office.ledger.read_now(journal.of_incident, 1001)]


@pytest_asyncio.fixture
async def watch(office: OfficeScene) -> AsyncIterator[Watch]:
    yield Watch(office)


@pytest.mark.requirement("R094")
async def test_the_crisis_team_is_called_in_when_an_incident_opens(watch: Watch) -> None:
    """By SMS and e-mail and by telephone, at once, but whoever opened it; with where to meet and how to answer."""
    watch.office.trigger()
    made = await watch.tick()

    assert made == ["call-in", "call-in-call"]
    assert watch.rung("call-in") == watch.rung("call-in-call") == [TEAM]
    written, spoken = watch.service()
    texts = watch.office.ledger.read_now(incidents.variants_of, written.id, 1)
    assert {text.channel for text in texts} == {"sms", "email"}
    assert all("rådhuset, rom 2" in text.body for text in texts)
    said = watch.office.ledger.read_now(incidents.variants_of, spoken.id, 1)
    assert {(text.channel, text.body[:6]) for text in said} == {("voice", "ØVELSE")}
    assert watch.woken.is_set()


async def test_approvers_are_rung_when_they_are_asked(watch: Watch) -> None:
    """Everybody the request went to, and nobody else; not the one who submitted it."""
    watch.office.submitted()
    await watch.tick()

    (asked,), (rung,) = watch.rung("approval-request"), watch.rung("approval-call")
    assert rung == asked
    assert "plan:beredskapskoordinator" not in rung


async def test_nobody_is_rung_before_something_is_asked(watch: Watch) -> None:
    """A draft wakes the crisis team, and no approver."""
    watch.office.trigger()
    await watch.tick()

    assert watch.rung("approval-call") == []


async def test_they_are_rung_again_every_other_minute_and_not_for_ever(watch: Watch) -> None:
    """Five times, then it is in the journal that nobody answered; no round before its time."""
    watch.office.submitted()
    await watch.tick()
    for _ in range(TIMES + 2):
        watch.hang_up()
        assert await watch.tick(seconds=119) == []
        await watch.tick(seconds=1)

    assert len(watch.rung("approval-call")) == TIMES
    assert watch.kinds().count("calls.unanswered") == len(watch.rung("approval-call")[0]) + len(TEAM)


async def test_a_telephone_that_rings_is_not_rung_by_another_call(watch: Watch) -> None:
    """While a call is on its way, or nobody knows its end, the next round waits."""
    watch.office.submitted()
    await watch.tick()
    watch.hang_up(DeliveryState.ACCEPTED)
    during = await watch.tick(minutes=2)
    watch.hang_up()
    after = await watch.tick(seconds=1)

    assert during == []
    assert set(after) == {"call-in-call", "approval-call"}


async def test_whoever_answers_is_rung_no_more(watch: Watch) -> None:
    """The others still are; every answer is kept, the last counts, and none of it approves anything."""
    alert, _ = watch.office.submitted()
    await watch.tick()
    watch.answer("ordforer", Answer.CANNOT, alert)
    watch.answer("ordforer", Answer.LOOKING, alert)
    watch.answer("varaordforer", Answer.CANNOT, alert)
    watch.hang_up()
    await watch.tick(minutes=2)

    first, second = watch.rung("approval-call")
    assert first - second == {"plan:ordforer", "plan:varaordforer"}
    assert watch.office.view(alert)["state"] == "submitted"
    assert watch.office.ledger.read_now(answering.cannot, alert) == {"varaordforer"}
    view = watch.office.ledger.read_now(answers_board.answers_view, 1001)
    assert [one["answer"] for one in view["answers"]] == ["cannot", "looking", "cannot"]
    mayor = next(one for one in view["approvers_rung"] if one["person"] == "ordforer")
    assert (mayor["answer"], mayor["rung"], mayor["answers"]) == ("looking", 1, 2)


async def test_nobody_is_rung_about_what_is_decided(watch: Watch) -> None:
    """Approved by one: the other telephones fall silent, also those whose round had not come."""
    alert, fingerprint = watch.office.submitted()
    await watch.tick()
    watch.hang_up()
    watch.office.approve(alert, fingerprint)
    await watch.tick(minutes=2)

    assert len(watch.rung("approval-call")) == 1


async def test_a_returned_alert_that_is_submitted_again_rings_again(watch: Watch) -> None:
    """It is another version, and whoever answered for the first is asked anew."""
    alert, _ = watch.office.submitted()
    await watch.tick()
    watch.answer("ordforer", Answer.LOOKING, alert)
    watch.hang_up()
    watch.office.decide(decisions.return_, alert, "anne", "Feil område.")
    watch.clock.moment += timedelta(minutes=1)
    watch.office.now = watch.clock.moment
    watch.office.submit(alert)
    await watch.tick()

    first, second = watch.rung("approval-call")
    assert first == second


async def test_the_same_word_twice_is_one_answer(watch: Watch) -> None:
    """Twilio asked again after a lost reply: kept once. The same key in a later call is another answer."""
    watch.office.trigger()
    await watch.tick()
    first = watch.answer("kommunedirektor", Answer.COMING, source="a-1:1")
    again = watch.answer("kommunedirektor", Answer.COMING, source="a-1:1")
    later = watch.answer("kommunedirektor", Answer.NOT_COMING, source="a-2:3")

    assert (first, again, later) == (True, False, True)
    assert watch.kinds().count("answer.given") == 2
    view = watch.office.ledger.read_now(answers_board.answers_view, 1001)
    director = next(one for one in view["called_in"] if one["person"] == "kommunedirektor")
    assert (director["answer"], director["words"], director["answers"]) == ("not-coming", "kan ikke komme", 2)


async def test_without_a_number_nobody_is_rung_and_the_message_asks_for_no_reply(office: OfficeScene) -> None:
    """The crisis team still gets SMS and e-mail; approvers have their request as before."""
    watch = Watch(office, {})
    watch.office.submitted()
    made = await watch.tick()
    later = await watch.tick(minutes=2)

    assert (made, later) == (["call-in"], [])
    texts = office.ledger.read_now(incidents.variants_of, watch.service()[-1].id, 1)
    assert not any("Svar til" in text.body for text in texts)


async def test_an_old_incident_calls_nobody_in(watch: Watch) -> None:
    """A node that comes back after half an hour: whoever is there knows who has come."""
    watch.office.trigger()
    assert await watch.tick(minutes=31) == []


async def test_a_second_node_makes_no_second_call(watch: Watch) -> None:
    """Both look at the same moment: one round, one call-in."""
    watch.office.submitted()
    other = Watch(watch.office)
    await asyncio.gather(watch.waking.tick(), other.waking.tick())

    assert [len(watch.rung(key)) for key in ("call-in", "call-in-call", "approval-call")] == [1, 1, 1]
