"""The auditor's alarms as service messages: to the plan's crisis team, once, on channels that are not in trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from sqlalchemy import select, update

from dispatcher.approval import decisions
from dispatcher.channels.email import CaptureEmail
from dispatcher.channels.sms import CaptureSms
from dispatcher.delivery.auditing import Auditing, newest_open, ways_beside
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.lane import LaneRunner
from dispatcher.delivery.lease import Lease
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.route import Route
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.segments import count
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import board, emergency, incidents, journal
from dispatcher.ledger.alarms import block
from dispatcher.ledger.audit import LEAST_FREE
from dispatcher.ledger.journal import Entry
from dispatcher.ledger.locks import WriteLock
from dispatcher.ledger.service import Say
from dispatcher.ledger.tables import alerts, deliveries, snapshot
from dispatcher.ledger.tables import incidents as opened
from tests.channels.rigs import CLIENT_TIMEOUT, capture_email, capture_sms
from tests.channels.smtp_server import smtp_server
from tests.channels.twilio_server import Request, accepting, refusing, twilio_server
from tests.delivery.test_reminding import HERE, HeldClock
from tests.office import OfficeScene
from tests.sending import send_all
from tests.web.node import Taker, TestClock

CRISIS_TEAM = {
    "plan:kommunedirektor",
    "plan:beredskapskoordinator",
    "plan:kommunalsjef-helse",
    "plan:informasjonsansvarlig",
}
SMS, EMAIL, PUSH = ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH


class Watch:
    """An office, its approved boil-water notice, and one or more nodes' auditors over it."""

    def __init__(self, office: OfficeScene, say: Say | None = None, *, alert: bool = True) -> None:
        self.office = office
        self.clock = HeldClock(office.now)
        self.answers = Answers(say=say or office.desk.say, address=HERE)
        self.woken = 0
        self.free = LEAST_FREE
        self.runners = [self.runner(channel) for channel in (SMS, EMAIL)]
        self.auditor = self.another()
        self.alert = ""
        if alert:
            self.alert, fingerprint = office.submitted()
            office.approve(self.alert, fingerprint)

    def runner(self, channel: ChannelName, kind: LaneKind = LaneKind.CAPTURE) -> LaneRunner:
        taker = Taker(channel, kind, "capture")
        route = Route(taker, clock=self.clock, tell=lambda _: None)
        return LaneRunner(
            ledger=self.office.ledger,
            route=route,
            clock=self.clock,
            incarnation="x",
            concurrency=1,
            rate=None,
            lease=Lease(),
        )

    def another(self) -> Auditing:
        """One more node's."""
        return Auditing(
            ledger=self.office.ledger,
            clock=self.clock,
            answers=self.answers,
            runners=self.runners,
            wake=self._wake,
            free=lambda: self.free,
        )

    def break_route(self, channel: ChannelName = SMS) -> None:
        runner = next(runner for runner in self.runners if runner.lane.channel is channel)
        for _ in range(3):
            runner.breaker.route_refused(self.clock.monotonic(), "credentials")

    async def after(self, **passed: float) -> list[Any]:
        """One tick then; the service messages it made."""
        before = {row.id for row in self.service()}
        self.clock.moment += timedelta(**passed)
        await self.auditor.tick()
        return [row for row in self.service() if row.id not in before]

    def service(self) -> list[Any]:
        """Alarms, in order; not the request for approval."""
        mine = (alerts.c.kind == "service", alerts.c.fields.like('%"alarm-%'))
        chosen = select(alerts).where(*mine).order_by(alerts.c.created_at, alerts.c.id)
        return self.office.ledger.read_now(lambda connection: list(connection.execute(chosen)))

    def to(self, alert: str) -> set[str]:
        chosen = select(snapshot.c.ref).where(snapshot.c.alert_id == alert)
        return set(self.office.ledger.read_now(lambda connection: list(connection.scalars(chosen))))

    def said(self, alert: str) -> dict[tuple[str, str], str]:
        texts = self.office.ledger.read_now(incidents.variants_of, alert, 1)
        return {(text.channel, text.language): text.body for text in texts}

    def alarms(self) -> list[Any]:
        return self.office.ledger.read_now(board.alarms_view)

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
def watch(office: OfficeScene) -> Watch:
    """A notice that has been approved, and nobody sends."""
    return Watch(office)


