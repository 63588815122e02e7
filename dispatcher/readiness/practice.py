"""Whether those who approve have practised: a way that carried nothing for months may carry nothing tonight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, select

from dispatcher.composing.practising import approvers_of
from dispatcher.domain.states import ChannelName, Role
from dispatcher.ledger.practised import last_successes
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.plan import Plan, PlanPerson

WARNED_AFTER: Final = timedelta(days=60)
FAULT_AFTER: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """Somebody who approves, since when, and the last time that each way they have carried the practice message."""

    since: datetime
    last: Mapping[ChannelName, datetime | None]

    def late(self, now: datetime) -> Mapping[ChannelName, datetime | None]:
        """The ways not practised for 60 days, counted from the account's first day."""
        return {way: moment for way, moment in self.last.items() if self._age(moment, now) > WARNED_AFTER}

    def age(self, now: datetime) -> timedelta:
        """How long it is since, by the way that has waited the longest."""
        return max((self._age(moment, now) for moment in self.last.values()), default=timedelta())

    def grave(self, now: datetime) -> bool:
        """Whether it is a fault, and no mere warning."""
        return self.age(now) > FAULT_AFTER

    def _age(self, moment: datetime | None, now: datetime) -> timedelta:
        return now - max(self.since, moment or self.since)


def practised(connection: Connection, plan: Plan, *, rings: bool) -> dict[str, Practised]:
    """Each person of the plan's approvals with an account that approves. ``rings``: there is a number to ring from."""
    asked, successes = approvers_of(plan), last_successes(connection)
    return {
        person: Practised(
            since=since,
            last={way: successes.get((person, way)) for way in ways_of(plan.persons[person], rings=rings)},
        )
        for person, since in _approvers(connection).items()
        if person in asked
    }


def ways_of(person: PlanPerson, *, rings: bool) -> list[ChannelName]:
    """The ways that the plan has to somebody."""
    mobile = [ChannelName.SMS, *([ChannelName.VOICE] if rings else [])] if person.mobile else []
    return [*mobile, *([ChannelName.EMAIL] if person.email else [])]


def _approvers(connection: Connection) -> dict[str, datetime]:
    """When each person of the plan first had an account that approves."""
    rows = connection.execute(
        select(users.c.person, users.c.roles, func.min(users.c.created_at).label("since"))
        .where(users.c.person.is_not(None))
        .group_by(users.c.person, users.c.roles)
        .order_by(users.c.person)
    )
    found: dict[str, datetime] = {}
    for row in rows:
        if Role.APPROVER in json.loads(row.roles):
            since = at(row.since)
            found[row.person] = min(since, found.get(row.person, since))
    return found
