"""The one table that can be handed to the county governor: duties and figures, real and exercises side by side.

A line has raw values, so that the page says them to people and the CSV to programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dispatcher.evaluation import words
from dispatcher.evaluation.year.totals import totals_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from dispatcher.evaluation.year.record import Measures, YearRecord
    from dispatcher.evaluation.year.totals import Totals

COUNT, SECONDS, KRONER = "count", "seconds", "kroner"

PARTS: Final = frozenset(
    {
        *("sent", "open", "told", "delivered", "median-half", "median-most", "longest-half", "longest-most"),
        *("promises-kept", "promises-late", "grave"),
    }
)
"""Lines that are a part of the line before, and are set in under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty, whether it is met (None: nothing to meet), and in words why. ``late``: words that say it is not."""

    key: str
    met: bool | None
    real: str = ""
    exercises: str = ""
    both: str = ""
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of both sides; None where there is nothing to count or measure. Times are milliseconds."""

    key: str
    unit: str
    real: float | None
    exercises: float | None

    @property
    def part(self) -> bool:
        return self.key in PARTS


def duties(record: YearRecord, said: Mapping[str, str]) -> tuple[Duty, ...]:
    """What the regulation and the plan ask for."""
    first = (_exercise(record, said), _evaluation(record, said), _measures(record, said))
    return (*first, *_other_measures(record, said), _plan(record, said), _calendar(record, said))


def unmet(duty: Duty, words: str, said: Mapping[str, str]) -> bool:
    """Whether these words of a duty say that it is not met."""
    told = words in (duty.both, *duty.late) or words.startswith(f"{said['no']}.")
    return duty.met is False and told


def day(value: dt.date | None) -> str:
    """31.12.2026."""
    return "–" if value is None else value.strftime("%d.%m.%Y")


def _met(met: bool, said: Mapping[str, str]) -> str:  # noqa: FBT001  a fact, not a switch
    return said["yes"] if met else said["no"]


def _exercise(record: YearRecord, said: Mapping[str, str]) -> Duty:
    one = record.exercised
    if one.at is None:
        return Duty(key="exercise-duty", met=False, exercises=said["exercise-never"])
    told = said["exercise-last"].format(
        met=_met(one.met, said), scenario=one.scenario, day=words.day(one.at), number=one.number, due=day(one.due)
    )
    return Duty(key="exercise-duty", met=one.met, exercises=told)


def _evaluation(record: YearRecord, said: Mapping[str, str]) -> Duty:
    real, exercises = totals_of(record.real), totals_of(record.exercises)
    sides = [side for side in (real, exercises) if side.to_evaluate]
    met = not any(side.unevaluated for side in sides) if sides else None
    return Duty(key="evaluation-duty", met=met, real=_evaluated(real, said), exercises=_evaluated(exercises, said))


def _evaluated(totals: Totals, said: Mapping[str, str]) -> str:
    if not totals.to_evaluate:
        return said["nothing-over"]
    part = words.of(totals.evaluated, totals.to_evaluate)
    told = said["evaluated"].format(met=_met(not totals.unevaluated, said), part=part)
    missing = words.listed([str(number) for number in totals.unevaluated])
    return told + (said["evaluation-missing"].format(numbers=missing) if missing else "")


def _plan(record: YearRecord, said: Mapping[str, str]) -> Duty:
    told = said["plan-said"].format(
        met=_met(not record.plan.overdue, said),
        version=record.plan.version,
        status=status(record, said),
        revised=day(record.plan.last_revised),
        next=day(record.plan.next_revision),
    )
    return Duty(key="plan-duty", met=not record.plan.overdue, both=told)


def status(record: YearRecord, said: Mapping[str, str]) -> str:
    """Whether the plan is adopted, and by whom."""
    if not record.plan.adopted:
        return said["plan-draft"]
    by = record.plan.adopted_by
    return said["plan-adopted-by"].format(by=by) if by else said["plan-adopted"]


def _calendar(record: YearRecord, said: Mapping[str, str]) -> Duty:
    late = [f"«{one.task}»" for one in record.calendar if one.overdue]
    if not record.calendar:
        return Duty(key="calendar-duty", met=None, both=said["calendar-none"])
    told = said["calendar-late"].format(tasks=words.listed(late)) if late else said["calendar-all"]
    return Duty(key="calendar-duty", met=not late, both=told)


def _measures(record: YearRecord, said: Mapping[str, str]) -> Duty:
    """What became of the evaluations: overdue measures are a duty not met."""
    sides = (record.measures.real, record.measures.exercises)
    real, exercises = (measures_said(one, said) for one in sides)
    late = tuple(words for words, one in zip((real, exercises), sides, strict=True) if one.overdue)
    return Duty(key="measures-duty", met=not late, real=real, exercises=exercises, late=late)


def _other_measures(record: YearRecord, said: Mapping[str, str]) -> tuple[Duty, ...]:
    """Those that come of no incident and no exercise, where there are any."""
    one = record.measures.other
    return (Duty(key="measures-other", met=not one.overdue, both=measures_said(one, said)),) if one.some else ()


def measures_said(one: Measures, said: Mapping[str, str]) -> str:
    """Opened, closed, open and overdue."""
    if not one.some:
        return said["measures-nothing"]
    return said["measures-said"].format(opened=one.opened, closed=one.closed, open=one.open, overdue=one.overdue)


def figures(record: YearRecord) -> tuple[Figure, ...]:
    """Every figure of the table, in its order."""
    real, exercises = totals_of(record.real), totals_of(record.exercises)
    return tuple(
        Figure(key=key, unit=unit, real=_value(real, key), exercises=_value(exercises, key)) for key, unit in ORDER
    )


ORDER: Final = (
    ("incidents", COUNT),
    ("sent", COUNT),
    ("open", COUNT),
    ("alerts", COUNT),
    ("people", COUNT),
    ("told", COUNT),
    ("delivered", COUNT),
    ("timed", COUNT),
    ("median-first", SECONDS),
    ("median-half", SECONDS),
    ("median-most", SECONDS),
    ("longest-first", SECONDS),
    ("longest-half", SECONDS),
    ("longest-most", SECONDS),
    ("promises", COUNT),
    ("promises-kept", COUNT),
    ("promises-late", COUNT),
    ("lead-negative", COUNT),
    ("deviations", COUNT),
    ("grave", COUNT),
    ("cost", KRONER),
)


def _value(totals: Totals, key: str) -> float | None:
    if key == "timed":
        return totals.times["first"].of
    which, _, moment = key.partition("-")
    if which == "median":
        return totals.times[moment].median
    if which == "longest":
        return totals.times[moment].longest
    found: float | None = getattr(totals, key.replace("-", "_"))
    return found


def shown(figure: Figure, value: float | None, said: Mapping[str, str]) -> str:
    """A value as people read it."""
    if value is None:
        return said["cost-unknown"] if figure.unit == KRONER else "–"
    if figure.unit == SECONDS:
        return words.duration(int(value))
    return words.kroner(value) if figure.unit == KRONER else words.number(int(value))
