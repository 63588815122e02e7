"""A probe's hard limit and its form: whatever a route does, there is an answer in time, and one word for why not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Any, Final

from dispatcher.channels.reasons import Reason
from dispatcher.domain.outcome import Accepted, Outcome
from dispatcher.ports import Probe

LIMIT: Final = 10.0
"""Seconds, however patient the channel itself is with a message."""


async def probed(asking: Coroutine[Any, Any, Outcome], *, limit: float = LIMIT) -> Probe:
    """What came of asking, and how long it took. What is not the outcome of a probe is told as unexpected."""
    begun = monotonic()
    reason = ""
    try:
        async with asyncio.timeout(limit):
            outcome = await asking
        if not isinstance(outcome, Accepted):
            reason = str(outcome.reason)
    except TimeoutError:
        reason = Reason.TIMEOUT
    except Exception:  # noqa: BLE001  its text may quote an address or a key; a probe must never end who asks
        reason = Reason.UNEXPECTED
    return Probe(ok=not reason, reason=str(reason), took_ms=round((monotonic() - begun) * 1000))
