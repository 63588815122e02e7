"""The text somebody else has room for: the fullest of a few cuts at whole sentences' ends, or none."""

from __future__ import annotations

from collections.abc import Iterable

ENGLISH = "en"


def whole(headline: str, body: str, instruction: str) -> str:
    """The text to be copied, as it stands on paper and on the page."""
    return "\n".join(part for part in (headline, body, instruction) if part)


def fitting(headline: str, body: str, instruction: str, limit: int) -> str | None:
    """On one line, in at most ``limit`` signs: all of it, else without the headline or the body. None: too long."""
    cuts = ((headline, body, instruction), (body, instruction), (headline, instruction))
    lines = (" ".join(_sentence(part) for part in cut if part) for cut in cuts)
    return next((line for line in lines if len(line) <= limit), None)


def spoken(own: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages a text is handed over in: the municipality's own, and English."""
    return tuple(dict.fromkeys([own, *(language for language in languages if language == ENGLISH)]))


def _sentence(text: str) -> str:
    """A headline becomes a sentence, so that what follows does not run into it."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
