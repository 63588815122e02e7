"""The year as CSV: the one table, and a line an incident, in the form of the report's own CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from dispatcher.domain.spreadsheet import guarded
from dispatcher.evaluation.table import BOM
from dispatcher.evaluation.year.summary import SECONDS, duties, figures
from dispatcher.evaluation.year.words import words_of
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatcher.evaluation.year.record import IncidentRow, YearRecord

COLUMNS = (
    *("mode", "number", "scenario", "event", "opened_at", "known_at", "closed_at", "sent", "alerts", "areas"),
    *("people", "with_address", "told", "delivered", "citizens", "citizens_told"),
    *("known_to_first_seconds", "known_to_half_seconds", "known_to_95_seconds", "staff_lead_seconds"),
    *("promises", "promises_kept", "promises_late", "deviations", "grave_deviations"),
    *("cost_nok", "sms_parts", "emails", "evaluated_at"),
)


def summary_csv(record: YearRecord) -> str:
    """The table for the county governor: a key, what it is, real, exercises, the unit. Times are seconds."""
    said = words_of(record.language)
    rows: list[Sequence[Any]] = [(said["csv-key"], said["what"], said["real"], said["exercises"], said["csv-unit"])]
    rows += [
        (duty.key, said[duty.key], duty.real or duty.both, duty.exercises or duty.both, "text")
        for duty in duties(record, said)
    ]
    for one in figures(record):
        values = [
            None if value is None else value / 1000 if one.unit == SECONDS else value
            for value in (one.real, one.exercises)
        ]
        rows.append((one.key, said[one.key], *values, one.unit))
    return _written(rows)


def incidents_csv(record: YearRecord) -> str:
    """A line an incident; ``mode`` says which are exercises."""
    sides = (("real", record.real), ("exercise", record.exercises))
    return _written([COLUMNS, *(_cells(mode, row) for mode, side in sides for row in side.rows)])


def _cells(mode: str, row: IncidentRow) -> Sequence[Any]:
    times = [row.known_to["first"], row.known_to["half"], row.known_to["most"], row.lead]
    return (
        *(mode, row.number, row.scenario, row.event),
        *(rfc3339(moment) for moment in (row.opened_at, row.known_at, row.closed_at)),
        *("yes" if row.sent else "no", row.alerts, " ".join(row.areas)),
        *(row.people, row.with_address, row.told, row.delivered, row.citizens, row.citizens_told),
        *(None if time is None else time / 1000 for time in times),
        *(row.promises, row.promises_kept, row.promises_late, row.deviating, row.grave),
        *(row.cost, row.sms_parts, row.emails, rfc3339(row.evaluated_at)),
    )


def _written(rows: Iterable[Sequence[Any]]) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return BOM + written.getvalue()


def _cell(value: Any) -> str:
    """A number keeps its minus; with the comma that a Norwegian spreadsheet reads. Words are guarded as everywhere."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(round(value, 3)).replace(".", ",")
    return guarded(value)
