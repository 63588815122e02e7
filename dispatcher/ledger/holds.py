"""Holds: while one stands, nothing of the incident's recipients is made pseudonymous, and nobody's data is erased.

Their lines in the journal belong to no incident: the archive has its story already, and a hold does not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.privacy_tables import holds
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

SET, LIFTED = "hold.set", "hold.lifted"


def held(connection: Connection, incident: int) -> Row[Any] | None:
    """The hold that stands, with its sealed words; None: there is none."""
    chosen = select(holds, journal.c.personal).join(journal, journal.c.seq == holds.c.entry)
    return connection.execute(chosen.where(holds.c.incident == incident, holds.c.lifted_at.is_(None))).first()


def put(connection: Connection, incident: int, why: str, by: str, now: datetime) -> None:
    """A new hold; there must be none."""
    entry = _journalled(connection, SET, incident, why, by, now)
    connection.execute(insert(holds).values(incident=incident, set_by=by, set_at=ms(now), entry=entry))


def lift(connection: Connection, hold: Row[Any], why: str, by: str, now: datetime) -> None:
    """The hold is over; its time runs as if it had never been."""
    entry = _journalled(connection, LIFTED, hold.incident, why, by, now)
    values = {"lifted_by": by, "lifted_at": ms(now), "lifted_entry": entry}
    connection.execute(update(holds).where(holds.c.id == hold.id).values(**values))


def _journalled(connection: Connection, kind: str, incident: int, why: str, by: str, now: datetime) -> int:
    line = append(connection, Entry(kind=kind, actor=by, data={"incident": incident}, personal={"why": why}), now)
    return int(connection.execute(select(journal.c.seq).where(journal.c.hash == line)).scalar_one())
