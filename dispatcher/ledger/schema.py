"""What a ledger must look like before anybody works on it: tables made for a new one, an unknown one refused."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert, inspect, select

from dispatcher.ledger.database import UnknownSchema
from dispatcher.ledger.node_tables import metadata
from dispatcher.ledger.tables import SCHEMA_VERSION, meta

if TYPE_CHECKING:
    from sqlalchemy import Connection


def prepare(connection: Connection) -> tuple[str, str]:
    """Make the tables of a new database; refuse another schema. Returns the ledger's id and capture token."""
    if not connection.dialect.has_table(connection, "meta"):
        if inspect(connection).get_table_names():
            raise UnknownSchema("Databasen tilhører et annet program. Velg en annen i DISPATCHER_DATABASE_URL.")
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
