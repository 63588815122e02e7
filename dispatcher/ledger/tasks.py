"""Tasks: deliveries whose address is a person and a place. The state is the delivery's; what was said stands beside.

*waiting* → *sending* when the person is asked (``ask``): the task is out with somebody, as a request to a provider is,
but holds no slot of any lane and has no lease, so it survives every restart as it is. *sending* → *accepted* when it
is ticked, at its true time; → *failed* when it is refused; → *unsure* when its time is over, and the next in the
role's chain is asked (``expire``). Out of stand-ins, a person decides: ``unsure`` asks again or leaves it.

A task that is out keeps neither its wave open nor its alert from *done*: nothing of it can leave by itself any more,
and what is told of the alert must not wait for a poster. It is ticked, and late, also after that.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import AlertState, AttemptState, ChannelName, DeliveryState
from dispatcher.ledger import absences
from dispatcher.ledger.conduct import ACTIVE, ASKED
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.relays import LEADER
from dispatcher.ledger.seal import changed
from dispatcher.ledger.tables import alerts, attempts, deliveries, incidents, waves
from dispatcher.ledger.task_planning import RELAY, read_ref
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.times import at, ms
from dispatcher.ledger.unsure import BY_POLICY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dispatcher.domain.plan import Plan

_D = DeliveryState
BY_HAND = "tasks"
"""The provider, and the incarnation, that a task's attempt carries: no node's."""
LATE = "task late"
OUT = [str(_D.SENDING), str(_D.UNSURE)]
_TASK = deliveries.c.channel == str(ChannelName.TASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """A task that somebody is asked to do; ``step`` 0 is the holder of its role.

    ``before``: who had it and has not answered. ``nobody``: everybody who could be asked is away, or has been asked.
    ``people``: of a relay, whom nothing reaches.
    """

    delivery: int
    alert: str
    incident: int
    key: str
    place: str
    person: str
    step: int
    due_at: int
    before: str = ""
    nobody: bool = False
    people: int = 0


def waiting(connection: Connection, now: datetime) -> list[Row[Any]]:
    """Task rows that may be asked for now, by the rule of every lane (``claims.open_waves``)."""
    return list(
        connection.execute(
            select(
                deliveries.c.id,
                deliveries.c.ref,
                deliveries.c.alert_id,
                alerts.c.incident,
                alerts.c.mode,
                incidents.c.plan_hash,
                incidents.c.scenario,
            )
            .join(waves, waves.c.id == deliveries.c.wave_id)
            .join(alerts, and_(alerts.c.id == deliveries.c.alert_id, alerts.c.version == waves.c.version))
            .join(incidents, incidents.c.id == alerts.c.incident)
            .where(
                _TASK,
                deliveries.c.state == str(_D.WAITING),
                deliveries.c.due_at <= ms(now),
                alerts.c.state.in_([*ACTIVE, str(AlertState.DONE)]),
                alerts.c.approved_fingerprint == alerts.c.fingerprint,
                alerts.c.paused.is_(None),
                alerts.c.superseded_by.is_(None),
                alerts.c.expires_at > ms(now),
                waves.c.opened_at.is_not(None),
            )
            .order_by(alerts.c.rank, waves.c.ix, deliveries.c.id)
        )
    )


def ask(connection: Connection, row: Row[Any], plan: Plan, now: datetime) -> Out | None:
    """*waiting* → *sending*: the first of the role's chain who is not away has it. None: another node was quicker.

    When all are away it is the holder's, and ``nobody`` says that a person must see to it.
    """
    key, place = read_ref(row.ref)
    spec = plan.tasks[key]
    chain = chain_of(plan, key, place)
    there, away = _there(connection, chain, 0, now)
    step = 0 if there is None else there
    person = chain[step]
    attempt = f"{secrets.token_hex(16)}-{row.id}"
    mine = update(deliveries).where(deliveries.c.id == row.id, deliveries.c.state == str(_D.WAITING))
    claimed = mine.values(
        state=str(_D.SENDING),
        reason="",
        attempt_id=attempt,
        attempts=deliveries.c.attempts + 1,
        provider=BY_HAND,
        settled_by=None,
        first_attempt_at=func.coalesce(deliveries.c.first_attempt_at, ms(now)),
    )
    if not connection.execute(claimed).rowcount:
        return None
    tries = connection.scalar(select(deliveries.c.attempts).where(deliveries.c.id == row.id))
    connection.execute(
        attempts.insert().values(
            delivery_id=row.id,
            id=attempt,
            n=tries,
            at=ms(now),
            incarnation=BY_HAND,
            provider=BY_HAND,
            state=str(AttemptState.INTENT),
        )
    )
    due_at = ms(now + spec.within)
    said = {"person": person, "step": step, "asked_at": ms(now), "due_at": due_at, "withdrawn_at": None}
    said |= dict.fromkeys(("answered_at", "written_at", "answered_by", "answered_for", "why"))
    new = upsert(tasks).values(delivery_id=row.id, alert_id=row.alert_id, key=key, place=place, **said)
    connection.execute(new.on_conflict_do_update(index_elements=["delivery_id"], set_=said))
    started = update(alerts).where(alerts.c.id == row.alert_id, alerts.c.state == str(AlertState.APPROVED))
    connection.execute(started.values(state=str(AlertState.SENDING), started_at=ms(now)))
    out = Out(
        delivery=row.id,
        alert=row.alert_id,
        incident=row.incident,
        key=key,
        place=place,
        person=person,
        step=step,
        due_at=due_at,
        nobody=there is None,
    )
    data: dict[str, Any] = {"person": person, "due_at": at(due_at).isoformat(), "away": away}
    _journal(connection, "task.asked", "node", out, data, now)
    return out


_FOUND = (
    select(
        tasks,
        deliveries.c.state,
        deliveries.c.reason,
        deliveries.c.attempt_id,
        alerts.c.incident,
        alerts.c.mode,
        alerts.c.state.label("alert_state"),
        alerts.c.superseded_by,
        incidents.c.plan_hash,
        incidents.c.scenario,
        incidents.c.closed_at,
    )
    .join(deliveries, deliveries.c.id == tasks.c.delivery_id)
    .join(alerts, alerts.c.id == tasks.c.alert_id)
    .join(incidents, incidents.c.id == alerts.c.incident)
)


def late(connection: Connection, now: datetime) -> list[Row[Any]]:
    """Tasks that are out past their time, and not yet left to a person's decision."""
    undecided = or_(deliveries.c.state == str(_D.SENDING), deliveries.c.settled_by.is_(None))
    over = (deliveries.c.state.in_(OUT), undecided, tasks.c.due_at <= ms(now), alerts.c.paused.is_(None))
    return list(connection.execute(_FOUND.where(*over).order_by(tasks.c.delivery_id)))


