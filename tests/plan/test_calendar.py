"""What must be done every year is told before it is due, with who should see to it."""

from datetime import date

import pytest

from dispatcher.domain.plan import Plan, warnings
from tests.plan.conftest import Broken

TODAY = date(2026, 11, 21)


def _told(plan: Plan, today: date, **duty: object) -> list[str]:
    changed = plan.calendar[0].model_copy(update=duty)
    found = warnings(plan.model_copy(update={"calendar": (changed,)}), today)
    return [fault.what for fault in found if "calendar" in fault.where]


@pytest.mark.requirement("R112", "R129")
def test_exercise_lists_and_revision_are_in_the_calendar(shipped: Plan) -> None:
    """Task, how often, who is responsible, and a remark; nothing of the example is due yet."""
    assert {duty.task for duty in shipped.calendar} >= {"Øvelse med hele kriseledelsen", "Prøv kontaktlistene"}
    assert all(duty.remark and shipped.roles[duty.responsible].holder for duty in shipped.calendar)
    assert not [fault for fault in warnings(shipped, TODAY) if "calendar" in fault.where]


@pytest.mark.requirement("R129")
@pytest.mark.parametrize(
    ("last_done", "told"),
    [
        (date(2025, 12, 22), ""),
        (date(2025, 12, 1), "«Øvelse med hele kriseledelsen» skal gjøres innen 01.12.2026. Ansvarlig: "),
        (date(2025, 11, 1), "«Øvelse med hele kriseledelsen» skulle vært gjort 01.11.2026. Ansvarlig: "),
        (None, "«Øvelse med hele kriseledelsen» er aldri gjort. Ansvarlig: "),
    ],
)
def test_a_duty_is_told_a_month_before_and_until_it_is_done(last_done: date | None, told: str, shipped: Plan) -> None:
    """Also when it never was."""
    found = _told(shipped, TODAY, last_done=last_done)

    assert len(found) == bool(told)
    assert all(what.startswith(told) and "beredskapskoordinator" in what for what in found)


def test_a_duty_of_nobody_is_a_fault(broken: Broken) -> None:
    """A role the plan does not have sees to nothing."""
    (fault,) = broken(("every: 365d, responsible: beredskapskoordinator", "every: 365d, responsible: beredskap"))

    assert "Ukjent rolle «beredskap»" in fault.what
