"""The tick that hands out tasks: who does something by hand is told, the stand-in when time is over, all when it stops.

It sends nothing itself: each telling is a service message, which the lanes carry ahead of every alert.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

import structlog

from dispatcher.delivery import task_words
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents, relays, service, tasks
from dispatcher.ledger.service import ServiceMessage
from dispatcher.ledger.times import at
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from dispatcher.delivery.reminding import Answers
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.tasks import Out
    from dispatcher.ports import Clock

log = structlog.get_logger()

TICK = 1.0
REQUEST, WITHDRAWN, NOBODY = "task-request", "task-withdrawn", "task-nobody"
SHORTEST = timedelta(hours=1)
"""A request is sent for at least this long, also for a task that is due in minutes."""


class Tasking:
    """Called every second or so. ``wake``: something is to be sent. Holds no state: any node may do any of it."""

    def __init__(self, *, ledger: Ledger, clock: Clock, answers: Answers, wake: Callable[[], None]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._answers = answers
        self._wake = wake

    async def run(self) -> NoReturn:
        """Until it is cancelled; a ledger that cannot be written is a reason to try again."""
        while True:
            try:
                await self.tick()
            except Unavailable as error:
                log.error("ledger.unavailable", work="tasks", error=str(error))
            await asyncio.sleep(TICK)

    async def tick(self) -> None:
        """Hand out what is open, pass on what is late, call back what was stopped."""
        now = self._clock.now()
        if await self._ledger.read(_anything, now) and await self._ledger.write(self._hand_out, now):
            self._wake()

    def _hand_out(self, connection: Connection, now: datetime) -> bool:
        """One transaction: who is asked, and the messages that ask them. Whether anything is to be sent."""
        told = False
        for row, plan, outs in (*_asked(connection, now), *_passed_on(connection, now)):
            key = NOBODY if outs[0].nobody else REQUEST
            told = self._tell(connection, plan, row, key, outs, now) or told
        for row, plan, outs in _called_back(connection, now):
            told = self._tell(connection, plan, row, WITHDRAWN, outs, now) or told
        return told

    def _tell(
        self, connection: Connection, plan: Plan, row: Row[Any], key: str, outs: Sequence[Out], now: datetime
    ) -> bool:
        """One message to one person about all of it. A text that cannot be made is logged; the task is on the list."""
        persons = plan.alarmed(plan.scenarios[row.scenario]) if key == NOBODY else (outs[0].person,)
        plan, others = relays.with_leaders(connection, plan, outs[0].alert, (*persons, outs[0].before))
        outs = task_words.with_people(connection, plan, outs)

        def values(language: str) -> Mapping[str, str]:
            said = {
                "scenario": plan.scenarios[row.scenario].name,
                "brief": task_words.brief(plan, outs, language),
                "tasks": task_words.listed(plan, outs, language),
                "address": self._answers.address,
                "number": str(row.incident),
            }
            if key == REQUEST:
                said["text"] = task_words.copied(connection, plan, outs, language)
                said["instead_of"] = _instead_of(plan, outs[0])
                said["reply"] = self._answers.numbers.get(Mode(row.mode), "")
                said["first"] = str(outs[0].delivery)
            return said

        try:
            texts = service.texts_for(self._answers.say, plan, persons, key, values, Mode(row.mode))
        except Exception as error:  # noqa: BLE001  a fault in a text must not keep anybody's task from the list
            log.error("task.unsaid", alert=outs[0].alert, error=type(error).__name__)
            return False
        lasts = max([SHORTEST, *(at(out.due_at) - now for out in outs)])
        about = outs[0].alert
        others = {person: others[person] for person in persons if person in others}
        message = ServiceMessage(key=key, about=about, persons=persons, texts=texts, expires_after=lasts, others=others)
        service.send_service(connection, plan, row.incident, message, now)
        return True


def _anything(connection: Connection, now: datetime) -> bool:
    return bool(tasks.waiting(connection, now) or tasks.late(connection, now) or tasks.withdrawn(connection))


def _asked(connection: Connection, now: datetime) -> list[tuple[Row[Any], Plan, list[Out]]]:
    plans = _Plans(connection)
    found = [(row, tasks.ask(connection, row, plans.of(row), now)) for row in tasks.waiting(connection, now)]
    return _by_person(plans, found)


def _passed_on(connection: Connection, now: datetime) -> list[tuple[Row[Any], Plan, list[Out]]]:
    plans = _Plans(connection)
    found = [(row, tasks.expire(connection, row, plans.of(row), now)) for row in tasks.late(connection, now)]
    return _by_person(plans, found)


def _called_back(connection: Connection, now: datetime) -> list[tuple[Row[Any], Plan, list[Out]]]:
    plans = _Plans(connection)
    found = [(row, tasks.note_withdrawn(connection, row, now)) for row in tasks.withdrawn(connection)]
    return _by_person(plans, found)


class _Plans:
    """The frozen plans of a tick, each read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[str, Plan] = {}

    def of(self, row: Row[Any]) -> Plan:
        """The plan of the row's incident."""
        if row.plan_hash not in self._read:
            document = incidents.plan_document(self._connection, row.plan_hash)
            self._read[row.plan_hash] = plan_from_document(document)
        return self._read[row.plan_hash]


def _by_person(plans: _Plans, found: Sequence[tuple[Row[Any], Out | None]]) -> list[tuple[Row[Any], Plan, list[Out]]]:
    """What each person has of an alert, together: nobody gets ten messages for ten tasks.

    What nobody is left to do goes together too, to the crisis team.
    """
    held: dict[tuple[str, str, str], tuple[Row[Any], Plan, list[Out]]] = {}
    for row, out in found:
        if out is not None:
            key = (out.alert, NOBODY if out.nobody else out.person, out.before)
            held.setdefault(key, (row, plans.of(row), []))[2].append(out)
    return list(held.values())


def _instead_of(plan: Plan, out: Out) -> str:
    """Who was asked before, and has not answered."""
    return plan.persons[out.before].name if out.before else ""
