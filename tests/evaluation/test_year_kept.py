"""What people wrote beside the record reaches the year: measures by their own act, evaluations that are final."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from dispatcher.domain.measures import MeasureKind
from dispatcher.domain.states import Role
from dispatcher.evaluation.year import read_year
from dispatcher.evaluation.year.record import YearRecord
from dispatcher.ledger import accounts
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.evaluation_tables import evaluations
from dispatcher.ledger.measure_acts import NewMeasure, open_measure
from dispatcher.ledger.tables import alerts, incidents, plans
from dispatcher.plan_file import load_plan
from tests.evaluation.planted import Event, Rows, utc
from tests.office import REPOSITORY

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def write(connection: Connection, plan_hash: str, document: str) -> None:
    """Three incidents that are over: one evaluated twice, one in hearing, one not begun; and two measures."""
    connection.execute(insert(plans).values(hash=plan_hash, document=document, first_used_at=0))
    rows = Rows(plan=plan_hash, persons={})
    for number in (1001, 1002, 1003):
        opened = utc(2026, 3, number - 1000)
        rows.incident(Event(number=number, mode="real", scenario="flom", opened=opened, areas=[], closed=opened + 1))
    for table in (incidents, alerts):
        connection.execute(insert(table), rows.tables[table])
    begun = {"begun_by": "jon", "begun_at": utc(2026, 3, 9)}
    finals: list[tuple[int, int, str, int | None]] = [
        (1001, 1, "final", utc(2026, 4, 1)),
        (1001, 2, "final", utc(2026, 5, 1)),
        (1001, 3, "draft", None),
        (1002, 1, "hearing", None),
    ]
    for incident, version, state, at in finals:
        row = {"incident": incident, "version": version, "state": state, "approved_at": at, **begun}
        connection.execute(insert(evaluations).values(**row))
    user = accounts.add_user(connection, "jon", [Role.EVALUATOR], None, NOW)
    measures: list[tuple[int | None, str]] = [(1001, "2026-10-31"), (None, "2027-02-01")]
    for about, due in measures:
        new = NewMeasure(
            kind=MeasureKind.PLAN, what="Rett planen", why="Den var feil", owner="x", due=due, incident=about
        )
        open_measure(connection, user, new, datetime(2026, 6, 1, tzinfo=UTC))


@pytest.mark.requirement("R126")
def test_measures_and_final_evaluations_are_those_of_the_ledger(tmp_path: Path) -> None:
    """A measure a day late is overdue; an evaluation counts from its first final version, and a hearing is none."""
    plan = load_plan(REPOSITORY)
    ledger = Ledger(tmp_path / "dispatcher.db")
    ledger.write_now(write, plan.hash, plan.document)
    record: YearRecord = ledger.read_now(read_year, plan.plan, 2026, NOW)
    ledger.close()

    assert {row.number: row.evaluated_at for row in record.real.rows} == {
        1001: utc(2026, 4, 1),
        1002: None,
        1003: None,
    }
    counted = [(one.opened, one.open, one.overdue) for one in (record.measures.all, record.measures.real)]
    assert counted == [(2, 2, 1), (1, 1, 1)]
    assert (record.measures.other.open, record.measures.exercises.some) == (1, False)
    assert record.measures.all.by_kind == {"plan": 2}
