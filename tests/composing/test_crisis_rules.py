"""The switch to crisis mode changes who may say yes and how they are asked (R002), until it is switched back."""

from __future__ import annotations

import json

import pytest

from dispatcher.approval.log_lines import LogLine, write_line
from dispatcher.domain.errors import Forbidden
from dispatcher.domain.plan.approval import CrisisRules
from dispatcher.domain.states import Mode
from dispatcher.evaluation import hand_acts
from dispatcher.ledger import crisis_rules, incidents, journal
from tests.deciding import adapt, asked_by, service, view
from tests.office import OfficeScene

RULES = CrisisRules(approvers=("kriseleder",), ask="in-order", minutes=2)


@pytest.fixture
def crisis(office: OfficeScene) -> OfficeScene:
    """While the crisis team is established, its leader alone says yes: the director, then the deputies."""
    adapt(office, "kokevarsel", crisis=RULES)
    return office


def switch(office: OfficeScene, number: int, kind: str, text: str = "Flom i Svartelva") -> None:
    line = LogLine(text=text, kind=kind, happened_at=None)
    office.ledger.write_now(write_line, office.users["kari"], number, line, office.now)


@pytest.mark.requirement("R002")
def test_other_rules_hold_from_the_switch_until_the_next(crisis: OfficeScene) -> None:
    """The mayor decides on any day; while the team is established the crisis leader does, and it says by whose word."""
    before, fingerprint = crisis.submitted()
    switch(crisis, 1001, "kriseledelse-etablert")
    crisis.approve(before, fingerprint)  # frozen at submit: those who were asked may answer
    during = crisis.trigger(areas=("jonsrud",))
    print_ = crisis.submit(during)
    shown = view(crisis, during)
    switch(crisis, 1001, "kriseledelse-hevet")
    after = crisis.trigger(areas=("ostvang",))
    crisis.submit(after)

    assert view(crisis, before)["crisis_rules"] is None
    rules = shown["crisis_rules"]
    assert (rules["number"], rules["by"], rules["words"]) == (
        1001,
        "kari",
        "Kriseledelsen er etablert. Flom i Svartelva",
    )
    assert [one["person"] for one in shown["requests"]] == ["kommunedirektor"]
    with pytest.raises(Forbidden, match="kriseleder"):
        crisis.approve(during, print_)
    assert view(crisis, after)["crisis_rules"] is None
    assert "ordforer" in asked_by(crisis, service(crisis)[-1].id)


def test_an_exercise_changes_nothing_for_what_is_real(crisis: OfficeScene) -> None:
    """The switch is the municipality's, for every open incident of its mode, and of no other."""
    crisis.submitted()
    switch(crisis, 1001, "kriseledelse-etablert")
    scenario = crisis.desk.plan.plan.scenarios["kokevarsel"]
    row = crisis.ledger.read_now(incidents.alert, "1001-1")._asdict()
    real = type("Row", (), row | {"mode": str(Mode.REAL)})

    assert (
        crisis.ledger.read_now(crisis_rules.in_force, crisis.ledger.read_now(incidents.alert, "1001-1"), scenario) == 1
    )
    assert crisis.ledger.read_now(crisis_rules.in_force, real, scenario) is None


def test_the_report_says_who_switched(crisis: OfficeScene) -> None:
    """In the line of the submission, with when; the words stand in the log's own line."""
    crisis.trigger()
    switch(crisis, 1001, "kriseledelse-etablert")
    crisis.submit("1001-1")
    (line,) = (entry for entry in crisis.ledger.read_now(journal.of_incident, 1001) if entry.kind == "alert.submitted")

    told = hand_acts.crisis_rules(json.loads(line.data))
    assert "etter planens regler for krise: kari skrev at kriseledelsen er etablert 22.11.2026" in told
