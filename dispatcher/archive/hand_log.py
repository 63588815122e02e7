"""The log: what people wrote by hand, once with the seal that ties it to the journal, once for other systems.

Nobody publishes how CIM or RAYVN take in a log: neither has an open format that we know of. Both are filled from tables
that people open in Excel, so this is one: a line for each entry, its columns in the order such logs have them (when it
happened, when it was written, who, what kind, the words), UTF-8 with a BOM, semicolons, Norwegian times.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dispatcher.domain.spreadsheet import guarded
from dispatcher.evaluation.acts import actor, in_words
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.table import BOM
from dispatcher.ledger.log_book import BY_HAND
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

    from dispatcher.evaluation.record import Line, Record

OSLO = ZoneInfo("Europe/Oslo")
COLUMNS = (
    "Linje",
    "Dato",
    "Klokkeslett",
    "Skrevet",
    "Forfatter",
    "Type",
    "Tekst",
    "Hendelse",
    "Varsel",
    "Retter linje",
)
PLAIN = "note"
NOTE, SYSTEM = "Notat", "Systemet"
"""What the Type column says of a line nobody gave a kind, and of what the system wrote by itself."""


def as_lines(rows: Sequence[Row[Any]]) -> bytes:
    """Each line written by hand: ``personal`` is the text that was sealed, ``salt`` what it was sealed with.

    Of a line that was erased both are null; its seal stays in the journal.
    """
    return b"".join(
        (json.dumps({"seq": row.seq, "personal": row.personal, "salt": row.salt}, ensure_ascii=False) + "\n").encode()
        for row in rows
        if row.kind == BY_HAND
    )


def log_csv(connection: Connection, number: int) -> bytes:
    """The table of an incident's log as it stands now, the very one its archive package has. Raises NotFound."""
    return as_csv(gather(connection, number))


def as_csv(record: Record) -> bytes:
    """The whole log of an incident, what people wrote and what was done, in the order it was written."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in cells] for cells in _rows(record))
    return (BOM + written.getvalue()).encode()


def _rows(record: Record) -> Iterator[tuple[object, ...]]:
    mark = {"exercise": "ØVELSE ", "test": "ØVELSE VARSLINGSPRØVE "}.get(record.mode, "")
    for line in record.journal:
        happened, kept = at(line.moment).astimezone(OSLO), at(line.at).astimezone(OSLO)
        corrects = line.data.get("corrects") if line.kind == BY_HAND else None
        yield (
            line.seq,
            f"{happened:%d.%m.%Y}",
            f"{happened:%H:%M:%S}",
            f"{kept:%d.%m.%Y %H:%M:%S}",
            actor(record, line.actor),
            _type(line),
            _words(record, line),
            f"{mark}{record.number}",
            line.alert,
            corrects,
        )


def _type(line: Line) -> str:
    """A kind that somebody chose stands as they wrote it: it is Norwegian already."""
    kind = str(line.data.get("kind") or PLAIN)
    return SYSTEM if line.kind != BY_HAND else NOTE if kind == PLAIN else kind


def _words(record: Record, line: Line) -> str:
    """What was written, word for word; what was done, in a sentence."""
    if line.kind == BY_HAND:
        return str(line.data.get("text") or "(slettet)")
    return in_words(record, line)
