"""Making a package: read in one moment, written to a file, and remembered with its hash before anybody gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from dispatcher.archive.contents import contents, with_pdf
from dispatcher.archive.zipped import zipped
from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import archive_book
from dispatcher.ledger.archive_book import Made

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dispatcher.ledger.engine import Ledger

TRIES = 5
BUSY = "Hendelsen endrer seg hele tiden. Prøv igjen når det er roligere."


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that was made: the row it is remembered by, and what a person needs to know of it."""

    id: int
    number: int
    mode: str
    title: str
    municipality: str
    name: str
    sha256: str
    size: int
    anchor: str


def make(
    ledger: Ledger, number: int, by: str, now: datetime, file: IO[bytes], *, pdf: Callable[[str], bytes] | None = None
) -> Package:
    """Write the package of an incident as it is now into ``file``. Raises NotFound; Unavailable if it never rests.

    ``pdf``: what makes a PDF of the report's page, if anything does.
    """
    for _ in range(TRIES):
        found = ledger.read_now(contents, number)
        found = with_pdf(found, pdf) if pdf else found
        file.seek(0)
        file.truncate()
        written = zipped(found, file)
        made = Made(sha256=written.sha256, size=written.size, anchor=found.anchor, last=found.last)
        row = ledger.write_now(archive_book.remember, number, made, by, now)
        if row is not None:
            return Package(
                id=row,
                number=number,
                mode=found.mode,
                title=found.filing.title,
                municipality=found.record.plan.municipality,
                name=written.name,
                sha256=written.sha256,
                size=written.size,
                anchor=found.anchor,
            )
    raise Unavailable(BUSY)
