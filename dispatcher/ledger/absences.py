"""Who cannot decide: affected by the incident, away by their own word, or set unavailable by the crisis team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.deciding_tables import absences, recusals, watches
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

ABSENCE, UNAVAILABLE = "absence", "unavailable"


def away(connection: Connection, now: datetime) -> dict[str, Row[Any]]:
    """Whoever is away just now, with the word of it."""
    found = connection.execute(select(absences).where(_holds(now)).order_by(absences.c.id))
    return {row.person: row for row in found}


def standing(connection: Connection, now: datetime) -> list[Row[Any]]:
    """Every word of it that holds, or will."""
    coming = select(absences).where(_not_over(now))
    return list(connection.execute(coming.order_by(absences.c.from_at, absences.c.id)))


def _not_over(now: datetime) -> ColumnElement[bool]:
    return absences.c.ended_at.is_(None) & or_(absences.c.to_at.is_(None), absences.c.to_at > ms(now))


def _holds(now: datetime) -> ColumnElement[bool]:
    return _not_over(now) & (absences.c.from_at <= ms(now))


def set_away(
    connection: Connection, person: str, kind: str, by: str, now: datetime, *, since: datetime, until: datetime | None
) -> None:
    """A word that holds from a moment on; the same person's earlier word of the kind is over."""
    back(connection, person, kind, by, now)
    row = {"person": person, "kind": kind, "by": by, "at": ms(now), "from_at": ms(since)}
    connection.execute(insert(absences).values(**row, to_at=ms(until) if until else None))


def back(connection: Connection, person: str, kind: str, by: str, now: datetime) -> bool:
    """End a person's words of a kind. False: there was none."""
    mine = (absences.c.person == person, absences.c.kind == kind, _not_over(now))
    return bool(connection.execute(update(absences).where(*mine).values(ended_at=ms(now), ended_by=by)).rowcount)


def recused(connection: Connection, incident: int) -> frozenset[str]:
    """Who decides nothing more on an incident."""
    return frozenset(connection.scalars(select(recusals.c.person).where(recusals.c.incident == incident)))


def recuse(connection: Connection, incident: int, person: str, by: str, now: datetime) -> bool:
    """Somebody is affected. False: they had said so."""
    row = {"incident": incident, "person": person, "by": by, "at": ms(now)}
    return added(connection, upsert(recusals).values(**row))


def set_watches(connection: Connection, rows: Iterable[tuple[str, str, int, int]], now: datetime) -> bool:
    """The rota as its file has it: role, person, from, to. False: nothing has changed."""
    new, old = set(rows), {tuple(row) for row in connection.execute(select(watches))}
    if new == old:
        return False
    connection.execute(delete(watches))
    names = ("role", "person", "from_at", "to_at")
    if new:
        connection.execute(insert(watches), [dict(zip(names, row, strict=True)) for row in sorted(new)])
    append(connection, Entry(kind="rota.read", actor="node", data={"watches": len(new)}), now)
    return True


def on_watch(connection: Connection, now: datetime) -> dict[str, str]:
    """Who has the watch of each role just now; of two at once, the one that came on last."""
    mine = select(watches).where(watches.c.from_at <= ms(now), watches.c.to_at > ms(now))
    return {row.role: row.person for row in connection.execute(mine.order_by(watches.c.from_at, watches.c.person))}
