"""A yes said aloud: one of the crisis team records it with a witness, and the approver gets a receipt.

The witness is neither the submitter, nor the approver, nor whoever records it: an account, a person of the plan, or
anybody by name, which stands in the sealed part of the journal alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.approval.word_for_word import capacity_of, four_eyes, given_before, hold_against, not_aside, plan_of
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Fault, Forbidden, InvalidInput
from dispatcher.domain.rights import Act, demand, may
from dispatcher.domain.states import Role
from dispatcher.ledger import approvals, incidents
from dispatcher.ledger.tables import users

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.approval.word_for_word import Approval
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User

SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whose yes it is, as the plan's key, and who heard it."""

    person: str
    witness: str


def approve_orally(
    connection: Connection, user: User, alert_id: str, given: Approval, spoken: Spoken, now: datetime
) -> bool:
    """*submitted* → *approved* on somebody's spoken word. Returns True when it was recorded before."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.ORAL)
    plan, scenario = plan_of(connection, row)
    _known(plan, spoken.person)
    account = _account(connection, spoken.person)
    if given_before(row, account, given.fingerprint):
        return True
    capacity = capacity_of(plan, scenario, spoken.person, given.capacity, "personen")
    four_eyes(connection, row, account, spoken.person, now)
    not_aside(connection, row.incident, spoken.person, now)
    if user.person == spoken.person:
        raise Forbidden("oral", "Dette er din egen godkjenning. Godkjenn selv, uten --for og --witness.")
    witness, name = _witness(connection, plan, spoken, (user.name, account, row.submitted_by))
    yes = approvals.Yes(
        way=Way.ORAL,
        account=account,
        by=user.name,
        person=spoken.person,
        capacity=capacity,
        authority=approvals.authority_of(plan, scenario, capacity),
        why=given.why,
        witness=witness,
        witness_name=name,
        odd=hold_against(connection, row, plan, given, now),
    )
    approvals.grant(connection, row, yes, now)
    return False


def _known(plan: Plan, person: str) -> None:
    if person not in plan.persons:
        raise InvalidInput(Fault("for", "Planen har ingen slik person. Skriv nøkkelen, for eksempel ordforer."))


def _account(connection: Connection, person: str) -> str:
    """The approver's own account: the spoken word gives nobody a right they have not got."""
    for row in connection.execute(select(users).where(users.c.person == person).order_by(users.c.id)):
        if may(frozenset(Role(role) for role in json.loads(row.roles)), Act.APPROVE):
            return str(row.name)
    raise Forbidden("role:approve", "Personen har ingen bruker med rollen approver, og kan ikke godkjenne.")


def _witness(
    connection: Connection, plan: Plan, spoken: Spoken, accounts: Sequence[str | None]
) -> tuple[str | None, str]:
    """The witness as an account or the plan's key, else the name as it was typed."""
    typed = " ".join(spoken.witness.split())
    if sum(letter.isalpha() for letter in typed) < SHORTEST_NAME:
        raise InvalidInput(Fault("witness", "Skriv hvem som hørte det: en bruker, en person i planen, eller et navn."))
    found = connection.execute(select(users).where(users.c.name == typed)).first()
    person = found.person if found else _person_named(plan, typed)
    involved = {spoken.person, *_persons(connection, accounts)}
    if typed in accounts or (person is not None and person in involved):
        what = "Vitnet kan ikke være den som sendte inn, den som godkjenner, eller den som fører det inn."
        raise Forbidden("witness", what)
    if found is not None:
        return typed, ""
    return (person, "") if person is not None else (None, typed)


def _person_named(plan: Plan, typed: str) -> str | None:
    return next(
        (key for key, person in plan.persons.items() if typed == key or person.name.casefold() == typed.casefold()),
        None,
    )


def _persons(connection: Connection, accounts: Sequence[str | None]) -> set[str]:
    mine: Sequence[Row[Any]] = connection.execute(select(users.c.person).where(users.c.name.in_(accounts))).all()
    return {row.person for row in mine if row.person}
