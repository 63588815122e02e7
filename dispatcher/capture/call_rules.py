"""What Twilio's Calls call takes and what it refuses, and what TwiML means: the verbs that a crisis call needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from dispatcher.capture.twilio_rules import ApiError

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_LONGEST_RING: Final = 600
_LANGUAGE = re.compile(r"[a-z]{2,3}-[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsked:
    """A call that Twilio would place."""

    to: str = field(repr=False)
    sender: str
    url: str = field(repr=False)
    status_callback: str = field(repr=False)
    events: tuple[str, ...]


def read_call(form: Sequence[tuple[str, str]]) -> CallAsked:
    """The call a form asks for. Raises ApiError with the code Twilio would answer."""
    values = dict(form)
    to, sender = values.get("To", ""), values.get("From", "")
    if not to:
        raise ApiError(21201, "No 'To' number is specified")
    if not _NUMBER.fullmatch(to):
        raise ApiError(21211, f"Invalid 'To' Phone Number: {to[:-4]}XXXX")
    if not _NUMBER.fullmatch(sender):
        raise ApiError(21212, f"Invalid From Number (caller ID): {sender}")
    rings = values.get("Timeout", "60")
    if not (rings.isascii() and rings.isdigit() and 1 <= int(rings) <= _LONGEST_RING):
        raise ApiError(20001, "Invalid Timeout")
    return CallAsked(
        to=to,
        sender=sender,
        url=_web(values.get("Url", ""), 21205),
        status_callback=_web(values["StatusCallback"], 21609) if values.get("StatusCallback") else "",
        events=tuple(value for name, value in form if name == "StatusCallbackEvent") or ("completed",),
    )


def _web(url: str, code: int) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ApiError(code, "The URL is not a valid URL.")
    return url


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing of a document: words to say, or a question (``action``: where the digits go; ``digits``: how many)."""

    said: tuple[str, ...] = ()
    action: str | None = None
    digits: int = 0
    hangs_up: bool = False


class BadDocument(ValueError):
    """Twilio would say «an application error has occurred» and hang up."""


def read_twiml(document: bytes, at: str) -> list[Step]:
    """The steps of a TwiML document fetched from ``at``. Raises BadDocument for what Twilio could not read."""
    try:
        root = fromstring(document)  # noqa: S314  of a node on this machine, and asked for by it
    except (ParseError, ValueError) as error:
        raise BadDocument("not XML") from error
    if root.tag != "Response":
        raise BadDocument(f"the document is a {root.tag}")
    return [_step(verb, at) for verb in root]


def _step(verb: Element, at: str) -> Step:
    match verb.tag:
        case "Say":
            return Step(said=(_words(verb),))
        case "Pause":
            return Step()
        case "Hangup":
            return Step(hangs_up=True)
        case "Gather":
            said = tuple(_words(inner) for inner in verb if inner.tag == "Say")
            action = urljoin(at, verb.get("action", at))
            return Step(said=said, action=action, digits=int(verb.get("numDigits", "1")))
        case _:
            raise BadDocument(f"the capture has no verb {verb.tag}")


def _words(say: Element) -> str:
    if not _LANGUAGE.fullmatch(say.get("language", "")):
        raise BadDocument("words without a language would be read in English")
    return " ".join((say.text or "").split())
