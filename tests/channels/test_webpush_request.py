"""What a push message is on the wire: who sends it, to what end, how long it may wait, and what a browser will read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dispatcher.capture.push_rules import decrypt
from dispatcher.channels.webpush import WebPush
from dispatcher.channels.webpush_encryption import MOST_BYTES
from dispatcher.channels.webpush_vapid import public_key, throw_away_key
from dispatcher.domain.outcome import Accepted, Refused
from dispatcher.domain.states import AudienceClass, ChannelName, Mode, Scope, Severity
from dispatcher.ports import Message
from tests.channels.messages import NIGHT, StillClock, message, variant
from tests.channels.push_server import BROWSER, SUBJECT, b64, point_of, pushed, subscription, vapid_key, with_keys
from tests.channels.rigs import capture_web_push, web_push
from tests.channels.twilio_server import Request, TwilioServer


@pytest.fixture
async def service(twilio: TwilioServer) -> TwilioServer:
    """A push service that takes everything."""
    twilio.behaviour = with_keys(pushed)
    return twilio


@asynccontextmanager
async def channel(service: TwilioServer, clock: StillClock | None = None) -> AsyncIterator[WebPush]:
    one = web_push(service, clock=clock)
    yield one
    await one.close()


def to(
    service: TwilioServer,
    *,
    name: str = "kari",
    reference: str = "4821-1.17.abc",
    kind: str = "first",
    severity: Severity | None = Severity.SEVERE,
    cls: AudienceClass = AudienceClass.CITIZEN,
    variant_id: int = 1,
    headline: str = "Kok vannet på Ådalsbruk",
    expires_in: timedelta = timedelta(hours=2),
) -> Message:
    text = replace(variant(ChannelName.PUSH, headline=headline), id=variant_id, kind=kind, severity=severity, cls=cls)
    made = message(subscription(f"{service.url}/send/{name}"), text=text, expires_in=expires_in)
    return replace(made, reference=reference)


def payload_of(request: Request) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(decrypt(request.body, BROWSER))
    return told


async def test_one_post_to_the_browsers_own_address(service: TwilioServer) -> None:
    """Method, path and every header are those of the standard, and nothing of ours is beside them."""
    async with channel(service) as one:
        await one.send(to(service))

    request = service.requests[0]
    assert request.line == "POST /send/kari HTTP/1.1"
    headers = {name: value for name, value in request.headers.items() if name}
    assert headers.pop("authorization").startswith("vapid t=")
    assert headers == {
        "host": service.url.removeprefix("http://"),
        "user-agent": "dispatcher",
        "accept-encoding": "identity",
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "content-length": str(len(request.body)),
        "ttl": "7200",
        "topic": b64(hashlib.sha256(b"4821citizen").digest())[:32],
        "urgency": "high",
    }


async def test_the_browser_reads_what_the_worker_needs(service: TwilioServer) -> None:
    """Title, body and language are the variant's, the tag is the alert's id, and the page is our own."""
    async with channel(service) as one:
        await one.send(to(service))

    assert payload_of(service.requests[0]) == {
        "title": "Kok vannet på Ådalsbruk",
        "body": "KOKEVARSEL fra Løten kommune: kok vannet & vent. Nr 4821",
        "tag": "4821-1",
        "url": "/krise",
        "lang": "nb",
        "kind": "first",
        "severity": "severe",
    }


async def test_a_newer_request_takes_the_older_ones_place_on_the_screen(service: TwilioServer) -> None:
    """A service message has a number of its own each time; an approver sees one request an incident."""
    async with channel(service) as one:
        await one.send(to(service, reference="4821-s1.17.abc", kind="service", variant_id=1))
        await one.send(to(service, reference="4821-s4.90.abc", kind="service", variant_id=2))

    assert [payload_of(request)["tag"] for request in service.requests] == ["4821-service"] * 2


async def test_one_topic_per_incident_and_class(service: TwilioServer) -> None:
    """An update takes the undelivered alert's place at the push service; another class's or incident's does not."""
    async with channel(service) as one:
        await one.send(to(service, reference="4821-1.17.abc", variant_id=1))
        await one.send(to(service, reference="4821-2.90.abc", variant_id=2))
        await one.send(to(service, reference="4821-2.91.abc", variant_id=3, cls=AudienceClass.STAFF))
        await one.send(to(service, reference="4822-1.92.abc", variant_id=4))

    topics = [request.headers["topic"] for request in service.requests]
    tags = [payload_of(request)["tag"] for request in service.requests]
    assert topics[0] == topics[1]
    assert len(set(topics)) == 3
    assert all(len(topic) == 32 for topic in topics)
    assert tags == ["4821-1", "4821-2", "4821-2", "4822-1"]


async def test_a_second_try_is_the_same_notification(service: TwilioServer) -> None:
    """An ambiguous attempt is sent again freely: topic and tag are the same, whatever the attempt."""
    async with channel(service) as one:
        for attempt in ("a", "b"):
            await one.send(replace(to(service), attempt=attempt))

    first, second = service.requests
    assert first.headers["topic"] == second.headers["topic"]
    assert payload_of(first) == payload_of(second)


@pytest.mark.parametrize(
    ("severity", "urgency"),
    [
        (Severity.EXTREME, "high"),
        (Severity.SEVERE, "high"),
        (Severity.MODERATE, "normal"),
        (Severity.MINOR, "normal"),
        (None, "high"),
    ],
)
async def test_urgency_follows_severity(service: TwilioServer, severity: Severity | None, urgency: str) -> None:
    """What is severe wakes the phone; what nobody has rated may be, so it does too."""
    async with channel(service) as one:
        await one.send(to(service, severity=severity))

    assert service.requests[0].headers["urgency"] == urgency


