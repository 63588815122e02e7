"""Whether the file is whole, asked before a node trusts it: a damaged page in the middle opens like any other."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import DatabaseError

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.schema import UnknownSchema

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

log = structlog.get_logger()

LARGEST_CHECKED = 200 * 1024 * 1024
"""Bytes. Reading more would keep a node from starting for seconds; ``check`` reads all, by day."""


class DamagedDatabase(DispatcherError):
    """Databasen er skadet."""

    def __init__(self, path: Path) -> None:
        what = "Noden starter ikke på den. Ta vare på filen, og hent fram siste sikkerhetskopi."
        super().__init__(f"Databasen {path} er skadet. {what}")


def open_whole(path: Path, *, checkpoints: bool, largest: int = LARGEST_CHECKED) -> Ledger:
    """The ledger; a node's own (``checkpoints``) is read through first. Raises DamagedDatabase to a node."""
    if not checkpoints:
        return Ledger(path)
    try:
        ledger = Ledger(path, checkpoints=True)
    except UnknownSchema as error:
        raise _damaged(path, error) from error
    try:
        _demand_whole(ledger, largest)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _demand_whole(ledger: Ledger, largest: int) -> None:
    size = ledger.path.stat().st_size
    if size > largest:
        log.info("ledger.not_checked", bytes=size, largest=largest)
        return
    begun = monotonic()
    try:
        verdict = ledger.read_now(_quick_check)
    except UnknownSchema as error:
        raise _damaged(ledger.path, error) from error
    if verdict != "ok":
        raise DamagedDatabase(ledger.path)
    log.info("ledger.checked", bytes=size, seconds=round(monotonic() - begun, 3))


def _quick_check(connection: Connection) -> str:
    return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())


def _damaged(path: Path, error: UnknownSchema) -> DispatcherError:
    """Another program's file, or another version's, is whole: SQLite itself has complained of one that is not."""
    return DamagedDatabase(path) if isinstance(error.__cause__, DatabaseError) else error
