"""Whom an alert was to reach through a person: those behind each leader's relay, and every other task.

A relay has people behind it that the snapshot counts: the municipality's own without mobile and e-mail. How many read a
poster or hear the radio nobody knows. A confirmation is a person's word: nobody counts as told by it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.language import say
from dispatcher.ledger import relays
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.task_planning import RELAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import AlertRecord, Record
    from dispatcher.evaluation.tasks import TaskRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """People without an address, by the leaders they have ("": none who can be reached).

    ``forgotten``: the rows are pseudonymous, and who led whom cannot be read of them any more.
    """

    people: Mapping[frozenset[str], int] = field(default_factory=dict)
    forgotten: bool = False

    @property
    def total(self) -> int:
        return sum(self.people.values())

    def of(self, *leaders: str) -> int | None:
        """How many are behind any of these leaders, each once."""
        if self.forgotten:
            return None
        return sum(count for theirs, count in self.people.items() if not theirs.isdisjoint(leaders))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A task as a way to people. ``people``: behind it; None where nobody knows. ``confirmed_at``: when it was done."""

    task: TaskRecord
    name: str
    relay: bool
    people: int | None
    confirmed_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """The ways of one alert, relays first. ``confirmed``: people behind a relay that was done, each once."""

    ways: tuple[Way, ...]
    total: int
    confirmed: int | None

    @property
    def has_relays(self) -> bool:
        return any(way.relay for way in self.ways)


def behind(connection: Connection, alert: Row[Any], plan: FrozenPlan) -> Behind:
    """Counted from the alert's snapshot, where its plan has a relay at all."""
    if not plan.has_task_of(RELAY):
        return Behind()
    theirs: dict[str, set[str]] = {}
    sealed = False
    for each in relays.led(connection, alert.id, alert.version):
        theirs.setdefault(each.ref, set()).add(each.leader)
        sealed = sealed or each.sealed is not None
    return Behind(people=Counter(map(frozenset, theirs.values())), forgotten=sealed)


def relayed(record: Record, alert: AlertRecord) -> Relayed:
    """What became of each way, as its task has it."""
    ways = [_way(record, alert, task) for task in record.tasks if task.alert == alert.id]
    done = [way.task.place for way in ways if way.relay and way.confirmed_at is not None]
    return Relayed(
        ways=tuple(sorted(ways, key=lambda way: not way.relay)),
        total=alert.behind.total,
        confirmed=alert.behind.of(*done),
    )


def _way(record: Record, alert: AlertRecord, task: TaskRecord) -> Way:
    relay = record.plan.task_kind(task.key) == RELAY
    return Way(
        task=task,
        name=_relay_name(record, task) if relay else record.plan.task(task.key, task.place),
        relay=relay,
        people=alert.behind.of(task.place) if relay else None,
        confirmed_at=task.answered_at if task.done else None,
    )


def _relay_name(record: Record, task: TaskRecord) -> str:
    """A leader is called by their reference in the list, never by name."""
    whose = say("leder {ref}", ref=task.place) if task.place else say("dem uten leder vi kan nå")
    return f"{record.plan.task(task.key)}: {whose}"


def relayed_facts(record: Record, alert: AlertRecord) -> dict[str, Any]:
    """The same for machines; ``export`` names the keys."""
    found = relayed(record, alert)
    return {
        "people_without_address": found.total if found.has_relays else None,
        "people_confirmed": found.confirmed if found.has_relays else None,
        "ways": [
            {
                "task": str(way.task.id),
                "key": way.task.key,
                "name": way.name,
                "relay": way.relay,
                "leader": (way.task.place or None) if way.relay else None,
                "people": way.people,
                "state": way.task.state,
                "confirmed_at": rfc3339(way.confirmed_at),
            }
            for way in found.ways
        ],
    }
