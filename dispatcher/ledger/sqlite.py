"""One SQLite file as the ledger's database: WAL, synchronous=FULL, one writer at a time over all processes.

The default; serves a municipality with one node. The advisory locks beside the file (``locks``) keep what several
processes may do to it apart (reliability.md 3).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import SingletonThreadPool

from dispatcher.domain.errors import DiskFull, DispatcherError, Unavailable
from dispatcher.ledger import locks
from dispatcher.ledger.database import UnknownSchema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

THREADS = 64
_MOMENTARY = ("readonly", "locked", "unable to open", "disk i/o", "busy")


class SqliteFile:
    """``checkpoints``: only the node's own object moves the WAL home."""

    parallel = False
    errors = (DatabaseError, sqlite3.DatabaseError)

    def __init__(self, path: Path, *, checkpoints: bool) -> None:
        self.path = path
        self.place = str(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._lock = locks.WriteLock(path)
        self._writer = _engine(path, writes=True, checkpoints=checkpoints)
        self._readers = _engine(path, writes=False, checkpoints=False)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """BEGIN IMMEDIATE … COMMIT: what it returned has survived a power cut."""
        with self._lock.held(), self._writer.begin() as connection:
            yield connection

    beside = writing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A query-only connection."""
        with self._readers.connect() as connection:
            yield connection

    def again(self, _: Exception) -> bool:
        """Never: nobody else writes meanwhile, so nothing is undone for another's sake."""
        return False

    def plain(self, error: Exception) -> DispatcherError:
        """A full, read-only, locked or missing file is a moment's trouble; anything else is a fault of ours."""
        words = str(error.orig if isinstance(error, DatabaseError) else error).lower()
        if "full" in words:
            return DiskFull()
        if any(word in words for word in _MOMENTARY):
            return Unavailable(f"Kan ikke skrive til databasen nå ({words}). Ingenting er tapt. Prøv igjen om litt.")
        if "not a database" in words or "malformed" in words:
            what = "Databasefilen er skadet, eller den er ikke en database. Hent tilbake en sikkerhetskopi."
            return UnknownSchema(what)
        # The statement's parameters may hold addresses: only the database's own words go on.
        return DispatcherError(f"databasefeil: {words}")

    def pulse(self, on_news: Callable[[], None] | None = None) -> DataVersion:  # noqa: ARG002  a file calls nobody
        """SQLite's own counter."""
        return DataVersion(self.path)

    def lists_lock(self) -> AbstractContextManager[None]:
        """A third advisory lock."""
        return locks.import_lock(self.path)

    def node_running(self) -> bool:
        """Whether a node holds its lock."""
        return locks.node_running(self.path)

    def check(self) -> str:
        """Read through: a damaged page in the middle opens like any other."""
        with self.reading() as connection:
            verdict = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        return "" if verdict == "ok" else verdict

    def close_writer(self) -> None:
        """A connection belongs to its thread."""
        self._writer.dispose()

    def close(self) -> None:
        """Let go of the file."""
        self._readers.dispose()
        self._lock.close()


class DataVersion:
    """A connection of its own, because ``data_version`` counts what *other* connections committed."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)

    def version(self) -> int:
        """A number that is another after every commit. Touches no table and waits for no writer."""
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise Unavailable from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _engine(path: Path, *, writes: bool, checkpoints: bool) -> Engine:
    # A connection per thread for its life: a ledger thread is its connection. The pool closes others' when there are
    # more threads than its size, in use or not, so its size is far beyond what there can be.
    engine = create_engine(f"sqlite:///{path}", poolclass=SingletonThreadPool, pool_size=THREADS)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own is deferred
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 5000")
        if writes:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {8000 if checkpoints else 0}")
            cursor.execute("PRAGMA cache_size = -16000")
        else:
            cursor.execute("PRAGMA query_only = 1")
            cursor.execute("PRAGMA cache_size = -8000")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine
