"""Points in time as the texts print them: Norwegian time, absolute, never *i dag*.

An SMS may arrive late, so every text says «22.11 kl 03.40» and not «nå».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from dispatcher.domain import moments
from dispatcher.domain.moments import OSLO

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{4})?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """How a language writes time: ``months`` are names where it uses them, else figures."""

    at: str
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time in the words of a language.

    ``whole_day``: only the date was given. ``dated``: the date the text around it already carries.
    """

    moment: datetime
    language: Clockwork
    dated: datetime | None = None
    whole_day: bool = False

    def __str__(self) -> str:
        return self.date if self.whole_day else f"{self.date} {self.clock}"

    @property
    def date(self) -> str:
        """22.11 or 22 Nov."""
        local, months = self.moment.astimezone(OSLO), self.language.months
        return f"{local.day} {months[local.month - 1]}" if months else f"{local:%d.%m}"

    @property
    def clock(self) -> str:
        """As ``kl 09``, ``kl 03.40`` or, where the months have names, ``03:40``."""
        local = self.moment.astimezone(OSLO)
        figures = f"{local:%H:%M}" if self.language.months else f"{local:%H.%M}".removesuffix(".00")
        return f"{self.language.at} {figures}".lstrip()

    @property
    def near(self) -> str:
        """The clock alone where the text already carries the date, else date and clock."""
        if self.dated is None or self.whole_day:
            return str(self)
        same_day = self.moment.astimezone(OSLO).date() == self.dated.astimezone(OSLO).date()
        return self.clock if same_day else str(self)


def parse_moment(written: str, now: datetime) -> tuple[datetime, bool]:
    """The moment a person means, and whether it is a whole day («25.11»). Raises ValueError with what to type."""
    text = written.strip()
    if _ISO_DAY.fullmatch(text):
        return moments.parse_moment(f"{text}T00:00", now), True
    day = _DAY.fullmatch(text)
    if day is None or int(day[2]) > _DECEMBER:  # «09.30» is half past nine
        return moments.parse_moment(text, now), False
    return moments.parse_moment(f"{day[1]}.{day[2]}.{day[3] or ''} 00:00", now), True
