"""Which log line, if any, makes an alert be decided by the plan's rules for a crisis (R002).

A crisis team that is established for any open incident of the same mode is the municipality's: an exercise changes
nothing for what is real. What held at submit is written on the alert, and stays: whoever was asked may answer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.hand_tables import crisis_modes
from dispatcher.ledger.tables import incidents, journal

if TYPE_CHECKING:
    from dispatcher.domain.plan import Scenario


def in_force(connection: Connection, row: Row[Any], scenario: Scenario) -> int | None:
    """The switch that an alert submitted now is decided by; None: by the everyday rules. Its own incident's first."""
    if scenario.approval.crisis is None:
        return None
    opened = select(incidents.c.id).where(incidents.c.closed_at.is_(None), incidents.c.mode == row.mode)
    last = select(func.max(crisis_modes.c.id)).where(crisis_modes.c.incident.in_(opened))
    chosen = (
        select(crisis_modes.c.id)
        .where(crisis_modes.c.id.in_(last.group_by(crisis_modes.c.incident)), crisis_modes.c.established)
        .order_by((crisis_modes.c.incident == row.incident).desc(), crisis_modes.c.id.desc())
    )
    found = connection.scalar(chosen.limit(1))
    return None if found is None else int(found)


def switched(connection: Connection, switch: int | None) -> dict[str, Any] | None:
    """Who established the crisis team, when, for which incident and in which words; ``words`` null where erased."""
    if switch is None:
        return None
    chosen = (
        select(crisis_modes, journal.c.personal, incidents.c.mode)
        .join(journal, journal.c.seq == crisis_modes.c.entry)
        .join(incidents, incidents.c.id == crisis_modes.c.incident)
        .where(crisis_modes.c.id == switch)
    )
    row = connection.execute(chosen).one()
    return {
        "number": row.incident,
        "mode": row.mode,
        "since": rfc3339(row.at),
        "by": row.recorded_by,
        "words": json.loads(row.personal).get("text") if row.personal else None,
    }
