"""A personnel matter is refused at submit too, whatever plan was frozen."""

import pytest

from dispatcher.composing.inside import keep_inside
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import Mode
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering


def personnel(plan: Plan, **change: object) -> Scenario:
    return plan.scenarios["kokevarsel"].model_copy(update={"internal_only": True, **change})


@pytest.mark.requirement("R118")
def test_nothing_internal_goes_to_anybody_outside(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """By a wave, by the page, or in a test to people who are not of the house; to its own people it may."""
    plan = plan_and_texts[0].plan
    inside = personnel(plan, waves=plan.scenarios["kokevarsel"].waves[:2])
    with pytest.raises(InvalidInput, match=r"ikke sendes til noen utenfor: Nettside, Presse, Innbyggere\."):
        keep_inside(plan, personnel(plan), Mode.EXERCISE)
    with pytest.raises(InvalidInput, match="prøvelisten har folk utenfor"):
        keep_inside(plan, inside, Mode.TEST)

    keep_inside(plan, inside, Mode.REAL)
    keep_inside(plan, plan.scenarios["kokevarsel"], Mode.REAL)
