"""Seals: the SHA-256 over a wave's deliveries, attempts and receipts goes into the journal's chain when it closes.

So the record of each person is as hard to change unseen as the journal itself. No personal data is in these rows: a
person is a reference, an address a number of a contact point. Receipts that come later go into a later seal.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from sqlalchemy import Connection, Select, select

from dispatcher.ledger.tables import attempts, deliveries, receipts

FETCH = 2000


def wave_seal(connection: Connection, wave_id: int) -> dict[str, Any]:
    """How many rows of each kind the wave has, and the hash over them in id order."""
    digest = hashlib.sha256()
    mine = select(deliveries.c.id).where(deliveries.c.wave_id == wave_id)
    counts = {
        "deliveries": _add(
            connection, digest, select(deliveries).where(deliveries.c.wave_id == wave_id).order_by(deliveries.c.id)
        ),
        "attempts": _add(
            connection,
            digest,
            select(attempts)
            .where(attempts.c.delivery_id.in_(mine))
            .order_by(attempts.c.delivery_id, attempts.c.n, attempts.c.id),
        ),
        "receipts": _add(
            connection, digest, select(receipts).where(receipts.c.delivery_id.in_(mine)).order_by(receipts.c.id)
        ),
    }
    return {**counts, "sha256": digest.hexdigest()}


def _add(connection: Connection, digest: Any, rows: Select[Any]) -> int:
    count = 0
    for row in connection.execute(rows).yield_per(FETCH):
        digest.update(orjson.dumps(tuple(row)))
        count += 1
    return count
