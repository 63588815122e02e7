"""How much anybody may ask at once: kept in memory only, and forgotten with the process."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from dispatcher.domain.errors import DispatcherError

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESSES: Final = 10_000


class TooOften(DispatcherError):
    """Mange spør akkurat nå. Vent et minutt og prøv igjen."""


class Bucket:
    """So many at once, and then as many a second as it fills."""

    def __init__(self, most: float, a_second: float, now: float) -> None:
        self._most = most
        self._a_second = a_second
        self._left = most
        self._looked = now

    def takes(self, now: float) -> bool:
        """Whether one more goes through now."""
        self._left = min(self._most, self._left + (now - self._looked) * self._a_second)
        self._looked = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Turnstile:
    """Everybody together, and each address: many telephones share one, so that bound is wide."""

    def __init__(self, clock: Callable[[], float], *, each: tuple[float, float] = (30, 0.2)) -> None:
        self._clock = clock
        self._own = each
        self._all = Bucket(200, 20, clock())
        self._each: OrderedDict[str, Bucket] = OrderedDict()

    def demand(self, address: str) -> None:
        """Raises TooOften."""
        now = self._clock()
        own = self._each.pop(address, None) or Bucket(*self._own, now)
        self._each[address] = own
        if len(self._each) > ADDRESSES:
            self._each.popitem(last=False)
        if not own.takes(now) or not self._all.takes(now):
            raise TooOften
