"""What the provider's signed word says, once it is known to be the provider's, for us, for this journey and in time.

The library holds signature, algorithm, issuer and audience; the times are held here, for they go by the node's clock.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import jwt

from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.states import Role

if TYPE_CHECKING:
    from dispatcher.open_id_settings import OpenId

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has: never none, and never a secret that we have too."""
REQUIRED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")
LEEWAY: Final = timedelta(seconds=60)
LONGEST: Final = 255
"""Of a subject, by the standard."""
LONG_AGO: Final = datetime.fromtimestamp(0, UTC)
_OPTIONS: Final[jwt.types.Options] = {
    "require": list(REQUIRED),
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "enforce_minimum_key_length": True,
}


class NotVouched(DispatcherError):
    """Svaret fra innloggingen kan ikke brukes. Prøv én gang til. ``why`` says for the log what was wrong."""

    def __init__(self, why: str, message: str | None = None) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """``subject``: whom the provider means. ``shown``: when they showed who they are; long ago where it does not say.

    ``factor``: whether that was by two factors. ``roles``: what the claim gives; None where it decides nothing.
    """

    subject: str
    shown: datetime
    factor: bool
    roles: frozenset[Role] | None


def vouched(token: str, key: jwt.PyJWK, part: OpenId, nonce: str, now: datetime) -> Vouched:
    """Raises NotVouched."""
    try:
        said = jwt.decode(
            token, key, algorithms=ALGORITHMS, audience=part.client_id, issuer=part.issuer, options=_OPTIONS
        )
    except jwt.InvalidTokenError as error:
        raise NotVouched(type(error).__name__) from None  # its words may repeat what was said
    _demand_in_time(said, now)
    if not isinstance(said["nonce"], str) or not secrets.compare_digest(said["nonce"].encode(), nonce.encode()):
        raise NotVouched("nonce")
    others = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if said.get("azp", part.client_id if not others else None) != part.client_id:
        raise NotVouched("azp")
    if not said["sub"] or len(said["sub"]) > LONGEST:
        raise NotVouched("sub")
    return Vouched(
        subject=said["sub"],
        shown=_shown(said.get("auth_time"), now),
        factor=bool(_words(said.get(part.factor_claim)) & set(part.factor_values)),
        roles=_roles(said, part),
    )


def _demand_in_time(said: Mapping[str, Any], now: datetime) -> None:
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    if not _number(said["exp"]) or said["exp"] <= at - leeway:
        raise NotVouched("exp")
    if not _number(said["iat"]) or said["iat"] > at + leeway:
        raise NotVouched("iat")
    if not _number(said.get("nbf", 0)) or said.get("nbf", 0) > at + leeway:
        raise NotVouched("nbf")


def _shown(auth_time: object, now: datetime) -> datetime:
    """A clock that is a little ahead of ours has seen nobody in the future."""
    if not isinstance(auth_time, int | float) or isinstance(auth_time, bool) or auth_time < 0:
        return LONG_AGO
    return min(datetime.fromtimestamp(min(auth_time, now.timestamp()), UTC), now)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _roles(said: Mapping[str, Any], part: OpenId) -> frozenset[Role] | None:
    """What of the claim's values we know; others are other systems' business."""
    if not part.roles:
        return None
    return frozenset(part.roles[value] for value in _words(said.get(part.role_claim)) if value in part.roles)


def _words(value: object) -> set[str]:
    """One, or a list of them."""
    if isinstance(value, str):
        return {value}
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
