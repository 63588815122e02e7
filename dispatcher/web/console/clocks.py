"""Times on a page that is read at night: the clock today, the day with it else, and how long there is left."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from dispatcher.domain.moments import OSLO
from dispatcher.web.console.words import moment

CLOCKS: Final = {"nb": "kl.\u00a0{:%H.%M}", "nn": "kl.\u00a0{:%H.%M}", "en": "{:%H:%M}"}
"""Never broken between the word and the time."""
LEFT: Final = {"nb": "om {}", "nn": "om {}", "en": "in {}"}
AGO: Final = {"nb": "for {} siden", "nn": "for {} sidan", "en": "{} ago"}
NOW: Final = {"nb": "nå", "nn": "no", "en": "now"}
HOUR: Final = {"nb": "t", "nn": "t", "en": "h"}


def read(written: str | None) -> datetime | None:
    """A view's RFC 3339 as a moment."""
    return datetime.fromisoformat(written) if written else None


def clock(written: str | None, now: datetime, language: str) -> str:
    """«kl. 03.14» of today; «22. november kl. 03.14» of another day; nothing for never."""
    when = read(written)
    if when is None:
        return ""
    here = when.astimezone(OSLO)
    if here.date() == now.astimezone(OSLO).date():
        return CLOCKS[language].format(here)
    return moment(when, language)


def left(written: str | None, now: datetime, language: str) -> str:
    """«om 2 t 5 min», «for 12 min siden», «nå»."""
    when = read(written)
    if when is None:
        return ""
    seconds = (when - now).total_seconds()
    minutes = round(abs(seconds) / 60)
    if not minutes:
        return NOW[language]
    return (LEFT if seconds > 0 else AGO)[language].format(spoken(minutes, language))


def spoken(minutes: int, language: str) -> str:
    """«17 min», «2 t 5 min», «24 t»."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} {HOUR[language]}" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(filter(None, parts)) or "0 min"


def late(written: str | None, now: datetime) -> bool:
    """Whether that moment has passed."""
    when = read(written)
    return when is not None and when <= now