@pytest.mark.parametrize(
    ("left", "ttl"),
    [(timedelta(seconds=90), "90"), (timedelta(seconds=0.5), "1"), (timedelta(days=90), str(28 * 86_400))],
)
async def test_ttl_is_the_time_to_expiry(service: TwilioServer, left: timedelta, ttl: str) -> None:
    """Whole seconds, at least one, and never more than push services keep."""
    async with channel(service) as one:
        await one.send(to(service, expires_in=left))

    assert service.requests[0].headers["ttl"] == ttl


def claims_of(request: Request) -> tuple[dict[str, Any], str]:
    """The token's claims, its signature checked with the key that comes with it."""
    token, _, key = request.headers["authorization"].removeprefix("vapid t=").partition(", k=")
    origin = f"http://{request.headers['host']}"
    options: Any = {"verify_exp": False}
    return jwt.decode(token, vapid_key().public_key(), algorithms=["ES256"], audience=origin, options=options), key


async def test_the_token_is_made_out_to_the_push_service(service: TwilioServer) -> None:
    """Audience is the endpoint's origin, the end is within a day, the subject is the operator's, the key is ours."""
    async with channel(service) as one:
        await one.send(to(service))

    claims, key = claims_of(service.requests[0])
    assert claims == {"aud": service.url, "exp": int(NIGHT.timestamp()) + 12 * 3600, "sub": SUBJECT}
    assert key == b64(point_of(vapid_key())) == public_key(vapid_key())


async def test_a_token_is_signed_once_and_renewed_in_time(service: TwilioServer) -> None:
    """The same header for six hours, then another: none is ever used in its last hours."""
    clock = StillClock()
    async with channel(service, clock) as one:
        for hours in (0, 5.9, 0.2):
            clock.at += timedelta(hours=hours)
            await one.send(to(service, expires_in=timedelta(days=1)))

    first, second, third = (request.headers["authorization"] for request in service.requests)
    assert first == second != third


async def test_a_text_that_is_too_long_is_the_messages_fault(service: TwilioServer) -> None:
    """Past 3,993 bytes of JSON nothing is encrypted or sent: the alert's lane is to stop, not the recipient to fail."""
    bare = len(json.dumps({**payload_shell(), "title": ""}, ensure_ascii=False, separators=(",", ":")).encode())
    fits, over = "æ" * ((MOST_BYTES - bare) // 2), "æ" * ((MOST_BYTES - bare) // 2 + 1)
    async with channel(service) as one:
        outcomes = [
            await one.send(to(service, headline=headline, variant_id=number))
            for number, headline in enumerate((fits, over))
        ]

    assert isinstance(outcomes[0], Accepted)
    assert outcomes[1] == Refused(scope=Scope.MESSAGE, reason="too-long")
    assert len(service.requests) == 1


def payload_shell() -> dict[str, str]:
    text = variant(ChannelName.PUSH)
    facts = {"title": "", "body": text.body, "tag": "4821-1", "url": "/krise", "lang": "nb"}
    return {**facts, "kind": "first", "severity": "severe"}


async def test_a_reused_variant_id_never_sends_an_old_text(service: TwilioServer) -> None:
    """What is prepared is kept by the variant's id, and compared by its text and its alert."""
    async with channel(service) as one:
        await one.send(to(service, headline="Kok vannet"))
        await one.send(to(service, headline="Du kan drikke vannet igjen"))
        await one.send(to(service, headline="Du kan drikke vannet igjen", reference="4900-1.2.abc"))

    told = [(payload_of(request)["title"], payload_of(request)["tag"]) for request in service.requests]
    assert told == [
        ("Kok vannet", "4821-1"),
        ("Du kan drikke vannet igjen", "4821-1"),
        ("Du kan drikke vannet igjen", "4900-1"),
    ]


async def test_the_capture_lane_reaches_no_browser(service: TwilioServer) -> None:
    """An exercise to a real browser's subscription goes to the capture's address, for the capture's keys, with a key
    of no meaning: the browser's own address and keys take no part in it.
    """
    real = json.dumps({"endpoint": "https://fcm.googleapis.com/fcm/send/kari", **browser_of_somebody()})
    one = capture_web_push(service)
    await one.send(replace(to(service), address=real, mode=Mode.EXERCISE, fictional=False))
    await one.close()

    keys, push = service.requests
    assert keys.line == "GET /push-key HTTP/1.1"
    name = hashlib.sha256(b"https://fcm.googleapis.com/fcm/send/kari").hexdigest()[:16]
    assert push.line == f"POST /push/{name} HTTP/1.1"
    assert payload_of(push)["title"] == "Kok vannet på Ådalsbruk"
    assert public_key(vapid_key()) not in push.headers["authorization"]


def browser_of_somebody() -> dict[str, str]:
    return {"p256dh": public_key(ec.generate_private_key(ec.SECP256R1())), "auth": b64(b"0123456789abcdef")}


def test_an_exercise_nodes_key_lasts() -> None:
    """The same seed gives the same key after a restart, another seed another, and none at all another every time."""
    told = [public_key(throw_away_key(seed)) for seed in ("a", "a", "b", None, None)]

    assert told[0] == told[1]
    assert len(set(told)) == 4
