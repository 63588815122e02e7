"""Every delivery as a line of CSV that opens by itself in a Norwegian Excel: semicolons, UTF-8 with a BOM, CRLF.

The columns are those of ``delivery_pages``, addresses masked. A cell that a spreadsheet would take for a
formula gets an apostrophe first; masked numbers stand without their plus, so that not each of them needs one.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.tasks import task_rows
from dispatcher.ledger import delivery_pages, incidents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import Record

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_rows(connection: Connection, incident: int) -> Iterator[str]:
    """The lines one by one, header first; at most a page of deliveries is in memory. Raises NotFound."""
    incidents.incident(connection, incident)
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")

    def line(cells: list[str]) -> str:
        written.seek(0)
        written.truncate()
        writer.writerow(cells)
        return written.getvalue()

    yield BOM + line(list(delivery_pages.FIELDS))
    for alert in incidents.alerts_of(connection, incident):
        after = 0
        while page := delivery_pages.page(connection, alert.id, after, state=None, channel=None, wave=None):
            for delivery in page:
                yield line([_cell(field, delivery[field]) for field in delivery_pages.FIELDS])
            after = page[-1]["id"]


def task_csv(record: Record) -> Iterator[str]:
    """What people did by hand, a line a task, head first, in the same form."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for number, cells in enumerate(task_rows(record)):
        written.seek(0)
        written.truncate()
        writer.writerow([_cell("", cell) for cell in cells])
        yield ("" if number else BOM) + written.getvalue()


def _cell(field: str, value: Any) -> str:
    text = "" if value is None else str(value)
    if field == "address":
        text = text.removeprefix("+")
    return guarded(text)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
