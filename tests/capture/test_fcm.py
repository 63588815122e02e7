"""The capture as FCM: the sign-in, the call with its form held strictly, and what its journal can show."""

from __future__ import annotations

from collections.abc import AsyncIterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from dispatcher.channels.fcm import CaptureFcm, FcmApp
from dispatcher.channels.guard import CaptureCredential
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import AudienceClass, ChannelName, Mode, Scope, Severity
from dispatcher.ports import Message, SystemClock, Variant
from dispatcher.push_keys import ServiceAccount
from tests.capture.harness import Capture

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EMAIL = "dispatcher@loten-app.iam.example"
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def to(topic: str = "loten-nb", *, mode: Mode = Mode.REAL) -> Message:
    text = Variant(
        id=1,
        cls=AudienceClass.CITIZEN,
        channel=ChannelName.APP,
        language="nb",
        headline="Kok vannet",
        body="Kok vannet i 1 minutt. Nr 4821",
        kind="first",
        severity=Severity.SEVERE,
    )
    return Message(
        attempt="a1",
        delivery=17,
        reference="4821-1.17.abc",
        mode=mode,
        address=topic,
        fictional=False,
        variant=text,
        expires_at=datetime.now(UTC) + timedelta(hours=2),
    )


@pytest.fixture
async def real(capture: Capture) -> AsyncIterator[FcmApp]:
    """The real channel, whose Google is the capture."""
    uri = f"{capture.ready.http}/token"
    account = ServiceAccount(email=EMAIL, project="p", token_uri=uri, key_id="", key=KEY)
    channel = FcmApp(
        account, base_url=capture.ready.http, project="loten-app", topic="alle", clock=SystemClock(), timeout=2
    )
    yield channel
    await channel.close()


@pytest.mark.requirement("R058")
async def test_the_journal_shows_what_the_app_would_get(capture: Capture, real: FcmApp) -> None:
    """Signed in and sent as to Google: the topic, the words, and the whole message as it was asked for."""
    outcome = await real.send(to())

    [entry] = await capture.journal(channel="app")
    assert outcome == Accepted(provider_id=entry["message_id"])
    assert entry["to"] == "loten-nb"
    assert entry["subject"] == "Kok vannet"
    assert entry["body"] == "Kok vannet i 1 minutt. Nr 4821"
    assert entry["from"] == "projects/loten-app"
    assert entry["urgency"] == "high"
    assert 7190 <= entry["ttl"] <= 7200
    assert entry["payload"]["android"]["collapseKey"] == entry["topic"]
    assert entry["payload"]["android"]["notification"]["tag"] == "4821-1"


async def test_the_capture_lane_needs_no_sign_in(capture: Capture) -> None:
    """With its generated token it is taken at once."""
    channel = CaptureFcm(capture.ready.http, CaptureCredential("x"), topic="alle", clock=SystemClock())
    outcome = await channel.send(to("*", mode=Mode.EXERCISE))
    await channel.close()

    [entry] = await capture.journal(channel="app")
    assert isinstance(outcome, Accepted)
    assert (entry["to"], entry["from"]) == ("alle", "projects/exercise")


GOOD: dict[str, Any] = {
    "message": {
        "topic": "loten",
        "notification": {"title": "Kok vannet", "body": "Nr 4821"},
        "data": {"alert": "4821-1"},
        "android": {"collapse_key": "k", "priority": "HIGH", "ttl": "3.5s", "notification": {"tag": "4821-1"}},
        "apns": {"headers": {"apns-collapse-id": "k", "apns-priority": "10"}, "payload": {"aps": {"sound": "default"}}},
        "webpush": {"headers": {"TTL": "60"}, "fcmOptions": {"link": "https://varsling.loten.example/krise"}},
    }
}


async def asked(capture: Capture, document: Any, **headers: str) -> tuple[int, Any]:
    """One call by hand, with nothing of ours."""
    given = {"Authorization": "Bearer x", **headers}
    url = f"{capture.ready.http}/v1/projects/p/messages:send"
    async with capture.session.post(url, json=document, headers=given) as answer:
        return answer.status, await answer.json()


async def test_both_spellings_of_googles_parser(capture: Capture) -> None:
    """``collapse_key`` as most write it is ``collapseKey`` of the discovery document."""
    status, told = await asked(capture, GOOD)

    [entry] = await capture.journal()
    assert status == 200
    assert told == {"name": entry["message_id"]}
    assert (entry["topic"], entry["ttl"]) == ("k", 3)


