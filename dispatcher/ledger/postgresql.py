"""A PostgreSQL as the ledger's database: many nodes, none of which holds any state.

Units of work are written for one writer at a time, so that holds here too: each takes one advisory lock for its
transaction, the lanes' cycles and receipts in shared mode (they claim with SKIP LOCKED and write only rows of their
own), everything else alone. A node that freezes inside a transaction is cut off by the server after ten seconds.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
import structlog
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from dispatcher.domain.errors import DispatcherError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = structlog.get_logger()

READERS = 4
CHANNEL = "dispatcher"
KEY = int.from_bytes(b"dispatch")
ALONE = f"SELECT pg_advisory_xact_lock({KEY})"
TOGETHER = f"SELECT pg_advisory_xact_lock_shared({KEY})"
LISTS = KEY + 1
LOOK, AWAY = 0.5, 1.0
# Who is told: whoever listens, when the transaction wrote anything at all.
_TELL = text("SELECT pg_notify(:channel, :what) WHERE pg_current_xact_id_if_assigned() IS NOT NULL")
_LIVING = text("SELECT 1 FROM nodes WHERE stopped_at IS NULL AND beat_at > :since_ms LIMIT 1")
_NOW = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")
NODE_LIVES = 15_000
"""Milliseconds since its last beat for which a node counts as living; it beats every five seconds."""

_OPTIONS = "-c timezone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=10s"
# Whoever reads holds nobody up, and counts for long between two questions: a report, the whole log again.
_READING = f"{_OPTIONS} -c idle_in_transaction_session_timeout=10min -c default_transaction_read_only=on"
_CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "application_name": "dispatcher",
    "options": _OPTIONS,
}
# 08 connection, 53 resources (a full disk), 57 shut down or cancelled, 55P03 lock wait, 25006 a standby, 25P03 cut off
# in a transaction, 40 undone for another's sake, 58 the system's own, 28 and 3D: not let in, or no such database.
_MOMENTARY = ("08", "53", "57", "55P03", "25006", "25P03", "40", "58", "28", "3D")
_UNDONE = ("40P01", "40001")


class PostgresServer:
    """``url``: as libpq reads it. Never a replica: no claim may rest on a copy that lags."""

    parallel = True
    errors = (DBAPIError, psycopg.Error)

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self.url = url
        self.place = address.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        self._me = secrets.token_hex(4)
        driven = address.set(drivername="postgresql+psycopg")
        self._alone = create_engine(driven, pool_size=1, max_overflow=0, connect_args=_CONNECT)
        self._beside = create_engine(driven, pool_size=1, max_overflow=0, connect_args=_CONNECT)
        # A reader sees one moment, as SQLite's does, and asks a connection whether it lives before it trusts it.
        self._readers = create_engine(
            driven,
            pool_size=READERS,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args=_CONNECT | {"options": _READING},
            isolation_level="REPEATABLE READ",
        )
        for engine in (self._alone, self._beside):
            event.listen(engine, "connect", _durable)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Alone: what the ledger's other writers do waits, on every node."""
        with self._transaction(self._alone, ALONE, "news") as connection:
            yield connection

    @contextmanager
    def beside(self) -> Iterator[Connection]:
        """Beside other lanes' cycles; never while ``writing`` is under way anywhere."""
        with self._transaction(self._beside, TOGETHER, "rows") as connection:
            yield connection

    @contextmanager
    def _transaction(self, engine: Engine, lock: str, what: str) -> Iterator[Connection]:
        connection = _begun(engine, lock)
        try:
            yield connection
            connection.execute(_TELL, {"channel": CHANNEL, "what": f"{self._me}:{what}"})
            connection.commit()
        except BaseException:
            _undo(connection)
            raise
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only transaction."""
        with self._readers.connect() as connection:
            yield connection

    def again(self, error: Exception) -> bool:
        """A deadlock: the server has undone this one for the other's sake."""
        return _state(error) in _UNDONE

    def plain(self, error: Exception) -> DispatcherError:
        """The server's own words may quote a row, so only its code goes on; a connection's words have no row yet."""
        state = _state(error)
        cause = error.orig if isinstance(error, DBAPIError) else error
        if state is None and isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
            why = " ".join(str(cause).split()) or "forbindelsen ble brutt"
            return Unavailable(f"Når ikke databasen ({why}). Ingenting er tapt. Prøv igjen om litt.")
        if state is not None and state.startswith(_MOMENTARY):
            what = f"{type(cause).__name__} {state}"
            return Unavailable(f"Kan ikke bruke databasen nå ({what}). Ingenting er tapt. Prøv igjen om litt.")
        return DispatcherError(f"databasefeil: {type(cause).__name__} {state or ''}".rstrip())

    def pulse(self, on_news: Callable[[], None] | None = None) -> Notifications:
        """LISTEN; whoever polls as well loses nothing when it is away."""
        return Notifications(self.url, self._me, on_news)

    @contextmanager
    def lists_lock(self) -> Iterator[None]:
        """A lock of the session's, on a connection of its own."""
        with psycopg.connect(self.url, autocommit=True, **_CONNECT) as connection:
            connection.execute("SET lock_timeout = 0")  # an import takes as long as it takes
            connection.execute("SELECT pg_advisory_lock(%s)", (LISTS,))
            yield

    def node_running(self) -> bool:
        """Whether any node has beaten lately, by the server's clock."""
        with self.reading() as connection:
            now = int(connection.scalar(_NOW) or 0)
            return connection.execute(_LIVING, {"since_ms": now - NODE_LIVES}).first() is not None

    def check(self) -> str:
        """A server looks after its own pages; that it may be written is shown by writing."""
        with self.reading() as connection:
            standby = connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar()
        return "den er en kopi som ikke kan skrives til" if standby else ""

    def close_writer(self) -> None:
        """Connections here belong to no thread."""

    def close(self) -> None:
        """Let go of the connections."""
        for engine in (self._alone, self._beside, self._readers):
            engine.dispose()


