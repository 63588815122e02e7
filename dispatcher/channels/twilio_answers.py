"""What an answer of Twilio's means (the outcome table of reliability.md 2): pure, and never quotes the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import orjson

from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_codes import SLOW_DOWN, verdict_of
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_CODE = re.compile(r"[0-9]{1,6}")


def outcome_of(status: int, body: bytes, headers: Mapping[str, str], now: datetime) -> Outcome:
    """A 2xx is believed only with a sid in it, a 4xx was not processed, and of anything else nothing is known."""
    if 200 <= status < 300:
        return taken(body)
    if 400 <= status < 500:
        return _refusal(status, body, headers, now)
    return Unsure(reason=Reason.SERVER_ERROR if status >= 500 else Reason.UNEXPECTED, code=f"http-{status}")


def taken(body: bytes) -> Outcome:
    """A message with a sid is in Twilio's hands; without one, who knows."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Unsure(reason=Reason.UNREADABLE)
    sid = answer.get("sid") if isinstance(answer, dict) else None
    if isinstance(sid, str) and sid:
        return Accepted(provider_id=sid)
    return Unsure(reason=Reason.NO_ID)


def _refusal(status: int, body: bytes, headers: Mapping[str, str], now: datetime) -> Outcome:
    code = _code(body)
    named = code or f"http-{status}"
    if status == 429 or code in SLOW_DOWN:
        wait = retry_after(headers.get("Retry-After"), now)
        return NotSent(reason=Reason.SLOW_DOWN, retry_after=wait, slow_down=True, code=named)
    if status == 408:  # the server gave up on reading our request, so it has not acted on it
        return NotSent(reason=Reason.TIMEOUT, code=named)
    verdict = verdict_of(code, status)
    return Refused(scope=verdict.scope, reason=verdict.reason, code=named)


def _code(body: bytes) -> str:
    """Twilio's code, digits only: what else stands in an error answer may quote the number."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    code = str(answer.get("code", "")) if isinstance(answer, dict) else ""
    return code if _CODE.fullmatch(code) else ""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from now, from either form the header may have; None if it has neither."""
    if value is None:
        return None
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
