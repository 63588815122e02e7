"""The capture as a push service and its browsers: what it takes, what it refuses, and what its journal can show."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dispatcher.channels.webpush import CaptureWebPush, WebPush
from dispatcher.channels.webpush_encryption import Receiver, encrypt
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import AudienceClass, ChannelName, Mode, Scope, Severity
from dispatcher.ports import Message, SystemClock, Variant
from tests.capture.harness import Capture, Ready, control, lines_of, running

KEY = ec.generate_private_key(ec.SECP256R1())
HASH = "d3a5d1b9ac7f6f3a"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def public(key: ec.EllipticCurvePrivateKey = KEY) -> str:
    return b64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


async def subscription(capture: Capture) -> dict[str, Any]:
    """A browser's, from the capture."""
    async with capture.session.post(f"{capture.ready.http}/push-subscriptions") as answer:
        assert answer.status == 201
        made: dict[str, Any] = await answer.json()
        return made


async def keys(capture: Capture) -> dict[str, str]:
    async with capture.session.get(f"{capture.ready.http}/push-key") as answer:
        told: dict[str, str] = await answer.json()
        return told


def to(address: str, *, mode: Mode = Mode.REAL) -> Message:
    text = Variant(
        id=1,
        cls=AudienceClass.CITIZEN,
        channel=ChannelName.PUSH,
        language="nb",
        headline="Kok vannet på Ådalsbruk",
        body="Kok vannet i 1 minutt. Nr 4821",
        kind="first",
        severity=Severity.SEVERE,
    )
    return Message(
        attempt="a1",
        delivery=17,
        reference="4821-1.17.abc",
        mode=mode,
        address=address,
        fictional=True,
        variant=text,
        expires_at=datetime.now(UTC) + timedelta(hours=2),
    )


@pytest.fixture
async def real(capture: Capture) -> AsyncIterator[WebPush]:
    """The real channel, which the settings let send to this machine."""
    channel = WebPush(KEY, subject="mailto:a@loten.example", allowed=["127.0.0.1"], clock=SystemClock(), timeout=2)
    yield channel
    await channel.close()


async def sent(capture: Capture, channel: WebPush) -> tuple[dict[str, Any], Outcome]:
    made = await subscription(capture)
    address = json.dumps({"endpoint": made["endpoint"], **made["keys"]})
    return made, await channel.send(to(address))


@pytest.mark.requirement("R058")
async def test_the_journal_shows_what_the_browser_would(capture: Capture, real: WebPush) -> None:
    """Encrypted by the channel, opened by the capture: title, text, tag and what the push service was told."""
    made, outcome = await sent(capture, real)

    [entry] = await capture.journal(channel="push")
    assert outcome == Accepted(provider_id=entry["message_id"])
    assert made["expirationTime"] is None
    assert entry["to"] == made["endpoint"].rpartition("/")[2]
    assert entry["subject"] == "Kok vannet på Ådalsbruk"
    assert entry["body"] == "Kok vannet i 1 minutt. Nr 4821"
    assert entry["from"] == "mailto:a@loten.example"
    assert entry["urgency"] == "high"
    assert 7190 <= entry["ttl"] <= 7200
    assert len(entry["topic"]) == 32
    assert entry["payload"] == {
        "title": "Kok vannet på Ådalsbruk",
        "body": "Kok vannet i 1 minutt. Nr 4821",
        "tag": "4821-1",
        "url": "/krise",
        "lang": "nb",
        "kind": "first",
        "severity": "severe",
    }


async def test_the_capture_lane_is_opened_whoever_it_was_for(capture: Capture) -> None:
    """A browser's own keys take no part: the journal has the text, and for whom by the hash in the delivery's ref."""
    somebody = {"p256dh": public(ec.generate_private_key(ec.SECP256R1())), "auth": b64(b"0123456789abcdef")}
    address = json.dumps({"endpoint": "https://fcm.googleapis.com/fcm/send/kari", **somebody})
    channel = CaptureWebPush(capture.ready.http, clock=SystemClock())
    outcome = await channel.send(replace(to(address, mode=Mode.EXERCISE), fictional=False))
    await channel.close()

    [entry] = await capture.journal(channel="push")
    assert isinstance(outcome, Accepted)
    assert entry["to"] == "fc1a3097472022f6"  # the first 16 hex digits of the endpoint's SHA-256
    assert entry["payload"]["tag"] == "4821-1"
    assert "fcm.googleapis.com" not in json.dumps(entry)