async def test_an_emergency_sign_in_is_told_once(watch: Watch) -> None:
    """To the crisis team, by whom and what to do."""
    used = watch.office.users["kari"]
    watch.office.ledger.write_now(emergency.signed_in, used, watch.clock.moment)
    (alarm,) = await watch.after(seconds=5)
    again = await watch.after(minutes=20)
    said = watch.said(alarm.id)

    assert watch.to(alarm.id) == CRISIS_TEAM
    assert "Nødinnlogging: kari logget inn med passord" in said["sms", "nb"]
    assert again == []


async def test_a_refused_text_is_told_by_mail_alone(watch: Watch) -> None:
    """To the crisis team of the plan, in each one's language, with the alert, what is wrong and what to do."""
    quiet = await watch.after(seconds=5)
    watch.office.ledger.write_now(block, watch.alert, SMS, "content", watch.clock.moment)
    (alarm,) = await watch.after(seconds=5)
    again = await watch.after(seconds=5)
    said = watch.said(alarm.id)

    assert quiet == again == []
    assert watch.to(alarm.id) == CRISIS_TEAM
    assert set(said) == {("email", "nb")}
    assert alarm.mode == "exercise"
    text = said["email", "nb"]
    assert text.startswith("ØVELSE")
    assert text.endswith("ØVELSE")
    assert f"Leverandøren avviste teksten i varsel {watch.alert}" in text
    assert "gjenoppta varselet" in text
    assert HERE in text
    assert watch.woken == 1


async def test_every_one_of_the_team_has_a_row_with_an_honest_reason(watch: Watch) -> None:
    """SMS is left out; whoever has no e-mail is not left out of the record: skipped, no address."""
    watch.office.ledger.write_now(block, watch.alert, SMS, "content", watch.clock.moment)
    (alarm,) = await watch.after(seconds=5)
    nameless = "UPDATE people SET email_point = NULL WHERE ref = 'plan:kommunedirektor'"
    watch.office.ledger.write_now(lambda connection: connection.exec_driver_sql(nameless))
    send_all(watch.office.ledger, watch.clock.moment)
    chosen = select(deliveries.c.ref, deliveries.c.channel, deliveries.c.state, deliveries.c.reason)
    mine = chosen.where(deliveries.c.alert_id == alarm.id)
    rows = watch.office.ledger.read_now(lambda connection: [tuple(row) for row in connection.execute(mine)])

    assert {row[:2] for row in rows} == {(ref, "email") for ref in CRISIS_TEAM}
    assert [row[2:] for row in rows if row[0] == "plan:kommunedirektor"] == [("skipped", "no address")]
    assert {row[2:] for row in rows if row[0] != "plan:kommunedirektor"} == {("accepted", "")}


async def test_two_nodes_that_look_at_once_tell_once(watch: Watch) -> None:
    """One alarm, one message, however many auditors tick together."""
    watch.office.ledger.write_now(block, watch.alert, SMS, "content", watch.clock.moment)
    others = [watch.another() for _ in range(3)]
    await asyncio.gather(*(auditor.tick() for auditor in (watch.auditor, *others)))

    assert len(watch.service()) == 1
    assert [alarm["cause"] for alarm in watch.alarms()] == ["lane-paused"]


async def test_it_is_over_when_it_is_and_a_flutter_wakes_nobody(watch: Watch) -> None:
    """Mended, broken, mended within the quarter: one message; broken an hour later: another."""
    told = []
    for minutes in (0, 2, 2, 60):
        watch.clock.moment += timedelta(minutes=minutes)
        watch.office.ledger.write_now(block, watch.alert, SMS, "content", watch.clock.moment)
        told.append(len([row for row in await watch.after(seconds=5) if "lane-paused" in row.fields]))
        watch.office.decide(decisions.resume, watch.alert, "anne")
        await watch.after(seconds=5)

    assert told == [1, 0, 0, 1]
    assert [alarm["cause"] for alarm in watch.alarms()] == []


