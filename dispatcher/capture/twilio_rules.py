"""What Twilio's Messages call takes and what it refuses: its parameters, its codes, its words.

Codes and texts as Twilio's error dictionary has them (twilio.com/docs/api/errors). A number is looked at by its form
only, never looked up: the fictional numbers of the test lists are taken as mobiles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from dispatcher.domain.errors import DispatcherError

BODY_LIMIT: Final = 1600
VALIDITY_LIMIT: Final = 36_000

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_NORWEGIAN = re.compile(r"\+47(?:[2-9]\d{7}|5[89]\d{10})")
_NORWEGIAN_MOBILE = re.compile(r"\+47(?:[49]\d{7}|5[89]\d{10})")
_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}")
_SHORT_CODE = re.compile(r"\d{3,8}")
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_PUNCTUATION = str.maketrans("", "", " ()-.")


class ApiError(DispatcherError):
    """Twilio's error answer: a code, its words and an HTTP status."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A message that Twilio would take."""

    to: str = field(repr=False)
    sender: str
    messaging_service: str
    body: str = field(repr=False)
    status_callback: str = field(repr=False)
    validity_period: int | None


def read_submission(form: Mapping[str, str]) -> Submission:
    """The message a form asks for. Raises ApiError with the code Twilio would answer."""
    to = _recipient(form.get("To", ""))
    service = form.get("MessagingServiceSid", "")
    if service and not _SERVICE.fullmatch(service):
        raise ApiError(21705, "The Messaging Service Sid is invalid")
    sender = form.get("From", "")
    if not sender and not service:
        raise ApiError(21603, "A 'From' phone number is required.")
    if sender and not _may_send(sender):
        raise ApiError(21212, f"Invalid From Number (caller ID): {sender}")
    return Submission(
        to=to,
        sender=sender,
        messaging_service=service,
        body=_body(form.get("Body", "")),
        status_callback=_callback(form.get("StatusCallback", "")),
        validity_period=_validity(form.get("ValidityPeriod")),
    )


def _recipient(given: str) -> str:
    if not given.strip():
        raise ApiError(21604, "A 'To' phone number is required.")
    to = given.translate(_PUNCTUATION)
    if not _E164.fullmatch(to) or (to.startswith("+47") and not _NORWEGIAN.fullmatch(to)):
        raise ApiError(21211, f"Invalid 'To' Phone Number: {given[:-4]}XXXX")
    if to.startswith("+47") and not _NORWEGIAN_MOBILE.fullmatch(to):
        raise ApiError(21614, f"To number: {to}, is not a mobile number")
    return to


def _may_send(sender: str) -> bool:
    return any(form.fullmatch(sender) for form in (_E164, _NAME, _SHORT_CODE))


def _body(body: str) -> str:
    if not body:
        raise ApiError(21602, "Message body is required.")
    if len(body) > BODY_LIMIT:
        raise ApiError(21617, f"The concatenated message body exceeds the {BODY_LIMIT} character limit")
    return body


def _callback(url: str) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ApiError(21609, "The 'StatusCallback' URL is not a valid URL.")
    return url


def _validity(given: str | None) -> int | None:
    if given is None:
        return None
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= VALIDITY_LIMIT:
        raise ApiError(21624, f"The validity period must be a whole number of seconds from 1 to {VALIDITY_LIMIT}.")
    return int(given)
