"""Keys that are not in the database, each made for one purpose from the node's secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Keys:
    """Signs what leaves and comes back, hashes what must not be read, seals what must be read again."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def __repr__(self) -> str:
        return "Keys(***)"

    def mark(self, purpose: str, *parts: str) -> str:
        """A keyed hash of the parts, in 43 signs; nobody else can make it, nor read the parts out of it."""
        joined = "\x1f".join(parts).encode()
        return base64.urlsafe_b64encode(hmac.digest(self._key(purpose), joined, "sha256")).decode().rstrip("=")

    def seal(self, purpose: str, words: str) -> str:
        """Encrypted, and bound to its purpose."""
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self._key(purpose)).encrypt(nonce, words.encode(), purpose.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, purpose: str, sealed: str) -> str | None:
        """What was sealed; None when it was by another key."""
        raw = base64.urlsafe_b64decode(sealed)
        try:
            return AESGCM(self._key(purpose)).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
        except InvalidTag:
            return None

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, f"dispatcher {purpose}".encode(), hashlib.sha256)
