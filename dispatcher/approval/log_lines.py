"""A line of the log that somebody writes by hand: what happened, when it happened, and who wrote it when.

A line is corrected by a new one that names it, and never changed. Two kinds switch the crisis team on and off (R002).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.log_kinds import NEEDS_NAMES, line_of
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents, log_book
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

BY_HAND = log_book.BY_HAND
LONGEST = 4000
_KIND = re.compile(r"[a-zæøå0-9-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """``happened_at`` None: now. ``corrects``, ``answers``: the number of the line it is about, if any."""

    text: str
    kind: str
    happened_at: datetime | None
    corrects: int | None = None
    answers: int | None = None

    @property
    def words(self) -> str:
        """What stands in the log: the kind's prepared line, and what was added."""
        return line_of(self.kind, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The line's number, and its hash: the head of the chain with it."""

    id: int
    hash: str


def write_line(connection: Connection, user: User, number: int, line: LogLine, now: datetime) -> Written:
    """Add the line to the journal. Raises InvalidInput for an empty or overlong one, or one about no line."""
    incidents.incident(connection, number)
    demand(user.roles, Act.LOG)
    faults = [*_faults(line, now), *_about(connection, number, line)]
    if faults:
        raise InvalidInput(*faults)
    data: dict[str, Any] = {"kind": line.kind}
    data |= {name: getattr(line, name) for name in ("corrects", "answers") if getattr(line, name)}
    happened = line.happened_at or now
    entry = Entry(
        kind=BY_HAND,
        actor=user.name,
        incident=number,
        data=data,
        personal={"text": line.words},  # people write names here: sealed in the chain, erasable beside it
        happened_at=happened,
    )
    seal = append(connection, entry, now)
    written = Written(id=log_book.newest(connection), hash=seal)
    log_book.switch(connection, number, line.kind, at=ms(happened), now=ms(now), by=user.name, entry=written.id)
    return written


def _faults(line: LogLine, now: datetime) -> list[Fault]:
    faults = []
    if not line.words:
        faults.append(Fault("text", "Linjen er tom. Skriv hva som har skjedd."))
    if line.kind in NEEDS_NAMES and not line.text.strip():
        faults.append(Fault("text", f"Skriv hvem. Linjen blir «{line.words} …»."))
    if len(line.text) > LONGEST:
        faults.append(Fault("text", f"Linjen kan ha høyst {LONGEST} tegn; denne har {len(line.text)}."))
    if not _KIND.fullmatch(line.kind):
        faults.append(Fault("kind", "Slaget er ett ord med små bokstaver, for eksempel telefon."))
    if line.happened_at is not None and line.happened_at > now:
        faults.append(Fault("at", "Tidspunktet ligger fram i tid. Loggen er for det som har skjedd."))
    return faults


def _about(connection: Connection, number: int, line: LogLine) -> list[Fault]:
    return [
        Fault(name, f"Loggen til hendelsen har ingen linje {named} som er skrevet for hånd.")
        for name, named in (("corrects", line.corrects), ("answers", line.answers))
        if named is not None and not log_book.is_line(connection, number, named)
    ]