async def test_an_alert_that_stands_still_is_told_by_what_is_not_waiting(watch: Watch) -> None:
    """Both SMS and e-mail wait: then both are tried, for none is left; with SMS alone waiting, e-mail."""
    send_all(watch.office.ledger, watch.clock.moment)
    stuck = (deliveries.c.alert_id == watch.alert, deliveries.c.channel == "sms")
    rows = update(deliveries).where(*stuck).values(state="waiting")
    watch.office.ledger.write_now(lambda connection: connection.execute(rows))
    again = "UPDATE waves SET done_at = NULL WHERE alert_id = '1001-1'"
    watch.office.ledger.write_now(lambda connection: connection.exec_driver_sql(again))
    active = update(alerts).where(alerts.c.id == watch.alert).values(state="sending", done_at=None)
    watch.office.ledger.write_now(lambda connection: connection.execute(active))
    early = await watch.after(seconds=59)
    told = await watch.after(seconds=1)

    assert early == []
    assert {row.fields.split('"')[3] for row in told} == {"alarm-stalled"}
    assert {channel for row in told for channel, _ in watch.said(row.id)} == {"email"}
    assert "og ingenting er prøvd på 1 minutter" in watch.said(told[0].id)["email", "nb"]


async def test_a_broken_route_is_told_in_the_newest_open_incident(watch: Watch) -> None:
    """It belongs to no alert: the newest incident of the route's own mode, about its newest alert, once."""
    watch.office.submitted()
    watch.break_route()
    (alarm,) = await watch.after(seconds=5)
    (standing,) = watch.alarms()

    assert alarm.incident == 1002
    assert set(watch.said(alarm.id)) == {("email", "nb")}
    assert "Veien ut på SMS er brutt." in watch.said(alarm.id)["email", "nb"]
    assert (standing["cause"], standing["about"]) == ("route-broken", "sms/capture/capture")
    assert watch.office.view("1002-1")["alarms"] == watch.office.view(watch.alert)["alarms"] == [standing["words"]]


async def test_what_belongs_to_no_incident_waits_for_one(office: OfficeScene) -> None:
    """Raised and shown at once, told when there is an incident to tell it in."""
    watch = Watch(office, alert=False)
    watch.free = LEAST_FREE - 1
    alone = await watch.after(seconds=5)
    (standing,) = watch.alarms()
    office.submitted()
    (alarm,) = await watch.after(seconds=30)

    assert alone == []
    assert (standing["cause"], standing["told_at"]) == ("disk", None)
    assert alarm.incident == 1001
    assert {channel for channel, _ in watch.said(alarm.id)} == {"sms", "email"}
    assert "199 MiB ledig" in watch.said(alarm.id)["sms", "nb"]
    assert count(watch.said(alarm.id)["sms", "nb"]).parts <= 2
    assert watch.alarms()[0]["told_at"] is not None


async def test_a_clock_that_stepped_is_told(watch: Watch) -> None:
    """By whoever wrote it in the journal."""
    stepped = Entry(kind="clock.stepped", actor="node", data={"seconds": 3600})
    watch.office.ledger.write_now(journal.append, stepped, watch.clock.moment)
    (alarm,) = await watch.after(seconds=5)

    assert "Klokken på maskinen hoppet" in watch.said(alarm.id)["sms", "nb"]


def test_the_incident_is_open_and_of_the_mode(watch: Watch) -> None:
    """A closed one has no crisis team at work, and an exercise's is not told of a real route."""
    ledger = watch.office.ledger
    exercise = ledger.read_now(newest_open, ["exercise"])
    real = ledger.read_now(newest_open, ["real", "test"])
    ledger.write_now(lambda connection: connection.execute(update(opened).values(closed_at=1)))

    assert (exercise, real) == (1001, None)
    assert ledger.read_now(newest_open, ["exercise"]) is None


