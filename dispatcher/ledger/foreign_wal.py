"""A write-ahead log that belongs to another file: the trap of putting a copy in the place of a ledger.

SQLite would play the dead ledger's ``-wal`` into the copy, page by page, and damage it. A copy made by ``backup`` is
not in WAL mode before it is first opened, a ledger always is: so a ``-wal`` beside a file that is not was left over.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from dispatcher.ledger.locks import WriteLock, node_running

log = structlog.get_logger()

WRITE_VERSION, WAL = 18, 2
"""Where the file's header says how it is written, and what stands there in WAL mode."""


def set_aside(database: Path) -> Path | None:
    """Called before the file is opened: moves what was left over out of SQLite's sight; returns where to."""
    log_file = Path(f"{database}-wal")
    if not log_file.exists() or _in_wal_mode(database) or node_running(database):
        return None
    lock = WriteLock(database)
    try:
        with lock.held():  # another process may be opening the copy just now, and this is its new log
            if not log_file.exists() or _in_wal_mode(database):
                return None
            aside = Path(f"{log_file}.left-over")
            log_file.replace(aside)
            Path(f"{database}-shm").unlink(missing_ok=True)
    finally:
        lock.close()
    log.error("ledger.foreign_wal", moved_to=str(aside))
    return aside


def _in_wal_mode(database: Path) -> bool:
    """An empty file is nobody's yet: SQLite itself throws away a log beside it."""
    with database.open("rb") as file:
        header = file.read(WRITE_VERSION + 1)
    return len(header) <= WRITE_VERSION or header[WRITE_VERSION] == WAL
