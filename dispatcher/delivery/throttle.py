"""How much a lane may take now: the breaker. (Its pace is a row of the ledger: ``ledger.tokens``.)"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

UNSURE_OF_LAST = (5, 20)
ROUTE_IN_A_ROW = 3
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0


@dataclass(slots=True)
class Breaker:
    """Opens after 5 unsure among the last 20 outcomes or 3 route refusals in a row; half-open lets one row out.

    An outage therefore leaves at most a lane's concurrency unsure, and a route's fault never fails a person.
    """

    _last: deque[bool] = field(default_factory=lambda: deque(maxlen=UNSURE_OF_LAST[1]))
    _route: int = 0
    _pause: float = FIRST_PAUSE
    open_until: float | None = None
    why: str = ""

    def limit(self, now: float, in_flight: int) -> int:
        """The most that may be in flight now: no limit when closed, one when half-open, none when open."""
        if self.open_until is None:
            return 1_000_000
        if now < self.open_until or in_flight:
            return 0
        return 1

    def good(self) -> bool:
        """An answer that shows that the route works. True when this closes the breaker."""
        self._last.append(False)
        self._route = 0
        was_open = self.open_until is not None
        self.open_until = None
        self._pause = FIRST_PAUSE
        if was_open:
            self._last.clear()
        return was_open

    def route_refused(self, now: float, reason: str) -> bool:
        """A refusal of the route. True when this opens the breaker."""
        self._route += 1
        return self._trip(now, reason) if self._route >= ROUTE_IN_A_ROW or self.open_until is not None else False

    def unsure(self, now: float, reason: str) -> bool:
        """An attempt that may have left. True when this opens the breaker."""
        self._last.append(True)
        return self._trip(now, reason) if sum(self._last) >= UNSURE_OF_LAST[0] or self.open_until is not None else False

    def _trip(self, now: float, reason: str) -> bool:
        if self.open_until is not None and now < self.open_until:
            return False  # an answer of a request that left before it opened
        first = self.open_until is None
        self.open_until = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self.why = reason
        return first
