"""The police's clearance of an alert: the gate that nobody passes without it, and the record of who said what.

Whether an alert needs one is written on it when it is composed. The gate asks twice: where somebody approves, and once
more where the first wave opens, so that no way to approve, however it came about, goes round it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, exists, insert, or_, select, update

from dispatcher.domain.errors import Conflict
from dispatcher.domain.states import INTERNAL
from dispatcher.ledger.hand_tables import clearances
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import journal, snapshot
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime

ALERT, RETRACTION = "alert", "retraction"
CLEARED = "alert.cleared"


def add(connection: Connection, row: Row[Any], entry: Entry, purpose: str, now: datetime) -> None:
    """Keep a clearance of the alert's version: the words in the journal, sealed; here what the fingerprint needs."""
    append(connection, entry, now)
    line = connection.execute(select(journal.c.seq, journal.c.data).order_by(journal.c.seq.desc()).limit(1)).one()
    kept = {"alert_id": row.id, "version": row.version, "purpose": purpose, "entry": line.seq}
    kept |= {"at": ms(entry.happened_at or now), "recorded_at": ms(now), "recorded_by": entry.actor}
    connection.execute(insert(clearances).values(**kept, sealed=json.loads(line.data)["sealed"]))


def of(connection: Connection, row: Row[Any], purpose: str = ALERT) -> Row[Any] | None:
    """The clearance of this version that counts: the newest. One of an earlier version cleared other words."""
    mine = (clearances.c.alert_id == row.id, clearances.c.version == row.version, clearances.c.purpose == purpose)
    newest = select(clearances, journal.c.personal).join(journal, journal.c.seq == clearances.c.entry).where(*mine)
    return connection.execute(newest.order_by(clearances.c.id.desc()).limit(1)).first()


def in_fingerprint(connection: Connection, row: Row[Any]) -> dict[str, str] | None:
    """What the fingerprint says of it: when, and the seal over who said what; so it outlives their erasure."""
    found = of(connection, row)
    return None if found is None else {"at": at(found.at).isoformat(), "sealed": found.sealed}


def carry(connection: Connection, row: Row[Any], version: int) -> None:
    """The same words submitted again under a new version keep their clearance."""
    mine = (clearances.c.alert_id == row.id, clearances.c.version == row.version, clearances.c.purpose == ALERT)
    connection.execute(update(clearances).where(*mine).values(version=version))


def move(connection: Connection, found: Row[Any], alert_id: str) -> None:
    """The clearance of a retraction becomes that of the alert that takes back."""
    values = {"alert_id": alert_id, "version": 1, "purpose": ALERT}
    connection.execute(update(clearances).where(clearances.c.id == found.id).values(**values))


def demand(connection: Connection, row: Row[Any]) -> None:
    """Raises Conflict for an alert that needs the police's word, reaches others, and has not got it."""
    if missing(connection, row):
        what = "Politiet leder. Ingenting går ut før politiet har klarert det, og ingen kan gå utenom."
        raise Conflict("clearance", f"{what} Skriv inn klareringen: dispatcher clear {row.id}")


def missing(connection: Connection, row: Row[Any]) -> bool:
    """Whether it waits for the police's word."""
    return bool(row.needs_clearance) and reaches_others(connection, row) and of(connection, row) is None


def reaches_others(connection: Connection, row: Row[Any]) -> bool:
    """Whether anybody outside the municipality, or of a silent unit, is meant."""
    mine = (snapshot.c.alert_id == row.id, snapshot.c.version == row.version)
    others = or_(snapshot.c.cls.not_in([str(cls) for cls in INTERNAL]), snapshot.c.silent)
    return bool(connection.scalar(select(exists().where(*mine, others))))
