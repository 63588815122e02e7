"""Receipts against the fold, on a real ledger: permuted, repeated, dropped, before and after the outcome's commit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatcher.domain.outcome import Accepted, Unsure
from dispatcher.domain.policy import Settling
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger import receipts, unsure
from dispatcher.ledger.receipts import Receipt
from tests.ledger.scene import Scene, WaveSpec, mobiles
from tests.ledger.test_claims import cycle, end

Make = Callable[..., Scene]
Said = list[tuple[int, ReceiptStatus]]
MANY = 300

# A ledger is made once and each example takes the next row of it.
on_one_ledger = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def talk(tries: int) -> st.SearchStrategy[Said]:
    """What arrives: any receipts of any of the tries, as often and in whatever order; some never do."""
    return st.lists(st.tuples(st.integers(0, tries - 1), st.sampled_from(ReceiptStatus)), max_size=8)


def state_of(said: list[ReceiptStatus]) -> str:
    """Where the highest word leads; a row of which nothing was said stays accepted."""
    if ReceiptStatus.DELIVERED in said:
        return "delivered"
    highest = max(said, key=list(ReceiptStatus).index, default=ReceiptStatus.ACCEPTED)
    return "failed" if highest in (ReceiptStatus.FAILED, ReceiptStatus.UNDELIVERED) else "accepted"


@pytest.fixture
def one(scene: Make) -> Scene:
    """A ledger with more rows than there are examples."""
    made = scene(WaveSpec(people=mobiles(MANY)))
    made.expand()
    return made


@given(said=talk(1), cut=st.integers(0, 8), together=st.booleans())
@on_one_ledger
def test_the_maximum_wins_whatever_the_arrival(one: Scene, said: Said, cut: int, together: bool) -> None:
    """The outcome's commit falls anywhere among the receipts, which come one by one or many to a commit."""
    (claim,) = cycle(one, 1).claims
    hand_in(one, [claim.attempt], said[:cut], together=together)
    cycle(one, 0, end(one, claim, Accepted(provider_id="SM1")))
    hand_in(one, [claim.attempt], said[cut:], together=together)

    assert state(one, claim.delivery) == state_of([status for _, status in said])


@given(said=talk(2), together=st.booleans())
@on_one_ledger
def test_over_two_tries_a_phone_that_confirmed_has_it_and_else_the_newest_speaks(
    one: Scene, said: Said, together: bool
) -> None:
    """The first was unsure and sent again by policy: receipts of both come mixed."""
    (first,) = cycle(one, 1).claims
    cycle(one, 0, end(one, first, Unsure(reason="silence")))
    doubts = [doubt for doubt in one.ledger.read_now(unsure.doubts, one.lane()) if doubt.delivery == first.delivery]
    one.ledger.write_now(unsure.decide, [(doubts[0], Settling.AGAIN)], one.now, 0)
    (second,) = cycle(one, 1).claims
    cycle(one, 0, end(one, second, Accepted(provider_id="SM2")))
    hand_in(one, [first.attempt, second.attempt], said, together=together)
    confirmed = ReceiptStatus.DELIVERED in {status for _, status in said}

    assert second.delivery == first.delivery
    newest = state_of([status for number, status in said if number == 1])
    assert state(one, first.delivery) == ("delivered" if confirmed else newest)


def hand_in(one: Scene, tries: list[str], said: Said, *, together: bool) -> None:
    found = [
        Receipt(attempt=tries[number], status=status, code="30003", provider_id=f"SM{number + 1}", at=1)
        for number, status in said
    ]
    for batch in [found] if together else [[receipt] for receipt in found]:
        one.ledger.write_now(receipts.record, batch)


def state(one: Scene, delivery: int) -> str:
    return str(one.rows(id=delivery)[0].state)
