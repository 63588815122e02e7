"""How old a contact list is, by the file's own date: people move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from dispatcher.domain.plan import ContactList

OLD: Final = timedelta(days=180)
"""Whatever the plan allows: many have moved or changed numbers since."""


def age_of(home: Path, spec: ContactList, now: datetime) -> timedelta | None:
    """None: the file is not there."""
    file = home / spec.file
    return now - datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.is_file() else None


def too_old(spec: ContactList, age: timedelta) -> str:
    """What is wrong with its age, in a sentence; nothing of one that is fresh enough."""
    if age > spec.max_age:
        return f"Listen er {age.days} dager gammel. Planen sier høyst {spec.max_age.days}. Hent en ny."
    if age > OLD:
        return f"Listen er {age.days} dager gammel. Mange har flyttet eller byttet nummer siden. Hent en ny."
    return ""
