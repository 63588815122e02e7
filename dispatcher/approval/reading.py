"""Reading names and addresses is written down before anybody sees them: who read, and what; never whom in clear."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

READ = "addresses.read"
ROWS = "rows.read"
ROWS_AGAIN = timedelta(hours=1)
"""A program that follows a send reads an alert's rows every second: one line in this time says so."""


class What(StrEnum):
    """What was read."""

    CAPTURED = "captured"
    RECIPIENTS = "recipients"
    CALL_LISTS = "call-lists"
    PLAN = "plan"
    BINDER = "binder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One opening. ``count``: of how many; ``delivery``: the one message; ``searched``: somebody was looked for."""

    what: What
    count: int | None = None
    delivery: int | None = None
    searched: bool = False
    channel: str = ""
    wave: int = 0


def remember(connection: Connection, user: User, looked: Looked, alert: str | None, now: datetime) -> None:
    """One entry an opening. Raises Forbidden for whoever may not read addresses."""
    demand(user.roles, Act.READ_ADDRESSES)
    number = incidents.alert(connection, alert).incident if alert else None
    data = {name: value for name, value in asdict(looked).items() if value not in (None, "", 0, False)}
    append(connection, Entry(kind=READ, actor=user.name, incident=number, alert=alert, data=data), now)


def remember_rows(connection: Connection, user: User, number: int, now: datetime) -> None:
    """Whoever takes out the report's table of every message is written down first. Raises Forbidden, NotFound."""
    demand(user.roles, Act.REPORT)
    incidents.incident(connection, number)
    append(connection, Entry(kind=ROWS, actor=user.name, incident=number), now)


def rows_known(connection: Connection, user: User, alert: str, now: datetime) -> bool:
    """Whether the journal has already that the user reads the alert's rows. Raises NotFound."""
    mine = (journal.c.incident == incidents.alert(connection, alert).incident, journal.c.alert_id == alert)
    lately = (journal.c.kind == ROWS, journal.c.actor == user.name, journal.c.at > ms(now - ROWS_AGAIN))
    return connection.scalar(select(journal.c.seq).where(*mine, *lately).limit(1)) is not None


def remember_alert_rows(connection: Connection, user: User, alert: str, now: datetime) -> None:
    """Who looks at an alert's row for each recipient, masked; once in a while is enough. Raises Forbidden, NotFound."""
    demand(user.roles, Act.READ_ROWS)
    if rows_known(connection, user, alert, now):
        return
    number = incidents.alert(connection, alert).incident
    append(connection, Entry(kind=ROWS, actor=user.name, incident=number, alert=alert, data={"of": "alert"}), now)
