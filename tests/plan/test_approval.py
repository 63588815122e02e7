"""Who says yes, as the plan writes it: defaults by severity, and the exceptions only where they may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatcher.domain.plan import Plan
from dispatcher.plan_file import freeze, load_plan, plan_from_document
from tests.plan.conftest import Broken

DUTY = "      duty: Vannverkseieren"
BEFOREHAND = (
    "      pre_approved: {roles: [kommunalsjef-teknisk], adopted_by: Kommunestyret, case: '1/26', date: 2026-06-18}\n"
)
POLICE = "    approval: {approvers: [ordforer, kommunedirektor, kriseleder], ask: all, minutes: 2"


def changed(home: Path, *changes: tuple[str, str]) -> Plan:
    """The plan after changes; each old text stands in it."""
    path = home / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return load_plan(home).plan


@pytest.mark.requirement("R009")
@pytest.mark.parametrize(
    ("severity", "ask", "minutes", "hours"),
    [
        ("extreme", "all", 5, None),
        ("severe", "in-order", 5, None),
        ("moderate", "in-order", 15, None),
        ("minor", "in-order", 60, "07:00-22:00"),
    ],
)
def test_the_severity_says_how_to_ask_where_the_scenario_does_not(
    home: Path, severity: str, ask: str, minutes: int, hours: str | None
) -> None:
    """All at once for danger to life; else in order, the slower the milder; and the frozen plan holds what was used."""
    silent = ("      ask: all\n      minutes: 5\n", "")
    link = (
        "    urgency: expected\n    certainty: possible\n",
        "    urgency: expected\n    certainty: possible\n    link: false\n",
    )
    plan = changed(
        home,
        silent,
        link,
        ("    severity: severe\n", f"    severity: {severity}\n"),
        ("longest_wait: 5m", "longest_wait: 1m"),
    )
    approval = plan_from_document(freeze(plan).document).scenarios["kokevarsel"].approval

    assert (approval.ask, approval.minutes, approval.hours) == (ask, minutes, hours)


@pytest.mark.requirement("R009")
def test_a_scenario_says_it_itself(home: Path) -> None:
    """What is written stands, each thing by itself; by what right is kept as typed parts."""
    right = '      authority: {rule: delegeringsreglementet punkt 4, case: "2026/123", date: 2026-06-18}\n'
    approval = changed(home, (DUTY, right + BEFOREHAND + DUTY)).scenarios["kokevarsel"].approval

    assert (approval.ask, approval.minutes) == ("all", 5)
    assert "§ 23" in approval.duty
    assert approval.authority is not None
    assert (approval.authority.rule, approval.authority.case) == ("delegeringsreglementet punkt 4", "2026/123")
    assert approval.pre_approved is not None
    assert approval.pre_approved.roles == ("kommunalsjef-teknisk",)


CRISIS = "      crisis: {approvers: [kriseleder], ask: in-order, minutes: 3}\n"


@pytest.mark.requirement("R002")
def test_a_crisis_has_rules_of_its_own(home: Path) -> None:
    """Of one scenario, or of all that say nothing; what is not named stays; asked at any hour; kept when frozen."""
    for_all = ("calling:\n", "approval:\n  crisis: {minutes: 2}\ncalling:\n")
    plan = plan_from_document(freeze(changed(home, (DUTY, CRISIS + DUTY), for_all)).document)
    own, others = plan.scenarios["kokevarsel"].decided(crisis=True), plan.scenarios["vei-stengt"]
    milder = others.decided(crisis=True).approval

    assert (own.approval.approvers, own.approval.ask, own.approval.minutes) == (("kriseleder",), "in-order", 3)
    assert plan.scenarios["kokevarsel"].decided(crisis=False).approval.ask == "all"
    assert (milder.approvers, milder.minutes, milder.hours) == (others.approval.approvers, 2, None)


FAULTS = {
    "no rules for a crisis": ((DUTY, "      crisis: {}\n" + DUTY), "Reglene for krise er tomme"),
    "an unknown role in a crisis": (
        (DUTY, CRISIS.replace("[kriseleder]", "[krisesjef]") + DUTY),
        "Ukjent rolle «krisesjef»",
    ),
    "one person in a crisis": (
        (DUTY, CRISIS.replace("[kriseleder]", "[informasjonsansvarlig]") + DUTY),
        "Rollen «informasjonsansvarlig» godkjenner varsler, men har ingen hjemmel",
    ),
    "an unknown role in all crises": (
        ("calling:\n", "approval:\n  crisis: {approvers: [krisesjef]}\ncalling:\n"),
        "Ukjent rolle «krisesjef»",
    ),
    "no case": ((DUTY, "      authority: {rule: reglementet, date: 2026-06-18}\n" + DUTY), "mangler «case»"),
    "no day": ((DUTY, "      authority: {rule: r, case: '1', date: i fjor}\n" + DUTY), "Skriv en dato som"),
    "an hour that is none": ((DUTY, "      hours: om dagen\n" + DUTY), 'for eksempel "22:00-07:00"'),
    "an unknown role": (
        (DUTY, BEFOREHAND.replace("[kommunalsjef-teknisk]", "[vannverket]") + DUTY),
        "Ukjent rolle «vannverket»",
    ),
    "alone where nobody dies": ((DUTY, "      alone_after: 5\n" + DUTY), "Bare ved livsfare som haster"),
    "alone where police lead": ((POLICE, f"{POLICE}, alone_after: 5"), "kan ingen i kommunen godkjenne alene"),
    "too long a silence": ((POLICE, f"{POLICE}, alone_after: 11"), "Verdien skal være høyst 10"),
    "beforehand where police lead": (
        (POLICE, f"{POLICE}, pre_approved: {{roles: [kriseleder], adopted_by: K, case: '1', date: 2026-06-18}}"),
        "Politiet leder dette scenarioet",
    ),
}


@pytest.mark.parametrize(("change", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_line(broken: Broken, change: tuple[str, str], what: str) -> None:
    """One sentence that says what to type, and where."""
    found = [fault for fault in broken(change) if what in fault.what]

    assert found
    assert found[0].where.startswith("plan.yaml:")


def test_a_text_that_must_be_typed_cannot_be_approved_beforehand(broken: Broken) -> None:
    """Nobody has read what somebody will write."""
    typed = (
        "      - key: sted\n",
        "      - key: arsak\n        label: {nb: Årsak}\n        required: true\n      - key: sted\n",
    )
    found = broken((DUTY, BEFOREHAND + DUTY), typed)

    assert any("«arsak» er fritekst og må fylles ut" in fault.what for fault in found)
