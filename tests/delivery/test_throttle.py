"""Pace and breaker: pure values with the time passed in."""

from __future__ import annotations

import pytest

from dispatcher.delivery.throttle import Breaker, Pace


@pytest.mark.parametrize("rate", [1.0, 7.0, 50.0])
@pytest.mark.parametrize("cost", [1, 2, 3])
def test_in_every_second_at_most_the_rate_and_a_tenth(rate: float, cost: int) -> None:
    """Over every window of a second, also after an idle minute: rate + max(one message, rate/10) segments."""
    pace = Pace(rate)
    sent: list[float] = []
    now = 0.0
    for step in range(4000):
        now = step * 0.005 + (60.0 if step > 2000 else 0.0)
        room = pace.room(now, cost)
        pace.take(room * cost)
        sent += [now] * (room * cost)

    worst = max(sum(1 for other in sent if at <= other < at + 1) for at in sent)
    assert worst <= rate + max(cost, rate / 10) + 1e-9
    assert len(sent) >= rate * 15


def test_no_rate_is_no_limit() -> None:
    """A lane without a rate is bounded by its slots alone."""
    assert Pace(None).room(0.0, 3) > 1000


def test_three_route_refusals_in_a_row_open_the_breaker() -> None:
    """Two do not; a good answer between them starts the count again."""
    breaker = Breaker()
    assert [breaker.route_refused(0.0, "credentials") for _ in range(2)] == [False, False]
    breaker.good()
    assert [breaker.route_refused(0.0, "credentials") for _ in range(3)] == [False, False, True]

    assert breaker.limit(0.5, 0) == 0


def test_five_unsure_of_the_last_twenty_open_the_breaker() -> None:
    """An outage leaves at most a lane's concurrency unsure."""
    breaker = Breaker()
    for _ in range(15):
        breaker.good()

    assert [breaker.unsure(0.0, "silence") for _ in range(5)] == [False] * 4 + [True]


def test_half_open_lets_one_row_out_at_a_time() -> None:
    """When the pause is over a single real row tries the route; a failure makes the next pause longer."""
    breaker = Breaker()
    for _ in range(3):
        breaker.route_refused(0.0, "credentials")

    assert (breaker.limit(1.1, 0), breaker.limit(1.1, 1)) == (1, 0)
    breaker.route_refused(1.1, "credentials")
    assert breaker.limit(2.2, 0) == 0
    assert breaker.limit(3.2, 0) == 1
    assert breaker.good() is True
    assert breaker.limit(3.2, 50) > 1000
