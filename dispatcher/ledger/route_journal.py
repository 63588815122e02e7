"""What happens to the routes, in the journal: names of channels and providers, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


def journal_route(
    connection: Connection, kind: str, data: Mapping[str, Any], modes: Sequence[str], at: datetime
) -> None:
    """One entry for each incident with an active alert that the route serves, so that its evaluation can show it.

    Without any, one that belongs to none.
    """
    found = connection.scalars(
        select(alerts.c.incident)
        .where(alerts.c.state.in_(ACTIVE), alerts.c.mode.in_(modes))
        .distinct()
        .order_by(alerts.c.incident)
    ).all()
    for incident in found or [None]:
        append(connection, Entry(kind=kind, actor="node", incident=incident, data=data), at)
