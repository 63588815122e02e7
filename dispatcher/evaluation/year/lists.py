"""The contact lists over the year: every version that came into force, its faults, and how many could be reached."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, case, func, or_, select

from dispatcher.evaluation.year.record import ListVersion, ListYear
from dispatcher.ledger.service import PLAN_LIST
from dispatcher.ledger.tables import lists, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.year.frame import Frame


def lists_of(connection: Connection, frame: Frame) -> Iterator[ListYear]:
    """Each list that had a version before the year's end. The plan's own persons are no list."""
    versions: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in versions_until(connection, frame.until):
        versions[row.key].append(row)
    shown = {key: [rows[-1], *_before(rows, frame.start)] for key, rows in versions.items()}
    reached = _with_contact(connection, [row.id for rows in shown.values() for row in rows])
    for key, rows in versions.items():
        before = _before(rows, frame.start)
        yield ListYear(
            key=key,
            file=rows[-1].file,
            before=_version(before[0], reached) if before else None,
            last=_version(rows[-1], reached),
            imports=sum(row.imported_at >= frame.start for row in rows),
        )


def versions_until(connection: Connection, until: int) -> list[Row[Any]]:
    """Versions that have been in force, the oldest first; an import that was cut short has no rows."""
    was_in_force = or_(lists.c.rows > 0, lists.c.in_force)
    chosen = select(lists).where(lists.c.key != PLAN_LIST, lists.c.imported_at < until, was_in_force)
    return list(connection.execute(chosen.order_by(lists.c.key, lists.c.imported_at, lists.c.id)))


def _before(rows: list[Row[Any]], start: int) -> list[Row[Any]]:
    """What stood when the year began; nothing for a list that came in the year."""
    return [row for row in rows if row.imported_at < start][-1:]


def _with_contact(connection: Connection, ids: list[int]) -> dict[int, int]:
    any_point = or_(people.c.sms_point.is_not(None), people.c.email_point.is_not(None))
    chosen = (
        select(people.c.list_id, func.sum(case((any_point, 1), else_=0)))
        .where(people.c.list_id.in_(ids))
        .group_by(people.c.list_id)
    )
    return {list_id: int(count) for list_id, count in connection.execute(chosen)}


def _version(row: Row[Any], reached: dict[int, int]) -> ListVersion:
    known = reached.get(row.id, None if row.rows else 0)
    return ListVersion(imported_at=row.imported_at, people=row.rows, faults=row.faults, with_contact=known)
