"""Opening, changing and closing a measure: one transaction each, the words sealed in the journal's line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, update

from dispatcher.domain.errors import Conflict
from dispatcher.domain.evaluating import SHORT, is_date
from dispatcher.domain.measures import MeasureKind, MeasureStatus
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.evaluation_tables import measures
from dispatcher.ledger.measures import Measure, measure
from dispatcher.ledger.times import ms
from dispatcher.ledger.written_words import Faults, refuse, seal, word_faults, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.ledger.accounts import User

OPENED, CHANGED, CLOSED = "measure.opened", "measure.changed", "measure.closed"
NEEDED = {
    "what": "Skriv hva som skal gjøres.",
    "why": "Skriv hvorfor: hva viste hendelsen eller øvelsen?",
    "owner": "Skriv hvem som har ansvaret, helst som rolle eller enhet.",
}
"""What every measure says, and what to tell somebody who left it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """``due``: an ISO date. ``incident``: None for a measure that no incident asked for."""

    kind: MeasureKind
    what: str
    why: str
    owner: str
    due: str
    incident: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """What is to be another; None leaves it as it is. A change closes nothing: ``close_measure`` does."""

    kind: MeasureKind | None = None
    what: str | None = None
    why: str | None = None
    owner: str | None = None
    due: str | None = None
    begun: bool | None = None


def open_measure(connection: Connection, user: User, new: NewMeasure, now: datetime) -> int:
    """A new measure, open. Returns its number."""
    demand(user.roles, Act.MEASURE)
    if new.incident is not None:
        incidents.incident(connection, new.incident)
    words = {name: getattr(new, name).strip() for name in NEEDED}
    refuse([*_faults(words), *_due_faults(new.due)])
    row: dict[str, Any] = {"kind": str(new.kind), "status": str(MeasureStatus.OPEN), "due": new.due}
    entry = seal(connection, OPENED, user.name, new.incident, row, words, now)
    row |= {"incident": new.incident, "opened_by": user.name, "opened_at": ms(now), "entry": entry}
    result = connection.execute(insert(measures).values(**row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def change_measure(connection: Connection, user: User, number: int, given: MeasureChange, now: datetime) -> None:
    """Other words, another kind or day, or begun. Raises Conflict when it is closed."""
    demand(user.roles, Act.MEASURE)
    found = _open(connection, number)
    changed = {name: getattr(given, name).strip() for name in NEEDED if getattr(given, name) is not None}
    words = words_of(connection, _entry(connection, number)) | changed
    due = given.due or found.due
    refuse([*_faults(words), *(_due_faults(due) if given.due is not None else [])])
    row = {"kind": str(given.kind or found.kind), "status": str(_status(found, given)), "due": due}
    entry = seal(connection, CHANGED, user.name, found.incident, {"measure": number, **row}, words, now)
    connection.execute(update(measures).where(measures.c.id == number).values(**row, entry=entry))


def close_measure(connection: Connection, user: User, number: int, reference: str, now: datetime) -> None:
    """It is done: ``reference`` is the case number or link that shows it."""
    demand(user.roles, Act.MEASURE)
    found = _open(connection, number)
    if not reference.strip():
        refuse([("reference", "Skriv saksnummeret eller lenken som viser at tiltaket er gjort.")])
    words = words_of(connection, _entry(connection, number)) | {"reference": reference.strip()}
    refuse(word_faults(words, SHORT))
    entry = seal(connection, CLOSED, user.name, found.incident, {"measure": number, "due": found.due}, words, now)
    row = {"status": str(MeasureStatus.CLOSED), "closed_by": user.name, "closed_at": ms(now), "entry": entry}
    connection.execute(update(measures).where(measures.c.id == number).values(**row))


def _open(connection: Connection, number: int) -> Measure:
    found = measure(connection, number)
    if not found.is_open:
        raise Conflict("state", f"Tiltak {number} er lukket. Før opp et nytt hvis det ikke var nok.")
    return found


def _entry(connection: Connection, number: int) -> int:
    return int(connection.execute(measures.select().where(measures.c.id == number)).one().entry)


def _status(found: Measure, given: MeasureChange) -> MeasureStatus:
    if given.begun is None:
        return found.status
    return MeasureStatus.BEGUN if given.begun else MeasureStatus.OPEN


def _faults(words: Mapping[str, str]) -> Faults:
    missing = [(name, sentence) for name, sentence in NEEDED.items() if not words.get(name)]
    return missing + word_faults(words, SHORT)


def _due_faults(due: str) -> Faults:
    if is_date(due):
        return []
    return [("due", "Skriv fristen som år-måned-dag, for eksempel 2027-03-01.")]
