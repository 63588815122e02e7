"""Seals that are out of date are made anew, and whoever verifies the record counts every seal again.

A wave is sealed when it closes, and when its alert is done (``conduct``). Receipts, ticked tasks and people's decisions
may change its rows later: then ``waves.changes`` is not ``waves.sealed`` until the node's next look, once a minute. A
row that somebody changed past us changes no count, and its wave's seal does not fit any more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, and_, or_, select, update

from dispatcher.domain.states import AlertState
from dispatcher.ledger import receipt_seal
from dispatcher.ledger.conduct import ENDED, Due, is_over
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.privacy_tables import retention_runs
from dispatcher.ledger.seal import Seal, wave_seal
from dispatcher.ledger.tables import alerts, deliveries, journal, receipts, waves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

KIND = "wave.sealed"
_STALE = or_(waves.c.sealed.is_(None), waves.c.sealed != waves.c.changes)


def with_seals(connection: Connection, found: Sequence[Due]) -> list[Due]:
    """What closes a wave or ends an alert gets its waves' seals, read beside the writer: large ones take seconds."""
    return [
        replace(item, seals={wave: wave_seal(connection, wave) for wave in _of(connection, item)}) for item in found
    ]


def _of(connection: Connection, item: Due) -> list[int]:
    if item.what == "finish":
        mine = (alerts.c.id == item.alert, alerts.c.version == waves.c.version)
        return list(connection.scalars(select(waves.c.id).join(alerts, alerts.c.id == waves.c.alert_id).where(*mine)))
    return [item.wave] if item.what == "close" and item.wave is not None else []


def stale(connection: Connection) -> Sequence[Row[Any]]:
    """Waves that are over and whose newest seal is not of their rows; also those of stopped and expired alerts."""
    over = or_(waves.c.done_at.is_not(None), alerts.c.state.in_(ENDED))
    found = connection.execute(
        select(waves.c.id, waves.c.ix, waves.c.name, waves.c.alert_id, alerts.c.incident)
        .join(alerts, and_(alerts.c.id == waves.c.alert_id, alerts.c.version == waves.c.version))
        .where(alerts.c.approved_at.is_not(None), waves.c.expanded, over, _STALE)
        .order_by(waves.c.id)
    )
    rows: Sequence[Row[Any]] = found.all()  # type: ignore[assignment]  # its columns' types say nothing here
    return [wave for wave in rows if is_over(connection, wave.id)]  # a stopped alert may have some in doubt


def keep(connection: Connection, wave: Row[Any], seal: Seal, now: datetime) -> None:
    """A new seal of a wave goes into the journal, unless another node was quicker."""
    mine = update(waves).where(waves.c.id == wave.id, waves.c.changes == seal.changes, _STALE)
    if connection.execute(mine.values(sealed=seal.changes)).rowcount:
        data = {"wave": wave.ix, "name": wave.name, "sealed_rows": dict(seal.rows)}
        # What is done to the rows when their time is up is no part of the incident, which the archive has by then.
        incident = None if has_run(connection, wave.incident) else wave.incident
        append(connection, Entry(kind=KIND, actor="node", incident=incident, alert=wave.alert_id, data=data), now)


def has_run(connection: Connection, incident: int) -> bool:
    """Whether recipient rows of the incident have been made pseudonymous, or are just now."""
    mine = select(retention_runs.c.id).where(retention_runs.c.incident == incident)
    return connection.execute(mine.limit(1)).first() is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenSeal:
    """A wave whose rows are not those of its newest seal; ``entry`` is the journal's line with it, 0 if none has."""

    alert: str
    wave: int
    name: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    """What counting again came to. ``waiting``: waves that are not over, or have changed by what we recorded."""

    checked: int
    waiting: int
    broken: tuple[BrokenSeal, ...]


def verify(connection: Connection, incident: int | None = None) -> Seals:
    """Count every wave's seal again (of one incident), and compare it with the newest in the journal.

    Reads one moment.
    """
    chosen = _ALL if incident is None else _ALL.where(alerts.c.incident == incident)
    newest = _newest(connection)
    unsealed = set(connection.scalars(_with_receipts_to_seal(connection)))
    checked, waiting, broken = 0, 0, []
    for wave in connection.execute(chosen).all():
        if wave.sealed is None or wave.sealed != wave.changes or wave.id in unsealed:
            waiting += 1
            continue
        entry, sealed = newest.get((wave.alert_id, wave.ix), (0, {}))
        checked += 1
        if dict(wave_seal(connection, wave.id).rows) != sealed:
            broken.append(BrokenSeal(alert=wave.alert_id, wave=wave.ix, name=wave.name, entry=entry))
    return Seals(checked=checked, waiting=waiting, broken=tuple(broken))


_ALL = (
    select(waves)
    .join(alerts, and_(alerts.c.id == waves.c.alert_id, alerts.c.version == waves.c.version))
    .where(alerts.c.approved_at.is_not(None))
    .order_by(waves.c.id)
)


def _with_receipts_to_seal(connection: Connection) -> Select[tuple[int]]:
    late = receipts.c.id > receipt_seal.mark(connection)
    return select(deliveries.c.wave_id).join(receipts, receipts.c.delivery_id == deliveries.c.id).where(late).distinct()


def _newest(connection: Connection) -> dict[tuple[str, int], tuple[int, dict[str, Any]]]:
    """By alert and wave: the line with its newest seal, and what that says."""
    kinds = ("wave.closed", KIND, f"alert.{AlertState.DONE}")
    lines = connection.execute(select(journal).where(journal.c.kind.in_(kinds)).order_by(journal.c.seq))
    return {(row.alert_id, ix): (row.seq, rows) for row in lines for ix, rows in _seals_in(row.data)}


def _seals_in(words: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = json.loads(words)
    except ValueError:  # somebody has written there what is not ours: the chain says so
        return
    if "wave" in data:
        yield data["wave"], data.get("sealed_rows") or {}
    for ix, rows in (data.get("seals") or {}).items():
        yield int(ix), rows
