"""What a push service's answer means (RFC 8030, reliability.md 2): pure, and never quotes the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from dispatcher.channels.reasons import Reason, Verdict
from dispatcher.channels.twilio_answers import retry_after
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope

ACCEPTED: Final = frozenset({200, 201, 202})
_LONGEST_NAME: Final = 200

STATUSES: Final[Mapping[int, Verdict]] = {
    400: Verdict(Scope.RECIPIENT, Reason.UNKNOWN),
    401: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    403: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    404: Verdict(Scope.RECIPIENT, Reason.GONE),
    407: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    410: Verdict(Scope.RECIPIENT, Reason.GONE),
    413: Verdict(Scope.MESSAGE, Reason.TOO_LONG),
}
"""Any other 3xx or 4xx is *unknown*: one recipient's, until ten in a row say the same. A redirect is not followed."""


def outcome_of(status: int, headers: Mapping[str, str], endpoint: str, now: datetime) -> Outcome:
    """The status alone decides: what else a push service says is for people."""
    if status in ACCEPTED:
        return Accepted(provider_id=_name(headers.get("Location", ""), endpoint) or f"http-{status}")
    code = f"http-{status}"
    if status == 429:
        wait = retry_after(headers.get("Retry-After"), now)
        return NotSent(reason=Reason.SLOW_DOWN, retry_after=wait, slow_down=True, code=code)
    if status == 408:  # the server gave up on reading our request, so it has not acted on it
        return NotSent(reason=Reason.TIMEOUT, code=code)
    if 300 <= status < 500:
        verdict = STATUSES.get(status, Verdict(Scope.RECIPIENT, Reason.UNKNOWN))
        return Refused(scope=verdict.scope, reason=verdict.reason, code=code)
    return Unsure(reason=Reason.SERVER_ERROR if status >= 500 else Reason.UNEXPECTED, code=code)


def _name(location: str, endpoint: str) -> str:
    """The end of the message's own address. One that repeats the subscription's is only recognisable, not usable."""
    name = location.rstrip("/").rpartition("/")[2]
    if not name.isascii() or not name.isprintable():
        return ""
    if len(name) >= 8 and name in endpoint:
        return hashlib.sha256(location.encode()).hexdigest()[:16]
    return name[:_LONGEST_NAME]