def may_go_on(row: Row[Any]) -> bool:
    """Whether the task is still wanted: nothing is asked for an alert that was stopped or overtaken."""
    wanted = row.alert_state in [*ACTIVE, str(AlertState.DONE)]
    return wanted and row.superseded_by is None and row.closed_at is None


def chain_of(plan: Plan, key: str, place: str) -> tuple[str, ...]:
    """Who is asked in turn: the role's holder and deputies; before them the leader whose people it is about."""
    spec = plan.tasks[key]
    leader = (f"{LEADER}{place}",) if spec.kind == RELAY and place else ()
    return (*leader, *plan.roles[spec.role].chain)


def _there(connection: Connection, chain: Sequence[str], step: int, now: datetime) -> tuple[int | None, list[str]]:
    """The first of a chain, from a step on, who is not away, and who before them is; None: nobody."""
    away = absences.away(connection, now)
    there = next((place for place in range(step, len(chain)) if chain[place] not in away), None)
    return there, list(chain[step:there])


def expire(connection: Connection, row: Row[Any], plan: Plan, now: datetime) -> Out | None:
    """*sending* → *unsure*, and the next of the role's chain who is not away is asked: who that is.

    ``nobody``: the chain is at its end. None: nothing more is wanted, or another node was quicker.
    """
    same = (deliveries.c.id == row.delivery_id, deliveries.c.state == row.state)
    spec = plan.tasks[row.key]
    chain = chain_of(plan, row.key, row.place)
    there, away = _there(connection, chain, row.step + 1, now)
    following = chain[there] if there is not None and may_go_on(row) else None
    settled = None if following else (ASKED if may_go_on(row) else BY_POLICY)
    doubt = update(deliveries).where(*same).values(state=str(_D.UNSURE), reason=LATE, due_at=ms(now))
    here = select(tasks.c.step).where(tasks.c.delivery_id == row.delivery_id).with_for_update()
    if connection.scalar(here) != row.step or not connection.execute(doubt.values(settled_by=settled)).rowcount:
        return None  # another node was quicker, or it was ticked meanwhile
    end_attempt(connection, row, AttemptState.UNSURE, LATE, now)
    out = _out(row)
    data: dict[str, Any] = {"person": row.person, "next": following, "away": away}
    _journal(connection, "task.late", "node", out, data, now)
    if following is None:
        return replace(out, nobody=True) if may_go_on(row) else None
    due_at = ms(now + spec.within)
    values = {"person": following, "step": there, "due_at": due_at}
    connection.execute(update(tasks).where(tasks.c.delivery_id == row.delivery_id).values(**values))
    return replace(out, person=following, step=int(there or 0), due_at=due_at, before=row.person)


