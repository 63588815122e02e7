"""Every receipt goes into an entry of the journal, those that come after their wave's seal too (reliability.md 2.12).

Once a minute, all since the last time, in id order: a mark in ``meta`` says how far it has come.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger import seal
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import deliveries, meta, receipts

if TYPE_CHECKING:
    from datetime import datetime

SEALED = "sealed_receipts"
MOST = 20_000
"""Receipts a transaction; the rest follows with the next."""


def seal_receipts(connection: Connection, now: datetime) -> int:
    """Hash the receipts since the last such entry into a new one; their waves want new seals. Returns how many."""
    chosen = select(receipts).where(receipts.c.id > mark(connection)).order_by(receipts.c.id).limit(MOST)
    found = connection.execute(chosen).all()
    if not found:
        return 0
    digest = hashlib.sha256(b"".join(orjson.dumps(tuple(row)) for row in found)).hexdigest()
    data = {"first": found[0].id, "last": found[-1].id, "receipts": len(found), "sha256": digest}
    append(connection, Entry(kind="receipts.sealed", actor="node", data=data), now)
    after = upsert(meta).values(key=SEALED, value=str(found[-1].id))
    connection.execute(after.on_conflict_do_update(index_elements=["key"], set_={"value": str(found[-1].id)}))
    mine = receipts.c.id.between(found[0].id, found[-1].id)
    seal.changed(
        connection,
        select(deliveries.c.wave_id).join(receipts, receipts.c.delivery_id == deliveries.c.id).where(mine),
    )
    return len(found)


def unsealed(connection: Connection) -> bool:
    """Whether any receipt has come since the last entry."""
    chosen = select(receipts.c.id).where(receipts.c.id > mark(connection))
    return connection.execute(chosen.limit(1)).first() is not None


def mark(connection: Connection) -> int:
    """The last receipt that has been sealed."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == SEALED)) or 0)
