"""What happens after an outcome, when a gate opens, who is told: pure functions of facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import AttemptState, ChannelName, DeliveryState, Scope

FIRST_RETRY, LONGEST_RETRY = 5.0, 300.0
SLOW_DOWN = 2.0
ROUTE_RETRY = 1.0
RESEND_WITHIN = 15 * 60.0
"""Seconds after the first attempt within which an unsure SMS may be sent again by policy (reliability.md 2.7)."""
ALIKE_BEFORE_BLOCK = 3
UNKNOWN_BEFORE_ROUTE = 10
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Where a delivery goes after an attempt. ``wait``: seconds until it may be claimed again (*waiting* only).

    ``counted``: whether the attempt counts as a try; a route's refusal and a provider's "slow down" do not.
    """

    attempt: AttemptState
    state: DeliveryState
    reason: str = ""
    code: str = ""
    scope: str = ""
    provider_id: str | None = None
    wait: float = 0.0
    counted: bool = True


def after(outcome: Outcome, *, tries: int, unknown_is_route: bool = False) -> Next:
    """The delivery's next state. ``tries`` counted tries so far, this one not among them."""
    match outcome:
        case Accepted():
            return Next(
                attempt=AttemptState.ACCEPTED,
                state=DeliveryState.ACCEPTED,
                reason=outcome.note,
                provider_id=outcome.provider_id,
            )
        case Refused():
            return _after_refusal(outcome, unknown_is_route=unknown_is_route)
        case NotSent():
            # What the provider asks for, but never longer than our own longest wait: an alert is not put off till noon.
            wait = backoff(tries) if outcome.retry_after is None else min(outcome.retry_after, LONGEST_RETRY)
            return Next(
                attempt=AttemptState.NOT_SENT,
                state=DeliveryState.WAITING,
                reason=outcome.reason,
                code=outcome.code,
                wait=max(wait, SLOW_DOWN) if outcome.slow_down and outcome.retry_after is None else wait,
                counted=not outcome.slow_down,
            )
        case Unsure():
            return Next(
                attempt=AttemptState.UNSURE,
                state=DeliveryState.UNSURE,
                reason=outcome.reason,
                code=outcome.code,
            )
        case _:
            assert_never(outcome)


def _after_refusal(outcome: Refused, *, unknown_is_route: bool) -> Next:
    scope = Scope.ROUTE if unknown_is_route and outcome.reason == UNKNOWN else outcome.scope
    if scope is Scope.RECIPIENT:
        state, wait = DeliveryState.FAILED, 0.0
    else:
        state, wait = DeliveryState.WAITING, ROUTE_RETRY
    return Next(
        attempt=AttemptState.REFUSED,
        state=state,
        reason=outcome.reason,
        code=outcome.code,
        scope=str(scope),
        wait=wait,
        counted=scope is Scope.RECIPIENT,
    )


def backoff(tries: int) -> float:
    """Seconds before the next try: 5, 10, 20 … 300. A retry ends only with the alert's expiry."""
    return float(min(FIRST_RETRY * 2 ** min(tries, 10), LONGEST_RETRY))


class UnsurePolicy(StrEnum):
    """What happens to an SMS that may have left: again (danger to life), or a person decides."""

    RESEND = "resend"
    ASK = "ask"


class Settling(StrEnum):
    """What to do with an unsure delivery when evidence has had its time."""

    AGAIN = "again"
    ASK = "ask"


def settle(*, channel: ChannelName, policy: UnsurePolicy, age: float, attempts: int) -> Settling:
    """The decision on one unsure delivery. ``age``: seconds since its first attempt (reliability.md 2.7, table)."""
    match channel:
        case ChannelName.BANNER | ChannelName.PUSH | ChannelName.APP:
            return Settling.AGAIN
        case ChannelName.EMAIL | ChannelName.CHAT:
            return Settling.AGAIN if attempts < 2 else Settling.ASK
        case ChannelName.TASK:
            return Settling.ASK
        case ChannelName.SMS | ChannelName.VOICE:
            again = policy is UnsurePolicy.RESEND and age <= RESEND_WITHIN
            return Settling.AGAIN if again else Settling.ASK
        case _:
            assert_never(channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a wave is, in people. A pending retry is neither told nor out of tries."""

    people: int
    told: int
    nothing_left: int

    @property
    def settled_share(self) -> float:
        """(told + nothing left to try) ÷ people; an empty wave is settled."""
        return 1.0 if self.people == 0 else (self.told + self.nothing_left) / self.people


def gate_opens(progress: Progress, *, share: float, waited: float, longest_wait: float) -> str | None:
    """Why the next wave opens now: ``empty``, ``share`` or ``clock``; None while it stays shut. Times in seconds."""
    if progress.people == 0:
        return "empty"
    if progress.settled_share >= share:
        return "share"
    return "clock" if waited >= longest_wait else None
