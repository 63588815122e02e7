"""Settling unsure attempts: the list at once, callbacks for SETTLE_AFTER, the list again, then policy or a person."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.policy import Settling, UnsurePolicy, settle
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import evidence, unsure
from dispatcher.ledger.times import at, ms
from dispatcher.ports import Evidence, Gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.delivery.lane import LaneRunner
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.evidence import Found, Nameless
    from dispatcher.ledger.unsure import Doubt
    from dispatcher.ports import Clock

log = structlog.get_logger()

CLOCK_SLACK = timedelta(seconds=5)
RIVALS_SINCE = timedelta(hours=1)
"""A provider lists a message by when it left its queue, which may be long after it took it."""


class Settler:
    """Looks after the unsure rows of one channel, whichever of its routes may have them.

    A doubt stays with the provider of its attempt: that provider's list is asked, never the other's. Sent again, it
    goes by whichever route is open then. ``tick`` is called every second and does only what is due.
    """

    def __init__(self, *, ledger: Ledger, runners: Sequence[LaneRunner], clock: Clock) -> None:
        self._ledger = ledger
        self._runners = {runner.lane.provider: runner for runner in runners}
        self._lane = runners[0].lane
        self._clock = clock
        self._asked: set[str] = set()  # attempts for which the list was asked once at once

    async def tick(self) -> None:
        """Ask the lists for what is new in doubt, once for the whole gap; decide what has had its time."""
        doubts = await self._ledger.read(unsure.doubts, self._lane)
        now = ms(self._clock.now())
        fresh = [doubt for doubt in doubts if doubt.attempt not in self._asked]
        due = [doubt for doubt in doubts if doubt.due_at <= now]
        if not fresh and not due:
            self._asked &= {doubt.attempt for doubt in doubts}
            return
        self._asked |= {doubt.attempt for doubt in fresh}
        found = await self._look_up([*fresh, *due])
        settled = {item.doubt.delivery for item in found}
        if found:
            await self._ledger.write(evidence.accept, found, now)
            log.info("unsure.found", lane=str(self._lane.channel), rows=len(found))
        await self._decide([doubt for doubt in due if doubt.delivery not in settled], now)

    async def _look_up(self, doubts: Sequence[Doubt]) -> list[Found]:
        """What the providers' lists show. A provider that is no longer set up is asked nothing."""
        found = await asyncio.gather(
            *(
                self._listed(runner, [doubt for doubt in doubts if doubt.provider == provider])
                for provider, runner in self._runners.items()
            )
        )
        return [item for some in found for item in some]

    async def _listed(self, runner: LaneRunner, doubts: Sequence[Doubt]) -> list[Found]:
        if not doubts:
            return []
        times = [at(doubt.attempt_at) for doubt in doubts]
        gap = Gap(since=min(times) - CLOCK_SLACK, until=self._clock.now() + CLOCK_SLACK)
        lines = await runner.channel.evidence(gap)
        if not lines:
            return []
        # In this order: an attempt that gets its name between the two counts as a rival, and its line is gone.
        rivals = await self._ledger.read(evidence.nameless, runner.lane, ms(gap.since - RIVALS_SINCE))
        known = await self._ledger.read(evidence.known_provider_ids, [line.provider_id for line in lines])
        return match(doubts, [line for line in lines if line.provider_id not in known], rivals)

    async def _decide(self, due: Sequence[Doubt], now: int) -> None:
        decided = [(doubt, _settling(doubt, now)) for doubt in due]
        if decided:
            await self._ledger.write(unsure.decide, decided, self._clock.now(), now)
            for runner in self._runners.values():
                runner.wake()


def _settling(doubt: Doubt, now: int) -> Settling:
    if not doubt.active:
        return Settling.ASK  # stopped or expired: nothing more may leave
    return settle(
        channel=doubt.channel,
        policy=UnsurePolicy(doubt.policy),
        age=(now - doubt.first_attempt_at) / 1000,
        attempts=doubt.attempts,
    )


def match(doubts: Sequence[Doubt], listed: Sequence[Evidence], rivals: Sequence[Nameless]) -> list[Found]:
    """Pair unsure attempts with list lines of the same number and text; each line settles one attempt.

    Where several deliveries have sent the same to one number (calls have no words) and the list shows fewer lines than
    there were tries, nobody can say whose they are: then they prove nothing.
    """
    lines: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for line in listed:
        lines[line.address, line.body].append(line)
    tries: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rival in rivals:
        tries[rival.address, _said(rival)].append(rival.delivery)
    found: list[Found] = []
    for doubt in doubts:
        mine, rest = lines[doubt.address, _said(doubt)], tries[doubt.address, _said(doubt)]
        is_alone = set(rest) == {doubt.delivery}
        if mine and doubt.delivery in rest and (is_alone or len(mine) >= len(rest)):
            rest.remove(doubt.delivery)
            found.append(evidence.Found(doubt=doubt, provider_id=mine.pop(0).provider_id))
    return found


def _said(item: Doubt | Nameless) -> str:
    return "" if item.channel is ChannelName.VOICE else item.body  # a list of calls has no words
