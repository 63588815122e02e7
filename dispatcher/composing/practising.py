"""Practice: everybody who may approve gets a harmless message by each way they have, and a call.

It is a service message in mode *test*, in an incident that is closed as it is opened: no alert can follow from it, and
nobody but the persons of the plan's approvals gets anything. Whoever stands there has agreed to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dispatcher.composing.request import check_mode
from dispatcher.domain.answers import PRACTICE_CALL
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.ledger import incidents, service
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.testing import MOST_TESTERS
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.composing.desk import Desk
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User

KEY = "practice"
LASTS = timedelta(hours=24)
RINGS_FOR = timedelta(hours=1)
_VOICE = (ChannelName.VOICE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The message's id, whom it is to, and whom of them the telephone rings."""

    message: str
    persons: tuple[str, ...]
    rung: tuple[str, ...]


def approvers_of(plan: Plan) -> tuple[str, ...]:
    """Every holder and deputy of a role that approves anything, on any day or in a crisis, each once."""
    everyday = list(plan.scenarios.values())
    decided = [*everyday, *(scenario.decided(crisis=True) for scenario in everyday)]
    return tuple(dict.fromkeys(person for scenario in decided for person in plan.approvers(scenario)))


def practise(connection: Connection, user: User, desk: Desk, now: datetime) -> Practice:
    """Send it, and ring. Raises Conflict on a node that reaches nobody."""
    demand(user.roles, Act.PRACTICE)
    check_mode(Mode.TEST, desk.node)
    plan = desk.plan.plan
    persons = approvers_of(plan)
    if len(persons) > MOST_TESTERS:
        what = f"En varslingsprøve kan gå til høyst {MOST_TESTERS} personer; planen har {len(persons)} som godkjenner."
        raise InvalidInput(Fault("plan.yaml approval", what))
    incidents.keep_plan(connection, desk.plan.hash, desk.plan.document, now)
    opened: dict[str, Any] = {
        "scenario": next(iter(plan.scenarios)),
        "mode": str(Mode.TEST),
        "plan_hash": desk.plan.hash,
    }
    opened |= {"opened_by": user.name, "opened_at": ms(now), "closed_at": ms(now), "reason": KEY}
    number = incidents.open_incident(connection, opened)
    entry = Entry(kind="practice.sent", actor=user.name, incident=number, data={"persons": list(persons)})
    append(connection, entry, now)
    given = {"address": desk.address, "number": str(number)}
    texts = service.texts_for(desk.say, plan, persons, KEY, lambda _: given, Mode.TEST)
    message = service.ServiceMessage(key=KEY, about="", persons=persons, texts=texts, expires_after=LASTS)
    sent = service.send_service(connection, plan, number, message, now)
    return Practice(message=sent, persons=persons, rung=_ring(connection, desk, number, persons, now))


def _ring(connection: Connection, desk: Desk, number: int, persons: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Ring once each who has a telephone; nobody where there is no number to ring from."""
    plan = desk.plan.plan
    rung = tuple(person for person in persons if plan.persons[person].mobile)
    if ChannelName.VOICE not in desk.served or not rung:
        return ()
    texts = service.texts_for(desk.say, plan, rung, PRACTICE_CALL, lambda _: {}, Mode.TEST, _VOICE)
    call = service.ServiceMessage(
        key=PRACTICE_CALL, about=str(number), persons=rung, texts=texts, expires_after=RINGS_FOR, ways=_VOICE
    )
    service.send_service(connection, plan, number, call, now)
    return rung
