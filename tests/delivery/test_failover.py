"""Two routes of a channel over simulated minutes: who carries, how many are put in doubt, how often it goes over."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dispatcher.channels.reasons import Reason
from dispatcher.delivery.failover import Duty
from dispatcher.delivery.route import Happening, Route, RouteNews
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Evidence, Gap, Message, Probe

CONCURRENCY = 50
STEP = 0.1
RATE = 40.0
"""Messages a second that either route's sender is given."""

World = Callable[[str, float], tuple[float, Outcome]]
"""What a provider does with a message at a moment: after how many seconds it answers, and what."""

WELL = 0.05, Accepted(provider_id="SM1")
TROUBLES: dict[str, tuple[float, Outcome]] = {
    "silence": (10.0, Unsure(reason=Reason.TIMEOUT)),
    "401": (0.03, Refused(scope=Scope.ROUTE, reason=Reason.CREDENTIALS)),
    "500": (0.03, Unsure(reason=Reason.SERVER_ERROR)),
    "nonsense": (0.03, Unsure(reason=Reason.UNREADABLE)),
    "nobody there": (0.01, NotSent(reason=Reason.NO_CONNECTION)),
    "not now": (0.03, NotSent(reason=Reason.DEFERRED)),
}


class Simulated:
    """A clock that the test moves."""

    at = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 3, 0, tzinfo=UTC) + timedelta(seconds=self.at)

    def monotonic(self) -> float:
        return self.at


class Named:
    """A channel that is only its name: the simulation itself sends."""

    name = ChannelName.SMS
    kind = LaneKind.REAL

    def __init__(self, provider: str) -> None:
        self.provider = provider

    async def send(self, message: Message) -> Outcome:
        raise NotImplementedError

    async def probe(self) -> Probe | None:
        raise NotImplementedError

    async def evidence(self, gap: Gap) -> list[Evidence] | None:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


class Night:
    """More rows than can be sent, two routes, and what their providers do."""

    def __init__(self, world: World) -> None:
        self.clock = Simulated()
        self.news: list[RouteNews] = []
        self.primary = Route(Named("twilio"), clock=self.clock, tell=self.news.append)
        self.backup = Route(Named("twilio-backup"), clock=self.clock, tell=self.news.append)
        self.primary.backed_by(self.backup)
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.reached: list[tuple[float, str]] = []
        self._world = world
        self._in_flight: Counter[str] = Counter()
        self._pending: list[tuple[float, int, Route, Outcome]] = []
        self._number = 0

    def run(self, until: float) -> None:
        """Minutes in moments."""
        while self.clock.at < until:
            self.clock.at = round(self.clock.at + STEP, 6)
            for route in (self.primary, self.backup):
                self._cycle(route)

    def _cycle(self, route: Route) -> None:
        now, provider = self.clock.at, route.channel.provider
        while self._pending and self._pending[0][0] <= now:
            _, _, mine, outcome = heapq.heappop(self._pending)
            self._in_flight[mine.channel.provider] -= 1
            self.outcomes[mine.channel.provider, type(outcome).__name__] += 1
            if isinstance(outcome, Accepted):
                self.reached.append((now, mine.channel.provider))
            mine.heed("1001-1", outcome)
        room = min(route.limit(now, self._in_flight[provider]), CONCURRENCY - self._in_flight[provider])
        for _ in range(min(room, int(RATE * STEP))):
            route.leaves()
            latency, outcome = self._world(provider, now)
            self._number += 1
            self._in_flight[provider] += 1
            heapq.heappush(self._pending, (now + latency, self._number, route, outcome))

    def rate(self, since: float, until: float, provider: str | None = None) -> float:
        """People reached a second."""
        some = [at for at, who in self.reached if since <= at < until and provider in {None, who}]
        return len(some) / (until - since)

    def unsure(self, provider: str) -> int:
        return self.outcomes[provider, "Unsure"]

    def duty(self) -> Duty:
        assert self.primary.failover is not None
        return self.primary.failover.duty

    def told(self, what: Happening) -> list[tuple[str, str]]:
        return [(news.provider, news.instead_of) for news in self.news if news.what is what]


def outage(trouble: str, *, since: float = 10.0, until: float = 610.0) -> World:
    """The primary is in trouble for so long; the backup is well."""

    def world(provider: str, now: float) -> tuple[float, Outcome]:
        return TROUBLES[trouble] if provider == "twilio" and since <= now < until else WELL

    return world


