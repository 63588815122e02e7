"""What an account at Twilio is like, asked without sending: open or not, its balance, its numbers, its services."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

import orjson

from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_http import TwilioHttp
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused
from dispatcher.domain.states import Scope

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_OPEN: Final = "active"


class Balance(NamedTuple):
    """What is left on an account. A subaccount has none of its own: ``amount`` None."""

    amount: Decimal | None
    currency: str


async def account_state(http: TwilioHttp) -> Outcome:
    """Accepted when the account is ours and open. A trial account only reaches the numbers its owner has verified."""
    found = await _fetched(http, f"{http.mine}.json")
    if not isinstance(found, dict):
        return found
    if found.get("sid") != http.account.account_sid:
        return NotSent(reason=Reason.NO_ID)
    if found.get("status") != _OPEN:
        return Refused(scope=Scope.ROUTE, reason=Reason.SUSPENDED)
    if found.get("type") == "Trial":
        return Refused(scope=Scope.ROUTE, reason=Reason.TRIAL)
    return Accepted(provider_id=http.account.account_sid)


async def balance(http: TwilioHttp) -> Balance | Outcome:
    """The account's balance, in the currency it is kept in."""
    found = await _fetched(http, f"{http.mine}/Balance.json")
    if not isinstance(found, dict):
        return found
    currency, amount = str(found.get("currency") or ""), found.get("balance")
    if not _CURRENCY.fullmatch(currency):
        return NotSent(reason=Reason.UNREADABLE)
    try:
        return Balance(None if amount is None else Decimal(str(amount)), currency)
    except InvalidOperation:
        return NotSent(reason=Reason.UNREADABLE)


async def owns_number(http: TwilioHttp, number: str) -> bool | Outcome:
    """Whether a number is the account's own and can send SMS."""
    found = await _fetched(http, f"{http.mine}/IncomingPhoneNumbers.json?PhoneNumber={quote(number, safe='')}")
    if not isinstance(found, dict):
        return found
    numbers = found.get("incoming_phone_numbers")
    if not isinstance(numbers, list):
        return NotSent(reason=Reason.UNREADABLE)
    return any(_sends(one) for one in numbers if isinstance(one, dict) and one.get("phone_number") == number)


async def has_service(http: TwilioHttp, sid: str) -> bool | Outcome:
    """Whether a messaging service exists on the account."""
    found = await _fetched(http, f"{_messaging(http.base)}/v1/Services/{quote(sid, safe='')}")
    if isinstance(found, dict):
        return found.get("sid") == sid
    return False if isinstance(found, Refused) and found.code in {"20404", "http-404"} else found


def _sends(number: dict[str, Any]) -> bool:
    can = number.get("capabilities")
    return not isinstance(can, dict) or can.get("sms") is not False


def _messaging(base: str) -> str:
    """Twilio keeps messaging services on a host of its own, beside that of messages: api. → messaging."""
    parts = urlsplit(base)
    return f"{parts.scheme}://messaging.{parts.netloc[4:]}" if parts.netloc.startswith("api.") else base


async def _fetched(http: TwilioHttp, url: str) -> dict[str, Any] | Outcome:
    body = await http.fetch(url)
    if not isinstance(body, bytes):
        return body
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return NotSent(reason=Reason.UNREADABLE)
    return found if isinstance(found, dict) else NotSent(reason=Reason.UNREADABLE)
