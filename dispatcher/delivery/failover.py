"""Which of a channel's two routes carries: the primary, its backup while it is broken, both while it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from dispatcher.delivery.breaker import Breaker


class Duty(StrEnum):
    """``returning``: the primary works again and is loaded gradually; the backup stays until it has proven itself."""

    PRIMARY = "primary"
    BACKUP = "backup"
    RETURNING = "returning"


@dataclass(slots=True, kw_only=True)
class Failover:
    """The two breakers and who has the duty. Only *waiting* rows move: nothing here touches what has left.

    No flapping: the traffic goes over once per outage, however often the primary breaks down again on its way back.
    """

    primary: Breaker
    backup: Breaker
    duty: Duty = Duty.PRIMARY
    switches: int = 0

    def look(self, now: float) -> Breaker | None:
        """Go by how the routes are now; the route that has taken the traffic over, when one has."""
        match self.duty:
            case Duty.PRIMARY:
                if self.primary.is_open:
                    self.backup.load_gradually(now)
                    return self._over(Duty.BACKUP)
            case Duty.BACKUP:
                if not self.primary.is_open:
                    self.duty = Duty.RETURNING
            case Duty.RETURNING:
                if self.primary.is_open:
                    self.duty = Duty.BACKUP
                elif self.primary.proven(now):
                    return self._over(Duty.PRIMARY)
            case _:
                assert_never(self.duty)
        return None

    def carries(self, route: Breaker) -> bool:
        """Whether this one may take new rows. The primary always may: its own breaker says how many."""
        return route is self.primary or self.duty is not Duty.PRIMARY

    def _over(self, duty: Duty) -> Breaker:
        self.duty = duty
        self.switches += 1
        return self.primary if duty is Duty.PRIMARY else self.backup
