"""Which year, by the clock in Oslo, and how much of it there is yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.moments import OSLO
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    import datetime as dt

FIRST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """``start`` ≤ the year's moments < ``end``. ``until``: the end, or now while the year runs; ``now``: when asked."""

    year: int
    start: int
    end: int
    now: int

    @property
    def until(self) -> int:
        return min(self.end, self.now)

    @property
    def over(self) -> bool:
        return self.now >= self.end

    @property
    def day(self) -> dt.date:
        """The last day that is told of: the day on which a deadline is judged."""
        return datetime.fromtimestamp((self.until - 1) / 1000, OSLO).date()

    def holds(self, moment: int | None) -> bool:
        return moment is not None and self.start <= moment < self.end


def frame_of(year: int, now: datetime) -> Frame:
    """Raises InvalidInput for a year that has not begun, or that nobody can have meant."""
    this = now.astimezone(OSLO).year
    if not FIRST <= year <= this:
        raise InvalidInput(Fault("year", f"Skriv et år fra {FIRST} til {this}, for eksempel {this}."))
    start, end = (ms(datetime(each, 1, 1, tzinfo=OSLO)) for each in (year, year + 1))
    return Frame(year=year, start=start, end=end, now=ms(now))
