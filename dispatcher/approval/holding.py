"""Holds, and what the retention of an incident waits for: an admin's acts, each with its reason, each journalled."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.retention import Terms
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import archiving, holds, incidents, retention
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.retention import Item

WHY = "Skriv en kort begrunnelse. Den står i loggen, forseglet."


def hold(connection: Connection, user: User, number: int, why: str, now: datetime) -> None:
    """Nothing of the incident's recipients is made pseudonymous, and nobody's data in it erased, until it is lifted."""
    demand(user.roles, Act.HOLD)
    incidents.incident(connection, number)
    _reasoned(why)
    standing = holds.held(connection, number)
    if standing is not None:
        raise Conflict("state", f"Hendelse {number} er allerede holdt tilbake, av {standing.set_by}.")
    if any(run.incident == number for run in retention.open_runs(connection)):
        raise Conflict("state", f"Mottakerne i hendelse {number} blir pseudonymisert nå. Det kan ikke angres.")
    holds.put(connection, number, why, user.name, now)


def lift(connection: Connection, user: User, number: int, why: str, now: datetime) -> None:
    """The hold is over; what has waited for it is done at the node's next look."""
    demand(user.roles, Act.HOLD)
    incidents.incident(connection, number)
    _reasoned(why)
    standing = holds.held(connection, number)
    if standing is None:
        raise Conflict("state", f"Hendelse {number} er ikke holdt tilbake.")
    holds.lift(connection, standing, why, user.name, now)


def _reasoned(why: str) -> None:
    if not why.strip():
        raise InvalidInput(Fault("why", WHY))


def retention_view(connection: Connection, number: int, items: Sequence[Item]) -> dict[str, Any]:
    """The hold that stands, what each group of recipients waits for, and what has been done. Raises NotFound.

    ``archived_at``: when the archive confirmed a package of all that has happened; nothing goes before it has.
    """
    incidents.incident(connection, number)
    standing, archived = holds.held(connection, number), archiving.confirmed(connection, number)
    return {
        "incident": str(number),
        "number": number,
        "hold": None if standing is None else hold_view(standing),
        "archived_at": None if archived is None else rfc3339(ms(archived)),
        "groups": [
            {
                "group": str(item.group),
                "waits": None if item.waits is None else str(item.waits),
                "due_at": None if item.since is None else rfc3339(ms(item.since)),
            }
            for item in items
            if item.incident == number
        ],
        "done": [
            {
                "groups": json.loads(run.about),
                "people": run.people,
                "messages": run.messages,
                "at": rfc3339(run.ended_at),
            }
            for run in retention.runs_of(connection, number)
        ],
    }


def retention_of(connection: Connection, number: int, terms: Terms, now: datetime) -> dict[str, Any]:
    """The view of one incident as it is now."""
    return retention_view(connection, number, retention.items(connection, terms, now))


def hold_view(standing: Any) -> dict[str, Any]:
    """Who set it, when and why; its words may have been erased."""
    why = json.loads(standing.personal)["why"] if standing.personal else None
    return {"by": standing.set_by, "at": rfc3339(standing.set_at), "why": why}
