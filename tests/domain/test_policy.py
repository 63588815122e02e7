"""What happens after an outcome: pure, so every case is a line."""

from __future__ import annotations

import pytest

from dispatcher.domain.outcome import Accepted, NotSent, Refused, Unsure
from dispatcher.domain.policy import UNKNOWN, Progress, after, backoff, gate_opens
from dispatcher.domain.states import AttemptState, DeliveryState, Scope


def test_a_retry_after_is_honoured_to_the_second() -> None:
    """The provider said when; we do not know better."""
    assert after(NotSent(reason="too many", retry_after=17.0, slow_down=True), tries=0).wait == 17.0


def test_slowing_down_is_not_a_try() -> None:
    """429 counts as nothing else."""
    assert after(NotSent(reason="too many", slow_down=True), tries=3).counted is False


def test_the_waits_grow_and_are_bounded() -> None:
    """5 s, 10 s, 20 s … at most five minutes; a retry ends only with the alert's expiry."""
    waits = [backoff(tries) for tries in range(12)]

    assert waits[:3] == [5.0, 10.0, 20.0]
    assert waits == sorted(waits)
    assert waits[-1] == 300.0


@pytest.mark.parametrize(
    ("scope", "state", "counted"),
    [
        (Scope.RECIPIENT, DeliveryState.FAILED, True),
        (Scope.MESSAGE, DeliveryState.WAITING, False),
        (Scope.ROUTE, DeliveryState.WAITING, False),
    ],
)
def test_only_a_refusal_of_the_recipient_ends_a_delivery(scope: Scope, state: DeliveryState, counted: bool) -> None:
    """A route's fault never fails a person, and neither does a text that is refused."""
    found = after(Refused(scope=scope, reason="x"), tries=0)

    assert (found.attempt, found.state, found.counted) == (AttemptState.REFUSED, state, counted)


def test_an_unknown_code_is_the_recipients_until_many_carry_it() -> None:
    """Then it is the route's."""
    refusal = Refused(scope=Scope.RECIPIENT, reason=UNKNOWN, code="77777")

    assert after(refusal, tries=0).state is DeliveryState.FAILED
    assert after(refusal, tries=0, unknown_is_route=True).state is DeliveryState.WAITING


def test_accepted_and_unsure() -> None:
    """The provider's name for it is kept; silence is unsure, never waiting."""
    assert after(Accepted(provider_id="SM1"), tries=0).provider_id == "SM1"
    assert after(Unsure(reason="silence"), tries=0).state is DeliveryState.UNSURE


@pytest.mark.parametrize(
    ("people", "told", "over", "waited", "why"),
    [
        (0, 0, 0, 0.0, "empty"),
        (10, 9, 0, 0.0, "share"),
        (10, 5, 4, 0.0, "share"),
        (10, 8, 0, 299.0, None),
        (10, 8, 0, 300.0, "clock"),
        (10, 0, 10, 0.0, "share"),
    ],
)
def test_the_gate(people: int, told: int, over: int, waited: float, why: str | None) -> None:
    """(told + nothing left to try) ÷ people, or the longest wait."""
    progress = Progress(people=people, told=told, nothing_left=over)

    assert gate_opens(progress, share=0.9, waited=waited, longest_wait=300.0) == why
