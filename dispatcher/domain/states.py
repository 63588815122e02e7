"""The machines: alert, delivery, attempt, receipt. One table each; every pair not named is refused.

Who moves what: people move an alert (submit, approve, return, reject, pause, stop), the node moves it to
*sending*, *done* and *expired*. Only a lane's cycle moves a delivery to *sending*; if that node dies, recovery
at the next start moves the row to *unsure*, never straight back to *waiting* (reliability.md 2.6).
"""

from __future__ import annotations

from enum import StrEnum

from dispatcher.domain.errors import Conflict, IllegalTransition


class Mode(StrEnum):
    """Fixed on the incident for ever: real reaches people, exercise is captured, test reaches consenting testers."""

    REAL = "real"
    EXERCISE = "exercise"
    TEST = "test"


class LaneKind(StrEnum):
    """Real lanes hold real credentials; capture lanes hold none."""

    REAL = "real"
    CAPTURE = "capture"


class ChannelName(StrEnum):
    """A way out to people."""

    SMS = "sms"
    EMAIL = "email"
    BANNER = "banner"
    PUSH = "push"  # Web Push: one delivery per subscription
    TASK = "task"  # something a person does by hand: a poster, a call to the radio; accepted when ticked
    APP = "app"  # the municipality's own app, by FCM: one delivery per topic; nobody knows how many listen
    VOICE = "voice"  # a telephone call, read aloud; only to persons of the plan's roles
    CHAT = "chat"  # the staff's own chat, by an incoming webhook: one delivery per room


PERSONAL = frozenset({ChannelName.SMS, ChannelName.EMAIL, ChannelName.VOICE})
"""Channels on which a person of the lists has an address. The others have recipients of their own."""
APPS = frozenset({ChannelName.PUSH, ChannelName.APP})
"""Channels that anybody may listen to: subscriptions and topics."""
NOBODYS = APPS | {ChannelName.CHAT}
"""Channels whose recipients are nobody that anybody knows: subscriptions, topics, rooms. No gate counts them."""
QUIET = frozenset({ChannelName.EMAIL, ChannelName.BANNER})
"""Channels that make no phone ring: the only ones for people of a silent unit. A new channel is taken for loud."""


class AudienceClass(StrEnum):
    """Which form of the text an audience gets. A person may get one text per class."""

    LEADER = "leader"
    STAFF = "staff"
    PRESS = "press"
    CITIZEN = "citizen"
    PUBLIC = "public"


INTERNAL = frozenset({AudienceClass.LEADER, AudienceClass.STAFF})


class AlertKind(StrEnum):
    """What an alert is in the incident's series."""

    FIRST = "first"
    UPDATE = "update"
    CORRECTION = "correction"
    ALL_CLEAR = "all-clear"
    RETRACTION = "retraction"


SERVICE = "service"
"""The kind of an alert row that carries a service message: to persons of the plan's roles, before every alert."""


class Fate(StrEnum):
    """What a follow-up is to somebody: the same again, the whole first text, or «this is not about you»."""

    KEPT = ""
    ADDED = "added"
    RELEASED = "released"
    RETRACTED = "retracted"  # a text approved together with its alert, for the day it must be taken back


class Severity(StrEnum):
    """CAP's severity; the order of the lanes follows ``rank``."""

    EXTREME = "extreme"
    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 is the most severe."""
        return list(Severity).index(self)


class Urgency(StrEnum):
    """CAP's urgency. *Immediate* has no gates: staff first in order only."""

    IMMEDIATE = "immediate"
    EXPECTED = "expected"
    FUTURE = "future"


