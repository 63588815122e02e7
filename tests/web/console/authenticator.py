"""A passkey made of software, for what no browser would do: answers replayed, borrowed, or signed for another place."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    """As browsers write bytes."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One key. ``origin`` and ``rp``: what the browser would say of the page it is used on.

    It counts nothing, as the passkeys of most telephones: what makes an answer work once is our own memory of it.
    """

    def __init__(self, origin: str, rp: str = "localhost") -> None:
        self.origin = origin
        self.rp = rp
        self.verified = True
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = hashlib.sha256(origin.encode()).digest()

    def make(self, options: str) -> str:
        """What a browser sends when a passkey was made."""
        client = self._client("webauthn.create", options)
        numbers = self._key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32), numbers.y.to_bytes(32)
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self._id).to_bytes(2) + self._id + cose
        data = self._data(ATTESTED) + attested
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._written({"clientDataJSON": b64(client), "attestationObject": b64(whole)})

    def sign(self, options: str) -> str:
        """What a browser sends when a passkey has signed."""
        client, data = self._client("webauthn.get", options), self._data(0)
        signed = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signed)}
        return self._written(parts)

    def _client(self, kind: str, options: str) -> bytes:
        said = {"type": kind, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + bytes(4)

    def _written(self, response: dict[str, Any]) -> str:
        known = {"id": b64(self._id), "rawId": b64(self._id), "type": "public-key"}
        return json.dumps(known | {"response": response, "clientExtensionResults": {}})
