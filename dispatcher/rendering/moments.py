"""Points in time as people write and read them: Norwegian time, absolute, never *i dag*.

An SMS may arrive late, so every text says «22.11 kl 03.40» and not «nå».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

EXAMPLES = "09:00, 22.11 09:00 eller 2026-11-22T09:00:00+01:00"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(?:(\d{4}))?")
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """How a language writes time: ``months`` are names where it uses them, else figures."""

    at: str
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time in the words of a language. ``whole_day``: only the date was given."""

    moment: datetime
    language: Clockwork
    now: datetime
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
        """The clock alone when it is the day the message itself carries, else date and clock."""
        same_day = self.moment.astimezone(OSLO).date() == self.now.astimezone(OSLO).date()
        return self.clock if same_day and not self.whole_day else str(self)


def parse_moment(written: str, now: datetime) -> tuple[datetime, bool]:
    """The moment a person means, and whether it is a whole day. Raises ValueError with what to type.

    ``09:00`` is the next time it is nine; a day without a year is the nearest one, at most half a year back.
    """
    text = written.strip()
    if _CLOCK.fullmatch(text):
        return _next(text, now), False
    day, _, clock = text.partition(" ")
    match = _DAY.fullmatch(day)
    if match:
        return _on_day(match, clock.strip(), now), not clock.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"«{text}» er ikke et tidspunkt. Skriv for eksempel {EXAMPLES}.") from None
    if "T" not in text and " " not in text:
        raise ValueError(f"«{text}» har ikke klokkeslett. Skriv for eksempel {EXAMPLES}.")
    return (_local(moment) if moment.tzinfo is None else moment), False


def _next(text: str, now: datetime) -> datetime:
    today = now.astimezone(OSLO)
    moment = _at(today, text)
    return moment if moment > now else _at(today + timedelta(days=1), text)


def _on_day(match: re.Match[str], clock: str, now: datetime) -> datetime:
    local = now.astimezone(OSLO)
    year = int(match[3]) if match[3] else local.year
    try:
        day = local.replace(year=year, month=int(match[2]), day=int(match[1]))
        if not match[3] and now - day > _HALF_A_YEAR:
            day = day.replace(year=year + 1)
    except ValueError:
        raise ValueError(f"Datoen {match[0]} finnes ikke. Skriv dag og måned, for eksempel 22.11 09:00.") from None
    return _at(day, clock or "00:00")


def _at(day: datetime, clock: str) -> datetime:
    match = _CLOCK.fullmatch(clock)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"«{clock}» er ikke et klokkeslett. Skriv time og minutt med kolon, for eksempel 09:00.")
    return _local(datetime(day.year, day.month, day.day, int(match[1]), int(match[2])))  # noqa: DTZ001


def _local(naive: datetime) -> datetime:
    """In Norwegian time. The hour that summer time skips does not exist and is refused."""
    moment = naive.replace(tzinfo=OSLO)
    if moment.astimezone(UTC).astimezone(OSLO).replace(tzinfo=None) != naive:
        raise ValueError(
            f"Klokka {naive:%H:%M} finnes ikke den natten (overgang til sommertid). Velg et annet tidspunkt."
        )
    return moment
