"""Wrong tries to sign in, by whom they were made; forgotten after an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select

from dispatcher.ledger.sign_in_tables import tries
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

KEPT = timedelta(hours=1)


def count(connection: Connection, whose: str, since: datetime) -> int:
    """How many there were."""
    mine = (tries.c.whose == whose, tries.c.at > ms(since))
    return int(connection.scalar(select(func.count()).select_from(tries).where(*mine)) or 0)


def add(connection: Connection, whose: Iterable[str], now: datetime) -> None:
    """One more for each; those older than an hour are forgotten."""
    connection.execute(delete(tries).where(tries.c.at <= ms(now - KEPT)))
    connection.execute(insert(tries), [{"whose": one, "at": ms(now)} for one in whose])


def forget(connection: Connection, whose: str) -> None:
    """Whoever was right in the end begins anew."""
    connection.execute(delete(tries).where(tries.c.whose == whose))
