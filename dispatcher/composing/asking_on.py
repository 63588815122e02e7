"""The node's tick over what waits for a yes: the next is asked, all are asked again, a yes is told; each once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

from dispatcher.composing.asking import ask_for_approval, in_vain, nobody_told
from dispatcher.composing.desk import frozen_plan
from dispatcher.composing.telling_of_yes import WAYS, tell_of_yes
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import AlertState
from dispatcher.ledger import approval_requests, approvals, incidents
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.service import Say
    from dispatcher.ports import Clock

    Work = Callable[[Connection, str, Say, str, datetime], bool]

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks."""


class AskingOn:
    """Holds nothing that is not in the ledger, so any node may do it. ``wake``: something is to be sent."""

    def __init__(self, *, ledger: Ledger, clock: Clock, say: Say, address: str, wake: Callable[[], None]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._say = say
        self._address = address
        self._wake = wake
        self._plans: dict[str, Plan] = {}

    async def run(self) -> None:
        """Look, until cancelled; a ledger that cannot be written is a reason to look again."""
        while True:
            try:
                await self.tick()
            except Unavailable as error:
                log.error("ledger.unavailable", work="asking", error=str(error))
            await asyncio.sleep(EVERY)

    async def tick(self) -> None:
        """Do what is due."""
        now = self._clock.now()
        if await self._ledger.read(approval_requests.stale, now):
            await self._ledger.write(approval_requests.end_stale, now)
        for row in await self._ledger.read(approval_requests.waiting):
            if await self._ledger.read(self._due, row, now) and await self._safely(ask_on, row.id, now):
                self._wake()
        for found in await self._ledger.read(approvals.untold, WAYS):
            if await self._safely(tell_of_yes, found.alert_id, now):
                self._wake()

    def _due(self, connection: Connection, row: Row[Any], now: datetime) -> bool:
        opened = incidents.incident(connection, row.incident)
        if opened.plan_hash not in self._plans:  # parsed once: what waits is looked at every second
            document = incidents.plan_document(connection, opened.plan_hash)
            self._plans[opened.plan_hash] = plan_from_document(document)
        plan = self._plans[opened.plan_hash]
        scenario = plan.scenarios[opened.scenario].decided(crisis=row.crisis_switch is not None)
        step = approval_requests.step(connection, plan, scenario, row, now)
        if step is None:
            return not nobody_told(connection, row)
        return step.at <= now and not in_vain(connection, row, step)

    async def _safely(self, work: Work, alert: str, now: datetime) -> bool:
        try:
            return await self._ledger.write(work, alert, self._say, self._address, now)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  a fault in a text must not end the node
            log.error("approval.unsaid", work=work.__name__, alert=alert, error=type(error).__name__)
            return False


def ask_on(connection: Connection, alert: str, say: Say, address: str, now: datetime) -> bool:
    """Ask whoever's turn it is, if the alert still waits; whether a message was sent."""
    row = incidents.alert(connection, alert)
    if row.state != AlertState.SUBMITTED or approval_requests.overtaken(connection, row):
        return False
    plan, scenario = frozen_plan(connection, row)
    return ask_for_approval(connection, plan, scenario, row, say, address, now) is not None
