"""The plan as it was when an incident was opened: what its pages name things by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dispatcher.ledger import incidents
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan


@lru_cache(maxsize=8)
def _read(document: str) -> Plan:
    return plan_from_document(document)


def frozen(connection: Connection, plan_hash: str) -> Plan:
    """Read once per document, however many pages show it."""
    return _read(incidents.plan_document(connection, plan_hash))
