"""A message to a topic of the municipality's own app, in the form of Google's discovery document (fcm v1)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

import orjson

from dispatcher.channels.webpush_message import PAGE, Prepared, incident_of
from dispatcher.ports import Message

DEFAULT_TOPIC: Final = "*"
"""The address that means the topic of the settings."""
MOST_BYTES: Final = 2048
"""Of notification and data, to a topic."""
_TOPIC: Final = re.compile(r"[A-Za-z0-9_.~%-]{1,900}")


def usable_topic(topic: str) -> bool:
    """Whether FCM takes it as a topic's name; the prefix /topics/ does not belong to it."""
    return _TOPIC.fullmatch(topic) is not None


def body_of(message: Message, prepared: Prepared, *, topic: str, ttl: int) -> bytes | None:
    """The request's body. None: the text is too long for a topic.

    One collapse key per incident and class: what a phone has not got yet, a later message replaces. One tag per alert:
    the same message twice is one notification.
    """
    notification = {"title": message.variant.headline, "body": message.variant.body}
    data = _data(message, prepared)
    if len(orjson.dumps([notification, data])) > MOST_BYTES:
        return None
    asked = {
        "message": {
            "topic": topic,
            "notification": notification,
            "data": data,
            "android": _android(prepared, ttl),
            "apns": _apns(notification, data, prepared, message.expires_at),
            "webpush": _webpush(notification, message, prepared, ttl),
        }
    }
    return orjson.dumps(asked)


def probe_of(topic: str) -> bytes:
    """A request that FCM judges and does not send."""
    shown = {"title": "Dispatcher", "body": "Dispatcher"}
    return orjson.dumps({"validate_only": True, "message": {"topic": topic, "notification": shown}})


def _data(message: Message, prepared: Prepared) -> dict[str, str]:
    """What the app may want to know, as text, as FCM asks."""
    variant = message.variant
    facts = {
        "alert": prepared.alert,
        "incident": incident_of(prepared.alert),
        "kind": variant.kind,
        "severity": variant.severity,
        "lang": variant.language,
        "url": PAGE,
    }
    return {name: str(fact) for name, fact in facts.items() if fact}


def _android(prepared: Prepared, ttl: int) -> dict[str, Any]:
    return {
        "collapseKey": prepared.topic,
        "priority": "HIGH" if prepared.urgent else "NORMAL",
        "ttl": f"{ttl}s",
        "notification": {"tag": prepared.alert, "visibility": "PUBLIC"},
    }


def _apns(
    notification: dict[str, str], data: dict[str, str], prepared: Prepared, expires_at: datetime
) -> dict[str, Any]:
    level = "time-sensitive" if prepared.urgent else "active"  # *critical* needs a right that Apple gives an app
    return {
        "headers": {
            "apns-push-type": "alert",
            "apns-priority": "10" if prepared.urgent else "5",
            "apns-expiration": str(int(expires_at.timestamp())),
            "apns-collapse-id": prepared.topic,
        },
        "payload": {
            "aps": {
                "alert": notification,
                "sound": "default",
                "interruption-level": level,
                "thread-id": data["incident"],
            }
        },
    }


def _webpush(notification: dict[str, str], message: Message, prepared: Prepared, ttl: int) -> dict[str, Any]:
    headers = {"TTL": str(ttl), "Topic": prepared.topic, "Urgency": "high" if prepared.urgent else "normal"}
    shown = {**notification, "tag": prepared.alert, "lang": message.variant.language}
    return {"headers": headers, "notification": shown}
