"""The evaluation: the report that writes itself from the record (forskrift om kommunal beredskapsplikt § 8).

``gather`` reads one incident into a ``Record`` with set-based SQL; the page, the JSON and the chart are made of that
record alone, so a figure is the same wherever it stands. The CSV streams the deliveries themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.evaluation.chart import timeline_svg
from dispatcher.evaluation.export import as_json
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.page import page, style_source
from dispatcher.evaluation.pdf import NoPdf, as_pdf
from dispatcher.evaluation.table import csv_head, csv_part, csv_rows, curve_csv, task_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import Chain, Record

__all__ = [
    "NoPdf",
    "as_pdf",
    "csv_head",
    "csv_part",
    "report_csv",
    "report_csv_rows",
    "report_curve_csv",
    "report_html",
    "report_json",
    "report_task_csv",
    "style_source",
    "write_pdf",
    "write_report",
]


def report_html(connection: Connection, incident: int) -> str:
    """One self-contained HTML file in bokmål; ``style_source`` is what a Content-Security-Policy must let through."""
    return page(gather(connection, incident))


def report_json(connection: Connection, incident: int, chain: Chain | None = None) -> str:
    """The same facts for machines; the keys are described at the head of ``dispatcher.evaluation.export``.

    ``chain``: the journal's verdict, if it was just walked.
    """
    return as_json(gather(connection, incident, chain))


def report_csv_rows(connection: Connection, incident: int) -> Iterator[str]:
    """One line per delivery, header first, streamed. See ``table`` for its form."""
    return csv_rows(connection, incident)


def report_csv(connection: Connection, incident: int) -> str:
    """All of ``report_csv_rows`` in one string; for a large incident stream the rows instead."""
    return "".join(csv_rows(connection, incident))


def report_task_csv(connection: Connection, incident: int) -> str:
    """One line per task that people did by hand, header first."""
    return "".join(task_csv(gather(connection, incident)))


def report_curve_csv(connection: Connection, incident: int) -> str:
    """How many were told by when, a line a step of a curve, header first."""
    return _curves(gather(connection, incident))


def write_report(
    connection: Connection,
    incident: int,
    folder: Path,
    tell: Callable[[str], None] = lambda _: None,
    begun: Callable[[Path], None] = lambda _: None,
) -> list[Path]:
    """Write report.html, report.json, report.csv, timeline.svg and curve.csv into ``folder``; returns their paths.

    Where people did something by hand, tasks.csv too. ``tell`` is told what is begun, for whoever waits;
    ``begun`` gets the page as soon as it stands, to lay it out while the table is written.
    """
    tell("Leser loggen og teller")
    record = gather(connection, incident)
    folder.mkdir(parents=True, exist_ok=True)
    made = {"report.html": page, "report.json": as_json, "timeline.svg": timeline_svg, "curve.csv": _curves}
    if record.tasks:
        made["tasks.csv"] = _tasks
    written = []
    for name, make in made.items():
        tell(f"Skriver {name}")
        path = folder / name
        path.write_text(make(record), encoding="utf-8", newline="")
        written.append(path)
        if make is page:
            begun(path)
    tell("Skriver report.csv")
    table = folder / "report.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_rows(connection, incident))
    return [*written, table]


def write_pdf(page: Path) -> Path:
    """Write the PDF of an HTML file of ours beside it; returns its path. Needs no ledger. Raises NoPdf."""
    made = page.with_suffix(".pdf")
    made.write_bytes(as_pdf(page.read_text(encoding="utf-8")))
    return made


def _curves(record: Record) -> str:
    return "".join(curve_csv(record))


def _tasks(record: Record) -> str:
    return "".join(task_csv(record))
