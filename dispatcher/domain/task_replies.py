"""What an SMS says about somebody's tasks, read as people write: «OPPGAVE 12 GJORT 14:05», «13-19 ferdig», «kan ikke».

Only what stands first counts; the rest is their own words. What could mean «not yet» is no tick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dispatcher.domain.moments import OSLO

MOST = 100
"""Tasks that one SMS can be about."""
AHEAD = timedelta(minutes=2)
"""So far a telephone's clock may be ahead of ours."""

_NUMBERS = r"\d{1,15}(?:\s*(?:-|–|til|to|og|and|,|\+)\s*\d{1,15})*"
_PART = re.compile(
    r"[\s,.:;!«»\"()#-]*(?:"
    r"(?P<task>oppg[aå]v\w*|tasks?)"
    r"|(?P<not>(?:ikke|ikkje|not)\s+\w+|\w+\s+(?:ikke|ikkje)\s+(?:ferdig|gjort|utført))"
    r"|(?P<cannot>kan\s*ikk(?:j)?e|cannot|can't|can\s+not|får\s+ikk(?:j)?e|kl?ar(?:er|ar)\s+ikk(?:j)?e)"
    r"|(?P<no>nei|no)"
    r"|(?P<done>gjort|utført|utfort|fullført|ferdig|done|finished)"
    r"|(?P<ok>ok|okei|okay)"
    r"|(?P<clock>(?:kl\.?\s*)?(?:[01]?\d|2[0-3])[:.][0-5]\d|kl\.?\s*(?:[01]\d|2[0-3])[0-5]\d)"
    rf"|(?P<numbers>{_NUMBERS})"
    r"|(?P<fill>nr|nummer|er|med|is|with|har|eg|jeg|i)"
    r")(?![\wæøå])",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(ikke|ikkje|not|men|but|snart|soon|nesten|almost|om|in|straks|senere|seinare|later|skal|vil|will|starter)\b"
    r"|\?|\d[:.]\d",
    re.IGNORECASE,
)
"""Beside «gjort»: words that take it back, or a time that could not be read."""
_AFTER_NO = frozenset({"task", "numbers", "done", "ok"})
_EDGES = " \t\r\n,.:;!-–«»\"'()"


class Said(StrEnum):
    """What somebody says of a task."""

    DONE = "done"
    CANNOT = "cannot"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReply:
    """``about_tasks``: it says so itself. ``loose``: the same words may answer something else that was asked."""

    said: Said
    numbers: tuple[int, ...] = ()
    clock: str = ""
    why: str = ""
    about_tasks: bool = False
    loose: bool = False


def read_task_reply(text: str) -> TaskReply:
    """What a reply says about tasks; *unclear* for one that could mean two things, or nothing."""
    parts, rest = _head(text)
    numbers = _expanded(parts.get("numbers", ""))
    named = "task" in parts
    reply = TaskReply(said=Said.UNCLEAR, numbers=numbers, about_tasks=named)
    yes, no = parts.keys() & {"done", "ok"}, parts.keys() & {"cannot", "no"}
    if "not" in parts or bool(yes) == bool(no) or ("numbers" in parts and not numbers):
        return reply
    if yes and rest and ("ok" in yes or _NOT_YET.search(rest)):
        return reply
    return TaskReply(
        said=Said.DONE if yes else Said.CANNOT,
        numbers=numbers,
        clock=_clock(parts.get("clock", "")) if yes else "",
        why=rest,
        about_tasks=named,
        loose=not named and not numbers and "done" not in yes,
    )


def _head(text: str) -> tuple[dict[str, str], str]:
    """What stands first, by kind, and the rest. After «kan ikke» all is theirs, but for a number that is missing."""
    found: dict[str, str] = {}
    at = 0
    while match := _PART.match(text, at):
        kind = str(match.lastgroup)
        if kind in found or (found.keys() & {"cannot", "no"} and kind not in _AFTER_NO):
            break
        if kind != "fill":
            found[kind] = match[kind]
        at = match.end()
        if "cannot" in found and "numbers" in found:
            break
    return found, text[at:].strip(_EDGES)


def _expanded(written: str) -> tuple[int, ...]:
    """«13-15, 17» is 13, 14, 15, 17; nothing for what is no range, or too many."""
    found: list[int] = []
    for part in re.split(r"\s*(?:og|and|,|\+)\s*", written) if written else ():
        ends = [int(end) for end in re.split(r"\s*(?:-|–|til|to)\s*", part)]
        if len(ends) > 2 or not ends[0] <= ends[-1] < ends[0] + MOST:
            return ()
        found += range(ends[0], ends[-1] + 1)
    return tuple(dict.fromkeys(found)) if len(found) <= MOST else ()


def _clock(written: str) -> str:
    digits = re.sub(r"\D", "", written).zfill(4)
    return f"{digits[:2]}:{digits[2:]}" if written else ""


def happened_at(clock: str, asked: datetime, now: datetime) -> datetime | None:
    """When the clock last showed it; None for a time that lies ahead, or was passed before they were asked at all."""
    here = now.astimezone(OSLO)
    hour, minute = (int(part) for part in clock.split(":"))
    today = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if today <= here + AHEAD:
        return min(today.astimezone(now.tzinfo), now)
    yesterday = (today - timedelta(days=1)).astimezone(now.tzinfo)
    return yesterday if yesterday >= asked else None
