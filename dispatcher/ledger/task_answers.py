"""What is told of a task that somebody was asked to do: it is done, or it will not be, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, update

from dispatcher.domain.states import AttemptState, DeliveryState, Scope
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.tasks import end_attempt
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

_D = DeliveryState
REFUSED = "task refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What was told of a task: by which account, for whom, when it happened, in which words."""

    by: str
    person: str
    happened_at: datetime
    why: str


def accept(connection: Connection, row: Row[Any], said: Ticked, now: datetime) -> None:
    """*sending*, *unsure* or *failed* → *accepted*, at the time it was done."""
    taken = {"state": str(_D.ACCEPTED), "reason": "", "scope": "", "accepted_at": ms(said.happened_at)}
    connection.execute(update(deliveries).where(deliveries.c.id == row.delivery_id).values(**taken))
    end_attempt(connection, row, AttemptState.ACCEPTED, "", now)
    _answer(connection, row, said, "task.done", now)


def refuse(connection: Connection, row: Row[Any], said: Ticked, now: datetime) -> None:
    """*sending* or *unsure* → *failed*, with their reason."""
    ended = {"state": str(_D.FAILED), "reason": REFUSED, "scope": str(Scope.RECIPIENT)}
    connection.execute(update(deliveries).where(deliveries.c.id == row.delivery_id).values(**ended))
    end_attempt(connection, row, AttemptState.REFUSED, REFUSED, now)
    _answer(connection, row, said, "task.refused", now)


def _answer(connection: Connection, row: Row[Any], said: Ticked, kind: str, now: datetime) -> None:
    values = {"answered_at": ms(said.happened_at), "written_at": ms(now), "answered_by": said.by}
    values |= {"answered_for": said.person, "why": said.why or None}
    connection.execute(update(tasks).where(tasks.c.delivery_id == row.delivery_id).values(**values))
    data = {"task": row.key, "place": row.place, "delivery": row.delivery_id, "person": said.person}
    entry = Entry(
        kind=kind,
        actor=said.by,
        incident=row.incident,
        alert=row.alert_id,
        data=data,
        personal={"why": said.why} if said.why else None,
        happened_at=said.happened_at,
    )
    append(connection, entry, now)