class AlertState(StrEnum):
    """Where an alert is. Paused and superseded are flags with a reason, not states."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"
    EXPIRED = "expired"


class AlertAct(StrEnum):
    """What may be done to an alert, by a person or by the node."""

    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    START = "start"
    FINISH = "finish"
    REOPEN = "reopen"
    EXPIRE = "expire"


_S, _A = AlertState, AlertAct

ALERT_MOVES: dict[tuple[AlertState, AlertAct], AlertState] = {
    (_S.DRAFT, _A.EDIT): _S.DRAFT,
    (_S.RETURNED, _A.EDIT): _S.RETURNED,
    (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
    (_S.RETURNED, _A.SUBMIT): _S.SUBMITTED,
    (_S.SUBMITTED, _A.APPROVE): _S.APPROVED,
    (_S.SUBMITTED, _A.RETURN): _S.RETURNED,
    (_S.SUBMITTED, _A.REJECT): _S.REJECTED,
    (_S.APPROVED, _A.PAUSE): _S.APPROVED,
    (_S.SENDING, _A.PAUSE): _S.SENDING,
    (_S.APPROVED, _A.RESUME): _S.APPROVED,
    (_S.SENDING, _A.RESUME): _S.SENDING,
    (_S.APPROVED, _A.START): _S.SENDING,
    (_S.SENDING, _A.FINISH): _S.DONE,
    (_S.APPROVED, _A.FINISH): _S.DONE,
    (_S.DONE, _A.REOPEN): _S.SENDING,
    (_S.DONE, _A.RESUME): _S.DONE,  # paused while its correction was written: a late *undelivered* sends nothing
    (_S.APPROVED, _A.STOP): _S.STOPPED,
    (_S.SENDING, _A.STOP): _S.STOPPED,
    (_S.DONE, _A.STOP): _S.STOPPED,
    (_S.EXPIRED, _A.STOP): _S.STOPPED,
    (_S.SUBMITTED, _A.EXPIRE): _S.EXPIRED,
    (_S.APPROVED, _A.EXPIRE): _S.EXPIRED,
    (_S.SENDING, _A.EXPIRE): _S.EXPIRED,
}

STATE_WORDS = {
    _S.DRAFT: "et utkast",
    _S.SUBMITTED: "sendt inn og venter på godkjenning",
    _S.RETURNED: "returnert for endring",
    _S.REJECTED: "avvist",
    _S.APPROVED: "godkjent",
    _S.SENDING: "under utsending",
    _S.DONE: "ferdig sendt",
    _S.STOPPED: "stoppet",
    _S.EXPIRED: "utløpt",
}

ACT_WORDS = {
    _A.EDIT: "endres",
    _A.SUBMIT: "sendes inn",
    _A.APPROVE: "godkjennes",
    _A.RETURN: "returneres",
    _A.REJECT: "avvises",
    _A.PAUSE: "settes på pause",
    _A.RESUME: "gjenopptas",
    _A.STOP: "stoppes",
}


def move_alert(state: AlertState, act: AlertAct) -> AlertState:
    """The state after ``act``. Raises Conflict in words a person reads when the table does not name the pair."""
    after = ALERT_MOVES.get((state, act))
    if after is None:
        reason = "expired" if state is AlertState.EXPIRED else "state"
        raise Conflict(reason, f"Varselet er {STATE_WORDS[state]} og kan ikke {ACT_WORDS.get(act, act)} nå.")
    return after


class DeliveryState(StrEnum):
    """One message to one recipient on one channel. The seven always add up to ``total``."""

    WAITING = "waiting"  # never tried, or a retry is due; a lane's cycle claims it
    SENDING = "sending"  # an intent is committed; if the node dies, recovery makes it unsure
    ACCEPTED = "accepted"  # the provider took it; receipts move it on
    DELIVERED = "delivered"  # the phone confirmed it; final
    FAILED = "failed"  # refused for this recipient, or undelivered
    UNSURE = "unsure"  # may have left; evidence, policy or a person settles it
    SKIPPED = "skipped"  # ended with no attempt that may have left; the reason says why


_D = DeliveryState

DELIVERY_MOVES: frozenset[tuple[DeliveryState, DeliveryState]] = frozenset(
    {
        (_D.WAITING, _D.SENDING),
        (_D.WAITING, _D.SKIPPED),
        (_D.WAITING, _D.UNSURE),
        (_D.SENDING, _D.ACCEPTED),
        (_D.SENDING, _D.FAILED),
        (_D.SENDING, _D.UNSURE),
        (_D.SENDING, _D.WAITING),
        (_D.SENDING, _D.SKIPPED),
        (_D.SENDING, _D.DELIVERED),
        (_D.ACCEPTED, _D.DELIVERED),
        (_D.ACCEPTED, _D.FAILED),
        (_D.UNSURE, _D.ACCEPTED),
        (_D.UNSURE, _D.DELIVERED),
        (_D.UNSURE, _D.FAILED),
        (_D.UNSURE, _D.WAITING),
        (_D.FAILED, _D.WAITING),
        (_D.SKIPPED, _D.WAITING),
        (_D.FAILED, _D.DELIVERED),
        (_D.FAILED, _D.ACCEPTED),
        (_D.WAITING, _D.ACCEPTED),
        (_D.WAITING, _D.DELIVERED),
    }
)
"""SKIPPED→WAITING is a fallback that was *not needed* and is: *undelivered* came later. FAILED→WAITING is the recorded
*resend of the failed*. WAITING→UNSURE is a resend that was decided, and stopped or overtaken before it left.
WAITING→ACCEPTED/DELIVERED is a late receipt of an unsure attempt that was already put back: the person has the message,
so it must not be sent again. FAILED→ACCEPTED is a task that was refused and done after all."""


def check_delivery_move(before: DeliveryState, after: DeliveryState) -> None:
    """Raises IllegalTransition for a pair the table does not name."""
    if (before, after) not in DELIVERY_MOVES:
        raise IllegalTransition(f"delivery {before} → {after}")


class AttemptState(StrEnum):
    """One try. *intent* is committed before the request starts; the other four are its outcome."""

    INTENT = "intent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not-sent"
    UNSURE = "unsure"


class Scope(StrEnum):
    """How far a refusal reaches. Only *recipient* ends a delivery."""

    RECIPIENT = "recipient"
    MESSAGE = "message"
    ROUTE = "route"


class ReceiptStatus(StrEnum):
    """Twilio's words, in the total order in which the highest wins (reliability.md 2.8)."""

    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNDELIVERED = "undelivered"
    DELIVERED = "delivered"

    @property
    def rank(self) -> int:
        """Higher wins, whatever the order of arrival."""
        return list(ReceiptStatus).index(self)


class Role(StrEnum):
    """What an account may do; see ``rights``."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    CRISIS_TEAM = "crisis-team"
    APPROVER = "approver"
    EVALUATOR = "evaluator"
    ADMIN = "admin"
