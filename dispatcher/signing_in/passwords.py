"""Passwords: length and commonness decide, no rules of composition; kept as Argon2id (security.md, ASVS 6.2)."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dispatcher.domain.errors import Fault

SHORTEST, LONGEST = 8, 128
COMMON = Path(__file__).parent / "common_passwords.txt"

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The least that OWASP names: 19 MiB and a twentieth of a second, so that a burst of tries cannot stop a send."""


def fault(password: str, *about: str) -> Fault | None:
    """What is wrong with a new password. ``about``: names of the account and the municipality, which one guesses."""
    what = _wrong(_plain(password), about)
    return None if what is None else Fault("password", what)


def _wrong(password: str, about: tuple[str, ...]) -> str | None:
    if len(password) < SHORTEST:
        return f"Passordet må ha minst {SHORTEST} tegn. 15 eller flere er bedre: bruk gjerne en setning."
    if len(password) > LONGEST:
        return f"Passordet kan ha høyst {LONGEST} tegn."
    folded = password.casefold()
    if folded in _common() or len(set(folded)) < 3:
        return "Passordet er blant dem som gjettes først. Velg et annet, gjerne en setning."
    if any(len(word) >= 4 and word in folded and len(folded) - len(word) < SHORTEST for word in _words(about)):
        return "Passordet er lett å gjette av navnet på deg eller kommunen. Velg et annet, gjerne en setning."
    return None


def hashed(password: str) -> str:
    """As it is kept."""
    return _HASHER.hash(_plain(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long when there is none, so that nobody learns which accounts exist."""
    if len(password) > LONGEST:
        return False
    try:
        _HASHER.verify(kept or _nobodys(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def _plain(password: str) -> str:
    """The same password from a keyboard that writes å as one sign and from one that writes it as two."""
    return unicodedata.normalize("NFKC", password)


def _words(about: tuple[str, ...]) -> list[str]:
    return [word for name in about for word in name.casefold().replace("-", " ").replace(".", " ").split()]


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").casefold().splitlines())


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this one")
