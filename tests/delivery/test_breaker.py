"""The breaker of one route: a pure value with the time passed in."""

from __future__ import annotations

import pytest

from dispatcher.delivery.breaker import FEW, NO_LIMIT, PROVEN, Breaker


def broken(breaker: Breaker, now: float = 0.0) -> Breaker:
    """Opened at this moment by three refusals of the route."""
    assert [breaker.route_refused(now, "credentials") for _ in range(3)][-1]
    return breaker


def tried(breaker: Breaker, now: float) -> None:
    """One row tries it; what came of it is for the test to say."""
    assert breaker.limit(now, 0) == 1
    breaker.leaves(now)


def pauses(breaker: Breaker, count: int) -> list[float]:
    """How long it rests after each row in vain."""
    found, now = [], 0.0
    for _ in range(count):
        assert breaker.open_until is not None
        found.append(breaker.open_until - now)
        now = breaker.open_until
        tried(breaker, now)
        breaker.unsure(now, "timeout")
    return found


def test_three_route_refusals_in_a_row_open_the_breaker() -> None:
    """Two do not; a good answer between them starts the count again."""
    breaker = Breaker()
    assert [breaker.route_refused(0.0, "credentials") for _ in range(2)] == [False, False]
    breaker.good(0.0)
    assert [breaker.route_refused(0.0, "credentials") for _ in range(3)] == [False, False, True]

    assert breaker.limit(0.5, 0) == 0
    assert breaker.why == "credentials"


def test_five_unsure_of_the_last_twenty_open_the_breaker() -> None:
    """An outage leaves at most a lane's concurrency unsure."""
    breaker = Breaker()
    for _ in range(15):
        breaker.good(0.0)

    assert [breaker.unsure(0.0, "timeout") for _ in range(5)] == [False] * 4 + [True]


def test_half_open_lets_one_row_out_at_a_time() -> None:
    """When the pause is over a single real row tries the route; a failure makes the next pause longer."""
    breaker = broken(Breaker())

    assert (breaker.limit(1.1, 0), breaker.limit(1.1, 1)) == (1, 0)
    tried(breaker, 1.1)
    assert breaker.route_refused(1.1, "credentials") is False
    assert breaker.limit(2.2, 0) == 0
    tried(breaker, 3.2)
    assert breaker.good(3.2) is True
    assert breaker.limit(3.2, 50) == NO_LIMIT


@pytest.mark.parametrize(
    ("backed", "expected"), [(False, [1, 2, 4, 8, 15, 15, 15]), (True, [1, 2, 4, 8, 16, 32, 60, 60])]
)
def test_the_pauses_grow(backed: bool, expected: list[float]) -> None:
    """To a quarter of a minute when nothing else carries, to a minute when a backup does."""
    assert pauses(broken(Breaker(backed=backed)), len(expected)) == pytest.approx(expected)


def test_an_answer_to_what_left_before_says_nothing_of_now() -> None:
    """Late answers, good or bad, neither close the breaker nor make the pause longer."""
    breaker = broken(Breaker(backed=True))

    assert [breaker.good(0.5), breaker.good(5.0)] == [False, False]
    assert breaker.unsure(5.0, "timeout") is False
    assert breaker.open_until == 1.0


def test_a_mended_route_with_a_backup_is_loaded_gradually() -> None:
    """Few at once, doubled each second, no faster than good answers come, and never many before it is proven."""
    breaker = broken(Breaker(backed=True))
    tried(breaker, 1.0)
    assert breaker.good(1.0)
    silent = [breaker.limit(1.0 + second, 0) for second in range(8)]
    for _ in range(1000):
        breaker.good(1.0)

    assert silent == [FEW] * 8
    assert [breaker.limit(1.0 + second, 0) for second in range(6)] == [2, 4, 8, 16, 16, 16]
    assert breaker.limit(4.0, 12) == 4
    assert breaker.limit(1.0 + PROVEN, 16) > 900


def test_a_route_on_probation_is_given_less_rope() -> None:
    """Two without an answer send it back to rest, and the pauses go on from where they had come to."""
    breaker = broken(Breaker(backed=True))
    assert pauses(breaker, 3) == pytest.approx([1, 2, 4])
    now = breaker.open_until or 0.0
    tried(breaker, now)
    assert breaker.good(now)
    assert [breaker.unsure(now, "timeout") for _ in range(2)] == [False, True]
    assert (breaker.open_until or 0.0) - now == pytest.approx(16)


def test_a_route_that_has_proven_itself_is_trusted_as_before() -> None:
    """Half a minute without trouble; a single trouble in that time starts the half minute again."""
    breaker = broken(Breaker(backed=True))
    pauses(breaker, 4)
    now = breaker.open_until or 0.0
    tried(breaker, now)
    assert breaker.good(now)
    breaker.unsure(now + PROVEN - 1, "timeout")
    assert not breaker.proven(now + PROVEN)
    later = now + 2 * PROVEN
    assert breaker.proven(later)
    for _ in range(20):
        breaker.good(later)

    assert [breaker.unsure(later, "timeout") for _ in range(5)] == [False] * 4 + [True]
    assert breaker.open_until == later + 1.0


def test_a_route_that_relapses_must_prove_itself_for_longer() -> None:
    """Half a minute, then a whole, two, four, eight: whoever comes and goes does not take the traffic along."""
    breaker, now, needed = Breaker(backed=True), 0.0, []
    for _ in range(6):
        broken(breaker, now)
        now = breaker.open_until or 0.0
        tried(breaker, now)
        breaker.good(now)
        needed.append(next(seconds for seconds in range(1000) if breaker.proven(now + seconds)))
        now += needed[-1] + 1
    now += 1000
    broken(breaker, now)
    tried(breaker, now + 1)
    breaker.good(now + 1)

    assert needed == [30, 60, 120, 240, 480, 480]
    assert breaker.proven(now + 31)


def test_a_route_that_can_be_asked_is_asked_before_a_row_tries_it() -> None:
    """No row is put in doubt while the probe itself says no; after a yes one row must still show it."""
    breaker = broken(Breaker(backed=True, probed=True))
    assert (breaker.wants_probe(0.5), breaker.wants_probe(1.0)) == (False, True)
    assert breaker.limit(1.0, 0) == 0
    breaker.answered(1.0, "credentials")
    assert (breaker.wants_probe(2.9), breaker.wants_probe(3.0)) == (False, True)
    breaker.answered(3.0, None)
    assert (breaker.wants_probe(3.0), breaker.is_open, breaker.is_cleared) == (False, True, True)
    tried(breaker, 3.0)
    breaker.unsure(3.0, "timeout")

    assert breaker.limit(7.0, 0) == 0
    assert not breaker.is_cleared
    assert breaker.wants_probe(7.0)
