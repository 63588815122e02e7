"""The language a report is written in: the municipality's own, bokmål or nynorsk.

Bokmål stands where it is used and is also the key: ``say("Sendte {count} meldinger", count=3)`` gives the nynorsk of
that whole sentence while a nynorsk report is written. Templates need nothing: see ``template_words``. The nynorsk of
each section stands in a module of its own in ``dispatcher.evaluation.nynorsk``; ``tests/evaluation/test_nynorsk.py``
names what has none.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from dispatcher.evaluation.nynorsk import in_nynorsk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOKMAAL, NYNORSK_CODE = "nb", "nn"
WRITTEN = (BOKMAAL, NYNORSK_CODE)
"""The languages that a whole report can be written in; any other municipality's is in the first."""

_spoken: ContextVar[str] = ContextVar("language", default=BOKMAAL)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """What is said inside is said in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(bokmaal: str, /, **parts: object) -> str:
    """A sentence in the language that is spoken, with its parts filled in."""
    words = in_nynorsk(bokmaal) if _spoken.get() == NYNORSK_CODE else bokmaal
    return words.format(**parts) if parts else words


def each(words: Mapping[str, str]) -> dict[str, str]:
    """A table of words in the language that is spoken."""
    return {key: say(word) for key, word in words.items()}


def language_of(languages: object) -> str:
    """The report's language, of the languages a plan names: its own stands first."""
    own = languages[0] if isinstance(languages, list) and languages else BOKMAAL
    return own if own in WRITTEN else BOKMAAL
