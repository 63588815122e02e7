"""The crisis team's answers given at a screen: one's own, or written down for somebody who answered another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.answers import Answer, Way
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import answering, incidents
from dispatcher.ledger.answering import Given
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User


def answer(
    connection: Connection,
    user: User,
    number: int,
    said: Answer,
    person: str | None,
    now: datetime,
    way: Way = Way.API,
) -> str:
    """Keep what somebody of the crisis team says; returns the person. For another it takes the right to keep the log.

    Late answers and changed ones are kept too, also after the incident is closed. Raises InvalidInput for a person
    whom the plan does not call in.
    """
    opened = incidents.incident(connection, number)
    demand(user.roles, Act.ANSWER)
    if person is not None and person != user.person:
        demand(user.roles, Act.LOG)
    plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
    team = plan.alarmed(plan.scenarios[opened.scenario])
    mine = person or user.person
    if mine is None:
        what = "Kontoen din er ikke knyttet til en person i planen. Skriv hvem svaret gjelder (person)."
        raise InvalidInput(Fault("person", what))
    if mine not in team:
        what = f"«{mine}» er ikke i kriseledelsen for denne hendelsen. Planen kaller inn: {', '.join(team)}."
        raise InvalidInput(Fault("person", what))
    given = Given(incident=number, person=mine, answer=said, way=way, by=user.name)
    answering.give(connection, given, now)
    return mine
