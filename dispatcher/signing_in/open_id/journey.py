"""One way to the provider and back: what waits in the browser's own cookie meanwhile, sealed."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from dispatcher.signing_in.keys import Keys

LASTS: Final = timedelta(minutes=10)
SEAL: Final = "open id journey"


class Purpose(StrEnum):
    """What somebody was sent for; what comes back is good for nothing else."""

    SIGN_IN = "sign-in"
    FACTOR = "factor"
    TIE = "tie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """``path``: where to go afterwards. ``session``: of whom it is, where somebody is signed in already."""

    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    path: str
    session: str
    begun: int

    @property
    def challenge(self) -> str:
        """The half of the secret that the provider is shown before (PKCE, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    @property
    def ends(self) -> int:
        """When it is too late to come back."""
        return self.begun + LASTS // timedelta(milliseconds=1)


def begin(purpose: Purpose, path: str, session: str, now: datetime) -> Journey:
    """A new one; nobody can guess any of it."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Journey(
        purpose=purpose, state=state, nonce=nonce, verifier=verifier, path=path, session=session, begun=ms(now)
    )


def sealed(keys: Keys, journey: Journey) -> str:
    """As the cookie holds it: the browser can neither read nor change it."""
    return keys.seal(SEAL, json.dumps(asdict(journey)))


def opened(keys: Keys, cookie: str, state: str, now: datetime) -> Journey | None:
    """The journey that this browser began and now comes back from; None of any other, or too late."""
    try:
        words = keys.open(SEAL, cookie)
    except ValueError:
        return None
    if words is None:
        return None
    found = json.loads(words)
    journey = Journey(**{**found, "purpose": Purpose(found["purpose"])})
    same = secrets.compare_digest(journey.state.encode(), state.encode())
    return journey if same and ms(now) <= journey.ends else None
