"""Addresses for those who knock and names for the police: who is on the list, who never is, and what the log keeps."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from dispatcher.approval.doors import HandOver, hand_over, list_doors
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import Role
from dispatcher.evaluation import report_html
from dispatcher.ledger import journal as chain
from dispatcher.ledger.accounts import User
from dispatcher.ledger.archiving import confirmed
from dispatcher.ledger.doors import FORGOTTEN, NotReached, newest_sent, not_reached
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import alerts, journal, people
from dispatcher.printing.doors import door_csv, doors_of, name_csv
from tests.evaluation.retained import CLOSED, after
from tests.evaluation.test_streets import move_in, town
from tests.evaluation.written import ALERT, NUMBER, Human, Send, Step, Story, Try

SIRI = User(id=1, name="siri", roles=frozenset({Role.CRISIS_TEAM}), person=None)
JON = User(id=9, name="jon", roles=frozenset({Role.EVALUATOR}), person=None)
TO = HandOver(to="Per Politi", function="operasjonsleder", why="Fare for liv")
WHY = "To  lag går fra dør til dør"
HOMES = {
    "a": "Brukvegen 10 B, 2345 Ådalsbruk",
    "b": "Brukvegen 9, 2345 Ådalsbruk",
    "c": "Brukvegen 9, 2345 Ådalsbruk",
    "d": "=1+1, 2345 Ådalsbruk",
    "e": "",
    "f": "Hemmelig 1",
    "told": "Stien 1",
    "by carrier": "Stien 2",
    "waits": "Stien 3",
}


def street() -> Story:
    """Who is not told, and why not; who is told on a number that another one has; one whose message still waits."""
    tried, none = (Try(state="refused"),), Send(state="skipped", reason="no address")
    failed, unsure = Send(state="failed", reason="x", tries=tried), Send(state="unsure", reason="x", tries=tried)
    told = Send(state="delivered", accepted=1, tries=(Try(),))
    sends: dict[str, dict[str, Send]] = {
        "a": {"sms": failed, "email": unsure},
        "b": {"sms": failed},
        "c": {"sms": none, "email": none},
        "d": {"sms": failed},
        "e": {},
        "f": {"sms": failed},
        "told": {"sms": failed, "email": told},
        "by carrier": {"sms": Send(state="skipped", reason="covered", carrier="told-sms")},
        "waits": {"sms": failed, "email": Send(state="waiting")},
    }
    humans = [Human(ref=ref, wave=0, cls="citizen", sends=each) for ref, each in sends.items()]
    humans.append(Human(ref="told-sms", wave=0, cls="citizen", sends={"sms": told}))
    humans.append(Human(ref="vakt", wave=0, cls="staff", sends={"sms": failed}, list_key="ansatte"))
    return Story(steps=[Step(name="Alle", audiences=("innbyggere",))], humans=humans)


def at_home(connection: Connection) -> None:
    for ref, address in HOMES.items():
        mine = update(people).where(people.c.ref == ref)
        connection.execute(mine.values(address=address, name=f"@{ref} Hemmelig", shielded=ref == "f"))


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def lines(ledger: Ledger) -> list[Any]:
    mine = select(journal).where(journal.c.kind.like("doors.%")).order_by(journal.c.seq)
    return list(ledger.read_now(lambda connection: connection.execute(mine).all()))


@pytest.fixture
def told(tell: Callable[[Story], Any]) -> Any:
    made = tell(street())
    made.ledger.write_now(at_home)
    return made


@pytest.mark.requirement("R124")
def test_the_doors_stand_as_somebody_walks(told: Any) -> None:
    """House 9 before 10; how many are not told and what was tried; no name, nobody told, nobody shielded."""
    found: NotReached = told.read(not_reached, ALERT)
    table = cells(door_csv(found))

    assert [row[:5] for row in table[1:]] == [
        ["2345 Ådalsbruk", "", "'=1+1", "1", "SMS"],
        ["2345 Ådalsbruk", "Brukvegen", "9", "2", "SMS (1), ingenting (1)"],
        ["2345 Ådalsbruk", "Brukvegen", "10 B", "1", "SMS, e-post"],
    ]
    assert (len(found.homeless), found.shielded, found.pending, found.forgotten) == (1, 1, 1, 0)
    assert "Hemmelig" not in door_csv(found)
    assert "Stien" not in door_csv(found)


def test_the_police_get_names_and_nobody_shielded(told: Any) -> None:
    """Guarded against formulas; who has no address last; the shielded as a number."""
    found: NotReached = told.read(not_reached, ALERT)
    table = cells(name_csv(found))

    assert table[0] == ["navn", "adresse", "forsøkt på"]
    assert {row[0] for row in table[1:]} == {
        *(f"'@{ref} Hemmelig" for ref in "abcde"),
        "1 til er skjermet og står ikke her",
    }
    assert table[-2] == ["'@e Hemmelig", "", "ingenting"]


def test_the_log_has_how_many_and_keeps_why_apart(told: Any) -> None:
    """Sealed: why, and who got it. No address and no name in the open; the report says that it was done."""
    found = told.read(not_reached, ALERT)
    told.ledger.write_now(list_doors, SIRI, found, WHY, CLOSED)
    told.ledger.write_now(hand_over, SIRI, found, TO, CLOSED)
    listed, handed = lines(told.ledger)

    assert json.loads(listed.personal) == {"why": "To lag går fra dør til dør"}
    assert json.loads(handed.personal) == {"to": "Per Politi", "function": "operasjonsleder", "why": "Fare for liv"}
    for entry in (listed, handed):
        data = json.loads(entry.data)
        assert data.pop("sealed")
        assert data == {"people": 5, "shielded": 1}
        assert (entry.actor, entry.incident, entry.alert_id) == ("siri", NUMBER, ALERT)
    assert told.read(chain.verify).broken == 0
    html = told.read(report_html, NUMBER)
    assert "Ga politiet navnene på dem som ikke ble nådd (5 personer)" in html
    assert "Tok ut dørlisten over dem som ikke ble nådd (5 personer)" in html
    assert "Per Politi" not in html + told.json
    assert "lag går" not in html + told.json


def test_only_who_may_with_a_reason_and_of_something_sent(told: Any) -> None:
    """Forbidden before anything is said; words for each thing that is missing; nothing is written."""
    found = told.read(not_reached, ALERT)
    with pytest.raises(Forbidden):
        told.ledger.write_now(list_doors, JON, found, WHY, CLOSED)
    with pytest.raises(Forbidden):
        told.ledger.write_now(hand_over, JON, found, TO, CLOSED)
    with pytest.raises(InvalidInput, match="hvorfor"):
        told.ledger.write_now(list_doors, SIRI, found, " ", CLOSED)
    with pytest.raises(InvalidInput) as refused:
        told.ledger.write_now(hand_over, SIRI, found, HandOver(to="", function="", why="x" * 501), CLOSED)
    assert [fault.where for fault in refused.value.faults] == ["to", "function", "why"]
    assert told.read(newest_sent, NUMBER) == ALERT
    told.ledger.write_now(lambda connection: connection.execute(update(alerts).values(approved_at=None)))
    for look, about in ((not_reached, ALERT), (newest_sent, NUMBER)):
        with pytest.raises(Conflict, match="ikke godkjent"):
            told.read(look, about)
    assert lines(told.ledger) == []


def test_it_counts_as_the_report_does(tell: Callable[[Story], Any]) -> None:
    """Those of a list, without an address, and shielded are the citizens whom the report calls not told."""
    told = tell(town())
    told.ledger.write_now(move_in)
    found, streets = told.read(not_reached, ALERT), told.record.alerts[0].streets

    assert found.people + found.pending == streets.people == 30
    assert found.shielded == streets.shielded
    assert len(found.homeless) == streets.no_street
    assert sum(door.people for door in doors_of(found)) == sum(place.people for place in streets.places)


async def test_nobody_has_the_addresses_once_people_are_pseudonymous(new_ledger: Callable[..., Ledger]) -> None:
    """It says so instead of showing a street without a house; and to take a list out before overtakes no package."""
    one = after(new_ledger())
    one.ledger.write_now(move_in)
    found = one.ledger.read_now(not_reached, ALERT)
    one.ledger.write_now(list_doors, SIRI, found, WHY, CLOSED)
    assert found.residents
    assert one.ledger.read_now(confirmed, NUMBER) is not None
    await one.look(366)

    with pytest.raises(Conflict) as refused:
        one.ledger.read_now(not_reached, ALERT)
    assert str(refused.value) == FORGOTTEN
