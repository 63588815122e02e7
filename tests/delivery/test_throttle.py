"""Pace: a pure value with the time passed in."""

from __future__ import annotations

import pytest

from dispatcher.delivery.throttle import Pace


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
