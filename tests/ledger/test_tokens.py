"""A sender's pace, kept by a row of the ledger: over all nodes together, also across a node's death."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from dispatcher.ledger import claims
from dispatcher.ledger.claims import Lane
from dispatcher.ledger.node_tables import rates
from dispatcher.ledger.tables import variants
from dispatcher.ledger.tokens import Purse
from tests.ledger.scene import Scene, WaveSpec, mobiles

Make = Callable[..., Scene]
ONE_CLOCK = pytest.mark.sqlite
"""The scene's clock is the test's; PostgreSQL goes by its own."""


def paced(one: Scene, rate: float, incarnation: str = "first") -> Lane:
    return replace(one.lane(incarnation=incarnation), rate=rate)


def claimed(one: Scene, lane: Lane, room: int = 100) -> int:
    return len(one.ledger.write_now(claims.cycle, lane, [], room, one.now_ms).claims)


@ONE_CLOCK
@pytest.mark.parametrize("rate", [1.0, 5.0, 7.0, 10.0, 50.0])
@pytest.mark.parametrize("cost", [1, 2, 3, 4])
def test_in_every_second_at_most_the_rate_and_a_tenth(scene: Make, rate: float, cost: int) -> None:
    """Over every window of a second, by two nodes, also after an idle minute; one message alone may be longer."""
    one = scene(WaveSpec(people=mobiles(400)))
    one.ledger.write_now(lambda connection: connection.execute(update(variants).values(parts=cost)))
    one.expand()
    one.set_alert(expires_at=one.now_ms + 10_000_000)
    nodes = [paced(one, rate, "first"), paced(one, rate, "second")]
    sent: list[float] = []
    for step in range(500):
        one.later(seconds=60.0 if step == 250 else 0.02)
        for node in nodes:
            sent += [one.now.timestamp()] * (claimed(one, node) * cost)

    worst = max(sum(1 for other in sent if at <= other < at + 0.999) for at in sent)
    assert worst <= max(rate + max(1, rate / 10), cost)
    assert len(sent) >= min(rate * 9, 400 * cost) * 0.6  # a look every 20 ms is coarser than a lane's own


@ONE_CLOCK
def test_a_lane_is_told_when_the_next_may_leave(scene: Make) -> None:
    """Ten a second: the next a tenth of a second later, not at the next idle look."""
    one = scene(WaveSpec(people=mobiles(5)))
    one.expand()
    one.later(seconds=5)
    lane = paced(one, 10.0)
    claimed(one, lane)
    done = one.ledger.write_now(claims.cycle, lane, [], 100, one.now_ms)

    assert done.claims == []
    assert 0 < done.wait <= 0.11


def test_no_rate_is_no_limit(scene: Make) -> None:
    """A lane without a rate is bounded by its slots alone, and keeps no row."""
    one = scene(WaveSpec(people=mobiles(50)))
    one.expand()

    assert claimed(one, one.lane()) == 50
    assert one.ledger.read_now(lambda connection: connection.execute(rates.select()).first()) is None


def test_a_new_node_begins_with_what_the_dead_one_left(scene: Make) -> None:
    """What was saved up is in the ledger: a restart is no way to a second burst."""
    one = scene(WaveSpec(people=mobiles(50)))
    one.expand()
    claimed(one, paced(one, 0.01))
    one.later(seconds=0)

    assert claimed(one, paced(one, 0.01, "second")) == 0


def test_what_cannot_be_paid_for_stays_in_order() -> None:
    """The first too dear ends the claim: nobody behind it is let past."""
    purse = Purse(rate=100.0, tokens=3.0, at=0)

    assert purse.pay([(1, 10), (2, 20), (3, 10)], {10: 1, 20: 4}) == [(1, 10)]
    assert purse.wait > 0