def wrong(path: str, value: Any) -> Any:
    """The good document with one thing in it changed; the value None takes it away."""
    document = deepcopy(GOOD)
    *way, last = path.split(".")
    part = document
    for name in way:
        part = part[name]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("message", "x"),
        ("mesage", {}),
        ("message.topics", "x"),
        ("message.topic", None),
        ("message.topic", "/topics/x"),
        ("message.topic", "løten"),
        ("message.token", "x"),
        ("message.notification.tittel", "x"),
        ("message.notification.title", 1),
        ("message.data.number", 4821),
        ("message.data.from", "x"),
        ("message.data.google_x", "x"),
        ("message.android.priority", "high"),
        ("message.android.ttl", 3600),
        ("message.android.ttl", "an hour"),
        ("message.android.notification.tagg", "x"),
        ("message.apns.headers.apns-priority", "7"),
        ("message.apns.headers.apns-collapse-id", "x" * 65),
        ("message.apns.headers.apns-expiration", "soon"),
        ("message.webpush.fcmOptions.link", "http://x.example"),
        ("message.notification.body", "x" * 2100),
    ],
)
async def test_the_form_is_held_strictly(capture: Capture, path: str, value: Any) -> None:
    """An unknown name or a wrong type is 400 INVALID_ARGUMENT that names the field, and nothing is kept."""
    status, told = await asked(capture, wrong(path, value))

    error = told["error"]
    assert (status, error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["details"][0]["errorCode"] == "INVALID_ARGUMENT"
    assert error["details"][1]["fieldViolations"]
    assert await capture.journal() == []


async def test_without_a_token_nothing_is_taken(capture: Capture) -> None:
    """401, in Google's words."""
    for authorization in ("", "Bearer ", "Basic eDp5"):
        status, told = await asked(capture, GOOD, Authorization=authorization)

        assert (status, told["error"]["status"]) == (401, "UNAUTHENTICATED")
    assert await capture.journal() == []


async def test_a_trial_is_not_kept(capture: Capture) -> None:
    """``validateOnly`` gets a name and reaches nobody."""
    status, _ = await asked(capture, {**GOOD, "validateOnly": True})

    assert status == 200
    assert await capture.journal() == []


async def signed_in(
    capture: Capture, *, grant: str = GRANT, algorithm: str = "RS256", **changed: Any
) -> tuple[int, Any]:
    """One sign-in by hand."""
    now = int(time())
    uri = f"{capture.ready.http}/token"
    claims = {"iss": EMAIL, "scope": SCOPE, "aud": uri, "iat": now, "exp": now + 3600} | changed
    key: Any = KEY if algorithm == "RS256" else "x" * 32
    assertion = jwt.encode({name: value for name, value in claims.items() if value}, key, algorithm=algorithm)
    form = urlencode({"grant_type": grant, "assertion": assertion})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with capture.session.post(uri, data=form, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_sign_in_gives_a_token_for_an_hour(capture: Capture) -> None:
    """As Google answers."""
    status, told = await signed_in(capture)

    assert status == 200
    assert told["token_type"] == "Bearer"
    assert told["expires_in"] == 3599
    assert told["access_token"]


@pytest.mark.parametrize(
    "changed",
    [
        {"grant": "password"},
        {"algorithm": "HS256"},
        {"iss": ""},
        {"aud": "https://oauth2.googleapis.com/token"},
        {"scope": "https://www.googleapis.com/auth/drive"},
        {"exp": int(time()) - 5},
        {"exp": int(time()) + 86_400},
        {"iat": ""},
    ],
    ids=["grant", "algorithm", "issuer", "audience", "scope", "ended", "a day", "no beginning"],
)
async def test_a_sign_in_that_is_none(capture: Capture, changed: dict[str, Any]) -> None:
    """Each thing Google looks at, alone: 400 invalid_grant."""
    status, told = await signed_in(capture, **changed)

    assert (status, told["error"]) == (400, "invalid_grant")


FAULTS: dict[str, tuple[dict[str, Any], Outcome, int]] = {
    "unregistered": (
        {"status": 404, "code": "UNREGISTERED"},
        Refused(scope=Scope.RECIPIENT, reason="gone", code="UNREGISTERED"),
        0,
    ),
    "quota": (
        {"status": 429, "code": "QUOTA_EXCEEDED", "retry_after": 5},
        NotSent(reason="slow-down", retry_after=5.0, slow_down=True, code="QUOTA_EXCEEDED"),
        0,
    ),
    "401": ({"status": 401}, Refused(scope=Scope.ROUTE, reason="credentials", code="UNAUTHENTICATED"), 0),
    "500": ({"status": 500}, Unsure(reason="server-error", code="INTERNAL"), 0),
    "dropped answer": ({"kind": "push_drop"}, Unsure(reason="dropped"), 1),
    "silence": ({"kind": "push_silence"}, Unsure(reason="timeout"), 0),
    "sign-in": (
        {"status": 400, "channel": "token"},
        Refused(scope=Scope.ROUTE, reason="credentials", code="token-invalid_grant"),
        0,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_misbehaviour_that_was_asked_for(capture: Capture, real: FcmApp, name: str) -> None:
    """Every fault of the board, as the channel takes it, and whether the app's phones would have had the message."""
    fault, outcome, kept = FAULTS[name]
    await capture.put_faults({"kind": "push_http", "channel": "app", **fault})

    assert await real.send(to()) == outcome
    assert len(await capture.journal(channel="app")) == kept
