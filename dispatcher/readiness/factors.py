"""Who could sign in to approve tonight: an account without a second factor gets no further than to enrol one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from dispatcher.composing.practising import approvers_of
from dispatcher.domain.states import Role
from dispatcher.ledger import credentials
from dispatcher.ledger.tables import users

if TYPE_CHECKING:
    from dispatcher.domain.plan import Plan


class Factors(NamedTuple):
    """What a person's accounts that approve can show: devices with a passkey, and whether there is anything at all."""

    account: str
    passkeys: int
    any: bool


def factors(connection: Connection, plan: Plan) -> dict[str, Factors]:
    """By the person of the plan's approvals who has an account that approves; of several accounts, the best."""
    asked, found = approvers_of(plan), dict[str, Factors]()
    chosen = select(users.c.id, users.c.name, users.c.roles, users.c.person).where(users.c.person.in_(asked))
    for row in connection.execute(chosen.order_by(users.c.id)):
        if Role.APPROVER not in json.loads(row.roles):
            continue
        keys = len(credentials.passkeys_of(connection, row.id))
        mine = Factors(row.name, keys, credentials.has_factor(connection, row.id))
        known = found.get(row.person)
        if known is None or (mine.any, mine.passkeys) > (known.any, known.passkeys):
            found[row.person] = mine
    return found
