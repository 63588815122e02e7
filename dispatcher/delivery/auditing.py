"""The auditor: every few seconds it looks for what is wrong, and tells the plan's crisis team, once per cause.

A message hangs on an incident, for its plan, its mode and its record are the incident's. What belongs to none (the
disk, the clock, a route) is told in the newest open incident of the node's own mode. With no incident open there is no
plan that has said yes to a message and no crisis team at work: then it stands in ``check``, ``list``, ``/readyz``,
``/metrics``, the log and the journal, and is told as soon as there is an incident to tell it in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import LaneKind, Mode
from dispatcher.ledger import alarm_book, audit, incidents, service
from dispatcher.ledger.audit import Audit, Facts, Found, Route
from dispatcher.ledger.service import WAYS, ServiceMessage
from dispatcher.ledger.tables import incidents as opened_incidents
from dispatcher.plan_file import plan_from_document
from dispatcher.ports import serves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.delivery.lane import LaneRunner
    from dispatcher.delivery.reminding import Answers
    from dispatcher.domain.plan import Plan
    from dispatcher.domain.states import ChannelName
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

log = structlog.get_logger()

EVERY = 5.0
LASTS = timedelta(hours=1)


class Auditing:
    """``tick`` is called every few seconds. ``free``: bytes on the ledger's disk. ``wake``: something is to be sent."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        answers: Answers,
        runners: Sequence[LaneRunner],
        wake: Callable[[], None],
        free: Callable[[], int] | None = None,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._answers = answers
        self._runners = runners
        self._wake = wake
        self._free = free
        self._since = clock.now()
        self._failed_at: datetime | None = None
        self._tried: Mapping[int, int] = {}
        self._unsaid: set[int] = set()  # alarms whose text cannot be made: told of in the log, once

    async def tick(self) -> None:
        """Raise what is new, end what is over, tell what nobody was told of."""
        now = self._clock.now()
        if self._ledger.failing:
            self._failed_at = now
        try:
            await self._look(self._facts(), now)
        except Unavailable:
            self._failed_at = now
            raise

    def _facts(self) -> Facts:
        lanes = [runner.lane for runner in self._runners if runner.breaker.is_open]
        routes = (Route(channel=lane.channel, kind=lane.kind, provider=lane.provider) for lane in lanes)
        return Facts(
            watching_since=self._since,
            routes=tuple(routes),
            free=self._free() if self._free else None,
            failed_at=self._failed_at,
            tried=self._tried,
        )

    async def _look(self, facts: Facts, now: datetime) -> None:
        seen, change, untold = await self._ledger.read(look, facts, now)
        self._tried = seen.tried
        if change:
            for item in await self._ledger.write(alarm_book.settle, replace(facts, tried=seen.tried), now):
                log.warning("alarm.raised", cause=str(item.cause), about=item.about)
            untold = await self._ledger.read(alarm_book.untold, now)
        for item in seen.found:
            alarm = untold.get(item.key)
            if alarm is not None and alarm not in self._unsaid:
                await self._tell(alarm, item, now)

    async def _tell(self, alarm: int, item: Found, now: datetime) -> None:
        try:
            said = await self._ledger.read(self._message, item)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  a fault in a text must not end the node
            self._unsaid.add(alarm)
            log.error("alarm.unsaid", cause=str(item.cause), about=item.about, error=type(error).__name__)
            return
        if said is not None and await self._ledger.write(give, alarm, *said, now):
            self._wake()

    def _message(self, connection: Connection, item: Found) -> tuple[Plan, int, ServiceMessage] | None:
        """What is said to whom, in which incident; None while there is none."""
        number = item.incident if item.incident is not None else newest_open(connection, self._modes(item))
        if number is None:
            return None
        opened = incidents.incident(connection, number)
        plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
        scenario = plan.scenarios[opened.scenario]
        persons, ways = plan.alarmed(scenario), ways_beside(item.channels)
        given = {"scenario": scenario.name, "address": self._answers.address, "number": str(number), **item.values}
        key, mode = item.cause.service_key, Mode(opened.mode)
        texts = service.texts_for(self._answers.say, plan, persons, key, lambda _: given, mode, ways)
        about = item.alert or incidents.alerts_of(connection, number)[-1].id
        message = ServiceMessage(key=key, about=about, persons=persons, texts=texts, expires_after=LASTS, ways=ways)
        return plan, number, message

    def _modes(self, item: Found) -> list[str]:
        """The incidents that something without one of its own matters to."""
        kinds = {runner.lane.kind for runner in self._runners}
        kind = item.kind or (LaneKind.REAL if LaneKind.REAL in kinds else LaneKind.CAPTURE)
        return [str(mode) for mode in Mode if serves(kind, mode)]


def look(
    connection: Connection, facts: Facts, now: datetime
) -> tuple[Audit, alarm_book.Change, dict[tuple[str, str], int]]:
    """What is found, how it differs from what stands, and what nobody was told of; moves nothing."""
    seen = audit.find(connection, facts, now)
    return (
        seen,
        alarm_book.compare(seen.found, alarm_book.standing(connection), now),
        alarm_book.untold(connection, now),
    )


def ways_beside(channels: tuple[ChannelName, ...]) -> tuple[ChannelName, ...]:
    """The ways that are not in trouble; all of them when none is left, for then it goes out when one is mended."""
    return tuple(way for way in WAYS if way not in channels) or WAYS


def newest_open(connection: Connection, modes: list[str]) -> int | None:
    """The newest incident of these modes that nobody has closed."""
    mine = (opened_incidents.c.closed_at.is_(None), opened_incidents.c.mode.in_(modes))
    return connection.scalar(select(opened_incidents.c.id).where(*mine).order_by(opened_incidents.c.id.desc()).limit(1))


def give(connection: Connection, alarm: int, plan: Plan, number: int, message: ServiceMessage, now: datetime) -> bool:
    """Note that it is told and send the message; one transaction. False: another node was quicker, or it is over."""
    if not alarm_book.take(connection, alarm, now):
        return False
    service.send_service(connection, plan, number, message, now)
    return True
