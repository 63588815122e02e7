"""Whether the database is whole, asked before a node trusts it: a damaged page in the middle opens like any other."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import structlog
from sqlalchemy.exc import DatabaseError

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger.database import UnknownSchema
from dispatcher.ledger.engine import Ledger

log = structlog.get_logger()

LARGEST_CHECKED = 200 * 1024 * 1024
"""Bytes. Reading more would keep a node from starting for seconds; ``check`` reads all, by day."""


class DamagedDatabase(DispatcherError):
    """Databasen er skadet."""

    def __init__(self, place: Path | str) -> None:
        what = "Noden starter ikke på den. Ta vare på filen, og hent fram siste sikkerhetskopi."
        super().__init__(f"Databasen {place} er skadet. {what}")


class NotTheLedger(DispatcherError):
    """Databasen er en kopi. Noden starter bare på den som kopien er tatt av."""


def open_whole(where: Path | str, *, node: bool, largest: int = LARGEST_CHECKED) -> Ledger:
    """The ledger; a node's own is looked through first. Raises DamagedDatabase to a node."""
    if not node:
        return Ledger(where)
    try:
        ledger = Ledger(where, checkpoints=True)
    except UnknownSchema as error:
        # Another program's file, or another version's, is whole: SQLite itself has complained of one that is not.
        if isinstance(error.__cause__, DatabaseError) and isinstance(where, Path):
            raise DamagedDatabase(where) from error
        raise
    try:
        _demand_whole(ledger, where, largest)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _demand_whole(ledger: Ledger, where: Path | str, largest: int) -> None:
    size = where.stat().st_size if isinstance(where, Path) else 0
    if size > largest:
        log.info("ledger.not_checked", bytes=size, largest=largest)
        return
    begun = monotonic()
    try:
        wrong = ledger.database.check()
    except ledger.database.errors as error:
        plain = ledger.database.plain(error)
        raise (DamagedDatabase(ledger.place) if isinstance(plain, UnknownSchema) else plain) from error
    if wrong:
        raise DamagedDatabase(ledger.place) if isinstance(where, Path) else NotTheLedger
    log.info("ledger.checked", bytes=size, seconds=round(monotonic() - begun, 3))
