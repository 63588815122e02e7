"""What the ledger knows of one year: the one read model behind the yearly page, its JSON, its table and its charts.

Real incidents and exercises are two ``Side``s and are never added to each other; tests (*varslingsprøver*) are in
neither. An incident belongs to the year, by the clock in Oslo, in which it was opened. Times are milliseconds, None
for what has not happened or is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from dispatcher.evaluation.record import Chain
    from dispatcher.evaluation.year.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReach:
    """The people of one area in one incident: those its first approved alert was for, and how many were told."""

    people: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident as a line of the year. Reach and times are those of its first approved alert, as in its report.

    ``known_to``: from when the municipality knew until the ``first``, ``half`` and ``most`` (95 %) of the citizens
    were told. ``lead``: first told outside − first told of the staff; ``lead_negative``: outside came first.
    """

    number: int
    scenario: str
    event: str
    opened_at: int
    closed_at: int | None
    known_at: int | None
    sent: bool
    alerts: int
    areas: Mapping[str, AreaReach]
    people: int
    with_address: int
    told: int
    delivered: int
    citizens: int
    citizens_told: int
    known_to: Mapping[str, int | None]
    lead: int | None
    lead_negative: bool
    promises: int
    promises_kept: int
    promises_late: int
    deviations: Mapping[str, int]
    grave: int
    cost: float | None
    sms_parts: int
    emails: int
    evaluated_at: int | None

    @property
    def deviating(self) -> int:
        """How many deviations, of every kind."""
        return sum(self.deviations.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area over the year. ``people`` and ``told`` are added over incidents: who was in three counts three times."""

    key: str
    name: str
    coordinator: str
    incidents: int
    people: int
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """All incidents of one kind, real or exercise, in the order in which they were opened."""

    rows: tuple[IncidentRow, ...]
    areas: tuple[AreaRow, ...]

    @property
    def sent(self) -> tuple[IncidentRow, ...]:
        """Those in which anything was ever approved: only they can have told anybody."""
        return tuple(row for row in self.rows if row.sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """The plan in force, as it says itself. ``used``: version → how many of the year's incidents were opened by it."""

    name: str
    version: str
    adopted: bool
    adopted_by: str
    case: str
    date: dt.date | None
    last_revised: dt.date
    next_revision: dt.date
    overdue: bool
    used: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDuty:
    """A line of the plan's own calendar. ``due``: None when it has never been done."""

    task: str
    responsible: str
    last_done: dt.date | None
    due: dt.date | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercised:
    """The duty to exercise every second year (§ 7). ``number``: the last exercise in which something was approved."""

    number: int | None
    scenario: str
    at: int | None
    due: dt.date | None
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A role over the year: its persons, those who have carried a practice message, and exercises they acted in."""

    key: str
    title: str
    persons: int
    practised: int
    last_at: int | None
    exercises: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """A version of a contact list. ``with_contact``: people with a mobile or an e-mail; None: its people are erased."""

    imported_at: int
    people: int
    faults: int
    with_contact: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListYear:
    """A list over the year: what stood when it began, what stands when it ends, and how often it was read anew."""

    key: str
    file: str
    before: ListVersion | None
    last: ListVersion
    imports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures (*tiltak*). ``opened`` and ``closed`` in the year; ``open`` and ``overdue`` when it ends."""

    opened: int
    closed: int
    open: int
    overdue: int
    by_kind: Mapping[str, int]

    @property
    def some(self) -> bool:
        """Whether there is anything to say of them."""
        return bool(self.opened or self.closed or self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresOfYear:
    """Measures by what they come of: real incidents, exercises, or neither (``other``); ``all`` is the three added."""

    all: Measures
    real: Measures
    exercises: Measures
    other: Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has changed since the last exercise ``number``, until the year ends or now."""

    number: int
    at: int
    real: tuple[int, ...]
    plan_changed: bool
    plan_then: str
    plan_now: str
    scenarios_new: tuple[str, ...]
    scenarios_gone: tuple[str, ...]
    roles_changed: tuple[str, ...]
    lists_changed: tuple[str, ...]
    practised: int
    measures_closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRecord:
    """Everything the yearly report says."""

    frame: Frame
    municipality: str
    language: str
    real: Side
    exercises: Side
    plan: PlanState
    calendar: tuple[CalendarDuty, ...]
    exercised: Exercised
    practice: tuple[Practice, ...]
    lists: tuple[ListYear, ...]
    measures: MeasuresOfYear
    since: Since | None
    chain: Chain
