"""Reading names and addresses is written down before anybody sees them: who read, and what; never whom in clear."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

READ = "addresses.read"
ROWS = "rows.read"


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
