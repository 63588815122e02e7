"""Settling unsure attempts: the list at once, callbacks for SETTLE_AFTER, the list again, then policy or a person."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from dispatcher.domain.policy import Settling, UnsurePolicy, settle
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import unsure
from dispatcher.ledger.times import at, ms
from dispatcher.ports import Evidence, Gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.delivery.lane import LaneRunner
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.unsure import Doubt, Found
    from dispatcher.ports import Clock

log = structlog.get_logger()

CLOCK_SLACK = timedelta(seconds=5)


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
            await self._ledger.write(unsure.accept, found, now)
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
        evidence = await runner.channel.evidence(gap)
        if not evidence:
            return []
        known = await self._ledger.read(unsure.known_provider_ids, [item.provider_id for item in evidence])
        return match(doubts, [item for item in evidence if item.provider_id not in known])

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


def match(doubts: Sequence[Doubt], evidence: Sequence[Evidence]) -> list[Found]:
    """Pair unsure attempts with list lines of the same number and text; each line settles one attempt."""
    lines: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for item in evidence:
        lines[item.address, item.body].append(item)
    found: dict[str, Found] = {}
    for doubt in doubts:
        said = "" if doubt.channel is ChannelName.VOICE else doubt.body  # a list of calls has no words
        candidates = lines[doubt.address, said]
        if candidates and doubt.attempt not in found:
            found[doubt.attempt] = unsure.Found(doubt=doubt, provider_id=candidates.pop(0).provider_id)
    return list(found.values())
