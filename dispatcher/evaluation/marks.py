"""The moments that stand across the chart, and where their labels go: stacked so that none touches another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatcher.evaluation.axis import Axis
    from dispatcher.evaluation.record import AlertRecord, Record

SIZE = 13.0
WIDE = 0.62
"""Room for one letter, in parts of its size: a little more than the widest of the chart's fonts needs on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment across all panels."""

    at: int
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label with its box: from ``left`` to ``right`` in row ``row``; ``x`` is the moment it names."""

    mark: Mark
    x: float
    left: float
    right: float
    row: int


def width_of(text: str, size: float = SIZE) -> float:
    """How much room a text is given."""
    return len(text) * size * WIDE


def place(marks: Iterable[Mark], at: Axis, *, left: float, right: float) -> list[Placed]:
    """Each label beside its moment, within the drawing, in the highest row where it touches no other."""
    placed: list[Placed] = []
    for mark in sorted(marks, key=lambda each: (each.at, each.label)):
        x, width = at.x(mark.at), width_of(mark.label)
        start = max(min(x - 4, right - width), left)
        row = 0
        while any(other.row == row and start < other.right + 8 and other.left < start + width + 8 for other in placed):
            row += 1
        placed.append(Placed(mark=mark, x=x, left=start, right=start + width, row=row))
    return placed


def marks_of(record: Record, alerts: Sequence[AlertRecord]) -> list[Mark]:
    """Known, then each of these alerts' way: triggered, submitted, approved, and what paused or stopped it."""
    found: list[Mark] = []
    first = record.alerts[0].id if record.alerts else None
    begins = not alerts or alerts[0].id == first
    if record.known_at is not None and begins:
        found.append(_mark(record, record.known_at, "Kommunen visste", seconds=False))
    if not record.alerts:
        found.append(_mark(record, record.opened_at, "Åpnet"))
    for alert in alerts:
        name = "Utløst" if alert.id == first else words.sentence(say(words.KINDS.get(alert.kind, alert.kind)))
        found.append(_mark(record, alert.created_at, name))
        if alert.submitted_at is not None:
            found.append(_mark(record, alert.submitted_at, "Sendt inn"))
        if alert.approved_at is not None:
            found.append(_mark(record, alert.approved_at, "Godkjent", strong=True))
        if alert.stopped_at is not None:
            found.append(_mark(record, alert.stopped_at, "Stoppet", strong=True))
    paused = {"alert.paused": "Pause", "alert.resumed": "Gjenopptatt"}
    # One that is done is paused too while its correction is written: there nothing stood still.
    ended = {alert.id: alert.done_at for alert in alerts}
    lines = [line for line in record.journal if line.kind in paused and line.alert in ended]
    stood = [line for line in lines if line.at <= (ended[line.alert or ""] or line.at)]
    return found + [_mark(record, line.at, paused[line.kind]) for line in stood]


def _mark(record: Record, at: int, label: str, *, seconds: bool = True, strong: bool = False) -> Mark:
    return Mark(at=at, label=f"{say(label)} {words.clock_on(at, record.opened_at, seconds=seconds)}", strong=strong)
