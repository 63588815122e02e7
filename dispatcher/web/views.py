"""An alert as the interface shows it: the board's view, and what it would cost."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from dispatcher.composing.estimate import estimate
from dispatcher.domain.plan import Plan
from dispatcher.ledger import board, incidents, snapshot
from dispatcher.plan_file import plan_from_document


@lru_cache(maxsize=8)
def _frozen(document: str) -> Plan:
    return plan_from_document(document)


def alert_view(connection: Connection, alert: str) -> dict[str, Any]:
    """The whole alert. In a draft, ``people`` and ``cost`` are those of the lists as they are now. Raises NotFound."""
    view = board.alert_view(connection, alert)
    row = incidents.alert(connection, alert)
    document = incidents.plan_document(connection, incidents.incident(connection, row.incident).plan_hash)
    view["estimate"] = estimate(connection, row, _frozen(document))
    if row.people is None or row.fingerprint is None:
        view["people"] = snapshot.count_people(connection, row.id, row.version)
        view["cost"] = view["estimate"]["amount"]
    return view
