"""What providers say later of what they had accepted: a fault of the route or of the text stops the rest in time.

A suspended account, or a text that operators filter out, mostly shows in receipts: each POST is accepted, and nobody
gets anything. The people it has failed go on to the plan's next channel; those who wait must not follow them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import structlog

from dispatcher.channels.twilio_codes import SLOW_DOWN, verdict_of
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import ReceiptStatus, Scope
from dispatcher.ledger.receipts import Place, Receipt, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.channels.reasons import Verdict
    from dispatcher.delivery.lane import LaneRunner
    from dispatcher.ledger.engine import Ledger

log = structlog.get_logger()

ENOUGH, OF_LAST = 5, 20
"""So many of the last final receipts that blame the same thing; one operator's filter or one bad number is fewer."""
_FINAL = frozenset({ReceiptStatus.DELIVERED, ReceiptStatus.UNDELIVERED, ReceiptStatus.FAILED})


class Undelivered:
    """Hears receipts after they are committed. ``runners``: the lanes that the messages left by."""

    def __init__(self, *, ledger: Ledger, runners: Sequence[LaneRunner]) -> None:
        self._ledger = ledger
        self._runners = {(runner.lane.channel, runner.lane.provider): runner for runner in runners}
        self._last: deque[tuple[Place, Verdict] | None] = deque(maxlen=OF_LAST)

    async def hear(self, some: Sequence[Receipt]) -> None:
        """Count them, and act on what they blame."""
        final = [receipt for receipt in some if receipt.status in _FINAL]
        blaming = {receipt.attempt: receipt.code for receipt in final if _blames(receipt)}
        try:
            found = await self._ledger.read(places, list(blaming)) if blaming else {}
        except Unavailable as error:  # they are kept; the next ones will tell the same
            log.error("ledger.unavailable", work="undelivered", error=str(error))
            return
        for receipt in final:
            place = found.get(receipt.attempt)
            self._count(place, receipt.code)

    def _count(self, place: Place | None, code: str) -> None:
        runner = self._runners.get((place.channel, place.provider)) if place else None
        if place is None or runner is None:
            self._last.append(None)
            return
        if code in SLOW_DOWN:
            runner.route.slow_down(1.0)
            return
        blamed = place, verdict_of(code)
        self._last.append(blamed)
        if self._last.count(blamed) >= ENOUGH:
            self._last.clear()
            self._act(runner, place.alert, blamed[1])

    def _act(self, runner: LaneRunner, alert: str, verdict: Verdict) -> None:
        """With another route the traffic goes over to it; else this alert's lane stops, and a person is told."""
        log.error("lane.undelivered", lane=str(runner.lane.channel), alert=alert, reason=verdict.reason)
        if verdict.scope is Scope.ROUTE and runner.route.other is not None and not runner.route.other.breaker.is_open:
            runner.route.break_off(verdict.reason)
        else:
            runner.stop_alert(alert, verdict.reason)


def _blames(receipt: Receipt) -> bool:
    """Whether it says something of the route or of the text."""
    if receipt.status is ReceiptStatus.DELIVERED:
        return False
    return receipt.code in SLOW_DOWN or verdict_of(receipt.code).scope is not Scope.RECIPIENT
