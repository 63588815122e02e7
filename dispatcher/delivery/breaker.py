"""The breaker of one route: it opens on trouble, tries one row at a time, and comes back little by little."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

UNSURE_OF_LAST = (5, 20)
UNSURE_ON_PROBATION = 2
ROUTE_IN_A_ROW = 3
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0
LONGEST_PAUSE_BACKED = 60.0
"""With another route to carry the rest, nobody waits for this one: a silent provider gets few rows in doubt."""
PROVEN = 30.0
RELAPSE, LONGEST_PROBATION = 300.0, 480.0
"""Seconds without trouble, after which a mended route is trusted as before; after a relapse so soon, twice as many."""
FEW, MOST_ON_PROBATION = 2, 16
"""At once in the first second, and before a mended route has proven itself: a relapse then leaves few in doubt."""
NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Load:
    """A gradual load: few at once, doubled each second, and never faster than good answers come.

    By the clock alone a silent route would be full before its first time limit has passed.
    """

    since: float
    answers: int

    def most(self, now: float, answers: int) -> int:
        """The most that may be in flight now, after so many good answers in all."""
        return min(FEW << min(int(now - self.since), 20), FEW + answers - self.answers)


@dataclass(slots=True, kw_only=True)
class Breaker:
    """Opens after 5 unsure among the last 20 outcomes or 3 route refusals in a row; half-open lets one row out.

    An outage therefore leaves at most a lane's concurrency unsure, and a route's fault never fails a person. Only the
    row that tried it closes it again: a late answer to what left before it opened says nothing of now. ``backed``:
    another route carries the rest meanwhile, so that the pauses may grow, and it is loaded gradually once mended.
    ``probed``: the route can be asked without a row; it is, before each try.
    """

    backed: bool = False
    probed: bool = False
    open_until: float | None = None
    why: str = ""
    answers: int = 0
    _last: deque[bool] = field(default_factory=lambda: deque(maxlen=UNSURE_OF_LAST[1]))
    _route: int = 0
    _pause: float = FIRST_PAUSE
    _trying: bool = False
    _cleared: bool = False
    _probation: float = PROVEN
    _proven_at: float | None = None
    _load: Load | None = None

    @property
    def is_open(self) -> bool:
        """Whether the route is broken."""
        return self.open_until is not None

    @property
    def is_cleared(self) -> bool:
        """Whether it is open only because no row has come to try the route, which says that it works."""
        return self.is_open and self._cleared

    def limit(self, now: float, in_flight: int) -> int:
        """How many more may leave now: one when half-open and nothing is in flight, none when open."""
        if self.open_until is None:
            if self._load is None:
                return NO_LIMIT
            most = self._load.most(now, self.answers)
            return max((most if self.proven(now) else min(most, MOST_ON_PROBATION)) - in_flight, 0)
        if now < self.open_until or in_flight or (self.probed and not self._cleared):
            return 0
        return 1

    def load_gradually(self, now: float) -> None:
        """From here on few at once, then more."""
        self._load = Load(now, self.answers)

    def leaves(self, now: float) -> None:
        """A row leaves; when the pause is over it is the one that tries the route."""
        if self.open_until is not None and now >= self.open_until:
            self._trying = True

    def good(self, now: float) -> bool:
        """An answer that shows that the route works. True when this closes the breaker."""
        self.answers += 1
        if self.open_until is None:
            self._last.append(False)
            self._route = 0
            return False
        if not self._trying:
            return False
        self._last.clear()
        self._route = 0
        self.open_until, self._trying = None, False
        self._proven_at = now + self._probation
        if self.backed:
            self.load_gradually(now)
        return True

    def route_refused(self, now: float, reason: str) -> bool:
        """A refusal of the route, or nobody there. True when this opens the breaker."""
        self._route += 1
        return self._trouble(now, reason, enough=self._route >= ROUTE_IN_A_ROW)

    def unsure(self, now: float, reason: str) -> bool:
        """An attempt that may have left. True when this opens the breaker."""
        self._last.append(True)
        enough = UNSURE_ON_PROBATION if self.backed and not self.proven(now) else UNSURE_OF_LAST[0]
        return self._trouble(now, reason, enough=sum(self._last) >= enough)

    def trip(self, now: float, reason: str) -> bool:
        """Others have seen enough. True when this opens the breaker."""
        return self._trouble(now, reason, enough=True)

    def proven(self, now: float) -> bool:
        """Whether it is closed, and has worked without trouble for a while since it last was mended."""
        return not self.is_open and (self._proven_at is None or now >= self._proven_at)

    def wants_probe(self, now: float) -> bool:
        """Whether the route should be asked now, before a row tries it."""
        return self.probed and self.open_until is not None and now >= self.open_until and not self._cleared

    def answered(self, now: float, reason: str | None) -> None:
        """What asking the route gave. ``reason``: why it would carry nothing; None when it would, or cannot say."""
        if self.wants_probe(now):
            self._cleared = reason is None
            if reason is not None:
                self._rest(now, reason)

    def _trouble(self, now: float, reason: str, *, enough: bool) -> bool:
        if self.is_open:
            if self._trying:
                self._rest(now, reason)
            return False
        if enough:
            if self.proven(now):  # on probation, the pauses go on where they had come to
                relapse = self._proven_at is not None and now < self._proven_at + RELAPSE
                self._probation = min(self._probation * 2, LONGEST_PROBATION) if relapse else PROVEN
                self._pause = FIRST_PAUSE
            self._rest(now, reason)
        elif not self.proven(now):
            self._proven_at = now + self._probation
        return enough

    def _rest(self, now: float, reason: str) -> None:
        self.open_until = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_BACKED if self.backed else LONGEST_PAUSE)
        self._trying = self._cleared = False
        self.why = reason
