"""What people answered when they were rung or called in: all of it is kept, the last word counts, late ones too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.answers import Answer, Way
from dispatcher.ledger import incidents
from dispatcher.ledger.call_tables import answers, wakings
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.service import ref_of
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer of a person of the plan. ``source``: what it came by, so that the same word twice is one.

    ``by``: the user who wrote it down. ``alert``: what an approver was rung about; none: the crisis team's call-in.
    """

    incident: int
    person: str
    answer: Answer
    way: Way
    source: str | None = None
    by: str = ""
    alert: str | None = None


def about(connection: Connection, incident: int, alert: str | None) -> str:
    """What the calls are about: this version of an alert, or the incident."""
    return str(incident) if alert is None else f"{alert}/{incidents.alert(connection, alert).version}"


def give(connection: Connection, given: Given, now: datetime) -> bool:
    """Keep an answer and ring that person no more; journalled. False: this very answer is kept already."""
    subject = about(connection, given.incident, given.alert)
    row = {"incident": given.incident, "about": subject, "person": given.person, "answer": str(given.answer)}
    row |= {"way": str(given.way), "given_by": given.by, "source": given.source, "at": ms(now)}
    if not added(connection, upsert(answers).values(**row)):
        return False
    mine = and_(wakings.c.about == subject, wakings.c.person == given.person, wakings.c.next_at.is_not(None))
    connection.execute(update(wakings).where(mine).values(next_at=None, ended=ANSWERED))
    data = {"person": given.person, "answer": str(given.answer), "way": str(given.way)}
    actor = given.by or ref_of(given.person)
    entry = Entry(kind="answer.given", actor=actor, incident=given.incident, alert=given.alert, data=data)
    append(connection, entry, now)
    return True


def cannot(connection: Connection, alert: str) -> frozenset[str]:
    """The persons whose last word about an alert is that they cannot look at it."""
    subject = about(connection, incidents.alert(connection, alert).incident, alert)
    last = last_of(connection.execute(select(answers).where(answers.c.about == subject).order_by(answers.c.id)).all())
    return frozenset(person for person, row in last.items() if row.answer == Answer.CANNOT)


def last_of(rows: Sequence[Any]) -> dict[str, Any]:
    """Each person's last word, of rows in the order they came."""
    return {row.person: row for row in rows}
