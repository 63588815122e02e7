"""Who sends: a VAPID token (RFC 8292) per push service, signed once and used until it is nearly too old."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid.jwt import sign

from dispatcher.channels.webpush_encryption import in_base64, point_of
from dispatcher.ports import Clock

LIFE: Final = timedelta(hours=12)
"""At most 24 hours by the standard, and clocks differ."""
_FRESH: Final = LIFE / 2
_ORIGINS_KEPT: Final = 1000
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Vapid:
    """One key pair; browsers are told its public half when they subscribe, and no other key may send to them."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, subject: str) -> None:
        self._key = key
        self._subject = subject
        self.public_key: Final = public_key(key)
        self._headers: dict[str, tuple[float, str]] = {}

    def authorization(self, origin: str, clock: Clock) -> str:
        """The Authorization header for a push service."""
        kept = self._headers.get(origin)
        now = clock.now().timestamp()
        if kept is not None and now < kept[0]:
            return kept[1]
        if len(self._headers) >= _ORIGINS_KEPT:
            self._headers.clear()
        claims = {"aud": origin, "exp": int(now + LIFE.total_seconds()), "sub": self._subject}
        header = f"vapid t={sign(claims, self._key)}, k={self.public_key}"
        self._headers[origin] = (now + _FRESH.total_seconds(), header)
        return header


def throw_away_key(seed: str | None = None) -> ec.EllipticCurvePrivateKey:
    """A key that means nothing to any push service. The same seed gives the same, so that a browser's sign-up lasts."""
    if seed is None:
        return ec.generate_private_key(ec.SECP256R1())
    number = int.from_bytes(sha256(f"dispatcher exercise push {seed}".encode()).digest(), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """What browsers subscribe with, as they want it."""
    return in_base64(point_of(key))
