"""The paused start: a ledger that is a copy, or that nobody has kept alive, sends nothing before a person says so.

What it takes for waiting may have left long ago, after the copy was taken, or be too old to be true. So at start,
before any lane claims, each alert with messages that could still leave is put on pause with what and how old it is;
``resume ALERT`` lets each go. Nothing due: no pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import AlertState
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.could_leave import Left, could_leave
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.marker import Mark, read_mark, write_mark
from dispatcher.ledger.nodes import living
from dispatcher.ledger.tables import alerts, meta
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.ledger.engine import Ledger

log = structlog.get_logger()

LONGEST_AWAY = timedelta(minutes=15)
HEARTBEAT, STARTS, COPIED = "heartbeat", "starts", "copied_at"
RESTORED = "gjenopprettet"


class Why(StrEnum):
    """Why a ledger is not trusted to send at once."""

    COPY = "copy"  # it says itself that it was copied
    BEHIND = "behind"  # the marker beside it has seen a newer one, or another
    AWAY = "away"  # no node has kept it alive for a quarter of an hour

    @property
    def older(self) -> bool:
        """Whether something may have left that this ledger knows nothing of."""
        return self is not Why.AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A ledger as it was before this start. ``copied_at``: set in a copy by ``backup``, and nowhere else.

    ``others_live``: nodes on the same PostgreSQL, by their beats.
    """

    mark: Mark
    last_alive: datetime | None
    copied_at: datetime | None
    others_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """What a start found and did."""

    found: Found
    mark: Mark
    why: Why | None
    paused: tuple[Left, ...] = ()


def why(found: Found, marker: Mark | None, now: datetime) -> Why | None:
    """None: the ledger is alive, or was a moment ago, here. One that never had a node has sent nothing, and is new.

    A marker of a newcomer, and a copy that is just being taken, say nothing against a ledger that others work on.
    """
    if found.others_live:
        return None
    if found.copied_at is not None:
        return Why.COPY
    if marker is not None and (marker.ledger != found.mark.ledger or found.mark.starts < marker.starts):
        return Why.BEHIND
    if found.last_alive is not None and now - found.last_alive > LONGEST_AWAY:
        return Why.AWAY
    return None


def start(ledger: Ledger, marker: Path, now: datetime) -> Began:
    """Before any lane claims: pause what must wait, then mark this start in the ledger and after it in the marker."""
    began = ledger.write_now(begin, read_mark(marker), now)
    write_mark(marker, began.mark)
    alive = began.found.last_alive
    if began.why is not None:
        last = alive.isoformat() if alive else None
        log.warning("ledger.not_trusted", why=str(began.why), last_alive=last, alerts=len(began.paused))
    for left in began.paused:
        log.warning("alert.paused", alert=left.alert, messages=left.rows, why=words(began, left))
    return began


def begin(connection: Connection, marker: Mark | None, now: datetime) -> Began:
    """*paused* on every alert with messages that could still leave, if the ledger is not to be trusted; the counter."""
    found = look(connection, now)
    reason = why(found, marker, now)
    left = could_leave(connection, now, late=reason.older) if reason else []
    highest = marker.starts if marker is not None and marker.ledger == found.mark.ledger else 0
    mark = Mark(ledger=found.mark.ledger, starts=max(found.mark.starts, highest) + 1)
    began = Began(found=found, mark=mark, why=reason, paused=tuple(left))
    if reason is not None and reason.older:
        _journal_restored(connection, began, marker, now)
    for each in left:
        _pause(connection, began, each, now)
    if not found.others_live:  # else it is the business of whoever takes the copy
        unmark_copy(connection)
    put(connection, STARTS, mark.starts)
    put(connection, HEARTBEAT, ms(now))
    return began


def look(connection: Connection, now: datetime) -> Found:
    """Reads only: also ``check`` asks, what a start would find."""
    values = {row.key: row.value for row in connection.execute(select(meta))}
    return Found(
        mark=Mark(ledger=values["ledger"], starts=int(values.get(STARTS, 0))),
        last_alive=at(int(values[HEARTBEAT])) if HEARTBEAT in values else None,
        copied_at=at(int(values[COPIED])) if COPIED in values else None,
        others_live=connection.dialect.name == "postgresql" and bool(living(connection, ms(now))),
    )


def would_hold(connection: Connection, marker: Mark | None, now: datetime) -> list[tuple[str, str]]:
    """Which alerts a start would put on pause now, and why. Moves nothing."""
    found = look(connection, now)
    reason = why(found, marker, now)
    began = Began(found=found, mark=found.mark, why=reason)
    left = could_leave(connection, now, late=reason.older) if reason else []
    return [(each.alert, words(began, each)) for each in left if RESTORED not in (each.paused or "")]


