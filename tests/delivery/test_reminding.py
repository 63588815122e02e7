"""Reminders as service messages: to the one who answers for the incident and their deputies, in the plan's words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.reminding import Answers, Reminding
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import incidents, journal, public
from dispatcher.ledger.service import Say
from dispatcher.ledger.tables import alerts, snapshot
from tests.office import OfficeScene
from tests.sending import send_all
from tests.web.node import Taker

RESPONSIBLE = {"plan:kommunalsjef-teknisk", "plan:vannverksleder"}
HERE = "https://varsel.loten.example"


@dataclass
class HeldClock:
    """A clock that stands where the test puts it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


class Night:
    """A boil-water notice that has gone out, its promise at 09.00; and the node's watch over it."""

    def __init__(self, office: OfficeScene, say: Say | None = None) -> None:
        self.office = office
        self.clock = HeldClock(office.now)
        self.woken = 0
        alert, fingerprint = office.submitted()
        office.approve(alert, fingerprint)
        send_all(office.ledger, office.now)
        office.ledger.write_now(public.publish, alert, "exercise", office.now)
        self.alert = alert
        answers = Answers(say=say or office.desk.say, address=HERE)
        self.watch = Reminding(ledger=office.ledger, clock=self.clock, answers=answers, wake=self._wake)

    async def at(self, moment: datetime) -> list[Any]:
        """One tick then; the service messages it made."""
        before = {row.id for row in self.service()}
        self.clock.moment = moment
        await self.watch.tick()
        return [row for row in self.service() if row.id not in before]

    def service(self) -> list[Any]:
        chosen = select(alerts).where(alerts.c.kind == "service").order_by(alerts.c.created_at, alerts.c.id)
        return self.office.ledger.read_now(lambda connection: list(connection.execute(chosen)))

    def to(self, alert: str) -> set[str]:
        chosen = select(snapshot.c.ref).where(snapshot.c.alert_id == alert)
        return set(self.office.ledger.read_now(lambda connection: list(connection.scalars(chosen))))

    def said(self, alert: str, channel: str = "sms", language: str = "nb") -> str:
        texts = self.office.ledger.read_now(incidents.variants_of, alert, 1)
        return str(next(text.body for text in texts if (text.channel, text.language) == (channel, language)))

    def kinds(self) -> list[str]:
        entries = self.office.ledger.read_now(journal.of_incident, 1001)
        return [entry.kind for entry in entries if entry.kind.startswith(("promise", "public", "service"))]

    def _wake(self) -> None:
        self.woken += 1


@pytest_asyncio.fixture
async def night(office: OfficeScene) -> AsyncIterator[Night]:
    yield Night(office)


def clock(night: Night, words: str) -> datetime:
    """The moment a clock in Norway shows this, after the alert was sent."""
    hour, minute = (int(part) for part in words.split(":"))
    start = night.office.now
    moment = start.replace(hour=(hour - 1) % 24, minute=minute, second=0)
    return moment if moment > start else moment + timedelta(days=1)


@pytest.mark.requirement("R035")
async def test_a_quarter_of_an_hour_before_the_promise(night: Night) -> None:
    """The sector leader and the waterworks get an SMS and an e-mail that say how long is left, and where to answer."""
    early = await night.at(clock(night, "08:44"))
    (soon,) = await night.at(clock(night, "08:45"))
    again = await night.at(clock(night, "08:50"))

    assert early == again == []
    assert night.to(soon.id) == RESPONSIBLE
    text = night.said(soon.id)
    assert text.startswith("ØVELSE")
    assert text.endswith("ØVELSE")
    assert "22.11 kl 09" in text
    assert "15 minutter igjen" in text
    assert HERE in text
    assert "15 minutter igjen" in night.said(soon.id, "email")
    assert night.woken == 1


@pytest.mark.requirement("R035")
async def test_a_promise_that_passes_is_late_and_told(night: Night) -> None:
    """In the journal, and to the same people, once."""
    (first,) = await night.at(clock(night, "08:50"))
    (late,) = await night.at(clock(night, "09:00"))
    nothing = await night.at(clock(night, "10:00"))

    assert night.to(late.id) == night.to(first.id) == RESPONSIBLE
    assert "FOR SENT" in night.said(late.id)
    assert nothing == []
    assert night.kinds()[-3:] == ["service.sent", "promise.late", "service.sent"]


@pytest.mark.requirement("R059")
async def test_what_is_still_public_is_reminded_of_until_it_is_withdrawn(night: Night) -> None:
    """A day later sending is over and the page stays: told then, and again after twelve hours."""
    await night.at(clock(night, "09:00"))
    expiry = night.office.now + timedelta(hours=24)
    (first,) = await night.at(expiry)
    between = await night.at(expiry + timedelta(hours=11))
    (second,) = await night.at(expiry + timedelta(hours=12))
    night.office.ledger.write_now(public.withdraw, night.alert, night.clock.moment)
    gone = await night.at(expiry + timedelta(hours=36))

    assert between == gone == []
    assert night.to(first.id) == night.to(second.id) == RESPONSIBLE
    assert "nettsiden viser fortsatt varselet" in night.said(first.id)
    assert "Sist bekreftet 22.11 kl 03.14" in night.said(first.id)


async def test_a_text_that_cannot_be_made_leaves_the_promise_on_record(office: OfficeScene) -> None:
    """The node lives, the journal says late, and the fault is not tried again each second."""

    def broken(*_: Any) -> Any:
        raise ValueError("a fault in a template")

    night = Night(office, broken)
    told = await night.at(clock(night, "09:00"))
    again = await night.at(clock(night, "09:01"))

    assert told == again == []
    assert night.kinds()[-1] == "promise.late"


async def test_service_messages_promise_nothing_themselves(night: Night) -> None:
    """A reminder is never reminded of: after everything has been said, nothing is due."""
    for words in ("08:45", "09:00"):
        await night.at(clock(night, words))
    send_all(night.office.ledger, night.clock.moment)

    assert await night.at(clock(night, "09:30")) == []


async def test_the_engine_gives_them_and_sends_them(office: OfficeScene) -> None:
    """A node whose clock has passed the promise: the message is made, claimed by a lane and taken."""
    night = Night(office)
    night.clock.moment = clock(night, "09:00")
    sms = Taker(ChannelName.SMS, LaneKind.CAPTURE, "capture")
    engine = Engine(
        ledger=office.ledger,
        clock=night.clock,
        lanes=[LaneSpec(channel=sms, concurrency=8)],
        incarnation="test",
        settle_after=0.0,
        answers=Answers(say=office.desk.say, address=HERE),
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(engine.run(), name="engine")
        async with asyncio.timeout(20):
            while len(sms.taken) < len(RESPONSIBLE):
                await asyncio.sleep(0.01)
        engine.stop()

    assert {message.reference.partition(".")[0] for message in sms.taken} == {"1001-s2"}
    assert all("FOR SENT" in message.variant.body for message in sms.taken)