@pytest.mark.parametrize("trouble", list(TROUBLES))
def test_ten_minutes_of_trouble_are_two_switches(trouble: str) -> None:
    """Over to the backup within a minute, at full rate soon after, back once, and few rows put in doubt."""
    night = Night(outage(trouble))
    night.run(10.0)
    assert night.rate(5, 10, "twilio") == pytest.approx(RATE, rel=0.05)
    night.run(60.0)
    first = next(at for at, who in night.reached if who == "twilio-backup")
    assert first < 25.0
    assert night.rate(30, 60, "twilio-backup") == pytest.approx(RATE, rel=0.05)
    night.run(605.0)
    assert night.duty() is Duty.BACKUP
    assert night.unsure("twilio") <= CONCURRENCY + 20
    night.run(760.0)

    assert night.told(Happening.SWITCHED) == [("twilio-backup", "twilio"), ("twilio", "twilio-backup")]
    assert night.told(Happening.BROKEN) == [("twilio", "")]
    assert night.told(Happening.MENDED) == [("twilio", "")]
    assert night.duty() is Duty.PRIMARY
    assert night.rate(740, 760, "twilio") == pytest.approx(RATE, rel=0.05)
    assert night.rate(740, 760, "twilio-backup") == 0
    assert night.unsure("twilio-backup") == 0


def test_slowing_down_moves_nobody() -> None:
    """429 from the primary for a minute: its lane waits as it was asked to, and the backup stays idle."""
    slow = 0.03, NotSent(reason=Reason.SLOW_DOWN, slow_down=True, retry_after=1.0)
    night = Night(lambda provider, now: slow if provider == "twilio" and now < 60 else WELL)
    night.run(70.0)

    assert night.news == []
    assert night.outcomes["twilio-backup", "Accepted"] == 0
    assert night.primary.slow_until == pytest.approx(61, abs=0.2)


@pytest.mark.parametrize("period", [4.0, 15.0, 40.0])
@pytest.mark.parametrize("trouble", ["silence", "500", "401"])
def test_a_primary_that_comes_and_goes_does_not_take_the_traffic_with_it(period: float, trouble: str) -> None:
    """Well and in trouble in turns for ten minutes: over and back a few times at most, at full pace."""

    def world(provider: str, now: float) -> tuple[float, Outcome]:
        return TROUBLES[trouble] if provider == "twilio" and int(now / period) % 2 and now < 600 else WELL

    night = Night(world)
    night.run(600.0)

    assert len(night.told(Happening.SWITCHED)) <= 4
    assert night.rate(60, 600) >= RATE * 0.9
    assert night.unsure("twilio") <= 5 * CONCURRENCY


def test_the_backup_is_loaded_gradually() -> None:
    """In the first second few at once, then twice as many each second."""
    night = Night(outage("401"))
    night.run(10.2)
    since = night.clock.at
    night.backup.breaker.answers += 1000
    most = [night.backup.breaker.limit(since + second, 0) for second in range(6)]

    assert night.duty() is Duty.BACKUP
    assert most == [2, 4, 8, 16, 32, 64]


def test_both_broken_are_both_tried_and_the_first_to_work_carries() -> None:
    """Half-open side by side; whichever is mended goes on, and a primary mended later takes over again."""

    def world(provider: str, now: float) -> tuple[float, Outcome]:
        well = now < 10 or now >= (200 if provider == "twilio" else 100)
        return WELL if well else TROUBLES["500"]

    night = Night(world)
    night.run(95.0)
    assert night.primary.breaker.is_open
    assert night.backup.breaker.is_open
    night.run(170.0)
    assert night.rate(165, 170, "twilio-backup") == pytest.approx(RATE, rel=0.05)
    night.run(330.0)

    assert night.duty() is Duty.PRIMARY
    assert night.rate(325, 330, "twilio") == pytest.approx(RATE, rel=0.05)
    assert night.unsure("twilio") + night.unsure("twilio-backup") <= 2 * 30
    assert len(night.told(Happening.SWITCHED)) == 2


def test_a_backup_that_takes_over_carries_until_the_primary_has_proven_itself() -> None:
    """While the primary comes back both carry; nothing stands still at the change-over."""
    night = Night(outage("401", until=60.0))
    night.run(200.0)
    back = next(news.at for news in night.news if news.what is Happening.SWITCHED and news.provider == "twilio")
    mended = next(news.at for news in night.news if news.what is Happening.MENDED)

    assert timedelta(seconds=30) <= back - mended <= timedelta(seconds=31)
    assert min(night.rate(second, second + 1) for second in range(15, 199)) >= RATE * 0.8
