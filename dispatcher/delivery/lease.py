"""The lease on a claim: among many nodes, how long an attempt is its node's own (reliability.md 2.3)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.outcome import Outcome, Unsure

if TYPE_CHECKING:
    from collections.abc import Awaitable


BEGIN_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Lease:
    """How long a claim is this node's, in seconds; after it others take the node for dead. None: only it can live."""

    seconds: float | None = None

    @property
    def milliseconds(self) -> int:
        """What the claim commits."""
        return int((self.seconds or 0) * 1000)

    @property
    def begin_within(self) -> float:
        """A request that has not begun by then does not begin: a frozen node may have missed a stop, or its lease."""
        return min(BEGIN_WITHIN, self.seconds * 0.25) if self.seconds else BEGIN_WITHIN

    async def within(self, sending: Awaitable[Outcome]) -> Outcome:
        """The send, or *unsure* when it takes nearly as long as the lease: whatever the channel's own limits are."""
        if self.seconds is None:
            return await sending
        try:
            async with asyncio.timeout(self.seconds * 0.7):
                return await sending
        except TimeoutError:
            return Unsure(reason="timeout")
