"""The first answer to a request that was sent twice: kept for 24 hours, in the transaction that made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from dispatcher.domain.errors import Conflict
from dispatcher.ledger.tables import idempotency
from dispatcher.ledger.times import ms

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Whose request, under which key, and the SHA-256 of what was asked."""

    user: int
    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status and the body as it was sent."""

    status: int
    body: str


def first_answer(connection: Connection, request: Request, now: datetime) -> Answer | None:
    """What was answered when the same was asked under this key. Raises Conflict when something else was asked."""
    row = connection.execute(
        select(idempotency).where(
            idempotency.c.user_id == request.user,
            idempotency.c.key == request.key,
            idempotency.c.at > ms(now - KEPT),
        )
    ).first()
    if row is None:
        return None
    if row.digest != request.digest:
        raise Conflict("idempotency", "Denne Idempotency-Key er alt brukt med et annet innhold. Bruk en ny nøkkel.")
    return Answer(status=row.status, body=row.body)


def once(connection: Connection, request: Request, now: datetime, work: Callable[[Connection], Answer]) -> Answer:
    """Do the work and keep its answer, or give back the first answer. One transaction with the work; old ones go."""
    known = first_answer(connection, request, now)
    if known is not None:
        return known
    answer = work(connection)
    connection.execute(delete(idempotency).where(idempotency.c.at <= ms(now - KEPT)))
    row = {"user_id": request.user, "key": request.key, "digest": request.digest}
    connection.execute(insert(idempotency).values(**row, status=answer.status, body=answer.body, at=ms(now)))
    return answer