async def test_a_capture_that_began_anew_is_learnt_anew() -> None:
    """After a restart the keys are others: what was encrypted for the old is not sent, and then all is well."""
    with running() as first:
        channel = CaptureWebPush(first.http, clock=SystemClock())
        address = json.dumps({"endpoint": "https://fcm.googleapis.com/x", "p256dh": public(), "auth": b64(b"x" * 16)})
        exercise = to(address, mode=Mode.EXERCISE)
        begun = await channel.send(exercise)
    port = first.http.rpartition(":")[2]
    with running("--port-base", port):
        again = [await channel.send(exercise) for _ in range(3)]
    await channel.close()

    assert isinstance(begun, Accepted)
    assert again[:2] == [Unsure(reason="dropped"), NotSent(reason="unreadable", code="http-400")]  # a kept connection
    assert isinstance(again[2], Accepted)


async def test_the_journal_file_keeps_pushes(tmp_path: Path) -> None:
    """What was accepted is in the file, and the same after a restart."""
    file = tmp_path / "journal.ndjson"
    with running("--journal", str(file)) as ready:
        async with control(ready) as capture:
            channel = CaptureWebPush(ready.http, clock=SystemClock())
            address = json.dumps({"endpoint": "https://x.example/y", "p256dh": public(), "auth": b64(b"x" * 16)})
            await channel.send(to(address, mode=Mode.EXERCISE))
            await channel.close()
            before = await capture.journal()
    with running("--journal", str(file)) as ready:
        async with control(ready) as capture:
            capture.start = 0
            after = await capture.journal()

    assert before == after == lines_of(file)
    assert before[0]["payload"]["tag"] == "4821-1"


def vapid(ready: Ready, key: ec.EllipticCurvePrivateKey = KEY, **claims: Any) -> str:
    given = {"aud": ready.http, "exp": int(time()) + 3600, "sub": "mailto:a@b.example"} | claims
    token = jwt.encode({name: value for name, value in given.items() if value is not None}, key, algorithm="ES256")
    return f"vapid t={token}, k={public()}"


async def refusal(capture: Capture, **changed: str | bytes | None) -> int:
    """The status of a push with something wrong in it; the body is right unless the test says otherwise."""
    told = await keys(capture)
    body = changed.pop("body", None) or encrypt(b"{}", Receiver.read(**told))
    headers: dict[str, Any] = {
        "Authorization": vapid(capture.ready),
        "TTL": "60",
        "Topic": "t",
        "Urgency": "high",
        "Content-Encoding": "aes128gcm",
        **{name.replace("_", "-"): value for name, value in changed.items()},
    }
    headers = {name: value for name, value in headers.items() if value is not None}
    async with capture.session.post(f"{capture.ready.http}/push/{HASH}", data=body, headers=headers) as answer:
        await answer.read()
        return answer.status


async def test_a_push_as_it_should_be(capture: Capture) -> None:
    """By hand, with nothing of ours: taken, and its own address is told."""
    assert await refusal(capture) == 201
    assert [entry["to"] for entry in await capture.journal()] == [HASH]


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (401, {"Authorization": None}),
        (401, {"Authorization": "Bearer x"}),
        (401, {"Authorization": "vapid t=x"}),
        (403, {"Authorization": "vapid t=x.y.z, k=AAAA"}),
        (400, {"TTL": None}),
        (400, {"TTL": "-1"}),
        (400, {"TTL": "soon"}),
        (400, {"Topic": "x" * 33}),
        (400, {"Topic": "a b"}),
        (400, {"Urgency": "immediate"}),
        (400, {"Content_Encoding": "aesgcm"}),
        (400, {"Content_Encoding": None}),
        (400, {"body": b"x"}),
        (400, {"body": b"x" * 200}),
        (413, {"body": b"x" * 4097}),
    ],
    ids=[
        *("no header", "no vapid", "no key", "no token"),
        *("no TTL", "less than no TTL", "no number", "long topic", "topic with a space", "urgency"),
        *("encoding", "no encoding", "a byte", "noise", "too large"),
    ],
)
async def test_what_a_push_service_refuses(capture: Capture, status: int, changed: dict[str, Any]) -> None:
    """Each rule of the standards, alone: refused with its status, and nothing is in the journal."""
    assert await refusal(capture, **changed) == status
    assert await capture.journal() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "http://127.0.0.1:1"},
        {"aud": None},
        {"exp": None},
        {"exp": int(time()) - 1},
        {"exp": int(time()) + 25 * 3600},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["another's", "nobody's", "endless", "ended", "too long", "another key"],
)
async def test_a_token_that_proves_nothing(capture: Capture, wrong: dict[str, Any]) -> None:
    """Made out to another, ended, longer than a day, or signed with another key than it shows: 403."""
    assert await refusal(capture, Authorization=vapid(capture.ready, **wrong)) == 403


