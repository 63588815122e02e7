"""check: whoever submits tonight, two others can say yes; a person counts once, whoever is away not at all."""

from __future__ import annotations

import pytest

from dispatcher.cli.checking.deciders import Account, check_deciders
from dispatcher.cli.checking.findings import Findings
from dispatcher.domain.states import Role
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering

APPROVER, TEAM = frozenset({Role.APPROVER}), frozenset({Role.CRISIS_TEAM})
MAYOR, DEPUTY = Account("anne", APPROVER, "ordforer"), Account("ola", APPROVER, "varaordforer")
DIRECTOR = Account("marit", APPROVER | TEAM, "kommunedirektor")
KARI = Account("kari", TEAM, "beredskapskoordinator")


def found(
    plan: tuple[LoadedPlan, Rendering], *accounts: Account, away: tuple[str, ...] = (), live: bool = False
) -> tuple[set[str], set[str]]:
    """What is said of kokevarsel: faults and warnings."""
    findings = Findings()
    check_deciders(accounts, away, plan[0].plan, live=live, findings=findings)
    mine = "plan.yaml scenarios.kokevarsel.approval"
    return (
        {fault.what.partition(" Gi ")[0] for fault in findings.faults if fault.where == mine},
        {fault.what.partition(" Gi ")[0] for fault in findings.warnings if fault.where == mine},
    )


@pytest.mark.requirement("R010")
def test_two_others_for_everybody_who_may_submit(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """Kari has two; the director, who is of the chain herself, has one when she submits."""
    assert found(plan_and_texts, KARI, MAYOR, DEPUTY) == (set(), set())
    told = {"Sender marit inn, kan bare én annen godkjenne."}
    assert found(plan_and_texts, KARI, MAYOR, DIRECTOR) == (set(), told)
    assert found(plan_and_texts, KARI, MAYOR, DEPUTY, DIRECTOR) == (set(), set())


def test_the_same_person_twice_counts_once(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """Two accounts are one person; so are two roles."""
    again = Account("anne2", APPROVER, "ordforer")

    assert found(plan_and_texts, KARI, MAYOR, again) == (set(), {"Bare én bruker kan godkjenne."})


def test_whoever_is_away_cannot_be_counted_on(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """Said by name; and where nobody is left, it is a fault of a node that may reach people."""
    gone = {"Bare én bruker kan godkjenne. Borte nå: ordforer."}
    assert found(plan_and_texts, KARI, MAYOR, DEPUTY, away=("ordforer",)) == (set(), gone)
    faults, _ = found(plan_and_texts, KARI, MAYOR, away=("ordforer",), live=True)
    assert faults == {"Sendes det inn i natt, kan ingen godkjenne det."}
