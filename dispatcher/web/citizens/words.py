"""What the small public pages share in words, and the words of each page beside them."""

from __future__ import annotations

from typing import Final

from dispatcher.web.citizens.accessible_words import ACCESSIBLE
from dispatcher.web.citizens.archive_words import ARCHIVE_WORDS
from dispatcher.web.citizens.feedback_words import FEEDBACK
from dispatcher.web.citizens.genuine_words import GENUINE
from dispatcher.web.citizens.privacy_words import PRIVACY
from dispatcher.web.citizens.push_words import PUSH_WORDS

_FRAME: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "language": "Bokmål",
        "other": "Andre språk",
        "more": "Mer fra kommunen",
        "to_page": "Til krisesiden",
        "exercise": "Dette er en øvelse. Du skal ikke gjøre noe.",
        "skip": "Hopp til innholdet",
        "wrong": "Noe gikk galt hos oss. Prøv igjen om litt.",
    },
    "nn": {
        "language": "Nynorsk",
        "other": "Andre språk",
        "more": "Meir frå kommunen",
        "to_page": "Til krisesida",
        "exercise": "Dette er ei øving. Du skal ikkje gjere noko.",
        "skip": "Hopp til innhaldet",
        "wrong": "Noko gjekk gale hos oss. Prøv igjen om litt.",
    },
    "en": {
        "language": "English",
        "other": "Other languages",
        "more": "More from the municipality",
        "to_page": "To the emergency page",
        "exercise": "This is an exercise. You should not do anything.",
        "skip": "Skip to the content",
        "wrong": "Something went wrong at our end. Try again shortly.",
    },
}
WORDS: Final[dict[str, dict[str, str]]] = {
    one: words | ARCHIVE_WORDS[one] | GENUINE[one] | PUSH_WORDS[one] | ACCESSIBLE[one] | PRIVACY[one] | FEEDBACK[one]
    for one, words in _FRAME.items()
}


def words_of(language: str) -> dict[str, str]:
    """The words in a language, or in bokmål."""
    return WORDS.get(language, WORDS["nb"])
