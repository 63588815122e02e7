"""The tick that rings people: approvers when they are asked, the crisis team when an incident opens, until they answer.

A call never approves anything: the keys say who is looking and who comes (``domain.answers``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from dispatcher.domain.answers import CALL_IN, CALL_IN_CALL
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.ledger import accounts, incidents, service, sms_approval, waking
from dispatcher.ledger.service import ServiceMessage
from dispatcher.ledger.waking import Round
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.service import Say
    from dispatcher.ports import Clock

log = structlog.get_logger()

RINGS_FOR = timedelta(minutes=2)
"""Placing a call ends after this: an older one would come together with the next round's."""
CALL_IN_LASTS = timedelta(hours=1)
_VOICE = (ChannelName.VOICE,)


class Spoken(Protocol):
    """How the texts are said, the address where people act, and the number that calls of a mode come from."""

    @property
    def say(self) -> Say: ...
    @property
    def address(self) -> str: ...
    @property
    def numbers(self) -> Mapping[Mode, str]: ...


class Waking:
    """Called every second or so. ``wake``: something is to be sent."""

    def __init__(self, *, ledger: Ledger, clock: Clock, answers: Spoken, wake: Callable[[], None]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._answers = answers
        self._wake = wake
        self._looked: set[int] = set()  # incidents whose plan calls nobody in

    async def tick(self) -> None:
        """Call in the team of new incidents, begin with approvers who were asked, and ring whom it is time for."""
        now = self._clock.now()
        for number in await self._ledger.read(waking.opened, now):
            if number not in self._looked:
                await self._call_in(number, now)
        for found in await self._ledger.read(waking.asked):
            await self._ledger.write(self._begin, found, now)
        for found in await self._ledger.read(waking.due, now):
            await self._ring(found, now)

    async def _call_in(self, number: int, now: datetime) -> None:
        try:
            if await self._ledger.write(self._called_in, number, now):
                self._wake()
            else:
                self._looked.add(number)
        except (LookupError, ValueError) as error:  # a fault in a text or a plan must not end the node
            self._looked.add(number)
            log.error("call_in.unsaid", incident=number, error=type(error).__name__)

    def _called_in(self, connection: Connection, number: int, now: datetime) -> bool:
        opened = incidents.incident(connection, number)
        plan, scenario = _frozen(connection, number)
        # Whoever opened it sits at the screen, and is not rung away from it.
        opener = accounts.user_named(connection, opened.opened_by).person
        persons = tuple(person for person in plan.alarmed(scenario) if person != opener)
        if not plan.calling.meet or scenario.severity not in plan.calling.severities or not persons:
            return False
        mode = Mode(opened.mode)
        found = Round(about=str(number), key=CALL_IN_CALL, incident=number, alert=None, persons=persons)
        if not waking.begin(connection, found, now, rings=mode in self._answers.numbers):
            return True

        def values(language: str) -> Mapping[str, str]:
            given = {"scenario": scenario.name, "meet": plan.calling.where(language), "number": str(number)}
            return {**given, "address": self._answers.address, "reply": self._answers.numbers.get(mode, "")}

        texts = service.texts_for(self._answers.say, plan, persons, CALL_IN, values, mode)
        message = ServiceMessage(
            key=CALL_IN, about=str(number), persons=persons, texts=texts, expires_after=CALL_IN_LASTS
        )
        service.send_service(connection, plan, number, message, now)
        return True

    def _begin(self, connection: Connection, found: Round, now: datetime) -> None:
        mode = Mode(incidents.incident(connection, found.incident).mode)
        number = self._answers.numbers.get(mode, "")
        new = waking.begin(connection, found, now, rings=bool(number))
        if new and found.alert:
            plan, scenario = _frozen(connection, found.incident)
            sms_approval.offer(connection, plan, scenario, found.alert, new, self._answers.say, number, now)

    async def _ring(self, found: Round, now: datetime) -> None:
        try:
            if await self._ledger.write(self._rung, found, now):
                self._wake()
        except (LookupError, ValueError) as error:
            await self._ledger.write(waking.end, found, type(error).__name__)
            log.error("call.unsaid", about=found.about, error=type(error).__name__)

    def _rung(self, connection: Connection, found: Round, now: datetime) -> bool:
        """One round, counted and sent in one transaction."""
        if found.why:
            waking.end(connection, found, found.why)
            return False
        plan, scenario = _frozen(connection, found.incident)
        calling = plan.calling
        persons = waking.rung(connection, found, now, every=calling.every, times=calling.times)
        if not persons:
            return False
        mode = Mode(incidents.incident(connection, found.incident).mode)

        def values(language: str) -> Mapping[str, str]:
            team: dict[str, Any] = {"meet": calling.where(language)} if found.key == CALL_IN_CALL else {}
            return {"scenario": scenario.name, **team}

        texts = service.texts_for(self._answers.say, plan, persons, found.key, values, mode, _VOICE)
        message = ServiceMessage(
            key=found.key,
            about=found.alert or str(found.incident),
            persons=persons,
            texts=texts,
            expires_after=min(RINGS_FOR, calling.every),
            ways=_VOICE,
        )
        service.send_service(connection, plan, found.incident, message, now)
        return True


def _frozen(connection: Connection, number: int) -> tuple[Plan, Scenario]:
    opened = incidents.incident(connection, number)
    plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
    return plan, plan.scenarios[opened.scenario]
