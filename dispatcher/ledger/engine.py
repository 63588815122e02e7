"""The ledger's engine: one writer thread, a few readers that cannot write, one transaction per unit of work.

A unit of work is a function of a connection. ``write`` runs it inside BEGIN IMMEDIATE … COMMIT with
synchronous=FULL, so that what it returned has survived a power cut; ``read`` runs it on a query-only connection.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import SingletonThreadPool

from dispatcher.domain.errors import DiskFull, DispatcherError, Unavailable
from dispatcher.ledger.locks import WriteLock
from dispatcher.ledger.node_tables import metadata
from dispatcher.ledger.tables import SCHEMA_VERSION, meta

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sqlalchemy import ClauseElement

T = TypeVar("T")
READERS = 3


class UnknownSchema(DispatcherError):
    """Databasen er laget av en annen utgave av Dispatcher."""


class Prepared:
    """A statement compiled once and run by the driver itself, for what runs many times a second.

    SQLAlchemy's own way costs 25 µs a statement and more a row [measured]. Values go in and come out as SQLite has
    them: no enumerations, no booleans.
    """

    def __init__(self, statement: ClauseElement | str) -> None:
        clause = text(statement) if isinstance(statement, str) else statement
        compiled = clause.compile(dialect=sqlite.dialect(paramstyle="named"))
        self.sql = str(compiled)
        self.constants = compiled.params

    def run(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Run it in the connection's transaction."""
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        return driver.execute(self.sql, {**self.constants, **values})


class Ledger:
    """The queue and the record in one SQLite file. ``checkpoints``: only the node's own object moves the WAL home."""

    def __init__(self, path: Path, *, checkpoints: bool = False) -> None:
        self.path = path
        self.failing = False  # whether the last write could not be made: the node is not able to send
        self.commits = 0  # of this object; what is kept in memory is old when this has moved
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._lock = WriteLock(path)
        self._writer = _engine(path, writes=True, checkpoints=checkpoints)
        self._readers = _engine(path, writes=False, checkpoints=False)
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger-writer")
        self._read_threads = ThreadPoolExecutor(READERS, thread_name_prefix="ledger-reader")
        self._glance_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger-glance")
        self.identity, self.capture_token = self.write_now(_prepare)

    async def write(self, work: Callable[..., T], *args: Any) -> T:
        """Run ``work(connection, *args)`` in one write transaction. The commit is not undone by a cancellation."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._write_thread, self._write, work, args))

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        """Run ``work(connection, *args)`` on a connection that cannot write."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._read_threads, self._read, work, args)

    async def glance(self, work: Callable[..., T], *args: Any) -> T:
        """As ``read``, for what takes a millisecond: on a thread of its own, so that no long read holds it up."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._glance_thread, self._read, work, args)

    def write_now(self, work: Callable[..., T], *args: Any) -> T:
        """As ``write``, for programs without a loop; runs in the same one thread."""
        return self._write_thread.submit(self._write, work, args).result()

    def read_now(self, work: Callable[..., T], *args: Any) -> T:
        """As ``read``, for programs without a loop."""
        return self._read_threads.submit(self._read, work, args).result()

    def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._write_thread.submit(self._writer.dispose).result()
        self._write_thread.shutdown()
        self._read_threads.shutdown()
        self._glance_thread.shutdown()
        self._readers.dispose()
        self._lock.close()

    def _write(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        try:
            with self._lock.held(), self._writer.begin() as connection:
                result = work(connection, *args)
        except (DatabaseError, sqlite3.DatabaseError) as error:
            self.failing = True
            raise _plain(error) from error
        self.commits += 1
        self.failing = False
        return result

    def _read(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        try:
            with self._readers.connect() as connection:
                return work(connection, *args)
        except (DatabaseError, sqlite3.DatabaseError) as error:
            raise _plain(error) from error


def _engine(path: Path, *, writes: bool, checkpoints: bool) -> Engine:
    # A connection per thread for its life: a ledger thread is its connection.
    engine = create_engine(f"sqlite:///{path}", poolclass=SingletonThreadPool, pool_size=READERS + 1)

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


def _prepare(connection: Connection) -> tuple[str, str]:
    """Make the tables of a new file; refuse a file of another schema. Returns the ledger's id and capture token."""
    if not connection.dialect.has_table(connection, "meta"):
        if inspect(connection).get_table_names():
            raise UnknownSchema("Databasen tilhører et annet program. Velg en annen fil i DISPATCHER_DATABASE_URL.")
        metadata.create_all(connection)
        connection.execute(
            insert(meta),
            [
                {"key": "schema", "value": SCHEMA_VERSION},
                {"key": "ledger", "value": secrets.token_hex(8)},
                {"key": "capture_token", "value": secrets.token_hex(16)},
            ],
        )
    found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    if found != SCHEMA_VERSION:
        raise UnknownSchema(f"Databasen har skjema {found}; denne utgaven kan {SCHEMA_VERSION}.")
    values = {row.key: row.value for row in connection.execute(select(meta))}
    return values["ledger"], values["capture_token"]


def _plain(error: DatabaseError | sqlite3.DatabaseError) -> DispatcherError:
    """A full, read-only, locked or missing file is a moment's trouble; anything else is a fault of ours."""
    words = str(error.orig if isinstance(error, DatabaseError) else error).lower()
    if "full" in words:
        return DiskFull()
    if any(word in words for word in ("readonly", "locked", "unable to open", "disk i/o", "busy")):
        return Unavailable(f"Kan ikke skrive til databasen nå ({words}). Ingenting er tapt. Prøv igjen om litt.")
    if "not a database" in words or "malformed" in words:
        return UnknownSchema("Databasefilen er skadet, eller den er ikke en database. Hent tilbake en sikkerhetskopi.")
    # The statement's parameters may hold addresses: only the database's own words go on.
    return DispatcherError(f"databasefeil: {words}")
