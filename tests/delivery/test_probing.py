"""Routes asked before the crisis: at start, steadily, and at once when a lane's breaker opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.probing import AGAIN, INTERVAL, JITTER
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import LaneKind
from dispatcher.ledger import probes
from dispatcher.ledger.probes import Probed
from dispatcher.ports import Probe
from tests.delivery.test_engine import Scripted, accepted, made, running, until
from tests.ledger.scene import Scene

WELL = Probe(ok=True, took_ms=20)
WRONG = Probe(ok=False, reason="credentials", took_ms=30)


@dataclass(slots=True)
class Clock:
    """Moves when it is told to."""

    ticks: float = 100.0
    at: datetime = field(default=datetime(2026, 11, 29, 2, 12, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.ticks


class Asked(Scripted):
    """A route that says of itself what the test says; ``asked`` counts."""

    def __init__(self, provider: str, says: Probe | None) -> None:
        super().__init__(accepted)
        self.provider = provider
        self.says = says
        self.asked = 0

    async def probe(self) -> Probe | None:
        self.asked += 1
        return self.says


def engine_of(one: Scene, clock: Clock, *channels: Asked) -> Engine:
    lanes = [LaneSpec(channel=channel, concurrency=1) for channel in channels]
    return Engine(ledger=one.ledger, clock=clock, lanes=lanes, incarnation="x", settle_after=1)


def told(lines: list[Any]) -> list[tuple[str, str]]:
    return [(line["event"], line["lane"]) for line in lines if str(line["event"]).startswith("route.")]


async def test_every_route_is_asked_at_start_and_then_steadily(tmp_path: Path) -> None:
    """Every five minutes or so; between them nobody is bothered."""
    one, clock = made(tmp_path), Clock()
    first, second = Asked("twilio", WELL), Asked("twilio-backup", WELL)
    probing = engine_of(one, clock, first, second).probing
    await probing.tick()
    clock.ticks += INTERVAL * (1 - JITTER) - 1
    await probing.tick()
    early = (first.asked, second.asked)
    clock.ticks += INTERVAL * 2 * JITTER + 2
    await probing.tick()

    assert early == (1, 1)
    assert (first.asked, second.asked) == (2, 2)


async def test_what_a_route_says_is_kept_with_its_moment(tmp_path: Path) -> None:
    """One row a lane, the last word of it; a route that cannot be asked has none."""
    one, clock = made(tmp_path), Clock()
    main, mute = Asked("twilio", WRONG), Asked("mute", None)
    engine = engine_of(one, clock, main, mute)
    await engine.probing.ask()
    main.says = WELL
    await engine.probing.ask()
    clock.ticks += 30
    last = [engine.probing.last(runner) for runner in engine.runners]

    lane = f"sms/{LaneKind.CAPTURE}/twilio"
    at = int(clock.at.timestamp() * 1000)
    kept = one.ledger.read_now(probes.read)
    assert kept == {lane: Probed(lane=lane, ok=True, reason="", took_ms=20, at=at)}
    assert last == [(WELL, 30), None]


async def test_a_change_is_logged_once(tmp_path: Path) -> None:
    """A route that is down all night is one line, another reason one more, and mended one."""
    one, clock = made(tmp_path), Clock()
    main, backup = Asked("twilio", WRONG), Asked("twilio-backup", WELL)
    probing = engine_of(one, clock, main, backup).probing
    with capture_logs() as lines:
        for says in (WRONG, WRONG, Probe(ok=False, reason="dns"), WELL, WELL):
            main.says = says
            await probing.ask()

    lane = "sms/capture/twilio"
    assert told(lines) == [("route.probe_failed", lane), ("route.probe_failed", lane), ("route.probe_works", lane)]


async def test_a_route_that_failed_is_asked_again_soon(tmp_path: Path) -> None:
    """Only that one, and not at every tick."""
    one, clock = made(tmp_path), Clock()
    main, backup = Asked("twilio", WRONG), Asked("twilio-backup", WELL)
    probing = engine_of(one, clock, main, backup).probing
    await probing.tick()
    await probing.tick()
    clock.ticks += AGAIN
    await probing.tick()

    assert (main.asked, backup.asked) == (2, 1)


async def test_a_lane_that_breaks_is_asked_at_once(tmp_path: Path) -> None:
    """Once for each opening of its breaker, and only that lane."""
    one, clock = made(tmp_path), Clock()
    main, backup = Asked("twilio", WELL), Asked("twilio-backup", WELL)
    engine = engine_of(one, clock, main, backup)
    await engine.probing.tick()
    for _ in range(3):
        engine.runners[0].breaker.route_refused(clock.monotonic(), "credentials")
    await engine.probing.tick()
    await engine.probing.tick()

    assert (main.asked, backup.asked) == (2, 1)


async def test_a_ledger_that_takes_nothing_loses_no_answer(tmp_path: Path) -> None:
    """What was seen is known all the same, and the next round comes in its own time."""
    one, clock = made(tmp_path), Clock()
    main = Asked("twilio", WRONG)
    engine = engine_of(one, clock, main)
    full = "CREATE TRIGGER full BEFORE INSERT ON probes BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    one.ledger.write_now(lambda connection: connection.exec_driver_sql(full))
    with pytest.raises(Unavailable):
        await engine.probing.tick()
    await engine.probing.tick()

    assert main.asked == 1
    assert engine.probing.last(engine.runners[0]) == (WRONG, 0)


async def test_a_running_node_asks_by_itself(tmp_path: Path) -> None:
    """The engine's own task does it; nobody has to."""
    one = made(tmp_path)
    main = Asked("twilio", WELL)
    async with running(one, main):
        await until(lambda: "sms/capture/twilio" in one.ledger.read_now(probes.read))
