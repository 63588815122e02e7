"""A line of the log that somebody writes by hand: what happened, when it happened, and who wrote it when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

BY_HAND = "log.line"
LONGEST = 4000
_KIND = re.compile(r"[a-zæøå0-9-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """``happened_at`` None: now."""

    text: str
    kind: str
    happened_at: datetime | None


def write_line(connection: Connection, user: User, number: int, line: LogLine, now: datetime) -> str:
    """Add the line to the journal; returns its hash. Raises InvalidInput for an empty or overlong text."""
    incidents.incident(connection, number)
    demand(user.roles, Act.LOG)
    faults = _faults(line, now)
    if faults:
        raise InvalidInput(*faults)
    entry = Entry(
        kind=BY_HAND,
        actor=user.name,
        incident=number,
        data={"kind": line.kind},
        personal={"text": line.text.strip()},  # people write names here: sealed in the chain, erasable beside it
        happened_at=line.happened_at or now,
    )
    return append(connection, entry, now)


def _faults(line: LogLine, now: datetime) -> list[Fault]:
    faults = []
    if not line.text.strip():
        faults.append(Fault("text", "Linjen er tom. Skriv hva som har skjedd."))
    if len(line.text) > LONGEST:
        faults.append(Fault("text", f"Linjen kan ha høyst {LONGEST} tegn; denne har {len(line.text)}."))
    if not _KIND.fullmatch(line.kind):
        faults.append(Fault("kind", "Slaget er ett ord med små bokstaver, for eksempel telefon."))
    if line.happened_at is not None and line.happened_at > now:
        faults.append(Fault("at", "Tidspunktet ligger fram i tid. Loggen er for det som har skjedd."))
    return faults
