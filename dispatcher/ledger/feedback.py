"""What citizens say of an incident's alerts: three short answers, nothing about who they are, never published here.

A text may all the same hold what it should not: it stands in its row alone, is shown to few, and can be erased.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from dispatcher.domain.errors import Conflict, DispatcherError, NotFound
from dispatcher.domain.personal_data import identity_numbers
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import Mode
from dispatcher.ledger.evaluation_tables import feedback
from dispatcher.ledger.tables import alerts, published
from dispatcher.ledger.times import ms
from dispatcher.ledger.written_words import seal

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.accounts import User

LONGEST = 1000
"""Characters of a text."""
MOST = 5000
"""Of one incident: whoever fills the form by a machine fills no disk."""
OPEN_FOR = timedelta(days=30)
"""After the last alert of an incident was published."""
ERASED = "feedback.erased"


class Got(StrEnum):
    """Whether the alert came."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Clear(StrEnum):
    """Whether it was clear what to do."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FeedbackFull(DispatcherError):
    """Vi har fått så mange svar om dette varselet at vi ikke tar imot flere her."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody has answered."""

    incident: int
    language: str
    got: Got
    clear: Clear
    words: str = field(default="", repr=False)


def open_incidents(connection: Connection, mode: Mode, now: datetime) -> list[int]:
    """The incidents of a mode that people may answer about, the newest first: told on the page, and not long ago."""
    told = (
        select(alerts.c.incident, func.max(published.c.sent_at).label("last"))
        .join(alerts, alerts.c.id == published.c.alert_id)
        .where(published.c.mode == str(mode), published.c.sent_at >= ms(now - OPEN_FOR))
        .group_by(alerts.c.incident)
    )
    return [row.incident for row in connection.execute(told.order_by(func.max(published.c.sent_at).desc()))]


def keep(connection: Connection, given: Feedback, mode: Mode, now: datetime) -> None:
    """One row. Raises NotFound for an incident that nobody can answer about, FeedbackFull."""
    if given.incident not in open_incidents(connection, mode, now):
        raise NotFound("Det går ikke an å svare om dette varselet nå.")
    if count(connection, given.incident) >= MOST:
        raise FeedbackFull
    words = given.words.strip()[:LONGEST]
    for number in identity_numbers(words):
        words = words.replace(number, "[nummer tatt bort]")
    row = {"incident": given.incident, "at": ms(now), "language": given.language, "words": words or None}
    connection.execute(insert(feedback).values(**row, got=str(given.got), clear=str(given.clear)))


def count(connection: Connection, number: int) -> int:
    """How many have answered about an incident."""
    return int(connection.scalar(select(func.count()).where(feedback.c.incident == number)) or 0)


def counts(connection: Connection, number: int) -> dict[str, Any]:
    """How many gave each answer, and how many texts there are to read."""
    found: dict[str, Any] = {"answers": count(connection, number)}
    for name, kind in (("got", Got), ("clear", Clear)):
        column = feedback.c[name]
        rows = connection.execute(select(column, func.count()).where(feedback.c.incident == number).group_by(column))
        given = {row[0]: row[1] for row in rows}
        found[name] = {str(member): given.get(str(member), 0) for member in kind}
    # What was written and is forgotten since stays counted.
    wrote = or_(feedback.c.words.is_not(None), feedback.c.erased_at.is_not(None))
    texts = select(func.count()).where(feedback.c.incident == number, wrote)
    return found | {"texts": int(connection.scalar(texts) or 0)}


def listed(connection: Connection, number: int) -> list[Row[Any]]:
    """Every answer about an incident, the newest first."""
    return list(
        connection.execute(select(feedback).where(feedback.c.incident == number).order_by(feedback.c.id.desc()))
    )


def erase(connection: Connection, user: User, number: int, which: int, now: datetime) -> None:
    """Take the words away for good; what was ticked stays counted."""
    demand(user.roles, Act.FEEDBACK)
    mine = (feedback.c.id == which, feedback.c.incident == number)
    row = connection.execute(select(feedback).where(*mine)).first()
    if row is None:
        raise NotFound(f"Hendelse {number} har ingen tilbakemelding {which}.")
    if row.words is None:
        raise Conflict("state", "Teksten er allerede borte.")
    values = {"words": None, "erased_by": user.name, "erased_at": ms(now)}
    connection.execute(update(feedback).where(*mine).values(**values))
    seal(connection, ERASED, user.name, number, {"feedback": which}, {}, now)