def held(connection: Connection) -> list[tuple[str, str]]:
    """Which alerts wait for a person since such a start, and why."""
    waiting = (alerts.c.paused.contains(RESTORED), alerts.c.state.in_([*ACTIVE, str(AlertState.DONE)]))
    chosen = select(alerts.c.id, alerts.c.paused).where(*waiting).order_by(alerts.c.id)
    return [(row.id, row.paused) for row in connection.execute(chosen)]


def count_up(connection: Connection, now: datetime) -> Mark:
    """One more on the counter: after a copy is taken, so that the copy is behind the marker from now on."""
    mark = look(connection, now).mark
    put(connection, STARTS, mark.starts + 1)
    return Mark(ledger=mark.ledger, starts=mark.starts + 1)


def mark_copy(connection: Connection, now: datetime) -> None:
    """From here on it says that it is a copy: for as long as a copy is taken that cannot be marked afterwards."""
    put(connection, COPIED, ms(now))


def unmark_copy(connection: Connection) -> None:
    """It is itself again."""
    connection.execute(delete(meta).where(meta.c.key == COPIED))


def words(began: Began, left: Left) -> str:
    """«gjenopprettet, sist i live 28.11.2026 kl. 21.04, 512 meldinger venter, eldste fra 28.11.2026 kl. 21.01»."""
    alive = began.found.last_alive
    parts = [RESTORED, *([f"sist i live {_clock(alive)}"] if alive else []), _waiting(left)]
    said = f"{', '.join(parts)}, eldste fra {_clock(left.since)}"
    return f"{said}. Noe av det kan alt ha gått ut" if began.why and began.why.older else said


def _waiting(left: Left) -> str:
    rows, what = (left.rows, "melding") if left.rows else (left.reserves, "reservemelding")
    return f"{rows:,} {what}{'' if rows == 1 else 'er'} venter".replace(",", "\N{NO-BREAK SPACE}")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%d.%m.%Y kl. %H.%M}"


def _pause(connection: Connection, began: Began, left: Left, now: datetime) -> None:
    """What a person had paused keeps their reason too; what still waits since the last such start keeps its words."""
    if left.paused is not None and RESTORED in left.paused:
        return
    said = words(began, left)
    values: dict[str, Any] = {"paused": said}
    same: ColumnElement[bool] = alerts.c.paused.is_(None)
    if left.paused is not None:
        values, same = {"paused": f"{left.paused}; {said}"}, alerts.c.paused == left.paused
    else:
        # From when it was last alive: a gate's clock must not run out while nobody could send.
        alive = began.found.last_alive
        values["paused_at"] = min(max(ms(alive), left.last_opened), ms(now)) if alive else ms(now)
    if connection.execute(update(alerts).where(alerts.c.id == left.alert, same).values(**values)).rowcount:
        entry = Entry(
            kind="alert.paused",
            actor="node",
            incident=left.incident,
            alert=left.alert,
            data={"why": said, "restored": began.why, **_ages(began, left, now)},
        )
        append(connection, entry, now)


def _ages(began: Began, left: Left, now: datetime) -> dict[str, Any]:
    alive = began.found.last_alive
    return {
        "last_alive": alive.isoformat() if alive else None,
        "away_seconds": int((now - alive).total_seconds()) if alive else None,
        "rows": left.rows,
        "reserves": left.reserves,
        "oldest": left.since.isoformat(),
        "oldest_seconds": int((now - left.since).total_seconds()),
    }


def _journal_restored(connection: Connection, began: Began, marker: Mark | None, now: datetime) -> None:
    found = began.found
    data = {
        "why": began.why,
        "last_alive": found.last_alive.isoformat() if found.last_alive else None,
        "copied_at": found.copied_at.isoformat() if found.copied_at else None,
        "starts": found.mark.starts,
        "marker": None if marker is None else {"ledger": marker.ledger, "starts": marker.starts},
        "alerts": [left.alert for left in began.paused],
    }
    append(connection, Entry(kind="ledger.restored", actor="node", data=data), now)


def put(connection: Connection, key: str, value: int) -> None:
    """One value of the ledger about itself."""
    upsert = insert(meta).values(key=key, value=str(value))
    connection.execute(upsert.on_conflict_do_update(index_elements=["key"], set_={"value": str(value)}))
