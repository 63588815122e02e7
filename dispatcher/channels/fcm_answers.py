"""What FCM's answer means (its error codes, reliability.md 2): pure, and never quotes the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from dispatcher.channels.http_client import Answer
from dispatcher.channels.reasons import Reason, Verdict
from dispatcher.channels.twilio_answers import retry_after
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope

_NAME: Final = re.compile(r"projects/[^/\s]{1,100}/messages/[^/\s]{1,100}")
_CODE: Final = re.compile(r"[A-Z][A-Z_]{2,39}")

CODES: Final[Mapping[str, Verdict]] = {
    "INVALID_ARGUMENT": Verdict(Scope.MESSAGE, Reason.CONTENT),
    "UNREGISTERED": Verdict(Scope.RECIPIENT, Reason.GONE),
    "SENDER_ID_MISMATCH": Verdict(Scope.ROUTE, Reason.SENDER),
    "THIRD_PARTY_AUTH_ERROR": Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    "UNAUTHENTICATED": Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    "PERMISSION_DENIED": Verdict(Scope.ROUTE, Reason.CREDENTIALS),
}
"""FCM's own code first, else Google's general word."""
STATUSES: Final[Mapping[int, Verdict]] = {
    400: Verdict(Scope.MESSAGE, Reason.CONTENT),
    401: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    403: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    404: Verdict(Scope.ROUTE, Reason.ENDPOINT),  # no such project: an app that is gone says UNREGISTERED
    405: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    407: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    413: Verdict(Scope.MESSAGE, Reason.TOO_LONG),
}
_QUOTA: Final = frozenset({"QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED"})


def outcome_of(answer: Answer, now: datetime) -> Outcome:
    """A 2xx is believed only with a name in it, a 4xx was not taken, and of anything else nothing is known."""
    if 200 <= answer.status < 300:
        return _taken(answer.body)
    code = _code(answer.body)
    named = code or f"http-{answer.status}"
    if answer.status == 429 or code in _QUOTA:
        return _slower(answer, named, now)
    if answer.status == 503 and "Retry-After" in answer.headers:  # FCM says so before it takes anything
        return _slower(answer, named, now)
    if answer.status == 408:  # the server gave up on reading our request, so it has not acted on it
        return NotSent(reason=Reason.TIMEOUT, code=named)
    if 400 <= answer.status < 500:
        verdict = CODES.get(code) or STATUSES.get(answer.status) or Verdict(Scope.RECIPIENT, Reason.UNKNOWN)
        return Refused(scope=verdict.scope, reason=verdict.reason, code=named)
    return Unsure(reason=Reason.SERVER_ERROR if answer.status >= 500 else Reason.UNEXPECTED, code=named)


def _slower(answer: Answer, code: str, now: datetime) -> Outcome:
    wait = retry_after(answer.headers.get("Retry-After"), now)
    return NotSent(reason=Reason.SLOW_DOWN, retry_after=wait, slow_down=True, code=code)


def _taken(body: bytes | None) -> Outcome:
    found = _json(body)
    if found is None:
        return Unsure(reason=Reason.UNREADABLE)
    name = found.get("name")
    if isinstance(name, str) and _NAME.fullmatch(name):
        return Accepted(provider_id=name)
    return Unsure(reason=Reason.NO_ID)


def _code(body: bytes | None) -> str:
    """FCM's code in the details, else the error's status; words only, for the message may quote anything."""
    error = (_json(body) or {}).get("error")
    if not isinstance(error, dict):
        return ""
    details = error.get("details")
    told = [one.get("errorCode") for one in details if isinstance(one, dict)] if isinstance(details, list) else []
    for word in (*told, error.get("status")):
        if isinstance(word, str) and _CODE.fullmatch(word):
            return word
    return ""


def _json(body: bytes | None) -> dict[str, Any] | None:
    try:
        found = orjson.loads(body or b"")
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
