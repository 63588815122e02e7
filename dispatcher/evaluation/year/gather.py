"""Reads one year out of the ledger into a ``YearRecord``. The connection may be one that cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.states import Mode
from dispatcher.evaluation.gather import chain_of
from dispatcher.evaluation.language import language_of
from dispatcher.evaluation.year.duties import calendar_of, exercised, last_exercise, plan_state
from dispatcher.evaluation.year.frame import frame_of
from dispatcher.evaluation.year.lists import lists_of
from dispatcher.evaluation.year.measures import measures_of_year
from dispatcher.evaluation.year.practice import practice_of
from dispatcher.evaluation.year.record import YearRecord
from dispatcher.evaluation.year.rows import side_of
from dispatcher.evaluation.year.since import since_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.year.measures import Kept


def gather_year(connection: Connection, plan: Plan, year: int, now: datetime, kept: Kept) -> YearRecord:
    """Everything the yearly report says. ``plan``: the one in force. Raises InvalidInput for a year to come."""
    frame = frame_of(year, now)
    chain, last = chain_of(connection), last_exercise(connection, frame)
    return YearRecord(
        frame=frame,
        municipality=plan.municipality.name,
        language=language_of(list(plan.municipality.languages)),
        real=side_of(connection, frame, Mode.REAL, plan, chain, kept.evaluated),
        exercises=side_of(connection, frame, Mode.EXERCISE, plan, chain, kept.evaluated),
        plan=plan_state(connection, plan, frame),
        calendar=tuple(calendar_of(plan, frame)),
        exercised=exercised(last, frame),
        practice=tuple(practice_of(connection, plan, frame)),
        lists=tuple(lists_of(connection, frame)),
        measures=measures_of_year(kept.measures, frame),
        since=since_of(connection, plan, last, frame, kept.measures),
        chain=chain,
    )
