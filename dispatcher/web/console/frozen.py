"""The plan as it was when an incident was opened: what its pages name things by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dispatcher.ledger import drawn
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan


@lru_cache(maxsize=8)
def _read(document: str) -> Plan:
    return plan_from_document(document)


def frozen(connection: Connection, opened: Row[Any]) -> Plan:
    """With what was drawn for it. Read once per document, however many pages show it."""
    return _read(drawn.plan_document(connection, opened))
