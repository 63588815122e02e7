"""The clock: the right time zone is there, and the year can be true."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.findings import Findings

FIRST_YEAR, LAST_YEAR = 2026, 2100


def check_clock(now: datetime, findings: Findings) -> None:
    """A machine that lost its battery stands in 1970."""
    try:
        ZoneInfo("Europe/Oslo")
    except ZoneInfoNotFoundError:
        findings.fault("klokke", "Tidssonen Europe/Oslo mangler på maskinen. Installer pakken tzdata.")
    if not FIRST_YEAR <= now.year < LAST_YEAR:
        findings.fault("klokke", f"Maskinen tror det er {now:%d.%m.%Y}. Still klokken.")
