"""The alarms: raised once per cause and subject whoever finds it first, told once, ended when it is over.

Several nodes may look at once: raising is guarded by a unique index, telling and ending by the words of their WHERE.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert as guarded_insert

from dispatcher.domain.alarm import Cause, concerns
from dispatcher.ledger import audit
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.node_tables import alarms
from dispatcher.ledger.tables import alerts
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dispatcher.ledger.audit import Facts, Found

NOT_AGAIN = timedelta(minutes=15)
"""The same is not told again within this: a cause that comes and goes must not wake people every minute."""
UNSEEN = timedelta(seconds=60)
"""What only a node can see is over when no node has seen it for so long: another, or none, may be alive."""
SEEN_EVERY = timedelta(seconds=20)

_OF_NODE = [str(cause) for cause in Cause if cause.of_node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs between what is found and what stands."""

    new: tuple[Found, ...] = ()
    seen: tuple[int, ...] = ()
    over: tuple[Row[Any], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.seen or self.over)


def standing(connection: Connection) -> list[Row[Any]]:
    """The alarms that are not over, oldest first."""
    return list(connection.execute(select(alarms).where(alarms.c.ended_at.is_(None)).order_by(alarms.c.id)))


def words_about(connection: Connection, alert: str) -> list[str]:
    """What stands that whoever follows this alert should see, in words."""
    return [row.words for row in standing(connection) if concerns(row.cause, row.about, alert)]


def compare(found: Iterable[Found], stand: Iterable[Row[Any]], now: datetime) -> Change:
    """What to write: pure."""
    by_key = {item.key: item for item in found}
    there = {(row.cause, row.about): row for row in stand}
    kept = [row for key, row in there.items() if key in by_key]
    gone = [row for key, row in there.items() if key not in by_key]
    return Change(
        new=tuple(item for key, item in by_key.items() if key not in there),
        seen=tuple(row.id for row in kept if _of_node(row) and row.seen_at <= ms(now - SEEN_EVERY)),
        over=tuple(row for row in gone if not _of_node(row) or row.seen_at <= ms(now - UNSEEN)),
    )


def _of_node(row: Row[Any]) -> bool:
    return Cause(row.cause).of_node


def settle(connection: Connection, facts: Facts, now: datetime) -> list[Found]:
    """Look again inside this transaction, and raise what is new, end what is over. Returns what this call raised."""
    change = compare(audit.find(connection, facts, now).found, standing(connection), now)
    connection.execute(update(alarms).where(alarms.c.id.in_(change.seen)).values(seen_at=ms(now)))
    for row in change.over:
        _end(connection, row, now)
    return [item for item in change.new if _raise(connection, item, now)]


def _raise(connection: Connection, item: Found, now: datetime) -> bool:
    row = {"cause": str(item.cause), "about": item.about, "words": item.words}
    row |= {"since": ms(item.since), "seen_at": ms(now)}  # type: ignore[dict-item]
    if not added(connection, guarded_insert(alarms).values(**row)):
        return False
    data = {"cause": str(item.cause), "about": item.about, "words": item.words}
    _journal(connection, "alarm.raised", item.about, data, now)
    return True


def _end(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Unless another node has seen it meanwhile, or has ended it."""
    unseen = or_(alarms.c.cause.not_in(_OF_NODE), alarms.c.seen_at <= ms(now - UNSEEN))
    mine = and_(alarms.c.id == row.id, alarms.c.ended_at.is_(None), unseen)
    if connection.execute(update(alarms).where(mine).values(ended_at=ms(now))).rowcount:
        _journal(connection, "alarm.ended", row.about, {"cause": row.cause, "about": row.about}, now)


def _journal(connection: Connection, kind: str, about: str, data: dict[str, Any], now: datetime) -> None:
    alert = about.split("/", maxsplit=1)[0]
    incident = connection.scalar(select(alerts.c.incident).where(alerts.c.id == alert))
    of = None if incident is None else alert
    append(connection, Entry(kind=kind, actor="node", incident=incident, alert=of, data=data), now)


def _told_lately(now: datetime) -> Any:
    """SQL: the same was told of a short while ago."""
    other = alarms.alias("other")
    return exists().where(
        other.c.cause == alarms.c.cause, other.c.about == alarms.c.about, other.c.told_at > ms(now - NOT_AGAIN)
    )


def untold(connection: Connection, now: datetime) -> dict[tuple[str, str], int]:
    """Alarms that stand and that nobody was told of, by cause and subject."""
    mine = (alarms.c.ended_at.is_(None), alarms.c.told_at.is_(None), ~_told_lately(now))
    chosen = select(alarms.c.id, alarms.c.cause, alarms.c.about).where(*mine).order_by(alarms.c.id)
    return {(row.cause, row.about): row.id for row in connection.execute(chosen)}


def take(connection: Connection, alarm: int, now: datetime) -> bool:
    """Whether it falls to this call to tell of it: of two nodes, one."""
    mine = (alarms.c.id == alarm, alarms.c.ended_at.is_(None), alarms.c.told_at.is_(None), ~_told_lately(now))
    return bool(connection.execute(update(alarms).where(*mine).values(told_at=ms(now))).rowcount)
