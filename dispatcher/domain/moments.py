"""Times as people type them: RFC 3339, «24.12 18:00» or «18:00», the clock being Oslo's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
FIRST_YEAR, LAST_YEAR = 1900, 2200

_CLOCK = re.compile(
    r"(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?:(?P<year>\d{4}))?\s+)?(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
)

HELP = "Skriv et tidspunkt som 09:00, 24.12 18:00 eller 2026-12-24T18:00+01:00."


def parse_moment(written: str, now: datetime) -> datetime:
    """Aware. A clock time alone is the next time the clock shows it. Raises ValueError with a sentence."""
    text = written.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _parse_clock(text, now)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:  # nearer the ends of the calendar, the next day does not exist
        raise ValueError(HELP)
    return moment if moment.tzinfo else moment.replace(tzinfo=OSLO)


def _parse_clock(text: str, now: datetime) -> datetime:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(HELP)
    here = now.astimezone(OSLO)
    try:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        moment = here.replace(hour=hour % 24, minute=minute, second=0, microsecond=0)
        if match["day"]:
            year = int(match["year"] or here.year)
            moment = moment.replace(year=year, month=int(match["month"]), day=int(match["day"]))
            if not match["year"] and moment < here - timedelta(days=180):
                moment = moment.replace(year=here.year + 1)
        elif moment <= here:
            moment += timedelta(days=1)
    except ValueError:
        raise ValueError(HELP) from None
    if hour > 24 or (hour == 24 and minute):
        raise ValueError(HELP)
    return moment.astimezone(UTC)


def last_moment(written: str, now: datetime) -> datetime:
    """The last time the clock showed it, where ``parse_moment`` takes the next. Raises ValueError with a sentence.

    What lies ahead however it is read is left so, for the one who asked to refuse.
    """
    # Seen from a day ago «02:50» is the last one; seen from half a year ago «31.12 23:50» is the last one.
    looks = [parse_moment(written, now - timedelta(days=back)) for back in (0, 1, 181)]
    return next((moment for moment in looks if moment <= now), looks[0])
