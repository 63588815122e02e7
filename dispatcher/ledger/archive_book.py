"""What became of the archive packages of an incident: made, mailed, confirmed received. Each is a line in the journal.

Those lines are of no incident in the chain, so that making a package does not change what the next one is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select, update

from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.ledger import archiving
from dispatcher.ledger.archive_tables import archive_packages
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.incidents import incident
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.log_book import newest
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A package as it was made. ``last``: the number of the incident's last line in it."""

    sha256: str
    size: int
    anchor: str
    last: int


def remember(connection: Connection, number: int, made: Made, by: str, now: datetime) -> int | None:
    """The row of a package; the same bytes are the same package. None: the incident has gone on since it was made."""
    last = connection.scalar(select(func.max(journal.c.seq)).where(journal.c.incident == number))
    if last != made.last:
        return None
    same = (archive_packages.c.incident == number, archive_packages.c.sha256 == made.sha256)
    known: int | None = connection.scalar(select(archive_packages.c.id).where(*same))
    if known is not None:
        return known
    _line(connection, "made", number, by, now, sha256=made.sha256, anchor=made.anchor, bytes=made.size)
    row = {"incident": number, "made_at": ms(now), "made_by": by, "entry": newest(connection)}
    row |= {"anchor": made.anchor, "sha256": made.sha256, "bytes": made.size}
    return int(connection.execute(insert(archive_packages).values(**row)).inserted_primary_key[0])  # type: ignore[index]


def mailed(connection: Connection, package: int, by: str, now: datetime) -> None:
    """Postmottak's mail server took it; whether anybody filed it, a person says (``confirm``)."""
    row = _package(connection, package)
    _line(connection, "mailed", row.incident, by, now, sha256=row.sha256)
    values = {"mailed_at": ms(now), "mailed_by": by}
    connection.execute(update(archive_packages).where(archive_packages.c.id == package).values(**values))


def not_mailed(connection: Connection, package: int, by: str, why: str, now: datetime) -> None:
    """It did not leave, or nobody knows: a line, so that who looks later sees that it was tried."""
    row = _package(connection, package)
    _line(connection, "not-mailed", row.incident, by, now, sha256=row.sha256, why=why)


def confirm(connection: Connection, number: int, package: int | None, reference: str, by: str, now: datetime) -> None:
    """The archive has it, under this reference: case number or document id. None: the newest package.

    Raises NotFound for a package of another incident, Conflict where none was made or it is confirmed already.
    """
    incident(connection, number)
    row = _newest(connection, number) if package is None else _package(connection, package)
    if row.incident != number:
        raise NotFound("Hendelsen har ingen slik arkivpakke.")
    if row.confirmed_at is not None:
        raise Conflict("state", f"Pakken er allerede bekreftet mottatt, med referansen {row.reference}.")
    _line(connection, "confirmed", number, by, now, sha256=row.sha256, reference=reference)
    values = {"confirmed_at": ms(now), "confirmed_by": by, "reference": reference}
    connection.execute(update(archive_packages).where(archive_packages.c.id == row.id).values(**values))


def of_incident(connection: Connection, number: int) -> list[dict[str, Any]]:
    """The packages of an incident, the newest first; ``lacks``: lines that came after it was made. Raises NotFound."""
    incident(connection, number)
    mine = archive_packages.c.incident == number
    rows = connection.execute(select(archive_packages).where(mine).order_by(archive_packages.c.id.desc()))
    return [_told(row) | {"lacks": archiving.lines_after(connection, number, row.entry)} for row in rows]


def _told(row: Row[Any]) -> dict[str, Any]:
    facts = {"id": row.id, "made_at": rfc3339(row.made_at), "made_by": row.made_by, "sha256": row.sha256}
    facts |= {"bytes": row.bytes, "anchor": row.anchor, "mailed_at": rfc3339(row.mailed_at), "mailed_by": row.mailed_by}
    facts |= {"confirmed_at": rfc3339(row.confirmed_at), "confirmed_by": row.confirmed_by}
    return facts | {"reference": row.reference}


def _package(connection: Connection, package: int) -> Row[Any]:
    row = connection.execute(select(archive_packages).where(archive_packages.c.id == package)).first()
    if row is None:
        raise NotFound("Det finnes ingen slik arkivpakke.")
    return row


def _newest(connection: Connection, number: int) -> Row[Any]:
    mine = select(archive_packages).where(archive_packages.c.incident == number)
    row = connection.execute(mine.order_by(archive_packages.c.id.desc()).limit(1)).first()
    if row is None:
        raise Conflict("state", "Det er ikke laget noen arkivpakke for hendelsen ennå.")
    return row


def _line(connection: Connection, what: str, number: int, by: str, now: datetime, **data: Any) -> None:
    append(connection, Entry(kind=f"archive.{what}", actor=by, data={"incident": number, **data}), now)
