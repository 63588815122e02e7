"""What is about staff themselves never leaves the house: refused once more at submit, whatever plan was frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import AudienceClass, Mode
from dispatcher.ledger.planning import is_external

if TYPE_CHECKING:
    from dispatcher.domain.plan import Plan, Scenario


def keep_inside(plan: Plan, scenario: Scenario, mode: Mode) -> None:
    """Raises InvalidInput where a scenario that is internal only would tell anybody outside."""
    if not scenario.internal_only:
        return
    outside = [wave.name for wave in scenario.waves if is_external(plan, wave)]
    if outside:
        what = f"{scenario.name} er bare intern og kan ikke sendes til noen utenfor: {', '.join(outside)}."
        raise InvalidInput(Fault("scenario", what))
    if mode is Mode.TEST and plan.audiences[plan.test_audience].cls in (AudienceClass.CITIZEN, AudienceClass.PRESS):
        what = f"{scenario.name} er bare intern, og prøvelisten har folk utenfor. Velg øvelse i stedet."
        raise InvalidInput(Fault("mode", what))
