"""The breaker: a pure value with the time passed in."""

from __future__ import annotations

from dispatcher.delivery.throttle import Breaker


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
