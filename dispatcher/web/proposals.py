"""A proposal that waits to be taken in, as the interface shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.composing.asking import name_of
from dispatcher.ledger import proposals
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan


def proposal_view(connection: Connection, row: Row[Any], plan: Plan) -> dict[str, Any] | None:
    """Who would rather have what; None when there is nothing to take in."""
    found = proposals.standing(connection, row)
    if found is None:
        return None
    return {
        "id": found.id,
        "by": found.by,
        "person": found.person,
        "name": name_of(connection, plan, found.by),
        "at": rfc3339(found.at),
        "why": found.said.why,
        "fields": dict(found.said.fields),
        "texts": dict(found.said.texts),
    }
