"""The two key files of push: our own key for browsers' push services, and Google's for a service account."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from dispatcher.domain.endpoint import is_here
from dispatcher.domain.errors import DispatcherError

GOOGLE_TOKENS: Final = "https://oauth2.googleapis.com/token"


class BadKeyFile(DispatcherError):
    """Filen kan ikke leses, eller er ikke en P-256-nøkkel. Lag en: openssl ecparam -name prime256v1 -genkey -noout"""


class BadAccountFile(DispatcherError):
    """Filen kan ikke leses, eller er ikke nøkkelen til en tjenestekonto. Last ned JSON-filen fra Firebase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """What Google's file says. ``key`` is parsed once: parsing costs a hundred signatures."""

    email: str
    project: str
    token_uri: str
    key_id: str
    key: RSAPrivateKey = field(repr=False)


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The private key of a file: PEM, or its 32 bytes in base64url as ``web-push`` writes it. Raises BadKeyFile."""
    try:
        text = path.read_bytes().strip()
        if text.startswith(b"-----BEGIN"):
            key = load_pem_private_key(
                text[text.rindex(b"-----BEGIN") :], password=None
            )  # openssl writes the curve first
        else:
            raw = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
            key = ec.derive_private_key(int.from_bytes(raw, "big") if len(raw) == 32 else 0, ec.SECP256R1())
    except (OSError, ValueError, TypeError):
        raise BadKeyFile from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadKeyFile
    return key


def read_account(path: Path) -> ServiceAccount:
    """The service account of a file. Raises BadAccountFile."""
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())
        key = load_pem_private_key(found["private_key"].encode(), password=None)
        token_uri = found.get("token_uri", GOOGLE_TOKENS)
        tokens = urlsplit(token_uri)
        safe = tokens.hostname and (tokens.scheme == "https" or (tokens.scheme == "http" and is_here(tokens.hostname)))
        usable = safe and isinstance(found["client_email"], str)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadAccountFile from None
    if not usable or not isinstance(key, RSAPrivateKey):
        raise BadAccountFile
    return ServiceAccount(
        email=found["client_email"],
        project=str(found.get("project_id", "")),
        token_uri=token_uri,
        key_id=str(found.get("private_key_id", "")),
        key=key,
    )
