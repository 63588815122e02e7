"""Receipts: the maximum over a total order, whatever the order, number and lateness of arrival."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.outcome import Accepted, NotSent, Unsure
from dispatcher.domain.policy import Settling
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger import receipts, unsure
from dispatcher.ledger.claims import Claim
from dispatcher.ledger.receipts import Receipt, fold
from dispatcher.ledger.resending import resend_failed
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.ledger.test_claims import cycle, end

Make = Callable[..., Scene]
SENT, DELIVERED, UNDELIVERED, FAILED = (
    ReceiptStatus.SENT,
    ReceiptStatus.DELIVERED,
    ReceiptStatus.UNDELIVERED,
    ReceiptStatus.FAILED,
)


def receipt(attempt: str, status: ReceiptStatus, code: str = "") -> Receipt:
    return Receipt(attempt=attempt, status=status, code=code, provider_id="SM1", at=1)


def hand_in(one: Scene, *found: Receipt) -> int:
    return one.ledger.write_now(receipts.record, list(found))


def claimed(scene: Make) -> tuple[Scene, Claim]:
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    return one, cycle(one, 1).claims[0]


@given(st.permutations([SENT, SENT, UNDELIVERED, DELIVERED, FAILED]))
def test_the_fold_does_not_care_about_order(order: list[ReceiptStatus]) -> None:
    """A phone that confirmed has it, whatever else was said."""
    assert fold([(status, "") for status in order]) == (DELIVERED, "")


@pytest.mark.parametrize("order", list(itertools.permutations([SENT, DELIVERED, UNDELIVERED])))
def test_any_order_ends_delivered(scene: Make, order: tuple[ReceiptStatus, ...]) -> None:
    """Callbacks come early, late, twice and out of order."""
    one, claim = claimed(scene)
    hand_in(one, *(receipt(claim.attempt, status) for status in order), receipt(claim.attempt, order[0]))

    assert one.states() == ["delivered"]


def test_undelivered_ends_as_failed_with_its_code(scene: Make) -> None:
    """The report can say why."""
    one, claim = claimed(scene)
    hand_in(one, receipt(claim.attempt, SENT), receipt(claim.attempt, UNDELIVERED, "30003"))

    assert [(row.state, row.reason) for row in one.rows()] == [("failed", "undelivered 30003")]


def test_a_receipt_before_the_outcome_is_evidence_and_the_outcome_is_not_stale(scene: Make) -> None:
    """The provider's callback may be quicker than our own commit."""
    one, claim = claimed(scene)
    hand_in(one, receipt(claim.attempt, DELIVERED))
    done = cycle(one, 0, end(one, claim, Accepted(provider_id="SM1")))

    assert one.states() == ["delivered"]
    assert done.stale == []


def test_a_receipt_settles_an_unsure_attempt(scene: Make) -> None:
    """No answer came, but the phone confirmed: it must not be sent again."""
    one, claim = claimed(scene)
    cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    hand_in(one, receipt(claim.attempt, SENT))

    (row,) = one.rows()
    assert (row.state, row.settled_by, row.provider_id) == ("accepted", "receipt", "SM1")


def test_a_late_failure_of_an_older_attempt_leaves_the_newer_alone(scene: Make) -> None:
    """The row is already on its next try."""
    one, claim = claimed(scene)
    cycle(one, 0, end(one, claim, NotSent(reason="refused connection")))
    hand_in(one, receipt(claim.attempt, UNDELIVERED, "30003"))

    assert one.states() == ["waiting"]


def test_an_older_try_that_failed_says_nothing_of_the_newer(scene: Make) -> None:
    """Undelivered, tried again by a person, sent: the newest try speaks, whatever the older one's rank."""
    one, first = claimed(scene)
    cycle(one, 0, end(one, first, Accepted(provider_id="SM1")))
    hand_in(one, receipt(first.attempt, UNDELIVERED, "30003"))
    one.ledger.write_now(resend_failed, ALERT, "kari", one.now)
    second = cycle(one, 1).claims[0]
    cycle(one, 0, end(one, second, Accepted(provider_id="SM2")))
    hand_in(one, receipt(second.attempt, SENT), receipt(first.attempt, FAILED, "30003"))

    assert one.states() == ["accepted"]
    hand_in(one, receipt(first.attempt, DELIVERED))
    assert one.states() == ["delivered"]


def test_an_older_try_that_was_taken_after_all_stops_the_next(scene: Make) -> None:
    """Unsure, put back by policy, and then the callback of the first try: it must not be sent again."""
    one, first = claimed(scene)
    cycle(one, 0, end(one, first, Unsure(reason="silence")))
    doubts = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(unsure.decide, [(doubts[0], Settling.AGAIN)], one.now, one.now_ms)
    hand_in(one, receipt(first.attempt, SENT))

    assert one.states() == ["accepted"]
    assert cycle(one, 5).claims == []


def test_a_receipt_of_an_unknown_attempt_is_kept(scene: Make) -> None:
    """Valid and unknown is kept, not refused: the ledger may have been restored."""
    one, _ = claimed(scene)

    assert hand_in(one, receipt("0" * 32, DELIVERED)) == 1
