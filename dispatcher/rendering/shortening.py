"""Texts cut to a length, where a reader would have cut them: after a sentence, else after a word."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?](?=\s)")
_CUT = "…"


def ended(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    return text if not text or text.endswith((".", "!", "?", _CUT)) else f"{text}."


def within(text: str, longest: int) -> str:
    """As many whole sentences as there is room for; if not even one, whole words and «…»."""
    if len(text) <= longest:
        return text
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() <= longest]
    return text[: ends[-1]] if ends else headline_within(text, longest)


def headline_within(text: str, longest: int) -> str:
    """Whole words and «…» where there is not room for all of it."""
    if len(text) <= longest:
        return text
    cut = text[: longest - len(_CUT)]
    if not text[len(cut)].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,.;:-–") + _CUT
