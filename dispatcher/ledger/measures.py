"""Measures as they stand: the rows say how far they have come, their words are the newest entry's in the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, select

from dispatcher.domain.errors import NotFound
from dispatcher.domain.measures import MeasureKind, MeasureStatus
from dispatcher.ledger.evaluation_tables import measures
from dispatcher.ledger.tables import incidents, journal

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """``mode``: of its incident, None without one. ``due``: an ISO date. Words are None where they are erased."""

    id: int
    incident: int | None
    mode: str | None
    scenario: str | None
    kind: MeasureKind
    status: MeasureStatus
    what: str | None
    why: str | None
    owner: str | None
    due: str
    reference: str | None
    opened_by: str
    opened_at: int
    closed_by: str | None
    closed_at: int | None

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.status is not MeasureStatus.CLOSED

    def overdue(self, today: date) -> bool:
        """Whether it should have been closed before this day, by the municipality's own calendar."""
        return self.is_open and self.due < today.isoformat()


def measures_of(connection: Connection, *, incident: int | None = None) -> tuple[Measure, ...]:
    """Every measure, or those of one incident: the open ones first, in the order in which they are due."""
    chosen = _chosen()
    if incident is not None:
        chosen = chosen.where(measures.c.incident == incident)
    found = [_measure(row) for row in connection.execute(chosen)]
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.due, one.id)))


def open_measures(connection: Connection) -> tuple[Measure, ...]:
    """Those not closed, in the order in which they are due."""
    chosen = _chosen().where(measures.c.status != str(MeasureStatus.CLOSED))
    return tuple(_measure(row) for row in connection.execute(chosen.order_by(measures.c.due, measures.c.id)))


def measure(connection: Connection, number: int) -> Measure:
    """Raises NotFound."""
    row = connection.execute(_chosen().where(measures.c.id == number)).first()
    if row is None:
        raise NotFound(f"Det finnes ikke noe tiltak {number}.")
    return _measure(row)


def _chosen() -> Select[Any]:
    said = select(measures, journal.c.personal, incidents.c.mode, incidents.c.scenario)
    return said.join(journal, journal.c.seq == measures.c.entry).outerjoin(
        incidents, incidents.c.id == measures.c.incident
    )


def _measure(row: Row[Any]) -> Measure:
    words = json.loads(row.personal) if row.personal else {}
    return Measure(
        id=row.id,
        incident=row.incident,
        mode=row.mode,
        scenario=row.scenario,
        kind=MeasureKind(row.kind),
        status=MeasureStatus(row.status),
        what=words.get("what"),
        why=words.get("why"),
        owner=words.get("owner"),
        due=row.due,
        reference=words.get("reference"),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
    )
