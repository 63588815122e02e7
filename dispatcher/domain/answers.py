"""What somebody rung or called in may answer, by which key, and the words for it. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Answer(StrEnum):
    """An approver says whether they look at it; one of the crisis team whether they come. None of it approves.

    In practice they say that they have heard it.
    """

    LOOKING = "looking"
    CANNOT = "cannot"
    COMING = "coming"
    LATER = "later"
    NOT_COMING = "not-coming"
    HEARD = "heard"


class Way(StrEnum):
    """How an answer came."""

    VOICE = "voice"
    SMS = "sms"
    API = "api"
    PAGE = "page"


APPROVAL_CALL, CALL_IN_CALL, CALL_IN = "approval-call", "call-in-call", "call-in"
"""The keys of the service texts: what is said to an approver, to the crisis team, and what the team gets in writing."""
PRACTICE_CALL = "practice-call"
AGAIN: Final = "9"
KEYS: Final[Mapping[str, Mapping[str, Answer]]] = {
    APPROVAL_CALL: {"1": Answer.LOOKING, "2": Answer.CANNOT},
    CALL_IN_CALL: {"1": Answer.COMING, "2": Answer.LATER, "3": Answer.NOT_COMING},
    PRACTICE_CALL: {"1": Answer.HEARD},
}
"""What a key means in a call. 9, and any other key, is to hear it again."""
CALL_IN_ANSWERS: Final = tuple(KEYS[CALL_IN_CALL].values())

SPOKEN: Final[Mapping[str, str]] = {"nb": "nb-NO", "nn": "nb-NO", "en": "en-GB"}
"""The voice that reads a language aloud: there is none for nynorsk, and bokmål's reads it well enough."""
WORDS: Final[Mapping[str, Mapping[Answer, str]]] = {
    "nb": {
        Answer.LOOKING: "ser på det nå",
        Answer.CANNOT: "kan ikke",
        Answer.COMING: "kommer",
        Answer.LATER: "kommer senere",
        Answer.NOT_COMING: "kan ikke komme",
        Answer.HEARD: "har hørt prøven",
    },
    "nn": {
        Answer.LOOKING: "ser på det no",
        Answer.CANNOT: "kan ikkje",
        Answer.COMING: "kjem",
        Answer.LATER: "kjem seinare",
        Answer.NOT_COMING: "kan ikkje kome",
        Answer.HEARD: "har høyrt prøva",
    },
    "en": {
        Answer.LOOKING: "looking at it now",
        Answer.CANNOT: "cannot",
        Answer.COMING: "coming",
        Answer.LATER: "coming later",
        Answer.NOT_COMING: "cannot come",
        Answer.HEARD: "heard the test",
    },
}
NO_ANSWER: Final = "ikke svart"
THANKS: Final[Mapping[str, str]] = {
    "nb": "Takk. Vi har notert svaret ditt: {answer}. Godkjenning skjer aldri på telefonen.",
    "nn": "Takk. Vi har notert svaret ditt: {answer}. Godkjenning skjer aldri på telefonen.",
    "en": "Thank you. Your answer is noted: {answer}. Nothing is ever approved by telephone.",
}
NOTED: Final[Mapping[str, str]] = {
    "nb": "Takk. Vi har notert svaret ditt: {answer}.",
    "nn": "Takk. Vi har notert svaret ditt: {answer}.",
    "en": "Thank you. Your answer is noted: {answer}.",
}
UNHEARD: Final[Mapping[str, str]] = {
    "nb": "Vi har ikke fått noe svar.",
    "nn": "Vi har ikkje fått noko svar.",
    "en": "We have had no answer.",
}


def spoken(language: str) -> str:
    """The voice for a language."""
    return SPOKEN.get(language, SPOKEN["nb"])


def words_of(answer: Answer, language: str = "nb") -> str:
    """An answer in words."""
    return WORDS.get(language, WORDS["nb"])[answer]


def noted(key: str, answer: Answer, language: str) -> str:
    """What is said to whoever has pressed a key in a call."""
    words = THANKS if key == APPROVAL_CALL else NOTED
    return words.get(language, words["nb"]).format(answer=words_of(answer, language))
