"""A hold is an admin's, has a reason, and is said wherever retention is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dispatcher.approval import holding
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.retention import check_retention
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import Role
from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from tests.evaluation.retained import TERMS, After, after, archive
from tests.evaluation.written import NUMBER

pytestmark = pytest.mark.sqlite
ADMIN = User(id=9, name="drift", roles=frozenset({Role.ADMIN}), person=None)
TEAM = User(id=1, name="siri", roles=frozenset({Role.CRISIS_TEAM, Role.APPROVER, Role.EVALUATOR}), person="siri")


def view(one: After) -> dict[str, Any]:
    return one.ledger.read_now(holding.retention_of, NUMBER, TERMS, one.clock.now())


def warned(one: After) -> list[str]:
    findings = Findings()
    check_retention(one.ledger, TERMS, one.clock.now(), findings)
    return [str(fault) for fault in (*findings.faults, *findings.warnings)]


async def test_an_admin_holds_and_lifts_with_a_reason(new_ledger: Callable[..., Ledger]) -> None:
    """Nobody else may, not without a why, not twice; and what waited for it is then done."""
    one = after(new_ledger(), citizens=5)
    now = one.at(400).clock.now()
    with pytest.raises(Forbidden):
        one.ledger.write_now(holding.hold, TEAM, NUMBER, "Tilsyn", now)
    with pytest.raises(InvalidInput):
        one.ledger.write_now(holding.hold, ADMIN, NUMBER, " ", now)
    with pytest.raises(Conflict):
        one.ledger.write_now(holding.lift, ADMIN, NUMBER, "Ferdig", now)
    one.ledger.write_now(holding.hold, ADMIN, NUMBER, "Tilsyn", now)
    with pytest.raises(Conflict):
        one.ledger.write_now(holding.hold, ADMIN, NUMBER, "Tilsyn igjen", now)
    held = view(one)
    await one.look(400)
    one.ledger.write_now(holding.lift, ADMIN, NUMBER, "Ferdig", now)
    await one.look(400)
    done = view(one)

    assert (held["hold"]["by"], held["hold"]["why"]) == ("drift", "Tilsyn")
    assert [each["waits"] for each in held["groups"]] == ["held"] * 3
    assert (done["hold"], done["groups"]) == (None, [])
    assert [run["people"] for run in done["done"]] == [55]


async def test_check_says_who_must_do_something(new_ledger: Callable[..., Ledger]) -> None:
    """Nothing before the time is up; then what it waits for; nothing when it is done."""
    one = after(new_ledger(), citizens=5, archived=False)
    early = warned(one.at(89))
    missing = warned(one.at(91))
    one.ledger.write_now(archive)
    one.ledger.write_now(holding.hold, ADMIN, NUMBER, "Tilsyn", one.clock.now())
    held = warned(one)
    hold = view(one)["hold"]
    one.ledger.write_now(holding.lift, ADMIN, NUMBER, "Ferdig", one.clock.now())
    await one.look(91)

    assert early == []
    assert len(missing) == len(held) == 1
    assert "arkivet har ikke bekreftet" in missing[0]
    assert "holdes tilbake" in held[0]
    assert hold["why"] not in held[0]
    assert warned(one) == []
