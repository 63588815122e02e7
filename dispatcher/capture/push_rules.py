"""What a push service asks of a push message (RFC 8030, 8188, 8291, 8292), and how a browser opens it.

A second witness: written from the standards with ``cryptography``'s own HKDF and PyJWT, and shares no line with the
channel that encrypts.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from secrets import token_bytes
from time import time
from typing import Final

import jwt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dispatcher.domain.errors import DispatcherError

MOST_BYTES: Final = 4096
LONGEST_TOKEN_LIFE: Final = 24 * 3600
_VAPID: Final = re.compile(
    r"vapid\s+(?:t=(?P<t>[\w.-]+)\s*,\s*k=(?P<k>[\w-]+)|k=(?P<k2>[\w-]+)\s*,\s*t=(?P<t2>[\w.-]+))", re.IGNORECASE
)
_TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
_URGENCIES: Final = frozenset({"very-low", "low", "normal", "high"})


class PushRefused(DispatcherError):
    """A push service's refusal: a status and words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class PushKeys:
    """The capture as a browser: one key pair and secret for as long as it runs."""

    def __init__(self) -> None:
        self.private: Final = ec.generate_private_key(ec.SECP256R1())
        self.auth: Final = token_bytes(16)
        self.point: Final = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def as_told(self) -> dict[str, str]:
        """What a browser tells of itself."""
        return {"p256dh": _written(self.point), "auth": _written(self.auth)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A push message that a browser would show."""

    sender: str
    topic: str
    urgency: str
    ttl: int
    payload: bytes = field(repr=False)


def read_push(headers: Mapping[str, str], body: bytes, *, origin: str, keys: PushKeys) -> Pushed:
    """The message in a request. Raises PushRefused."""
    sender = _sender(headers.get("Authorization", ""), origin)
    ttl, topic, urgency = headers.get("TTL", ""), headers.get("Topic", ""), headers.get("Urgency", "normal")
    if not ttl.isascii() or not ttl.isdigit():
        raise PushRefused(400, "TTL is missing or is no number of seconds")
    if topic and not _TOPIC.fullmatch(topic):
        raise PushRefused(400, "Topic is more than 32 characters or not base64url")
    if urgency not in _URGENCIES:
        raise PushRefused(400, "Urgency is none of very-low, low, normal, high")
    if headers.get("Content-Encoding", "") != "aes128gcm":
        raise PushRefused(400, "Content-Encoding is not aes128gcm")
    if len(body) > MOST_BYTES:
        raise PushRefused(413, f"the message is larger than {MOST_BYTES} bytes")
    return Pushed(sender=sender, topic=topic, urgency=urgency, ttl=int(ttl), payload=decrypt(body, keys))


def _sender(authorization: str, origin: str) -> str:
    """Whoever sends says so in a token of their own key, made out to us. Returns their contact address."""
    if not authorization:
        raise PushRefused(401, "the Authorization header is missing")
    found = _VAPID.fullmatch(authorization.strip())
    if found is None:
        raise PushRefused(401, "the Authorization header is not vapid t=…, k=…")
    until, subject = _claims(found["t"] or found["t2"], found["k"] or found["k2"], origin)
    if not time() < until <= time() + LONGEST_TOKEN_LIFE:
        raise PushRefused(403, "the VAPID token has ended, or lasts longer than a day")
    return subject


@lru_cache(maxsize=256)
def _claims(token: str, key: str, origin: str) -> tuple[float, str]:
    """End and subject of a token that is signed with this key for this origin. A sender uses one for hours."""
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _read(key))
        claims = jwt.decode(
            token,
            public,
            algorithms=["ES256"],
            audience=origin,
            options={"require": ["aud", "exp"], "verify_exp": False},
        )
        return float(claims["exp"]), str(claims.get("sub", ""))
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise PushRefused(403, f"the VAPID token cannot be used: {type(error).__name__}") from None


def decrypt(body: bytes, keys: PushKeys) -> bytes:
    """What a browser would hand to the page's worker. Raises PushRefused."""
    try:
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        point, record = body[21 : 21 + length], body[21 + length :]
        if len(record) > size:
            raise PushRefused(400, "a push message is one record")
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = keys.private.exchange(ec.ECDH(), sender)
        secret = _hkdf(keys.auth, shared, b"WebPush: info\x00" + keys.point + point, 32)
        key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\x00", 12)
        padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\x00")
    except (InvalidTag, ValueError, IndexError):
        raise PushRefused(400, "the message cannot be decrypted with the capture's keys") from None
    if not padded.endswith(b"\x02"):
        raise PushRefused(400, "the record does not end as the last one does")
    return padded[:-1]


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _read(word: str) -> bytes:
    return urlsafe_b64decode(word + "=" * (-len(word) % 4))
