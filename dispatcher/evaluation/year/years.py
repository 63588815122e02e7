"""Which years there is anything to tell of, newest first: this one always, and every one since the first incident."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import Mode
from dispatcher.ledger.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many incidents were opened in a year, by the clock in Oslo; real ones and exercises apart."""

    year: int
    real: int
    exercises: int


def years_told(connection: Connection, now: datetime) -> Iterator[YearCount]:
    """One for each year, without a gap."""
    modes = [str(Mode.REAL), str(Mode.EXERCISE)]
    chosen = select(incidents.c.mode, incidents.c.opened_at).where(incidents.c.mode.in_(modes))
    found = Counter((mode, datetime.fromtimestamp(at / 1000, OSLO).year) for mode, at in connection.execute(chosen))
    this = now.astimezone(OSLO).year
    for year in range(this, min([this, *(year for _, year in found)]) - 1, -1):
        yield YearCount(year=year, real=found[Mode.REAL, year], exercises=found[Mode.EXERCISE, year])
