"""The yearly roll-up over incidents and exercises apart: what a municipality hands to the county governor.

``gather`` reads the year into a ``YearRecord``, incident by incident; page, JSON, tables and charts are made of that
record alone. ``kept`` is what people have written beside the record: measures, and which evaluations are final.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.evaluation.year.export import year_as_json
from dispatcher.evaluation.year.gather import gather_year
from dispatcher.evaluation.year.kept import kept_of
from dispatcher.evaluation.year.page import year_page
from dispatcher.evaluation.year.table import incidents_csv, summary_csv

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.year.record import YearRecord

__all__ = ["incidents_csv", "read_year", "summary_csv", "write_year", "year_as_json", "year_page"]


def read_year(connection: Connection, plan: Plan, year: int, now: datetime) -> YearRecord:
    """The record of a year. ``plan``: the one in force. Raises InvalidInput for a year that has not begun."""
    return gather_year(connection, plan, year, now, kept_of(connection))


def write_year(record: YearRecord, folder: Path) -> list[Path]:
    """Write year.html, year.json, year.csv (the one table) and incidents.csv into ``folder``; returns their paths.

    The page stands first: ``write_pdf`` makes the PDF of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "year.html": year_page(record),
        "year.json": year_as_json(record),
        "year.csv": summary_csv(record),
        "incidents.csv": incidents_csv(record),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
