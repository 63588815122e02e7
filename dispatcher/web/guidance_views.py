"""What the plan puts beside an alert: questions about whom it concerns, its steps, and who coordinates its areas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.ledger import incidents

if TYPE_CHECKING:
    from sqlalchemy import Row

    from dispatcher.domain.plan import Plan, Scenario


def guidance_view(row: Row[Any], plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """All of it from the frozen plan, in the municipality's own language."""
    language = plan.municipality.language
    return {
        "questions": [words[language] for words in plan.audience_questions if language in words],
        "checklist": [words[language] for words in plan.checklist if language in words],
        "owner": scenario.owner,
        "steps": [
            {"task": step.task, "time": step.time, "responsible": _who(plan, step.responsible), "remark": step.remark}
            for step in scenario.steps
        ],
        "coordinators": _coordinators(row, plan),
    }


def _coordinators(row: Row[Any], plan: Plan) -> list[dict[str, Any]]:
    """Those of the alert's areas and zones; of an alert for the whole municipality, all."""
    meant = {*incidents.areas_of(row), *(area for zone in json.loads(row.zones).values() for area in zone)}
    everywhere = any(plan.areas[key].kind == "all" for key in meant if key in plan.areas)
    found = []
    for coordinator in plan.coordinators:
        names = [plan.areas[key].name for key in coordinator.areas if everywhere or key in meant]
        if names:
            found.append({"role": coordinator.role, "who": _who(plan, coordinator.role), "areas": names})
    return found


def _who(plan: Plan, role: str) -> str:
    """«kriseleder Marit Eksemplund»."""
    return f"{plan.roles[role].title} {plan.persons[plan.roles[role].holder].name}"
