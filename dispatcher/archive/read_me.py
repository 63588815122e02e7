"""LESMEG.txt: what the package is, and how it is checked without Dispatcher and without the municipality's ledger."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from dispatcher.evaluation.words import MARKS, stamp

if TYPE_CHECKING:
    from dispatcher.archive.filing import Filing
    from dispatcher.evaluation.record import Record

EXERCISE = "Dette er en ØVELSE. Ingen innbyggere er varslet, og tallene er ikke fra en virkelig hendelse.\r\n\r\n"


def read_me(record: Record, filing: Filing, *, anchor: str, lines: int) -> bytes:
    """Plain text with CRLF, so that it opens well in Notepad too."""
    text = files(__package__).joinpath("parts", "LESMEG.txt").read_text(encoding="utf-8")
    words = Template(text).substitute(
        title=filing.title,
        municipality=record.plan.municipality,
        number=record.number,
        lines=lines,
        as_of=stamp(record.journal[-1].at),
        anchor=anchor,
    )
    marked = EXERCISE if MARKS.get(record.mode) else ""
    return (marked + words.replace("\n", "\r\n") + (f"\r\n{EXERCISE.strip()}\r\n" if marked else "")).encode()
