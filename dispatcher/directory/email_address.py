from __future__ import annotations

import re
from dataclasses import dataclass

from dispatcher.domain.phone import mask_email

# Plain ASCII addresses, which are nearly all: what email-validator says yes to, and says more slowly.
_LABEL = r"[a-z0-9](?:[a-z0-9]|-(?!-)){0,61}(?<!-)"
_PLAIN = re.compile(rf"[a-z0-9_+\-]+(?:\.[a-z0-9_+\-]+)*@(?:{_LABEL}\.)+[a-z]{{2,63}}")
_RESERVED = (".arpa", ".invalid", ".local", ".localhost", ".onion", ".test")
_LONGEST_LOCAL = 64
_LONGEST_PLAIN = 200
_LONGEST = 400

NOT_VALID = "er ikke en gyldig e-postadresse"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailReading:
    """What a cell says: an address in ASCII, or why it gives none. Both are empty for an empty cell."""

    address: str | None
    fault: str

    def __repr__(self) -> str:
        return f"EmailReading(address={mask_email(self.address or '')!r}, fault={self.fault!r})"


def read_email(raw: str) -> EmailReading:
    """The address in small letters: no provider tells large from small, and one person must not get two."""
    text = raw.strip(" \t\u00a0").lower()
    if not text:
        return EmailReading(address=None, fault="")
    if is_plain(text):
        return EmailReading(address=text, fault="")
    address = _judge(text) if len(text) <= _LONGEST else None
    return EmailReading(address=address, fault="" if address else NOT_VALID)


def is_plain(text: str) -> bool:
    """Whether the quick rule says yes. A no only means: ask email-validator."""
    if len(text) > _LONGEST_PLAIN or not _PLAIN.fullmatch(text):
        return False
    return text.index("@") <= _LONGEST_LOCAL and not text.endswith(_RESERVED)


def _judge(text: str) -> str | None:
    """email-validator's word; a domain with æøå comes back as the ASCII that servers use."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  most lists never need it

    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
    return found.ascii_email