class Notifications:
    """Hears of commits from a thread of its own; reconnects by itself, and takes having been away for news."""

    def __init__(self, url: str, me: str, on_news: Callable[[], None] | None) -> None:
        self._url = url
        self._me = me
        self._on_news = on_news
        self._version = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ledger-listener", daemon=True)
        self._thread.start()

    def version(self) -> int:
        """How many commits were heard of."""
        return self._version

    def close(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                log.warning("ledger.not_listening", error=type(error).__name__)
                self._stop.wait(AWAY)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True, **_CONNECT) as connection:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            self._heard("news")
            while not self._stop.is_set():
                for note in connection.notifies(timeout=LOOK):
                    sender, _, what = note.payload.partition(":")
                    self._heard(what if sender != self._me else "rows")

    def _heard(self, what: str) -> None:
        self._version += 1
        if what == "news" and self._on_news:
            self._on_news()


def _begun(engine: Engine, lock: str) -> Connection:
    """A transaction that holds its lock. A pooled connection that has died meanwhile is exchanged once."""
    try:
        return _begin(engine, lock)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return _begin(engine, lock)


def _begin(engine: Engine, lock: str) -> Connection:
    connection = engine.connect()
    try:
        connection.exec_driver_sql(lock)
    except BaseException:
        connection.close()
        raise
    return connection


def _undo(connection: Connection) -> None:
    """Roll back; a connection that the driver knows to be broken is thrown away, if it has not been already."""
    if connection.invalidated:  # to ask it for anything would hide the error that has brought us here
        return
    driver = connection.connection.driver_connection
    if isinstance(driver, psycopg.Connection) and driver.closed:
        connection.invalidate()
        return
    with suppress(DBAPIError, psycopg.Error):
        connection.rollback()


def _durable(connection: psycopg.Connection[Any], _record: object) -> None:
    """Whatever waits for a standby stays as the operator has it; *off* would lose what was acknowledged."""
    with connection.cursor() as cursor:
        if cursor.execute("SHOW synchronous_commit").fetchone() == ("off",):
            cursor.execute("SET synchronous_commit = on")
    connection.commit()


def _state(error: Exception) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.sqlstate if isinstance(cause, psycopg.Error) else None
