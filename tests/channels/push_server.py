"""Push services and FCM as a server that misbehaves by name, and the keys, accounts and subscriptions of the tests."""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64encode
from functools import cache
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from dispatcher.capture.push_rules import PushKeys
from dispatcher.push_keys import ServiceAccount
from tests.channels.twilio_server import Behaviour, Request, answering, dropping, silent

BROWSER: Final = PushKeys()
SUBJECT: Final = "mailto:beredskap@loten.example"
BEARER: Final = "canary-bearer-0123456789"
PROJECT: Final = "loten-app"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def subscription(endpoint: str, **changed: str) -> str:
    """A contact point's value: the browser's endpoint and keys."""
    return json.dumps({"endpoint": endpoint, **BROWSER.as_told(), **changed})


@cache
def vapid_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def account_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def account(token_uri: str) -> ServiceAccount:
    return ServiceAccount(
        email="dispatcher@loten-app.iam.example", project=PROJECT, token_uri=token_uri, key_id="k1", key=account_key()
    )


def account_file(folder: Path, **changed: Any) -> Path:
    """Google's JSON file."""
    pem = account_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    told = {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "k1",
        "private_key": pem,
        "client_email": "dispatcher@loten-app.iam.example",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    path = folder / "firebase.json"
    path.write_text(json.dumps({name: value for name, value in (told | changed).items() if value is not None}))
    return path


def key_file(folder: Path, key: Any = None, form: PrivateFormat = PrivateFormat.PKCS8) -> Path:
    """A private key as PEM."""
    path = folder / "vapid.pem"
    path.write_bytes((key or vapid_key()).private_bytes(Encoding.PEM, form, NoEncryption()))
    return path


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def path_of(request: Request) -> str:
    return request.line.split(" ")[1]


def with_keys(behaviour: Behaviour) -> Behaviour:
    """As the capture: it tells its keys whatever else it does."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if path_of(request) == "/push-key":
            await answering(200, json.dumps(BROWSER.as_told()))(request, writer)
        else:
            await behaviour(request, writer)

    return behave


async def pushed(request: Request, writer: asyncio.StreamWriter) -> None:
    """A message of its own for every push, made from the subscription so that a mix-up of answers shows."""
    name = path_of(request).rpartition("/")[2]
    await answering(201, b"", f"Location: http://push.example/m/{name}-taken")(request, writer)


def refusing_push(status: int, *headers: str) -> Behaviour:
    """A refusal that quotes what it was sent."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        quoted = f"No: {path_of(request)} {request.headers.get('authorization')}"
        await answering(status, quoted, *headers, kind="text/plain")(request, writer)

    return behave


def with_tokens(behaviour: Behaviour, *, token: Behaviour | None = None) -> Behaviour:
    """As Google: the sign-in works whatever else it does, unless the test says how it does not."""
    given = json.dumps({"access_token": BEARER, "expires_in": 3599, "token_type": "Bearer"})

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if path_of(request) == "/token":
            await (token or answering(200, given))(request, writer)
        else:
            await behaviour(request, writer)

    return behave


async def sent(request: Request, writer: asyncio.StreamWriter) -> None:
    """A name of its own for every message, made from the topic."""
    topic = json.loads(request.body)["message"]["topic"]
    await answering(200, json.dumps({"name": f"projects/{PROJECT}/messages/{topic}"}))(request, writer)


def refusing_fcm(status: int, code: str = "", word: str = "", *headers: str) -> Behaviour:
    """An error as Google writes it, with the request quoted in it. ``code``: FCM's own, ``word``: Google's."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        quoted = f"{path_of(request)} {request.headers.get('authorization')} {request.body.decode()}"
        details = [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code}] if code else []
        error = {"code": status, "message": quoted, "status": word, "details": details}
        await answering(status, json.dumps({"error": error}), *headers)(request, writer)

    return behave


PUSH_BEHAVIOURS: Final[dict[str, Behaviour]] = {
    "accept": pushed,
    "refuse the recipient": refusing_push(410),
    "refuse the message": refusing_push(413),
    "refuse the route": refusing_push(403),
    "slow down": refusing_push(429, "Retry-After: 7"),
    "drop": dropping,
    "silence": silent,
}
FCM_BEHAVIOURS: Final[dict[str, Behaviour]] = {
    "accept": sent,
    "refuse the recipient": refusing_fcm(404, "UNREGISTERED", "NOT_FOUND"),
    "refuse the message": refusing_fcm(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"),
    "refuse the route": refusing_fcm(403, "SENDER_ID_MISMATCH", "PERMISSION_DENIED"),
    "slow down": refusing_fcm(429, "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", "Retry-After: 7"),
    "drop": dropping,
    "silence": silent,
}
