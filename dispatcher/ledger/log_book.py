"""The lines people write by hand, as they stand in the journal, and whether the crisis team is established (R002).

A line is never changed: a later one corrects or answers it by naming it. The crisis team is established and dissolved
by such lines; the newest of an incident says how it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select

from dispatcher.domain.log_kinds import DISSOLVED, ESTABLISHED, PREPARED
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.hand_tables import crisis_modes
from dispatcher.ledger.incidents import incident
from dispatcher.ledger.tables import incidents, journal

if TYPE_CHECKING:
    from collections.abc import Iterable

BY_HAND = "log.line"
SWITCHES = {ESTABLISHED: True, DISSOLVED: False}


def book(connection: Connection, number: int) -> dict[str, Any]:
    """The log of an incident, and the lines that are ready to write. Raises NotFound."""
    incident(connection, number)
    return {
        "number": number,
        "crisis_mode": crisis_mode(connection, number),
        "lines": lines(connection, number),
        "prepared": PREPARED,
    }


def lines(connection: Connection, number: int) -> list[dict[str, Any]]:
    """The lines of an incident in the order they were written; ``text`` is null where it is erased."""
    chosen = select(journal).where(journal.c.incident == number, journal.c.kind == BY_HAND).order_by(journal.c.seq)
    found = [_line(row) for row in connection.execute(chosen)]
    for name in ("corrects", "answers"):
        later = {line[name]: line["id"] for line in found if line[name]}
        for line in found:
            line["corrected_by" if name == "corrects" else "answered_by"] = later.get(line["id"])
    return found


def _line(row: Row[Any]) -> dict[str, Any]:
    data = json.loads(row.data)
    text = json.loads(row.personal).get("text") if row.personal else None
    return {
        "id": row.seq,
        "kind": data.get("kind", ""),
        "text": text,
        "happened_at": rfc3339(row.happened_at),
        "at": rfc3339(row.at),
        "by": row.actor,
        "corrects": data.get("corrects"),
        "answers": data.get("answers"),
    }


def is_line(connection: Connection, number: int, line: int) -> bool:
    """Whether this is a line of the incident that somebody wrote by hand."""
    mine = (journal.c.seq == line, journal.c.incident == number, journal.c.kind == BY_HAND)
    return connection.execute(select(journal.c.seq).where(*mine)).first() is not None


def newest(connection: Connection) -> int:
    """The number of the line that was just written, in the transaction that wrote it."""
    return int(connection.scalar(select(func.max(journal.c.seq))) or 0)


def switch(connection: Connection, number: int, kind: str, *, at: int, now: int, by: str, entry: int) -> None:
    """The crisis team is established, or dissolved, by this line; any other kind switches nothing."""
    if kind in SWITCHES:
        row = {"incident": number, "established": SWITCHES[kind], "at": at, "recorded_at": now, "recorded_by": by}
        connection.execute(insert(crisis_modes).values(**row, entry=entry))


def crisis_mode(connection: Connection, number: int) -> dict[str, Any] | None:
    """Since when the crisis team is established for an incident, by whom, and who sits in it; None when it is not."""
    return next(iter(_modes(connection, [number])), None)


def crisis_modes_now(connection: Connection) -> list[dict[str, Any]]:
    """Every incident that is not closed and has its crisis team established: the municipality's crisis mode."""
    opened = connection.scalars(select(incidents.c.id).where(incidents.c.closed_at.is_(None)).order_by(incidents.c.id))
    return _modes(connection, opened.all())


def _modes(connection: Connection, numbers: Iterable[int]) -> list[dict[str, Any]]:
    last = select(func.max(crisis_modes.c.id)).where(crisis_modes.c.incident.in_(list(numbers)))
    chosen = (
        select(crisis_modes, journal.c.personal, incidents.c.mode)
        .join(journal, journal.c.seq == crisis_modes.c.entry)
        .join(incidents, incidents.c.id == crisis_modes.c.incident)
        .where(crisis_modes.c.id.in_(last.group_by(crisis_modes.c.incident)), crisis_modes.c.established)
        .order_by(crisis_modes.c.incident)
    )
    return [
        {
            "number": row.incident,
            "mode": row.mode,
            "since": rfc3339(row.at),
            "by": row.recorded_by,
            "words": json.loads(row.personal).get("text") if row.personal else None,
        }
        for row in connection.execute(chosen)
    ]
