"""The plan's retention is the municipality's limit: nobody stands by name for longer, whatever the settings say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select, update

from dispatcher.delivery.retaining import Retaining
from dispatcher.domain.retention import Terms
from dispatcher.ledger import journal, retention
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry
from dispatcher.ledger.replying import KIND as REPLY
from dispatcher.ledger.tables import journal as lines
from dispatcher.ledger.tables import plans
from tests.evaluation.retained import CLOSED, TERMS, After, after, archive
from tests.evaluation.written import NUMBER

New = Callable[..., Ledger]
pytestmark = pytest.mark.sqlite


def planned(new_ledger: New, **written: str) -> After:
    """The night, opened with a plan that says so much of how long people stand by name."""
    one = after(new_ledger(), citizens=20)

    def write(connection: Connection) -> None:
        document = json.loads(connection.scalar(select(plans.c.document)) or "{}")
        document["retention"] = {"content": "3650d", **written}
        connection.execute(update(plans).values(document=json.dumps(document)))

    one.ledger.write_now(write)
    return one


def waiting(one: After, terms: Terms = TERMS) -> dict[str, int]:
    """In how many days after the end each group's time is up."""
    found = one.ledger.read_now(retention.items, terms, CLOSED)
    return {str(item.group): (item.since - CLOSED).days for item in found if item.since is not None}


def test_no_group_is_kept_longer_than_the_plan_says(new_ledger: New) -> None:
    """Also with a setting of a year; a setting that is shorter stays."""
    one = planned(new_ledger, recipients="180d")

    assert waiting(one) == {"citizens": 90, "staff": 180, "press": 180}


def test_a_group_may_have_a_time_of_its_own(new_ledger: New) -> None:
    """Shorter than what holds for all."""
    one = planned(new_ledger, recipients="180d", citizens="30d", press="7d")

    assert waiting(one) == {"citizens": 30, "staff": 180, "press": 7}
    assert waiting(one, replace(TERMS, citizens=5)) == {"citizens": 5, "staff": 180, "press": 7}


def test_a_plan_of_an_older_build_that_does_not_say_limits_nothing(new_ledger: New) -> None:
    """Then the settings alone count."""
    one = after(new_ledger(), citizens=5)

    assert waiting(one) == {"citizens": 90, "staff": 365, "press": 365}


async def test_the_node_keeps_to_it(new_ledger: New) -> None:
    """Staff are named the day before the plan's time is up, and nobody the day after; the report says the same."""
    one = planned(new_ledger, recipients="180d")
    before = one.report()
    await one.look(179)
    early = one.everything()
    await one.look(181)

    assert "leder-" in early
    assert "leder-" not in one.everything()
    assert one.report() == before


async def test_what_somebody_answered_goes_with_them(new_ledger: New) -> None:
    """A number in the journal names its owner as a row does."""
    one = planned(new_ledger, recipients="20d")

    def write(connection: Connection) -> None:
        for incident in (NUMBER, None):
            told = {"from": "+4742000001", "text": "Gjelder det oss?"}
            reply = Entry(kind=REPLY, actor="node", incident=incident, personal=told)
            journal.append(connection, reply, CLOSED)
        archive(connection)

    one.ledger.write_now(write)
    await Retaining(ledger=one.ledger, clock=one.at(19).clock, terms=TERMS).tick()
    kept = [row.personal for row in one.all(lines) if row.kind == REPLY]
    await Retaining(ledger=one.ledger, clock=one.at(21).clock, terms=TERMS).tick()

    assert ["+4742000001" in said for said in kept] == [True, True]
    assert [row.personal for row in one.all(lines) if row.kind == REPLY] == [None, None]
