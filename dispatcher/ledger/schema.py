"""Which schema a database has, and what may be done about it: made, moved up, or refused with nothing changed.

The revision stands in ``meta`` under "schema" and nowhere else: a row that the builds before migrations read as well,
so that an older program turns away from a ledger that was moved up; and opening needs no Alembic, which takes a
second to import. Every step is additive and happens inside the one transaction that opens the ledger, on SQLite as on
PostgreSQL: a crash leaves the old schema whole. So no copy is taken, which would be a second register of people that no
erasure reaches.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, insert, inspect, select, text, update

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger.database import UnknownSchema
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import SCHEMA_VERSION, meta
from dispatcher.ledger.whole import metadata
from dispatcher.ports import SystemClock

ONE_AT_A_TIME = 0x6469737061746368
"""The advisory lock of PostgreSQL that whoever makes or moves up a schema holds: "dispatch" in ASCII."""

__all__ = ["OlderSchema", "UnknownSchema", "prepare"]

REVISION = "schema"
LONGEST_WAIT = "5s"


class OlderSchema(DispatcherError):
    """Databasen er eldre enn denne utgaven av Dispatcher, og den som bare ser etter, flytter den ikke opp."""

    def __init__(self, found: str) -> None:
        what = "Den flyttes opp når noden starter: dispatcher serve. Ingenting er endret."
        super().__init__(f"Databasen har skjema {found}, og denne utgaven bruker {SCHEMA_VERSION}. {what}")


def prepare(connection: Connection, *, moves_up: bool = True) -> tuple[str, str]:
    """Make the ledger ready inside a write transaction. Returns its id and its capture token.

    Raises UnknownSchema, and OlderSchema to whoever may not move it up.
    """
    if _revision(connection) != SCHEMA_VERSION:
        _wait_for_others(connection)
        found = _revision(connection)
        if found is None:
            _create(connection)
        elif found != SCHEMA_VERSION:
            _move_up(connection, found, moves_up=moves_up)
    values = {row.key: row.value for row in connection.execute(select(meta))}
    return values["ledger"], values["capture_token"]


def _wait_for_others(connection: Connection) -> None:
    """Of those who open at once one makes or moves up, and the others find it done. SQLite has one writer anyway.

    The wait is short, here and for each table that a step changes: every claim of the nodes at work waits behind us.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": LONGEST_WAIT})
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})


def _revision(connection: Connection) -> str | None:
    """None: the database is empty."""
    inspector = inspect(connection)
    tables = inspector.get_table_names()
    if not tables:
        return None
    if meta.name in tables and {column["name"] for column in inspector.get_columns(meta.name)} == set(meta.c.keys()):
        found = {row.key: row.value for row in connection.execute(select(meta))}
        if "ledger" in found and REVISION in found:
            return str(found[REVISION])
    raise UnknownSchema(
        "Databasen tilhører et annet program. Ingenting er endret. Velg en annen i DISPATCHER_DATABASE_URL."
    )


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(
        insert(meta),
        [
            {"key": REVISION, "value": SCHEMA_VERSION},
            {"key": "ledger", "value": secrets.token_hex(8)},
            {"key": "capture_token", "value": secrets.token_hex(16)},
        ],
    )


def _move_up(connection: Connection, found: str, *, moves_up: bool) -> None:
    from dispatcher.ledger import migrations  # noqa: PLC0415  Alembic takes a second, and is needed once in a ledger's life

    if not migrations.leads_up_from(found):
        raise UnknownSchema(
            f"Databasen har skjema {found}, som denne utgaven av Dispatcher ikke kjenner: den bruker {SCHEMA_VERSION}. "
            "Ingenting er endret. Bruk utgaven som databasen er laget med, eller en nyere."
        )
    if not moves_up:
        raise OlderSchema(found)
    migrations.move_up(connection, found)
    connection.execute(update(meta).where(meta.c.key == REVISION).values(value=SCHEMA_VERSION))
    moved = Entry(kind="ledger.migrated", actor="node", data={"from": found, "to": SCHEMA_VERSION})
    append(connection, moved, SystemClock().now())
