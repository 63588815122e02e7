"""What an SMS means that somebody sent back, read as people write at night: case, spaces and punctuation do not count.

STOP, CANCEL, END and QUIT are Twilio's own words and never reach us; ours are JA, NEI, PAUSE and 1, 2, 3.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum

from dispatcher.domain.answers import Answer

DIGITS = 6
_YES, _NO, _PAUSE = frozenset({"ja", "yes"}), frozenset({"nei", "no"}), frozenset({"pause", "pausa"})
_KEYED = {"1": Answer.COMING, "2": Answer.LATER, "3": Answer.NOT_COMING}
_WORDED = (
    (re.compile(r"\b(ikke|ikkje|cannot|can't|not)\b"), Answer.NOT_COMING),
    (re.compile(r"\b(senere|seinare|later)\b"), Answer.LATER),
    (re.compile(r"\b(kommer|kjem|coming)\b"), Answer.COMING),
)


class Meaning(StrEnum):
    """What somebody may have wanted."""

    YES = "yes"
    NO = "no"
    PAUSE = "pause"
    ANSWER = "answer"
    NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """``code``: the digits beside JA or NEI, or the number beside PAUSE. ``answer``: of the crisis team."""

    meaning: Meaning
    code: str = ""
    answer: Answer | None = None


def read_reply(text: str) -> Reply:
    """What a reply means; nothing for one that could mean two things."""
    said = text.casefold().strip()
    words = frozenset(re.findall(r"[a-zæøå']+", said))
    code = "".join(re.findall(r"[0-9]", said))
    if words & _PAUSE:
        return Reply(meaning=Meaning.PAUSE, code=code)
    yes, no = bool(words & _YES), bool(words & _NO)
    if yes != no and len(words) == 1 and code:
        return Reply(meaning=Meaning.YES if yes else Meaning.NO, code=code)
    answer = _answer(said, code)
    return Reply(meaning=Meaning.ANSWER, answer=answer) if answer else Reply(meaning=Meaning.NOTHING)


def _answer(said: str, code: str) -> Answer | None:
    if code in _KEYED and re.match(r"\W*[123]\b", said):
        return _KEYED[code]
    return None if code else next((answer for pattern, answer in _WORDED if pattern.search(said)), None)


def code_for(salt: str, fingerprint: str, person: str) -> str:
    """The six digits with which one person says yes or no to one fingerprint; nobody else's, and no other text's."""
    digest = hmac.new(bytes.fromhex(salt), f"sms approval|{fingerprint}|{person}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"
