"""Ticking a task: it is done, or cannot be done; by the person, or by the log keeper on their behalf.

Two times are kept: when it happened, and when it was written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from dispatcher.domain.rights import Act, demand, may
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger import incidents, task_answers, tasks
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.task_answers import Ticked
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User

LONGEST = 2000
_D = DeliveryState
NOT_OUT = {
    _D.WAITING: "Oppgaven er ikke delt ut ennå. Bølgen den hører til, er ikke åpnet.",
    _D.SKIPPED: "Oppgaven er utelatt og ble aldri delt ut.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What is told of a task. ``at`` None: now. ``person``: who did it, a key of the plan; None: the one asked."""

    at: datetime | None = None
    why: str = ""
    person: str | None = None


def done(connection: Connection, user: User, task: int, tick: Tick, now: datetime) -> bool:
    """*sending*, *unsure* or *failed* → *accepted*, at its true time. True: it was ticked already."""
    row, plan = found(connection, task)
    return tick_done(connection, row, _said(user, row, plan, tick, now), now)


def tick_done(connection: Connection, row: Row[Any], said: Ticked, now: datetime) -> bool:
    """What is told of a task by somebody who may: it is done. True: it was ticked already."""
    if row.state == _D.ACCEPTED:
        return True
    task_answers.accept(connection, row, said, now)
    return False


def refuse(connection: Connection, user: User, task: int, tick: Tick, now: datetime) -> bool:
    """*sending* or *unsure* → *failed*, with the reason. True: it was refused already."""
    row, plan = found(connection, task)
    said = _said(user, row, plan, tick, now)
    if not said.why:
        raise InvalidInput(Fault("why", "Skriv hvorfor oppgaven ikke blir gjort."))
    return tick_refused(connection, row, said, now)


def tick_refused(connection: Connection, row: Row[Any], said: Ticked, now: datetime) -> bool:
    """What is told of a task by somebody who may: it will not be done. Raises Conflict for one that is."""
    if row.state == _D.ACCEPTED:
        raise Conflict("state", "Oppgaven er krysset av som ferdig og kan ikke avvises.")
    if row.state == _D.FAILED:
        return True
    task_answers.refuse(connection, row, said, now)
    return False


def found(connection: Connection, task: int) -> tuple[Row[Any], Plan]:
    """A task that is out, or was, with the plan it stands in. Raises NotFound, or Conflict before it is handed out."""
    row = tasks.find(connection, task)
    chosen = select(deliveries.c.state).where(deliveries.c.id == task, deliveries.c.channel == str(ChannelName.TASK))
    state = connection.scalar(chosen)
    if state is None:
        raise NotFound(f"Det finnes ingen oppgave {task}.")
    if row is None or state in NOT_OUT:
        raise Conflict("state", NOT_OUT.get(state, NOT_OUT[_D.WAITING]))
    return row, plan_from_document(incidents.plan_document(connection, row.plan_hash))


def _said(user: User, row: Row[Any], plan: Plan, tick: Tick, now: datetime) -> Ticked:
    """What is told, by somebody who may. Raises Forbidden before it says what is wrong with it."""
    chain = tasks.chain_of(plan, row.key, row.place)
    own = user.person if user.person in chain else None
    if not may(user.roles, Act.TASK):
        demand(user.roles, Act.TASK_OWN)
        if own is None or tick.person not in (None, own):
            raise Forbidden("own", "Du kan bare krysse av oppgaver som er dine. Be loggføreren krysse av for andre.")
    faults = []
    if tick.at is not None and tick.at > now:
        faults.append(Fault("at", "Tidspunktet ligger fram i tid. Kryss av når oppgaven er gjort."))
    if tick.person is not None and tick.person not in (*plan.persons, *chain):
        faults.append(Fault("for", "Planen har ingen slik person. Skriv nøkkelen fra persons i planen."))
    if len(tick.why) > LONGEST:
        faults.append(Fault("why", f"Teksten kan ha høyst {LONGEST} tegn; denne har {len(tick.why)}."))
    if faults:
        raise InvalidInput(*faults)
    person = tick.person or own or row.person
    return Ticked(by=user.name, person=person, happened_at=tick.at or now, why=tick.why.strip())
