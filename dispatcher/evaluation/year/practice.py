"""Practice, role by role: who has carried a practice message, and in how many exercises somebody of the role acted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dispatcher.domain.states import Mode
from dispatcher.evaluation.year.record import Practice
from dispatcher.ledger.practised import last_successes
from dispatcher.ledger.tables import incidents, journal, users
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.year.frame import Frame


def practised_last(connection: Connection, until: int) -> dict[str, int]:
    """By the person's key in the plan: the last time that any way they have carried the practice message."""
    found: dict[str, int] = {}
    for (person, _), moment in last_successes(connection, at(until)).items():
        found[person] = max(ms(moment), found.get(person, 0))
    return found


def practice_of(connection: Connection, plan: Plan, frame: Frame) -> Iterator[Practice]:
    """The roles of the plan in force, in its own order."""
    last, acted = practised_last(connection, frame.until), _acted(connection, frame)
    for key, role in plan.roles.items():
        moments = [last[person] for person in role.chain if person in last]
        yield Practice(
            key=key,
            title=role.title,
            persons=len(role.chain),
            practised=sum(moment >= frame.start for moment in moments),
            last_at=max(moments, default=None),
            exercises=len(set().union(*(acted[person] for person in role.chain if person in acted))),
        )


def _acted(connection: Connection, frame: Frame) -> dict[str, set[int]]:
    """The year's exercises in which the journal has an act of each person."""
    chosen = (
        select(users.c.person, journal.c.incident)
        .join(journal, journal.c.actor == users.c.name)
        .join(incidents, incidents.c.id == journal.c.incident)
        .where(
            users.c.person.is_not(None),
            incidents.c.mode == str(Mode.EXERCISE),
            incidents.c.opened_at >= frame.start,
            incidents.c.opened_at < frame.end,
        )
        .distinct()
    )
    found: dict[str, set[int]] = defaultdict(set)
    for person, incident in connection.execute(chosen):
        found[person].add(incident)
    return found
