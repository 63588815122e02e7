"""The settings of the municipality's own sign-in (OpenID Connect). Only settings.py reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from dispatcher.domain.errors import DispatcherError, Fault
from dispatcher.domain.states import Role
from dispatcher.push_settings import Part
from dispatcher.typed_addresses import is_loopback, url_typed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

ISSUER: Final = "DISPATCHER_OIDC__ISSUER"


def _words(written: object) -> object:
    """``one, two``."""
    return tuple(one.strip() for one in written.split(",") if one.strip()) if isinstance(written, str) else written


def _pairs(written: object) -> object:
    """``their value=our role, …``, or the same as a JSON object."""
    if not isinstance(written, str):
        return written
    if written.strip().startswith("{"):
        try:
            return json.loads(written)
        except ValueError:
            return written
    pairs = [one.rpartition("=") for one in written.split(",") if one.strip()]
    return {value.strip(): role.strip() for value, _, role in pairs}


class OpenId(Part):
    """Who vouches for people, and what of it counts. A file's path is relative to HOME; ``timeout`` in seconds.

    ``factor_claim`` and ``factor_values``: by what the provider says that two factors were used. Without ``roles``, an
    account keeps the roles it has here.
    """

    issuer: str
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Annotated[SecretStr, Field(min_length=1)] | None = None
    private_key_file: Path | None = None
    key_id: str | None = None
    scopes: str = "openid"
    role_claim: Annotated[str, Field(min_length=1)] = "roles"
    roles: Annotated[Mapping[str, Role], NoDecode, BeforeValidator(_pairs)] = {}
    factor_claim: Literal["acr", "amr", "acrs"]
    factor_values: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words), Field(min_length=1)]
    name: Annotated[str, Field(min_length=1, max_length=40)] = "kommunens innlogging"
    timeout: Annotated[float, Field(gt=0, le=15)] = 5.0

    @field_validator("issuer")
    @classmethod
    def _exact(cls, value: str) -> str:
        """A slash at its end is part of the name, so it stays as it was typed."""
        url_typed(value)
        return value

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("Skriv scopes med mellomrom mellom. «openid» må være med.")
        return value


def safe_address(address: str) -> bool:
    """Whether secrets may go there: https, or this machine itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def open_id_faults(home: Path, part: OpenId | None) -> Iterator[Fault]:
    """What makes it unsafe in any mode, or cannot work: an exercise's sessions are as good as real ones."""
    if part is None:
        return
    if not safe_address(part.issuer):
        yield Fault(ISSUER, "Skriv en https-adresse (http bare til denne maskinen selv).")
    if part.private_key_file is None:
        if part.client_secret is None:
            yield Fault("DISPATCHER_OIDC__CLIENT_SECRET", "mangler. Sett den, eller PRIVATE_KEY_FILE i stedet.")
        return
    try:
        read_signing_key(home / part.private_key_file)
    except BadSigningKey as error:
        yield Fault("DISPATCHER_OIDC__PRIVATE_KEY_FILE", str(error))


class BadSigningKey(DispatcherError):
    """Filen kan ikke leses, eller er ikke en RSA-nøkkel på minst 2048 biter. Lag en: openssl genrsa -out FIL 3072"""


def read_signing_key(path: Path) -> RSAPrivateKey:
    """What we show the provider who we are by, where it takes no secret (private_key_jwt). Raises BadSigningKey."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey as Rsa  # noqa: PLC0415  60 ms, for those
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415  who have set it up

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise BadSigningKey from None
    if not isinstance(key, Rsa) or key.key_size < 2048:
        raise BadSigningKey
    return key
