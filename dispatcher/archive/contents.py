"""Every file of an archive package, from one moment of the ledger: a pure function of the incident's record."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import structlog

from dispatcher.archive import counts, hand_log, journal_lines, texts
from dispatcher.archive.arkivmelding import arkivmelding
from dispatcher.archive.filing import filing_of
from dispatcher.archive.names import ARKIVMELDING, FORMAT, JOURNAL, LOG_CSV, LOG_LINES, PACKAGE, READ_ME, SCRIPT
from dispatcher.archive.read_me import read_me
from dispatcher.domain.errors import Unavailable
from dispatcher.evaluation.export import as_json
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.page import page
from dispatcher.ledger import journal
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from dispatcher.archive.filing import Filing
    from dispatcher.evaluation.record import Record

log = structlog.get_logger()

PAGE, PDF = "report.html", "report.pdf"
REPORTS: dict[str, Callable[[Record], str]] = {PAGE: page, "report.json": as_json}
"""The forms of the evaluation that are in a package, each made of the record alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of a package by name. ``at``: when its ``last`` line was written."""

    record: Record
    filing: Filing
    anchor: str
    lines: int
    last: int
    at: datetime
    parts: Mapping[str, bytes]

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def mode(self) -> str:
        return self.record.mode

    @property
    def files(self) -> dict[str, bytes]:
        """Every part, and the message to the archive about them."""
        return {**self.parts, ARKIVMELDING: arkivmelding(self.record, self.filing, self.parts, self.at)}


def contents(connection: Connection, number: int) -> Contents:
    """All that goes into the package of an incident. Raises NotFound."""
    record, rows = gather(connection, number), journal.of_incident(connection, number)
    record = _as_of(record, rows[-1])
    anchor = journal_lines.anchor_of(rows)
    filing = filing_of(record)
    found: dict[str, bytes] = {name: make(record).encode() for name, make in REPORTS.items()}
    found |= texts.files_of(connection, record)
    found |= {
        JOURNAL: journal_lines.as_lines(rows),
        LOG_LINES: hand_log.as_lines(rows),
        LOG_CSV: hand_log.as_csv(record),
        "tall.json": counts.as_json(record),
        SCRIPT: files(__package__).joinpath("parts", "verifiser.txt").read_bytes(),
        PACKAGE: _facts(record, rows, anchor, texts.not_recomputed(record, found)),
        READ_ME: read_me(record, filing, anchor=anchor, lines=len(rows)),
    }
    return Contents(
        record=record,
        filing=filing,
        anchor=anchor,
        lines=len(rows),
        last=rows[-1].seq,
        at=at(rows[-1].at),
        parts=found,
    )


def with_pdf(package: Contents, pdf: Callable[[str], bytes]) -> Contents:
    """The report as PDF too, laid out from the very page; without it where this machine cannot make one.

    Takes seconds: to be called when the ledger is let go of.
    """
    try:
        made = pdf(package.parts[PAGE].decode())
    except Unavailable as error:
        log.warning("archive.no_pdf", error=str(error))
        return package
    return replace(package, parts={**package.parts, PDF: made})


def _as_of(record: Record, last: Row[Any]) -> Record:
    """The record with the chain up to its own last line: what other incidents wrote later is not of this package."""
    return replace(record, chain=replace(record.chain, entries=last.seq, head=last.hash))


def _facts(record: Record, rows: Sequence[Row[Any]], anchor: str, not_recomputed: list[str]) -> bytes:
    facts = {
        "format": FORMAT,
        "incident": record.number,
        "mode": record.mode,
        "municipality": record.plan.municipality,
        "scenario": record.scenario,
        "anchor": anchor,
        "lines": len(rows),
        "first_line": rows[0].seq,
        "last_line": rows[-1].seq,
        "as_of": rfc3339(rows[-1].at),
        "not_recomputed": not_recomputed,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
