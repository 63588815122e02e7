"""Whether a callback is Twilio's: its signature over the public address and the form, and the names we know."""

from __future__ import annotations

from urllib.parse import parse_qsl

from multidict import MultiDict
from twilio.request_validator import RequestValidator

_MOST_FIELDS = 100

KNOWN = frozenset(
    """
    AccountSid ApiVersion Body ErrorCode ErrorMessage MessageSid MessageStatus MessagingServiceSid NumMedia NumSegments
    OptOutType RawDlrDoneDate SmsMessageSid SmsSid SmsStatus
    CallDuration CallSid CallStatus Digits SipResponseCode
    From FromCity FromCountry FromState FromZip To ToCity ToCountry ToState ToZip
    """.split()
)
"""What Twilio's status and inbound callbacks carry, as far as we use or expect it."""


def parse_form(body: bytes) -> MultiDict[str]:
    """The form as Twilio signed it: blank values kept, order kept. Raises ValueError if it is not a form in UTF-8."""
    pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    return MultiDict(pairs)


def valid(url: str, params: MultiDict[str], signature: str | None, auth_token: str) -> bool:
    """Whether ``signature`` is what the holder of ``auth_token`` makes of the address and the form.

    ``url`` is built from PUBLIC_URL, never from the request. A missing header, or an account without a token, is False.
    """
    if not signature or not auth_token:
        return False
    return bool(RequestValidator(auth_token).validate(url, params, signature))


def sign(url: str, params: MultiDict[str], auth_token: str) -> str:
    """What the holder of ``auth_token`` makes of the address and the form."""
    return str(RequestValidator(auth_token).compute_signature(url, params))


def known_names(params: MultiDict[str]) -> dict[str, str]:
    """The fields we know, each given once. The scheme signs names and values run together, so a letter moved from one
    to the other still verifies: a name that is unknown, or given twice, is no field.
    """
    return {name: value for name, value in params.items() if name in KNOWN and len(params.getall(name)) == 1}
