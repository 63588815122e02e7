"""Whose time is up: which incidents' recipient rows are to be made pseudonymous, and what each waits for.

A run goes through one incident (``pseudonymising``). It is begun, stepped and ended in transactions of their own, and
goes on after any kill. Its lines in the journal belong to no incident: the archive has the story by then, and the
report says after it what it said before.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from dispatcher.domain.retention import Group, Standing, Terms, Wait, waits
from dispatcher.domain.states import SERVICE, AlertState
from dispatcher.ledger import adopted_terms, archiving, holds
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.privacy_tables import pseudonyms, retention_runs
from dispatcher.ledger.tables import alerts, deliveries, incidents, snapshot
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

BEGUN, DONE = "retention.begun", "retention.done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The recipient rows of a group of an incident. ``waits``: for what, None: it is to be done now.

    ``since``: when its time is up; None while the incident is open.
    """

    incident: int
    group: Group
    waits: Wait | None
    since: datetime | None


def items(connection: Connection, terms: Terms, now: datetime) -> list[Item]:
    """Everything that is not done yet, the oldest incident first."""
    done = _done(connection)
    limits = adopted_terms.of_plans(connection)
    return [
        item
        for row in connection.execute(select(incidents).order_by(incidents.c.id)).all()
        for item in _of(connection, row, terms.within(limits[row.plan_hash]), now, done.get(row.id, frozenset()))
    ]


def _of(connection: Connection, row: Row[Any], terms: Terms, now: datetime, done: frozenset[str]) -> Iterator[Item]:
    closed = None if row.closed_at is None else at(row.closed_at)
    held = holds.held(connection, row.id) is not None
    archived = closed is not None and not held and archiving.confirmed(connection, row.id) is not None
    standing = Standing(closed_at=closed, held=held, archived=archived)
    for group in Group:
        if group not in done:
            term = terms.of(group)
            since = None if closed is None else closed + term
            yield Item(incident=row.id, group=group, waits=waits(standing, term, now), since=since)


def _done(connection: Connection) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for row in connection.execute(select(retention_runs).where(retention_runs.c.ended_at.is_not(None))):
        found[row.incident] = found.get(row.incident, frozenset()) | frozenset(json.loads(row.about))
    return found


def terms_of(connection: Connection, incident: int, terms: Terms) -> Terms:
    """What counts for an incident: the settings, within the plan it was opened with."""
    plan_hash = connection.scalar(select(incidents.c.plan_hash).where(incidents.c.id == incident))
    return terms.within(adopted_terms.of_plans(connection)[str(plan_hash)])


def due(found: Sequence[Item]) -> dict[int, list[Group]]:
    """Of what is not done yet, what is to be done now: the groups of each incident."""
    chosen: dict[int, list[Group]] = {}
    for item in found:
        if item.waits is None:
            chosen.setdefault(item.incident, []).append(item.group)
    return chosen


def busy(connection: Connection) -> bool:
    """Whether anything is on its way: then nobody's hour has come."""
    chosen = select(alerts.c.id).where(
        alerts.c.state.in_((*ACTIVE, str(AlertState.SUBMITTED))), alerts.c.kind != SERVICE
    )
    return connection.execute(chosen.limit(1)).first() is not None


def open_runs(connection: Connection) -> Sequence[Row[Any]]:
    """Runs that have begun and are not over, in their order."""
    chosen = select(retention_runs).where(retention_runs.c.ended_at.is_(None)).order_by(retention_runs.c.id)
    rows: Sequence[Row[Any]] = connection.execute(chosen).all()
    return rows


def runs_of(connection: Connection, incident: int) -> Sequence[Row[Any]]:
    """What has been done in an incident, in order."""
    mine = (retention_runs.c.incident == incident, retention_runs.c.ended_at.is_not(None))
    rows: Sequence[Row[Any]] = connection.execute(
        select(retention_runs).where(*mine).order_by(retention_runs.c.id)
    ).all()
    return rows


def begin(
    connection: Connection, incident: int, groups: Sequence[Group], now: datetime, asked: Sequence[str] = ()
) -> bool:
    """A new run, unless one goes on or a hold was set meanwhile. ``asked``: only people with these references."""
    going = select(retention_runs.c.id).where(
        retention_runs.c.incident == incident, retention_runs.c.ended_at.is_(None)
    )
    if holds.held(connection, incident) is not None or connection.execute(going).first() is not None:
        return False
    # Whoever was left because they are also in a group that came later goes with that one.
    about = sorted({*map(str, groups), *_done(connection).get(incident, ())}) if groups else []
    row = {"incident": incident, "about": json.dumps(about), "key": secrets.token_hex(32), "started_at": ms(now)}
    connection.execute(insert(retention_runs).values(**row, asked=json.dumps(list(asked)) if asked else None))
    append(connection, Entry(kind=BEGUN, actor="node", data={"incident": incident, "groups": about}), now)
    return True


def finish(connection: Connection, run: Row[Any], now: datetime) -> bool:
    """The run is over: counted, and what would lead back to anybody is erased. False: another node was quicker."""
    mine = select(alerts.c.id).where(alerts.c.incident == run.incident)
    moved = f"{prefix(run.id)}%"
    people = connection.scalar(
        select(func.count(snapshot.c.ref.distinct())).where(snapshot.c.alert_id.in_(mine), snapshot.c.ref.like(moved))
    )
    messages = connection.scalar(
        select(func.count()).where(deliveries.c.alert_id.in_(mine), deliveries.c.ref.like(moved))
    )
    counts = {"people": int(people or 0), "messages": int(messages or 0)}
    ended = update(retention_runs).where(retention_runs.c.id == run.id, retention_runs.c.ended_at.is_(None))
    if not connection.execute(ended.values(key=None, asked=None, ended_at=ms(now), **counts)).rowcount:
        return False
    connection.execute(delete(pseudonyms).where(pseudonyms.c.run == run.id))
    data = {"incident": run.incident, "groups": json.loads(run.about), **counts}
    append(connection, Entry(kind=DONE, actor="node", data=data), now)
    return True


def prefix(run: int) -> str:
    """What the references begin with that a run has made; no list's reference looks like it."""
    return f"pseudonym:{run}:"