async def test_keys_of_another_browser_cannot_be_opened(capture: Capture) -> None:
    """What was not encrypted for the capture is refused rather than kept unread."""
    somebody = Receiver.read(public(), b64(b"x" * 16))

    assert await refusal(capture, body=encrypt(b"{}", somebody)) == 400


FAULTS: dict[str, tuple[dict[str, Any], Outcome, int]] = {
    "404": ({"kind": "push_http", "status": 404}, Refused(scope=Scope.RECIPIENT, reason="gone", code="http-404"), 0),
    "410": ({"kind": "push_http", "status": 410}, Refused(scope=Scope.RECIPIENT, reason="gone", code="http-410"), 0),
    "401": ({"kind": "push_http", "status": 401}, Refused(scope=Scope.ROUTE, reason="credentials", code="http-401"), 0),
    "413": ({"kind": "push_http", "status": 413}, Refused(scope=Scope.MESSAGE, reason="too-long", code="http-413"), 0),
    "429": (
        {"kind": "push_http", "status": 429, "retry_after": 9},
        NotSent(reason="slow-down", retry_after=9.0, slow_down=True, code="http-429"),
        0,
    ),
    "500": ({"kind": "push_http", "status": 500}, Unsure(reason="server-error", code="http-500"), 0),
    "redirect": (
        {"kind": "push_http", "status": 307, "location": "http://127.0.0.1:1/"},
        Refused(scope=Scope.RECIPIENT, reason="unknown", code="http-307"),
        0,
    ),
    "dropped answer": ({"kind": "push_drop"}, Unsure(reason="dropped"), 1),
    "dropped request": ({"kind": "push_drop", "journal": False}, Unsure(reason="dropped"), 0),
    "silence": ({"kind": "push_silence"}, Unsure(reason="timeout"), 0),
    "silence after acceptance": ({"kind": "push_silence", "journal": True}, Unsure(reason="timeout"), 1),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_misbehaviour_that_was_asked_for(capture: Capture, real: WebPush, name: str) -> None:
    """Every fault of the board, as the channel takes it, and whether a browser would have had the message."""
    fault, outcome, kept = FAULTS[name]
    await capture.put_faults(fault)

    _, came = await sent(capture, real)

    assert came == outcome
    assert len(await capture.journal(channel="push")) == kept


async def test_a_fault_may_be_for_one_subscription(capture: Capture, real: WebPush) -> None:
    """By the end of its address; the others are well, and so are the other channels."""
    one, other = await subscription(capture), await subscription(capture)
    await capture.put_faults({"kind": "push_http", "status": 410, "to": one["endpoint"].rpartition("/")[2]})
    outcomes = [
        await real.send(to(json.dumps({"endpoint": made["endpoint"], **made["keys"]}))) for made in (one, other)
    ]

    assert [type(outcome) for outcome in outcomes] == [Refused, Accepted]


async def test_latency_is_after_acceptance(capture: Capture, real: WebPush) -> None:
    """A slow answer is of a message that is in the journal."""
    await capture.put_faults({"kind": "push_latency", "ms": 10_000})

    _, outcome = await sent(capture, real)

    assert outcome == Unsure(reason="timeout")
    assert len(await capture.journal(channel="push")) == 1
