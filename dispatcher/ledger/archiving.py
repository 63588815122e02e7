"""Whether the archive has an incident: what must be before anything of its recipients may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, func, select

from dispatcher.ledger.archive_tables import archive_packages
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from datetime import datetime

READING = ("addresses.read", "copy.public", "rows.read", "doors.listed", "doors.handed-over")
"""Lines that say that somebody read, or took out a copy: what the archive has is not overtaken by them."""


def lines_after(connection: Connection, incident: int, entry: int) -> int:
    """How much has happened in an incident since a package of it was made: lines that the package does not have."""
    chosen = select(func.count()).select_from(journal).where(*_happened(incident), journal.c.seq > entry)
    return int(connection.scalar(chosen) or 0)


def confirmed(connection: Connection, incident: int) -> datetime | None:
    """When the archive was confirmed to have a package made after the last thing that happened; None: it has none."""
    last = select(func.coalesce(func.max(journal.c.seq), 0)).where(*_happened(incident)).scalar_subquery()
    mine = (archive_packages.c.incident == incident, archive_packages.c.confirmed_at.is_not(None))
    found = connection.scalar(
        select(func.max(archive_packages.c.confirmed_at)).where(*mine, archive_packages.c.entry > last)
    )
    return None if found is None else at(found)


def _happened(incident: int) -> tuple[ColumnElement[bool], ...]:
    return (
        journal.c.incident == incident,
        journal.c.kind.not_like("archive.%"),
        journal.c.kind.not_in(READING),
    )
