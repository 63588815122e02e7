"""What does not stop a plan from being used, and should still be mended by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan.model import Plan, Scenario
from dispatcher.domain.states import AudienceClass, Urgency

STALE_AFTER = timedelta(days=366)
_EXTERNAL = {AudienceClass.PRESS, AudienceClass.CITIZEN}


def warnings(plan: Plan, today: date) -> tuple[Fault, ...]:
    """Warnings, each with the key of the plan it is about. They never stop an alert."""
    return (*_standing(plan), *_age(plan, today), *(fault for s in plan.scenarios.values() for fault in _open(plan, s)))


def _standing(plan: Plan) -> Iterator[Fault]:
    if plan.plan.status == "draft":
        yield Fault(
            "plan.yaml plan.status", "Planen er et utkast og ikke vedtatt. Den kan brukes, og rapporten sier det."
        )
    elif not plan.plan.adopted_by:
        yield Fault("plan.yaml plan.adopted_by", "Planen er vedtatt, men det står ikke av hvem. Fyll ut adopted_by.")


def _age(plan: Plan, today: date) -> Iterator[Fault]:
    about = plan.plan
    if about.next_revision < today:
        yield Fault(
            "plan.yaml plan.next_revision",
            f"Planen skulle vært revidert {about.next_revision:%d.%m.%Y}. Gå gjennom den og sett ny dato.",
        )
    elif today - about.last_revised > STALE_AFTER:
        yield Fault(
            "plan.yaml plan.last_revised",
            f"Planen er sist revidert {about.last_revised:%d.%m.%Y}, for mer enn ett år siden.",
        )


def _open(plan: Plan, scenario: Scenario) -> Iterator[Fault]:
    if scenario.urgency is Urgency.IMMEDIATE:
        return
    for number, wave in enumerate(scenario.waves[1:], start=2):
        classes = {plan.audiences[key].cls for key in wave.audiences}
        if wave.gate is None and (wave.public or classes & _EXTERNAL):
            yield Fault(
                f"plan.yaml scenarios.{scenario.key}.waves",
                f"Bølge {number} «{wave.name}» har ingen port og venter ikke på at ansatte er varslet.",
            )
