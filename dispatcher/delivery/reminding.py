"""The tick that watches promises and what is public: whoever answers for the incident is told, once each time."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents, reminders, service
from dispatcher.ledger.reminders import Due
from dispatcher.ledger.service import ServiceMessage
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.service import Say
    from dispatcher.ports import Clock

log = structlog.get_logger()

LASTS = timedelta(hours=1)

Told = tuple["Plan", ServiceMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How a reminder is put into words, and the address where people act on it.

    ``numbers``: which number rings people, and takes their answers, in each mode; without one nobody is rung.
    """

    say: Say
    address: str
    numbers: Mapping[Mode, str] = field(default_factory=dict)


class Reminding:
    """Called every second or so. ``wake``: something is to be sent."""

    def __init__(self, *, ledger: Ledger, clock: Clock, answers: Answers, wake: Callable[[], None]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._answers = answers
        self._wake = wake

    async def tick(self) -> None:
        """Give the reminders that are due."""
        now = self._clock.now()
        for item in await self._ledger.read(reminders.due, now):
            message = await self._ledger.read(self._message, item, now) if item.tells else None
            if await self._ledger.write(give, item, message, now):
                self._wake()

    def _message(self, connection: Connection, item: Due, now: datetime) -> Told | None:
        """What is said to whom. A text that cannot be made is logged, and the journal has the reminder all the same."""
        try:
            return self._made(connection, item, now)
        except Exception as error:  # noqa: BLE001  a fault in a text must not end the node
            log.error("reminder.unsaid", what=item.what, alert=item.alert, error=type(error).__name__)
            return None

    def _made(self, connection: Connection, item: Due, now: datetime) -> Told:
        opened = incidents.incident(connection, item.incident)
        plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
        scenario = plan.scenarios[opened.scenario]
        persons = plan.roles[scenario.responsible].chain
        given = self._values(item, scenario.name, now)
        texts = service.texts_for(self._answers.say, plan, persons, item.what, lambda _: given, Mode(opened.mode))
        message = ServiceMessage(key=item.what, about=item.alert, persons=persons, texts=texts, expires_after=LASTS)
        return plan, message

    def _values(self, item: Due, scenario: str, now: datetime) -> Mapping[str, str]:
        common = {"scenario": scenario, "address": self._answers.address, "number": str(item.incident)}
        if item.what == reminders.STILL_PUBLIC:
            return {**common, "since": item.confirmed_at.isoformat() if item.confirmed_at else ""}
        minutes = max(math.ceil(abs((item.at - now).total_seconds()) / 60), 1)
        return {**common, "due": item.at.isoformat(), "minutes": str(minutes)}


def give(connection: Connection, item: Due, told: Told | None, now: datetime) -> bool:
    """Remember it and, where somebody is told, send the message; one transaction. False: it was given already."""
    if item not in reminders.due(connection, now) or not reminders.note(connection, item, now):
        return False
    if told is not None:
        plan, message = told
        service.send_service(connection, plan, item.incident, message, now)
    return True
