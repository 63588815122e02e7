"""Passkeys (WebAuthn): the device proves who holds it, and that they unlocked it, to this address and no other.

A challenge is signed, short-lived and for one purpose, so that asking for one writes nothing; that it was answered is
written, so the same answer is never taken twice.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from webauthn import (
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import credentials
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.signing_in.keys import Keys

LASTS = timedelta(minutes=10)
MOST_BYTES = 16 * 1024


class BadPasskey(DispatcherError):
    """Passkeyen ble ikke godtatt. Prøv én gang til, eller bruk en annen måte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whom a passkey is for: the host (``rp``), and the origins a page of ours can have."""

    rp: str
    name: str
    origins: Sequence[str]


def request_options(keys: Keys, site: Site, about: str, now: datetime) -> str:
    """What the browser is asked to sign, as JSON. ``about``: what the answer may be used for."""
    asked = {"challenge": challenge(keys, about, now), "rpId": site.rp, "userVerification": "required"}
    return json.dumps(asked | {"timeout": 120_000})


def creation_options(connection: Connection, keys: Keys, site: Site, user: User, about: str, now: datetime) -> str:
    """What the browser is asked to make, as JSON."""
    known = [_bytes(row.id) for row in credentials.passkeys_of(connection, user.id)]
    made = generate_registration_options(
        rp_id=site.rp,
        rp_name=site.name,
        user_name=user.name,
        user_id=keys.mark("passkey user", str(user.id)).encode(),
        challenge=_bytes(challenge(keys, about, now)),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(made)


def challenge(keys: Keys, about: str, now: datetime) -> str:
    """A new one, in base64url."""
    body = f"{secrets.token_urlsafe(16)}.{ms(now + LASTS)}"
    return _text(f"{body}.{keys.mark('challenge', about, body)}".encode())


def register(
    connection: Connection, keys: Keys, site: Site, user: User, answer: str, about: str, now: datetime
) -> None:
    """Keep a passkey that the browser has made. Raises BadPasskey."""
    sent = _read(answer)
    used = _taken(connection, keys, sent, about, now)
    try:
        made = verify_registration_response(
            credential=sent,
            expected_challenge=used,
            expected_rp_id=site.rp,
            expected_origin=list(site.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise BadPasskey from error
    key = _text(made.credential_id)
    if credentials.passkey(connection, key) is not None:
        raise BadPasskey
    credentials.add_passkey(connection, user.id, key, _text(made.credential_public_key), made.sign_count, now)


def user_of(connection: Connection, keys: Keys, site: Site, answer: str, about: str, now: datetime) -> int:
    """Whose passkey has signed; the account's number. Raises BadPasskey."""
    sent = _read(answer)
    used = _taken(connection, keys, sent, about, now)
    known = credentials.passkey(connection, str(sent.get("id")))
    if known is None:
        raise BadPasskey
    try:
        signed = verify_authentication_response(
            credential=sent,
            expected_challenge=used,
            expected_rp_id=site.rp,
            expected_origin=list(site.origins),
            credential_public_key=_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise BadPasskey from error
    credentials.used_passkey(connection, known.id, signed.new_sign_count, now)
    return int(known.user_id)


def _taken(connection: Connection, keys: Keys, sent: dict[str, Any], about: str, now: datetime) -> bytes:
    """The challenge that was answered: ours, for this purpose, in time and for the first time."""
    try:
        signed = json.loads(_bytes(sent["response"]["clientDataJSON"]))["challenge"]
        nonce, ends, mark = _bytes(signed).decode().split(".")
        in_time = ms(now) <= int(ends)
    except (KeyError, TypeError, ValueError) as error:
        raise BadPasskey from error
    ours = secrets.compare_digest(mark.encode(), keys.mark("challenge", about, f"{nonce}.{ends}").encode())
    if not (ours and in_time and credentials.spend_challenge(connection, mark, int(ends), now)):
        raise BadPasskey
    return _bytes(signed)


def _read(answer: str) -> dict[str, Any]:
    try:
        sent = json.loads(answer) if len(answer) <= MOST_BYTES else None
    except ValueError as error:
        raise BadPasskey from error
    if not isinstance(sent, dict):
        raise BadPasskey
    return sent


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