@pytest.mark.parametrize(
    ("troubled", "ways"),
    [((), (SMS, EMAIL)), ((SMS,), (EMAIL,)), ((EMAIL,), (SMS,)), ((PUSH,), (SMS, EMAIL)), ((SMS, EMAIL), (SMS, EMAIL))],
)
def test_the_channel_in_trouble_is_left_out(troubled: tuple[ChannelName, ...], ways: tuple[ChannelName, ...]) -> None:
    """Unless none is left: then it goes out when one is mended."""
    assert ways_beside(troubled) == ways


async def test_a_text_that_cannot_be_made_ends_no_node(office: OfficeScene) -> None:
    """The alarm stands and is shown; nobody was told, and it says so."""

    def broken(*_: Any) -> Any:
        raise ValueError("a fault in a template")

    watch = Watch(office)
    watch.answers = Answers(say=broken, address=HERE)
    watch.auditor = watch.another()
    office.ledger.write_now(block, watch.alert, SMS, "content", office.now)
    told = [*await watch.after(seconds=5), *await watch.after(seconds=5)]

    assert told == []
    assert [(alarm["cause"], alarm["told_at"]) for alarm in watch.alarms()] == [("lane-paused", None)]


@pytest.mark.sqlite
async def test_a_write_that_could_not_be_made_is_told_when_it_can(watch: Watch) -> None:
    """Nothing can be written while nothing can be written; then it is said when it was."""
    watch.break_route()
    lock = WriteLock(watch.office.ledger.path)
    with lock.held(), pytest.raises(Unavailable):
        await watch.auditor.tick()
    lock.close()
    kept = watch.alarms()
    await watch.after(seconds=5)
    (disk,) = [alarm for alarm in watch.alarms() if alarm["cause"] == "disk"]

    assert kept == []
    assert "Databasen kunne ikke skrives kl 03.14. Ingenting er tapt." in disk["words"]


async def test_the_crisis_team_gets_a_mail_when_a_provider_refuses_the_text(office: OfficeScene) -> None:
    """A Twilio that refuses the content, a mail server, an engine: SMS stands, and the alarm is in the mailbox."""
    refuse = refusing(30007)

    async def content(request: Request, writer: asyncio.StreamWriter) -> None:
        service = any(word in request.form["Body"] for word in ("GODKJENN", "KRISELEDELSEN", "OPPGAVE"))
        await (accepting if service else refuse)(request, writer)

    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    async with twilio_server() as twilio, smtp_server() as smtp:
        twilio.behaviour = content
        channels: list[CaptureSms | CaptureEmail] = [
            capture_sms(twilio, timeout=CLIENT_TIMEOUT),
            capture_email(smtp, timeout=CLIENT_TIMEOUT),
        ]
        engine = Engine(
            ledger=office.ledger,
            clock=TestClock(office),
            lanes=[LaneSpec(channel=channel, concurrency=2) for channel in channels],
            incarnation="test",
            settle_after=5.0,
            answers=Answers(say=office.desk.say, address=HERE),
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(engine.run(), name="engine")
            mails = [mail async for mail in _alarms_in(smtp, engine, 4)]
            engine.stop()
        for channel in channels:
            await channel.close()

    assert {mail.recipient for mail in mails} == {
        f"{name}@loten.example" for name in ("kommunedirektor", "beredskap", "helse", "informasjon")
    }
    assert [alarm["cause"] for alarm in office.ledger.read_now(board.alarms_view)] == ["lane-paused"]
    view = office.view(alert)
    assert view["alarms"][0].startswith(f"Varsel {alert} er stanset på SMS: leverandøren avviste teksten.")


def _subject(content: bytes) -> str:
    return str(message_from_bytes(content, policy=default)["Subject"])


async def _alarms_in(smtp: Any, engine: Engine, wanted: int) -> AsyncIterator[Any]:
    """The mails that are alarms, when there are so many; the engine is woken, for it looks every five seconds."""
    async with asyncio.timeout(30):
        while len(found := [mail for mail in smtp.mails if "ALARM:" in _subject(mail.content)]) < wanted:
            engine.wake()
            await asyncio.sleep(0.05)
    for mail in found:
        yield mail
