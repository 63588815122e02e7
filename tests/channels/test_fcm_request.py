"""What FCM is asked for, held by the form of Google's discovery document."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest

from dispatcher.capture.fcm_form import SendMessageRequest, read_request
from dispatcher.channels.guard import CaptureCredential
from dispatcher.domain.outcome import Accepted, Refused
from dispatcher.domain.states import ChannelName, Mode, Scope, Severity
from dispatcher.ports import Message
from tests.channels.messages import NIGHT, message, variant
from tests.channels.push_server import BEARER, account_key, sent, with_tokens
from tests.channels.rigs import capture_fcm, fcm_app
from tests.channels.twilio_server import Request, TwilioServer


@pytest.fixture
async def google(twilio: TwilioServer) -> TwilioServer:
    """FCM and its sign-in, taking everything."""
    twilio.behaviour = with_tokens(sent)
    return twilio


def to(
    topic: str = "loten-nb",
    *,
    severity: Severity | None = Severity.EXTREME,
    body: str = "Kok vannet. Nr 4821",
    expires_in: timedelta = timedelta(hours=2),
) -> Message:
    text = replace(variant(ChannelName.APP, headline="Kok vannet", body=body), kind="update", severity=severity)
    return replace(message(topic, text=text, fictional=False, expires_in=expires_in), reference="4821-2.17.abc")


async def asked(google: TwilioServer, what: Message) -> dict[str, Any]:
    """The message in the request that one send makes."""
    channel = fcm_app(google)
    assert isinstance(await channel.send(what), Accepted)
    await channel.close()
    return message_of(google.requests[-1])


def message_of(request: Request) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(request.body)
    assert isinstance(read_request(request.body), SendMessageRequest)
    assert document.keys() == {"message"}
    told: dict[str, Any] = document["message"]
    return told


async def test_one_post_with_a_bearer_token(google: TwilioServer) -> None:
    """The address is the project's, the token the sign-in's, and the body is JSON."""
    await asked(google, to())

    send = google.requests[1]
    assert send.line == "POST /v1/projects/loten-app/messages:send HTTP/1.1"
    assert send.headers["authorization"] == f"Bearer {BEARER}"
    assert send.headers["content-type"] == "application/json"


@pytest.mark.requirement("R058")
async def test_a_message_to_a_topic_in_googles_form(google: TwilioServer) -> None:
    """Collapse key per incident and class, tag per alert, priority and end for Android, Apple and browsers."""
    told = await asked(google, to())

    key = told["android"]["collapseKey"]
    assert len(key) == 32
    assert told == {
        "topic": "loten-nb",
        "notification": {"title": "Kok vannet", "body": "Kok vannet. Nr 4821"},
        "data": {
            "alert": "4821-2",
            "incident": "4821",
            "kind": "update",
            "severity": "extreme",
            "lang": "nb",
            "url": "/krise",
        },
        "android": {
            "collapseKey": key,
            "priority": "HIGH",
            "ttl": "7200s",
            "notification": {"tag": "4821-2", "visibility": "PUBLIC"},
        },
        "apns": {
            "headers": {
                "apns-push-type": "alert",
                "apns-priority": "10",
                "apns-expiration": str(int(NIGHT.timestamp()) + 7200),
                "apns-collapse-id": key,
            },
            "payload": {
                "aps": {
                    "alert": {"title": "Kok vannet", "body": "Kok vannet. Nr 4821"},
                    "sound": "default",
                    "interruption-level": "time-sensitive",
                    "thread-id": "4821",
                }
            },
        },
        "webpush": {
            "headers": {"TTL": "7200", "Topic": key, "Urgency": "high"},
            "notification": {
                "title": "Kok vannet",
                "body": "Kok vannet. Nr 4821",
                "tag": "4821-2",
                "lang": "nb",
            },
        },
    }


async def test_what_is_not_severe_wakes_nobody(google: TwilioServer) -> None:
    """Normal priority and no claim on attention for moderate and minor."""
    told = await asked(google, to(severity=Severity.MODERATE))

    assert told["android"]["priority"] == "NORMAL"
    assert told["apns"]["headers"]["apns-priority"] == "5"
    assert told["apns"]["payload"]["aps"]["interruption-level"] == "active"
    assert told["webpush"]["headers"]["Urgency"] == "normal"


async def test_a_star_is_the_settings_topic(google: TwilioServer) -> None:
    """A plan that names no topics sends to the one of the settings."""
    assert (await asked(google, to("*")))["topic"] == "alle"


@pytest.mark.parametrize("topic", ["", "/topics/loten", "løten", "a b", "a\n", "a/b", "x" * 901])
async def test_a_topic_that_is_none_is_refused_here(google: TwilioServer, topic: str) -> None:
    """FCM would call the whole message invalid; so it is this address that is refused, without a connection."""
    channel = fcm_app(google)
    outcome = await channel.send(to(topic))
    await channel.close()

    assert outcome == Refused(scope=Scope.RECIPIENT, reason="bad-address")
    assert google.connections == 0


async def test_a_text_that_is_too_long_for_a_topic(google: TwilioServer) -> None:
    """2,048 bytes of notification and data; more is the message's fault, found before anything leaves."""
    channel = fcm_app(google)
    outcome = await channel.send(to(body="æ" * 1000))
    await channel.close()

    assert outcome == Refused(scope=Scope.MESSAGE, reason="too-long")
    assert google.connections == 0


async def test_the_sign_in_is_a_signed_assertion(google: TwilioServer) -> None:
    """RS256 with the account's key, for this scope and address and for an hour, as Google asks."""
    await asked(google, to())

    request = google.requests[0]
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assertion = request.form["assertion"]
    options: Any = {"verify_exp": False, "verify_iat": False}
    address = f"{google.url}/token"
    claims = jwt.decode(assertion, account_key().public_key(), algorithms=["RS256"], audience=address, options=options)
    now = int(NIGHT.timestamp())
    assert claims == {
        "iss": "dispatcher@loten-app.iam.example",
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": address,
        "iat": now,
        "exp": now + 3600,
    }
    assert jwt.get_unverified_header(assertion) == {"alg": "RS256", "kid": "k1", "typ": "JWT"}


async def test_the_capture_lane_signs_in_nowhere(google: TwilioServer) -> None:
    """One request, with the generated token, to a project of no one's; and the message is the same."""
    channel = capture_fcm(google)
    await channel.send(replace(to(), mode=Mode.EXERCISE))
    await channel.close()

    [send] = google.requests
    assert send.line == "POST /v1/projects/exercise/messages:send HTTP/1.1"
    assert send.headers["authorization"] == f"Bearer {CaptureCredential('tests').auth_token.get_secret_value()}"
    assert message_of(send)["topic"] == "loten-nb"
