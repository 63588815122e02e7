"""A person asks: all that is held on them, and that it is forgotten; nobody's address is ever said or journalled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from dispatcher.approval import holding, person_rights
from dispatcher.domain.errors import Conflict, Forbidden, NotFound
from dispatcher.domain.states import Role
from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import contact_points, people, snapshot
from tests.evaluation.retained import After, after
from tests.evaluation.written import ALERT, NUMBER

pytestmark = pytest.mark.sqlite
ADMIN = User(id=9, name="drift", roles=frozenset({Role.ADMIN}), person=None)
TEAM = User(id=1, name="siri", roles=frozenset({Role.CRISIS_TEAM}), person="siri")
MOBILE = "+4742008888"


def with_number(new_ledger: Callable[..., Ledger]) -> After:
    """The night, with a citizen whose own row has a number."""
    one = after(new_ledger(), citizens=9)

    def give(connection: object) -> None:
        connection.execute(  # type: ignore[attr-defined]
            insert(contact_points).values(id=9000, channel="sms", value=MOBILE, fictional=True)
        )
        connection.execute(update(people).where(people.c.ref == "i-4").values(sms_point=9000))  # type: ignore[attr-defined]

    one.ledger.write_now(give)
    return one


def test_everything_is_shown_and_the_journal_does_not_say_whose(new_ledger: Callable[..., Ledger]) -> None:
    """List, messages with their words; by number or reference; an admin's act."""
    one = with_number(new_ledger)
    held = one.ledger.write_now(person_rights.export, ADMIN, "42 00 88 88", one.clock.now())
    same = one.ledger.write_now(person_rights.export, ADMIN, "i-4", one.clock.now())
    with pytest.raises(Forbidden):
        one.ledger.write_now(person_rights.export, TEAM, "i-4", one.clock.now())
    with pytest.raises(NotFound) as nobody:
        one.ledger.write_now(person_rights.export, ADMIN, "+47 42 11 11 11", one.clock.now())

    assert held == same
    assert [(row["name"], row["mobile"], row["file"]) for row in held["lists"]] == [
        ("Kari Hemmelig", MOBILE, "contacts/innbyggere.csv")
    ]
    assert [row["alert"] for row in held["messages"]] == [ALERT] * 2
    assert "KOKEVARSEL" in held["messages"][0]["text"]
    assert (
        one.entries(person_rights.EXPORTED)
        == [{"lists": 1, "messages": 2, "plans": 0, "record": 0, "removed_from": 0, "replies": 0, "roles": 0}] * 2
    )
    assert "42" not in str(nobody.value)


def test_who_shares_a_number_is_asked_for_by_reference(new_ledger: Callable[..., Ledger]) -> None:
    """Nobody is shown what is held on somebody else in their house."""
    one = with_number(new_ledger)
    both = update(people).where(people.c.ref == "i-5").values(sms_point=9000)
    one.ledger.write_now(lambda connection: connection.execute(both))

    with pytest.raises(Conflict, match=r"2 personer deler adressen.*i-4, i-5") as shared:
        one.ledger.write_now(person_rights.export, ADMIN, MOBILE, one.clock.now())

    assert MOBILE not in str(shared.value)


async def test_they_are_forgotten_and_nobody_else_is(new_ledger: Callable[..., Ledger]) -> None:
    """At the node's next look, also before their time; under a hold it waits. The report adds up."""
    one = with_number(new_ledger)
    before, digest = one.report(), one.digest()
    one.ledger.write_now(holding.hold, ADMIN, NUMBER, "Tilsyn", one.clock.now())
    held = one.ledger.write_now(person_rights.erase, ADMIN, MOBILE, one.clock.now())
    one.ledger.write_now(holding.lift, ADMIN, NUMBER, "Ferdig", one.clock.now())
    where = one.ledger.write_now(person_rights.erase, ADMIN, MOBILE, one.clock.now())
    await one.look(1)
    moved = [row for row in one.all(snapshot) if row.sealed]

    assert (held.held, held.now) == ((NUMBER,), ())
    assert where.now == (NUMBER,)
    assert len(moved) == 1
    assert "i-4" not in {row.ref for row in one.all(snapshot)}
    assert (one.report(), one.digest()) == (before, digest)
    await one.look(91)
    assert (one.report(), one.digest()) == (before, digest)
