"""How fast a lane may go: a steady pace in segments."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """A token bucket over segments. ``rate`` None: no limit. Holds a tenth of a second, so no burst after idle."""

    rate: float | None
    _tokens: float = 0.0
    _at: float | None = None

    def room(self, now: float, cost: int) -> int:
        """How many messages of ``cost`` segments may leave now."""
        if self.rate is None:
            return 1_000_000
        most = max(self.rate / 10, float(cost))
        passed = 0.1 if self._at is None else now - self._at
        self._tokens = min(most, self._tokens + passed * self.rate)
        self._at = now
        return int(self._tokens // cost)

    def take(self, segments: int) -> None:
        """Spend tokens; a message dearer than was thought makes the next wait longer."""
        if self.rate is not None:
            self._tokens -= segments

    def wait(self, cost: int) -> float:
        """Seconds until the next message of ``cost`` segments."""
        if self.rate is None:
            return 0.0
        return max((cost - self._tokens) / self.rate, 0.001)
