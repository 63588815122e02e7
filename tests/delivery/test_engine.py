"""The engine over a real ledger, with a channel at the edge that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, update
from structlog.testing import capture_logs

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.policy import UNKNOWN
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ledger import alarms
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import of_incident
from dispatcher.ledger.tables import alerts, blocks
from dispatcher.ports import Evidence, Gap, Message, Probe, SystemClock
from tests.conftest import NewLedger
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.postgres import running_postgres

Answer = Callable[[Message, int], Outcome]


class Scripted:
    """A provider that answers by a rule of the test; ``sent`` is what it saw, in order."""

    name = ChannelName.SMS
    kind = LaneKind.CAPTURE
    provider = "capture"

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.sent: list[str] = []
        self.most_at_once = 0
        self.listed: list[Evidence] = []
        self._now = 0

    async def send(self, message: Message) -> Outcome:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        self.sent.append(message.address)
        return self.answer(message, len(self.sent))

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002
        return self.listed

    async def probe(self) -> Probe | None:
        return None

    async def close(self) -> None:
        pass


@asynccontextmanager
async def running(
    one: Scene, channel: Scripted, *, concurrency: int = 8, rate: float | None = None, settle_after: float = 0.2
) -> AsyncIterator[Engine]:
    lane = LaneSpec(channel=channel, concurrency=concurrency, rate=rate)
    engine = Engine(ledger=one.ledger, clock=SystemClock(), lanes=[lane], incarnation="x", settle_after=settle_after)
    task = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        engine.stop()
        await task


async def until(condition: Callable[[], bool], within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.02)


def made(where: Ledger | Path, *specs: WaveSpec, unsure: str = "ask") -> Scene:
    """A scene whose alert is still valid by the machine's own clock, which the engine goes by."""
    one = Scene(where, *specs, unsure=unsure)
    one.set_alert(expires_at=4_000_000_000_000)
    return one


def accepted(message: Message, _: int) -> Outcome:
    return Accepted(provider_id=f"SM{message.delivery}")


async def test_everyone_is_told_once_and_the_alert_is_done(tmp_path: Path) -> None:
    """Expanded, claimed, sent, recorded, closed; never more at once than the lane's slots."""
    one = made(
        tmp_path, WaveSpec(people=mobiles(50)), WaveSpec(people=mobiles(30, "43"), share=1.0, longest_wait=60_000)
    )
    channel = Scripted(accepted)
    async with running(one, channel):
        await until(lambda: one.alert().state == "done")

    assert Counter(one.states()) == {"accepted": 80}
    assert set(Counter(channel.sent).values()) == {1}
    assert channel.sent[:50] == mobiles(50)
    assert channel.most_at_once <= 8


@pytest.mark.requirement("R081")
async def test_a_channel_is_one_object_with_one_send(tmp_path: Path) -> None:
    """Whatever has name, kind, provider, send, evidence, probe and close is a channel: the engine asks for no more."""
    one = made(tmp_path, WaveSpec(people=mobiles(3)))
    channel = Scripted(accepted)
    async with running(one, channel):
        await until(lambda: one.alert().state == "done")

    assert len(channel.sent) == 3


async def test_a_route_that_refuses_opens_the_breaker_and_fails_nobody(tmp_path: Path) -> None:
    """Credentials refused for the first twenty tries: everyone is reached, not one row failed, no hammering."""
    one = made(tmp_path, WaveSpec(people=mobiles(20)))
    broken = Refused(scope=Scope.ROUTE, reason="credentials")
    channel = Scripted(lambda message, count: broken if count <= 10 else accepted(message, count))
    async with running(one, channel):
        await until(lambda: one.alert().state == "done", within=30)

    assert Counter(one.states()) == {"accepted": 20}
    assert len(channel.sent) == 30
    assert {row.tries for row in one.rows()} == {1}


