"""Practice: everybody who may approve gets it by each way, nobody else gets anything, and its age is watched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.practice import check_factors, check_practice
from dispatcher.composing.practising import approvers_of, practise
from dispatcher.domain.answers import KEYS, PRACTICE_CALL, Way
from dispatcher.domain.errors import Conflict, Forbidden
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import credentials, expansion, incidents, series
from dispatcher.ledger.answering import Given, give
from dispatcher.ledger.practised import last_successes
from dispatcher.ledger.tables import deliveries
from tests.office import OfficeScene
from tests.sending import expand


def carried(office: OfficeScene, refused: str = "") -> set[tuple[str, str]]:
    """Every row that may leave is taken, but for one person's SMS; who got it, by which way."""
    expand(office.ledger, office.now)
    sms = deliveries.c.channel == str(ChannelName.SMS)
    theirs = (deliveries.c.ref == f"plan:{refused}") & sms
    waiting = deliveries.c.state == "waiting"
    for which, state in ((theirs, "failed"), (~theirs, "accepted")):
        moved = deliveries.update().where(waiting, which).values(state=state)
        office.ledger.write_now(lambda connection, moved=moved: connection.execute(moved))
    rows = office.ledger.read_now(lambda connection: connection.execute(select(deliveries)).all())
    assert not [row for row in rows if row.reason == expansion.NO_ADDRESS]
    return {(row.ref.removeprefix("plan:"), row.channel) for row in rows if row.state == "accepted"}


def hear(office: OfficeScene, number: int, *persons: str) -> None:
    """They press 1 when the telephone has rung."""
    for person in persons:
        given = Given(incident=number, person=person, answer=KEYS[PRACTICE_CALL]["1"], way=Way.VOICE)
        office.ledger.write_now(give, given, office.now)


def test_everybody_who_may_approve_gets_it_by_each_way_and_nobody_else(live_office: OfficeScene) -> None:
    """Holders and deputies; no alert can follow. A way that failed, or a call that nobody heard, is no practice."""
    office = live_office
    sent = office.ledger.write_now(practise, office.users["kari"], office.desk, office.now)
    got = carried(office, refused="ordforer")
    number = int(sent.message.partition("-")[0])
    hear(office, number, "varaordforer")
    successes = office.ledger.read_now(last_successes)
    written = {(person, way) for person in sent.persons for way in ("sms", "email")} - {("ordforer", "sms")}

    assert sent.persons == sent.rung == approvers_of(office.plan)
    assert got == written | {(person, "voice") for person in sent.persons}
    assert set(successes) == written | {("varaordforer", "voice")}
    assert office.ledger.read_now(incidents.incident, number).closed_at is not None
    assert office.ledger.read_now(series.approved, number) == []


def test_who_has_not_practised_is_told_by_name(live_office: OfficeScene) -> None:
    """Nothing in the first 60 days of an account, then a warning, after 120 a fault; a success begins it anew."""
    office = live_office
    said: list[str] = []

    def found(days: int) -> tuple[int, int]:
        findings = Findings()
        check_practice(office.ledger, office.plan, office.now + timedelta(days=days), findings, rings=True)
        said.extend(fault.what for fault in findings.faults)
        return len(findings.warnings), len(findings.faults)

    never = [found(days) for days in (59, 61, 121)]
    office.later(days=100)
    sent = office.ledger.write_now(practise, office.users["kari"], office.desk, office.now)
    carried(office)
    said.clear()
    unheard = found(59), list(said)
    hear(office, int(sent.message.partition("-")[0]), *sent.persons)
    after = found(59)

    assert never[0] == (0, 0)
    assert never[1][0] > 0 == never[1][1]
    assert never[2][1] > 0 == never[2][0]
    assert unheard[0][1] == never[2][1]
    assert all("har aldri øvd på telefon. Det er 159 dager siden" in what for what in unheard[1])
    assert after == (0, 0)


def test_an_approver_without_a_second_factor_is_told(office: OfficeScene) -> None:
    """By name and account; one passkey is enough, and who approves nothing by the plan is not named."""

    def told() -> list[str]:
        findings = Findings()
        check_factors(office.ledger, office.plan, findings)
        assert findings.faults == []
        return [warning.what for warning in findings.warnings]

    before = told()
    office.ledger.write_now(credentials.add_passkey, office.users["anne"].id, "k", "p", 0, office.now)

    assert [what.partition(" har")[0] for what in before] == [
        "Anne Prøvestad (anne)",
        "Ola Øvingsrud (ola)",
        "Per Testengen (per)",
    ]
    assert [what.partition(" har")[0] for what in told()] == ["Ola Øvingsrud (ola)", "Per Testengen (per)"]


def test_practice_needs_a_live_node_and_the_right(office: OfficeScene, live_office: OfficeScene) -> None:
    """A node that reaches nobody says so; an approver does not send it."""
    with pytest.raises(Conflict):
        office.ledger.write_now(practise, office.users["kari"], office.desk, office.now)
    with pytest.raises(Forbidden):
        live_office.ledger.write_now(practise, live_office.users["anne"], live_office.desk, live_office.now)
