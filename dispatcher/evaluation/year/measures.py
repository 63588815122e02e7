"""The year's measures (*tiltak*), and which evaluations are final."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from dispatcher.domain.states import Mode
from dispatcher.evaluation.year.record import Measures, MeasuresOfYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatcher.evaluation.year.frame import Frame


class Measured(Protocol):
    """What the year needs to know of a measure; ``ledger.measures.Measure`` is one."""

    @property
    def mode(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def due(self) -> str: ...
    @property
    def opened_at(self) -> int: ...
    @property
    def closed_at(self) -> int | None: ...


def measures_of_year(measures: Iterable[Measured], frame: Frame) -> MeasuresOfYear:
    """Counted once each: a measure may come of a real incident, of an exercise or of neither, never of a test."""
    mine = [one for one in measures if one.mode != Mode.TEST and one.opened_at < frame.until]
    real, exercises, other = ([one for one in mine if one.mode == mode] for mode in (Mode.REAL, Mode.EXERCISE, None))
    return MeasuresOfYear(
        all=_counted(mine, frame),
        real=_counted(real, frame),
        exercises=_counted(exercises, frame),
        other=_counted(other, frame),
    )


def _counted(mine: Sequence[Measured], frame: Frame) -> Measures:
    still = [one for one in mine if one.closed_at is None or one.closed_at >= frame.until]
    return Measures(
        opened=sum(frame.holds(one.opened_at) for one in mine),
        closed=sum(frame.holds(one.closed_at) for one in mine),
        open=len(still),
        overdue=sum(date.fromisoformat(one.due) < frame.day for one in still),
        by_kind=dict(Counter(str(one.kind) for one in still)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What people have written beside the record: measures, and when the evaluation of an incident became final."""

    measures: Sequence[Measured] = ()
    evaluated: Mapping[int, int] = field(default_factory=dict)