async def test_a_provider_that_asks_for_less_gets_less(tmp_path: Path) -> None:
    """429 with Retry-After: nothing leaves before its time is up, and nobody loses a try."""
    one = made(tmp_path, WaveSpec(people=mobiles(6)))
    slow = NotSent(reason="too many requests", retry_after=1.0, slow_down=True)
    times: list[float] = []

    def answer(message: Message, count: int) -> Outcome:
        times.append(asyncio.get_running_loop().time())
        return slow if count <= 6 else accepted(message, count)

    channel = Scripted(answer)
    async with running(one, channel):
        await until(lambda: one.alert().state == "done")

    assert Counter(one.states()) == {"accepted": 6}
    assert times[6] - times[5] >= 0.9


async def test_a_text_refused_three_times_alike_stops_that_lane_and_loses_nobody(tmp_path: Path) -> None:
    """The content is blocked: rows stay waiting, the journal says it; a resume lets the lane go, and it stops again."""
    one = made(tmp_path, WaveSpec(people=mobiles(30)))
    refuse = [True]
    blocked = Refused(scope=Scope.MESSAGE, reason="content", code="30007")
    channel = Scripted(lambda message, count: blocked if refuse[0] else accepted(message, count))

    def is_blocked(connection: Connection) -> bool:
        return bool(connection.scalar(select(func.count()).select_from(blocks)))

    async with running(one, channel, concurrency=2):
        await until(lambda: one.ledger.read_now(is_blocked))
        await asyncio.sleep(0.5)
        tries = len(channel.sent)
        await asyncio.sleep(1.5)
        assert len(channel.sent) == tries
        assert set(one.states()) == {"waiting"}
        one.ledger.write_now(alarms.unblock, ALERT)  # somebody resumes, and nothing is mended
        await until(lambda: len(channel.sent) > tries and one.ledger.read_now(is_blocked))
        await asyncio.sleep(0.5)
        assert len(channel.sent) <= tries + 5
        refuse[0] = False
        one.ledger.write_now(alarms.unblock, ALERT)
        await until(lambda: one.alert().state == "done")

    assert Counter(one.states()) == {"accepted": 30}
    assert "lane.blocked" in [entry.kind for entry in one.ledger.read_now(of_incident, 1001)]


async def test_an_unknown_code_is_the_recipients_until_ten_carry_it(tmp_path: Path) -> None:
    """Then it is the route's: the rest wait instead of failing one by one."""
    one = made(tmp_path, WaveSpec(people=mobiles(40)))
    strange = Refused(scope=Scope.RECIPIENT, reason=UNKNOWN, code="77777")
    channel = Scripted(lambda message, count: strange if count <= 13 else accepted(message, count))
    async with running(one, channel, concurrency=1):
        await until(lambda: one.alert().state == "done", within=60)

    assert Counter(one.states()) == {"failed": 9, "accepted": 31}


async def test_unsure_is_settled_by_the_list(tmp_path: Path) -> None:
    """No answer, but the provider's list has it: accepted under its name, and not sent again."""
    one = made(tmp_path, WaveSpec(people=mobiles(3)))
    channel = Scripted(lambda message, count: Unsure(reason="silence") if count == 2 else accepted(message, count))
    channel.listed = [
        Evidence(provider_id="SM77", address="+4742000002", body="tekst til staff", at=None, status="sent")
    ]
    async with running(one, channel, concurrency=1, settle_after=5.0):
        await until(lambda: one.alert().state == "done")

    assert Counter(one.states()) == {"accepted": 3}
    assert len(channel.sent) == 3
    assert one.rows()[1].provider_id == "SM77"


