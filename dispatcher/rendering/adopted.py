"""Who has read a file of texts and stands behind it. A file that does not say so is a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dispatcher.domain.plan.raw import unknown
from dispatcher.rendering.digests import APPROVED, FEWEST_DIGITS
from dispatcher.rendering.template_file import TemplateFile

_PARTS = {
    "by": "Skriv navnet på den som har godkjent teksten, for eksempel by: Anne Prøvestad.",
    "role": "Skriv rollen som i planen, for eksempel role: kommunedirektor.",
    "date": "Skriv datoen for godkjenningen, for eksempel date: 2026-11-21.",
}
_DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A person, in a role of the plan, on a day. ``digest``: of the words they read; "": nobody wrote it down."""

    by: str
    role: str
    date: date
    digest: str = ""

    def __str__(self) -> str:
        return f"{self.by} ({self.role}) {self.date:%d.%m.%Y}"


def read_adopted(file: TemplateFile, roles: Iterable[str]) -> Adopted | None:
    """What ``approved`` says, or None: a draft. What is wrong with it is told with its line."""
    written = file.whole.get(APPROVED)
    if APPROVED not in file.whole:
        return None
    if not isinstance(written, dict):
        file.fault((APPROVED,), "Skriv hvem, i hvilken rolle og når: approved: {by: …, role: …, date: …}")
        return None
    said = {str(key): value for key, value in written.items()}
    faults = [*_unknown(said), *_wanting(said, list(roles))]
    for key, what in faults:
        file.fault((APPROVED, key), what)
    if faults:
        return None
    return Adopted(
        by=str(said["by"]).strip(),
        role=str(said["role"]),
        date=date.fromisoformat(str(said["date"])),
        digest=str(said.get(_DIGEST, "")),
    )


def _unknown(said: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (key, f"Ukjent nøkkel «{key}» i approved. Der står bare by, role, date og digest.")
        for key in said
        if key not in (*_PARTS, _DIGEST)
    ]


def _wanting(said: dict[str, object], roles: list[str]) -> list[tuple[str, str]]:
    found = []
    for key, sentence in _PARTS.items():
        value = said.get(key)
        if not isinstance(value, str) or not value.strip():
            found.append((key, f"approved mangler «{key}». {sentence}"))
        elif key == "role" and value not in roles:
            found.append((key, unknown("rolle", value, roles)))
        elif key == "date" and not _is_date(value):
            found.append((key, f"«{value}» er ikke en dato. {sentence}"))
    if _DIGEST in said and not _is_digest(said[_DIGEST]):
        found.append((_DIGEST, "Skriv digest slik «dispatcher digest» viser den, for eksempel 3f9a-c41e-02bd-77aa."))
    return found


def _is_digest(value: object) -> bool:
    plain = value.replace("-", "").lower() if isinstance(value, str) else ""
    return len(plain) >= FEWEST_DIGITS and set(plain) <= set("0123456789abcdef")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