def withdrawn(connection: Connection) -> list[Row[Any]]:
    """Tasks of a stopped alert whose people have not been told: what hangs must come down."""
    touched = [*OUT, str(_D.ACCEPTED)]
    stopped = (alerts.c.state == str(AlertState.STOPPED), deliveries.c.state.in_(touched))
    return list(
        connection.execute(_FOUND.where(*stopped, tasks.c.withdrawn_at.is_(None)).order_by(tasks.c.delivery_id))
    )


def note_withdrawn(connection: Connection, row: Row[Any], now: datetime) -> Out | None:
    """Remember that it is told. None: another node was quicker."""
    mine = update(tasks).where(tasks.c.delivery_id == row.delivery_id, tasks.c.withdrawn_at.is_(None))
    if not connection.execute(mine.values(withdrawn_at=ms(now))).rowcount:
        return None
    out = _out(row)
    _journal(connection, "task.withdrawn", "node", out, {"person": row.person}, now)
    return out


def held_by(connection: Connection, persons: Sequence[str], modes: Sequence[str]) -> list[Row[Any]]:
    """What these persons have out that is still wanted, in incidents that are open; the first to be done first."""
    theirs = (tasks.c.person.in_(persons), deliveries.c.state.in_(OUT), alerts.c.mode.in_(modes))
    held = connection.execute(_FOUND.where(*theirs).order_by(tasks.c.due_at, tasks.c.delivery_id))
    return [row for row in held if may_go_on(row)]


def find(connection: Connection, delivery: int) -> Row[Any] | None:
    """A task that somebody has been asked to do."""
    return connection.execute(_FOUND.where(tasks.c.delivery_id == delivery)).first()


def end_attempt(connection: Connection, row: Row[Any], state: AttemptState, reason: str, now: datetime) -> None:
    """The request that is out has come to something."""
    mine = update(attempts).where(attempts.c.delivery_id == row.delivery_id, attempts.c.id == row.attempt_id)
    connection.execute(mine.values(state=str(state), reason=reason, ended_at=ms(now)))
    changed(connection, select(deliveries.c.wave_id).where(deliveries.c.id == row.delivery_id))


def _out(row: Row[Any]) -> Out:
    return Out(
        delivery=row.delivery_id,
        alert=row.alert_id,
        incident=row.incident,
        key=row.key,
        place=row.place,
        person=row.person,
        step=row.step,
        due_at=row.due_at,
    )


def _journal(connection: Connection, kind: str, actor: str, out: Out, data: dict[str, Any], now: datetime) -> None:
    whole = {"task": out.key, "place": out.place, "delivery": out.delivery, **data}
    append(connection, Entry(kind=kind, actor=actor, incident=out.incident, alert=out.alert, data=whole), now)