@pytest.mark.parametrize(("policy", "sends", "end"), [("resend", 4, "accepted"), ("ask", 3, "unsure")])
async def test_unsure_without_evidence_follows_the_alerts_policy(
    tmp_path: Path, policy: str, sends: int, end: str
) -> None:
    """Danger to life: once more, recorded. Otherwise a person is asked, and nothing is sent behind their back."""
    one = made(tmp_path, WaveSpec(people=mobiles(3)), unsure=policy)
    channel = Scripted(lambda message, count: Unsure(reason="silence") if count == 2 else accepted(message, count))
    async with running(one, channel, concurrency=1):
        await until(lambda: any(row.settled_by for row in one.rows()))
        await asyncio.sleep(0.5)
        await until(lambda: one.rows()[1].state == end)

    assert len(channel.sent) == sends
    kinds = [entry.kind for entry in one.ledger.read_now(of_incident, 1001)]
    assert "unsure.policy" in kinds


async def test_a_rate_is_kept(tmp_path: Path) -> None:
    """Twenty a second, with a tenth of a second's worth at hand: forty-two messages cannot leave in under two."""
    one = made(tmp_path, WaveSpec(people=mobiles(42)))
    times = [asyncio.get_running_loop().time()]

    def answer(message: Message, count: int) -> Outcome:
        times.append(asyncio.get_running_loop().time())
        return accepted(message, count)

    async with running(one, Scripted(answer), rate=20.0):
        await until(lambda: one.alert().state == "done")

    assert times[-1] - times[0] >= 1.9


async def test_a_row_handed_to_a_wrong_lane_fails_and_never_leaves(tmp_path: Path) -> None:
    """The guard speaks before a socket opens: not unsure, and nobody is asked to send it again."""
    one = made(tmp_path, WaveSpec(people=mobiles(1)))

    def answer(message: Message, _: int) -> Outcome:
        raise WrongLane

    async with running(one, Scripted(answer)):
        await until(lambda: one.states() == ["failed"])

    assert one.rows()[0].reason == "wrong lane"


async def test_a_channel_that_breaks_leaves_the_row_unsure(tmp_path: Path) -> None:
    """A fault of ours after the request may have left: never silently waiting again."""
    one = made(tmp_path, WaveSpec(people=mobiles(1)))

    def answer(message: Message, _: int) -> Outcome:
        raise ZeroDivisionError

    async with running(one, Scripted(answer), settle_after=60.0):
        await until(lambda: one.states() == ["unsure"])

    assert one.rows()[0].reason == "fault: ZeroDivisionError"


@pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)
async def test_what_another_node_decides_is_found_without_being_told(new_ledger: NewLedger) -> None:
    """Nobody listens here (LISTEN is away): the node looks by itself, four times a second."""
    one = made(new_ledger(), WaveSpec(people=mobiles(3)))
    one.set_alert(paused="vent", paused_at=0)
    channel, other = Scripted(accepted), Ledger(one.ledger.where)
    try:
        async with running(one, channel):
            await asyncio.sleep(1.0)
            before = len(channel.sent)
            resumed = update(alerts).values(paused=None, paused_at=None)
            await other.write(lambda connection: connection.execute(resumed).rowcount)
            await until(lambda: one.alert().state == "done")
    finally:
        other.close()

    assert before == 0
    assert len(channel.sent) == 3


async def test_a_ledger_that_is_away_when_the_engine_starts_is_waited_for() -> None:
    """The server went between the opening and the joining: the node says so, and works when it is back."""
    with running_postgres(durable=True) as server:
        one = made(Ledger(server.fresh()), WaveSpec(people=mobiles(3)))
        server.kill()
        channel = Scripted(accepted)
        with capture_logs() as lines:
            async with running(one, channel) as engine:
                await until(lambda: any(line.get("work") == "join" for line in lines))
                before = engine.alive
                server.start()
                await until(lambda: len(channel.sent) == 3)
        one.ledger.close()

    assert not before


async def test_an_engine_that_never_came_in_can_be_stopped() -> None:
    """Nobody waits for a server that stays away."""
    with running_postgres() as server:
        one = made(Ledger(server.fresh()), WaveSpec(people=mobiles(1)))
        server.kill()
        channel = Scripted(accepted)
        async with running(one, channel):
            await asyncio.sleep(0.1)
        one.ledger.close()
        server.start()  # it is ended in good order

    assert channel.sent == []
