"""How long the plan lets people stand by name: one time for all, and shorter ones."""

from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.terms import check_terms
from dispatcher.domain.plan import Plan
from dispatcher.domain.plan.retention import Retention as Adopted
from dispatcher.retention_settings import Retention
from tests.plan.conftest import Broken

ADOPTED = {"recipients": "180d", "content": "3650d"}


def with_retention(plan: Plan, **written: str) -> Plan:
    return plan.model_copy(update={"retention": Adopted.model_validate(ADOPTED | written)})


def checked(plan: Plan | None, settings: Retention) -> tuple[list[str], list[str]]:
    findings = Findings()
    check_terms(settings, plan, findings)
    assert not findings.faults
    return [term.words for term in findings.terms], [fault.what for fault in findings.warnings]


def test_a_group_cannot_have_longer_than_all(broken: Broken) -> None:
    """«Etter dette kan ingen gjenkjennes» would not be true."""
    [fault] = broken(("  # citizens: 90d ", "  citizens: 200d # "))

    assert "citizens kan ikke være lengre enn recipients" in fault.what


def test_check_says_which_term_counts_for_whom(shipped: Plan) -> None:
    """A default that is longer than the plan is nobody's choice: said, and no warning."""
    words, warned = checked(shipped, Retention())

    assert words == [
        "Innbyggere: 90 dager (innstillingen)",
        "Ansatte: 180 dager (planens frist)",
        "Presse: 180 dager (planens frist)",
        "Svar på SMS: 90 dager (innstillingen)",
    ]
    assert warned == []
    assert checked(None, Retention()) == ([], [])


def test_check_warns_of_a_setting_that_is_longer_than_the_plan(shipped: Plan) -> None:
    """Somebody has written it, and it does nothing."""
    plan = with_retention(shipped, citizens="30d")
    words, warned = checked(plan, Retention(staff=365, citizens=30, press=90))

    assert words[:3] == [
        "Innbyggere: 30 dager (planen og innstillingen)",
        "Ansatte: 180 dager (planens frist)",
        "Presse: 90 dager (innstillingen)",
    ]
    assert len(warned) == 1
    assert "DISPATCHER_RETENTION__STAFF er 365 dager, og planen sier 180. Planen gjelder." in warned[0]
