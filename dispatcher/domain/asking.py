"""Whom to ask for a yes, and when: decided from the plan, from who was asked, and from who cannot be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from dispatcher.domain.moments import OSLO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.plan import Approval, Plan, Scenario

AGAIN = timedelta(minutes=5)
"""When nobody is left to ask, all are asked again, and again after this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who was asked. ``open``: they can still answer."""

    person: str
    asked_at: datetime
    last_at: datetime
    times: int
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next thing to do: ask these persons, from this moment on. ``again``: they were asked before."""

    persons: tuple[str, ...]
    at: datetime
    again: bool = False


def order(plan: Plan, scenario: Scenario, watch: Mapping[str, str]) -> dict[str, str]:
    """The persons who may say yes, in the order they are asked, each with the role they say it in.

    ``watch``: who has the watch of a role just now; of that role they are asked first.
    """
    found: dict[str, str] = {}
    for key in scenario.approval.approvers:
        chain = plan.roles[key].chain
        first = [person for person in chain if person == watch.get(key)]
        for person in (*first, *chain):
            found.setdefault(person, key)
    return found


def next_step(
    approval: Approval, persons: Sequence[str], asked: Sequence[Asked], barred: Collection[str], now: datetime
) -> Step | None:
    """What comes next; None when nobody can be asked. ``persons``: in order; ``barred``: who may not answer."""
    known = {one.person for one in asked}
    fresh = tuple(person for person in persons if person not in known and person not in barred)
    silent = [one for one in asked if one.open and one.person not in barred]
    pace = timedelta(minutes=approval.minutes)
    if fresh and approval.ask == "all":
        return Step(persons=fresh, at=_in_hours(approval, now))
    if fresh:
        return Step(persons=fresh[:1], at=_in_hours(approval, _turn(asked, silent, pace, now)))
    if not silent:
        return None
    last = max(one.last_at for one in silent)
    wait = AGAIN if any(one.times > 1 for one in silent) else pace
    return Step(persons=tuple(one.person for one in silent), at=_in_hours(approval, last + wait), again=True)


def _turn(asked: Sequence[Asked], silent: Sequence[Asked], pace: timedelta, now: datetime) -> datetime:
    """When the next in order is asked: at once, unless the one asked last may still answer."""
    if not asked:
        return now
    last = max(asked, key=lambda one: one.asked_at)
    return last.asked_at + pace if last in silent else now


def _in_hours(approval: Approval, moment: datetime) -> datetime:
    """The moment, or the next at which these may be asked."""
    if approval.hours is None:
        return moment
    start, end = (time.fromisoformat(part) for part in approval.hours.split("-"))
    here = moment.astimezone(OSLO)
    clock = here.time()
    if start <= clock < end if start < end else clock >= start or clock < end:
        return moment
    day = here.date() if clock < start else here.date() + timedelta(days=1)
    return datetime.combine(day, start, OSLO).astimezone(moment.tzinfo)
