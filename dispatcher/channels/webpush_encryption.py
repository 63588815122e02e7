"""Encryption for one browser: RFC 8291 on RFC 8188's aes128gcm, one record, a new key pair for every message.

Over ``cryptography`` directly: http-ece, the library for it, is published as source only, and our set-up and image
install wheels and build nothing. Held by RFC 8291's own example and by the capture, which decrypts in its own way.
"""

from __future__ import annotations

import hmac
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST_BYTES: Final = 3993
"""Of plaintext: with salt, record size, key, delimiter and tag that is the 4,096 bytes a push service must take."""
_RECORD: Final = (4096).to_bytes(4, "big")
_CURVE: Final = ec.SECP256R1()
_WRITTEN: Final = re.compile(r"[A-Za-z0-9_+/-]{1,200}={0,2}")
_POINT: Final = 65
_SECRET: Final = 16


class BadKeys(ValueError):
    """The keys of a subscription cannot be used; ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A browser's keys: where its share of the secret comes from."""

    point: bytes = field(repr=False)
    secret: bytes = field(repr=False)

    @classmethod
    def read(cls, p256dh: object, auth: object) -> Receiver:
        """From the two words of a subscription. Raises BadKeys. Whether the point is on the curve, ``encrypt`` sees."""
        point, secret = _bytes("p256dh", p256dh), _bytes("auth", auth)
        if len(point) != _POINT or point[0] != 4:
            raise BadKeys("p256dh")
        if len(secret) != _SECRET:
            raise BadKeys("auth")
        return cls(point=point, secret=secret)

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """Raises BadKeys for a point that is not on P-256."""
        try:
            return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, self.point)
        except ValueError:
            raise BadKeys("p256dh") from None


def read_address(value: str) -> tuple[str, Receiver]:
    """The endpoint and keys in a contact point's value. Raises ValueError; an erased one holds neither."""
    if not (value.startswith("{") and value.endswith("}")):
        raise ValueError("no subscription")
    found: dict[str, Any] = orjson.loads(value)
    endpoint = found.get("endpoint")
    if not endpoint or not isinstance(endpoint, str):
        raise BadKeys("endpoint")
    return endpoint, Receiver.read(found.get("p256dh"), found.get("auth"))


def encrypt(
    plaintext: bytes,
    receiver: Receiver,
    *,
    salt: bytes | None = None,
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message. ``salt`` and ``sender`` are new for every message; the RFC's example sets them."""
    salt = salt or os.urandom(16)
    sender = sender or ec.generate_private_key(_CURVE)
    point = point_of(sender)
    shared = sender.exchange(ec.ECDH(), receiver.public_key())
    # HKDF, as many bytes as one step gives: extract, then expand with the counter 1.
    ours = b"WebPush: info\0" + receiver.point + point + b"\x01"
    prk = _hmac(salt, _hmac(_hmac(receiver.secret, shared), ours))
    key = _hmac(prk, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = _hmac(prk, b"Content-Encoding: nonce\0\x01")[:12]
    sealed = AESGCM(key).encrypt(nonce, plaintext + b"\x02", None)
    return b"".join((salt, _RECORD, bytes((_POINT,)), point, sealed))


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def in_base64(data: bytes) -> str:
    """base64url without padding, as browsers write it."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _bytes(name: str, word: object) -> bytes:
    """base64url, or base64 as some libraries write it, padded or not."""
    if not isinstance(word, str) or not _WRITTEN.fullmatch(word):
        raise BadKeys(name)
    plain = word.rstrip("=")
    try:
        return urlsafe_b64decode(plain.replace("+", "-").replace("/", "_") + "=" * (-len(plain) % 4))
    except ValueError:
        raise BadKeys(name) from None
