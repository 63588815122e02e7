"""Codes of an authenticator app (RFC 6238), each taken once, and recovery codes for the day the phone is gone."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

import pyotp

from dispatcher.ledger import credentials

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.signing_in.keys import Keys

PURPOSE = "authenticator app"
STEP = 30
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another


def new_secret() -> str:
    """Of an app that is being set up."""
    return pyotp.random_base32()


def address_of(secret: str, account: str, municipality: str) -> str:
    """What the app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=municipality)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step this is the code of: now, the one before or the one after. None: it is no code of these."""
    digits = re.sub(r"\s", "", code)
    app = pyotp.TOTP(secret)
    here = int(now.timestamp()) // STEP
    steps = (here, here - 1, here + 1)
    return next((step for step in steps if secrets.compare_digest(app.at(step * STEP).encode(), digits.encode())), None)


def take(connection: Connection, keys: Keys, user: int, code: str, now: datetime) -> str | None:
    """Take a code of the app or a recovery code: "app" or "recovery"; None when it is neither, or was taken before."""
    found = credentials.app_of(connection, user)
    secret = None if found is None else keys.open(PURPOSE, found.sealed)
    step = None if secret is None else step_of(secret, code, now)
    if step is not None:
        return "app" if credentials.spend_step(connection, user, step) else None
    return "recovery" if credentials.spend_recovery_code(connection, user, _digest(code), now) else None


def new_recovery_codes(connection: Connection, user: int, now: datetime) -> list[str]:
    """Ten, shown once; the former are worth nothing any more."""
    codes = ["-".join(_group() for _ in range(4)) for _ in range(RECOVERY_CODES)]
    credentials.set_recovery_codes(connection, user, map(_digest, codes), now)
    return codes


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(4))


def _digest(code: str) -> str:
    # 16 letters of 31 are 79 random bits: a plain hash cannot be guessed back.
    return hashlib.sha256(re.sub(r"[\s-]", "", code.lower()).encode()).hexdigest()
