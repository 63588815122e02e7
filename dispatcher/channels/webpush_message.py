"""What a push message says and how long it may wait: the same for everybody who gets a text, so made once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import orjson

from dispatcher.channels.webpush_encryption import in_base64
from dispatcher.domain.states import SERVICE, AudienceClass, Severity
from dispatcher.ports import Clock, Message, Variant

PAGE: Final = "/krise"
LONGEST_TTL: Final = 28 * 86_400
_TOPIC: Final = 32
_CALM: Final = frozenset({Severity.MODERATE, Severity.MINOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A variant of an alert, ready for any recipient."""

    variant: Variant = field(repr=False)
    alert: str
    topic: str
    urgent: bool
    payload: bytes = field(repr=False)


def prepare(message: Message) -> Prepared:
    """What is the same for everybody who gets this text."""
    variant, alert = message.variant, alert_of(message)
    facts = {
        "title": variant.headline,
        "body": variant.body,
        "tag": _tag(alert, variant),
        "url": PAGE,
        "lang": variant.language,
        "kind": variant.kind,
        "severity": variant.severity,
    }
    return Prepared(
        variant=variant,
        alert=alert,
        topic=topic_of(incident_of(alert), variant.cls),
        urgent=variant.severity not in _CALM,
        payload=orjson.dumps({name: fact for name, fact in facts.items() if fact}),
    )


def _tag(alert: str, variant: Variant) -> str:
    """What a newer message takes the place of on the screen: the alert's own; of requests, the incident's former."""
    return f"{incident_of(alert)}-{SERVICE}" if variant.kind == SERVICE else alert


def alert_of(message: Message) -> str:
    """The alert's id: what a delivery's reference begins with."""
    return message.reference.partition(".")[0]


def incident_of(alert: str) -> str:
    """An alert's id is its incident's, a dash and its number there."""
    return alert.rpartition("-")[0] or alert


@lru_cache(maxsize=256)
def topic_of(incident: str, cls: AudienceClass) -> str:
    """One undelivered message per incident and class: a later one takes its place at the push service."""
    return in_base64(hashlib.sha256(f"{incident}{cls}".encode()).digest())[:_TOPIC]


def ttl_of(message: Message, clock: Clock) -> int:
    """Whole seconds until it is too late to show it."""
    left = int((message.expires_at - clock.now()).total_seconds())
    return min(max(left, 1), LONGEST_TTL)
