"""What was typed in, as people read it: a choice in its words, a moment by Oslo's clock, anything else as it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dispatcher.web.console.words import moment

if TYPE_CHECKING:
    from dispatcher.domain.plan import FieldSpec


def typed_words(spec: FieldSpec, value: str, language: str) -> str:
    """The value of a field."""
    chosen = spec.choices.get(value)
    return chosen.get(language, value) if chosen else clock_words(value, language)


def clock_words(written: str | None, language: str) -> str:
    """A moment as people write it; anything else as it is."""
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return written or ""
    return moment(found, language) if found.tzinfo else str(written)
