"""Every delivery as a line of CSV that opens by itself in a Norwegian Excel: semicolons, UTF-8 with a BOM, CRLF.

The columns are those of ``delivery_pages``, addresses masked. A cell that a spreadsheet would take for a
formula gets an apostrophe first; masked numbers stand without their plus, so that not each of them needs one.
"""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from dispatcher.domain.spreadsheet import FORMULA, guarded
from dispatcher.evaluation.curve_table import curve_rows
from dispatcher.evaluation.tasks import task_rows
from dispatcher.ledger import delivery_pages, incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import Record

BOM = "\ufeff"
END = "\r\n"
BATCH = 500
ADDRESS = delivery_pages.FIELDS.index("address")


def csv_rows(connection: Connection, incident: int) -> Iterator[str]:
    """The lines one by one, header first; at most a page of deliveries is in memory. Raises NotFound."""
    incidents.incident(connection, incident)
    yield csv_head()
    for alert in incidents.alerts_of(connection, incident):
        yield from _lines(delivery_pages.cells(connection, alert.id, 0))


def csv_head() -> str:
    """The names of the columns, after the sign that tells a spreadsheet how the rest is written."""
    return BOM + ";".join(delivery_pages.FIELDS) + END


def csv_part(connection: Connection, alert: str, after: int) -> tuple[str, int]:
    """The next lines of an alert, a page of them, and the id of the last: empty when there are no more."""
    found = list(delivery_pages.cells(connection, alert, after, delivery_pages.PAGE))
    return "".join(_lines(found)), found[-1][0] if found else after


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """In hundreds: a line at a time cost as much as reading it."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator=END)
    each = iter(rows)
    while some := list(islice(each, BATCH)):
        written.seek(0)
        written.truncate()
        writer.writerows(map(_guarded, some))
        yield written.getvalue()


def _guarded(cells: tuple[Any, ...]) -> list[Any]:
    address = cells[ADDRESS]
    if address:
        cells = (*cells[:ADDRESS], address.removeprefix("+"), *cells[ADDRESS + 1 :])
    return [f"'{each}" if each.__class__ is str and each[:1] in FORMULA else each for each in cells]


def task_csv(record: Record) -> Iterator[str]:
    """What people did by hand, a line a task, head first, in the same form."""
    return _as_csv(task_rows(record))


def curve_csv(record: Record) -> Iterator[str]:
    """How many were told at each moment, a line a step of a curve, head first, in the same form."""
    return _as_csv(curve_rows(record))


def _as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator=END)
    for number, cells in enumerate(rows):
        written.seek(0)
        written.truncate()
        writer.writerow([guarded(cell) for cell in cells])
        yield ("" if number else BOM) + written.getvalue()
