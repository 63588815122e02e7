"""Who must say yes, how they are asked, and what may leave on a yes that was given beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

from pydantic import Field, StringConstraints

from dispatcher.domain.plan.people_and_places import Part
from dispatcher.domain.plan.written import Hours, Text

LONGEST_SILENCE = 10
"""Minutes. However long the plan waits for approvers in danger to life, it is no longer than this."""

DEFAULTS: dict[str, dict[str, Any]] = {
    "extreme": {"ask": "all", "minutes": 5},
    "severe": {"ask": "in-order", "minutes": 5},
    "moderate": {"ask": "in-order", "minutes": 15},
    "minor": {"ask": "in-order", "minutes": 60, "hours": "07:00-22:00"},
}
"""How approvers are asked where the scenario does not say, by severity."""


class Authority(Part):
    """By what right these roles decide: the rule of delegation, the case in which it was adopted, and when."""

    rule: Text
    case: Text
    date: dt.date


class PreApproved(Part):
    """The first alert's text was adopted beforehand, so that one person of these roles may send it alone.

    ``digest``: of the words that were adopted, as ``dispatcher digest`` shows it.
    """

    roles: Annotated[tuple[str, ...], Field(min_length=1)]
    adopted_by: Text
    case: Text
    date: dt.date
    digest: Annotated[str, StringConstraints(pattern=r"^$|^[0-9a-fA-F-]{12,80}$")] = ""


class CrisisRules(Part):
    """Who decides, and how they are asked, while the crisis team is established: what is not named stays as it was.

    They are asked at any hour.
    """

    approvers: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    ask: Literal["all", "in-order"] | None = None
    minutes: Annotated[int, Field(ge=1, le=60)] | None = None


class ForAll(Part):
    """What holds for every scenario that does not say otherwise."""

    crisis: CrisisRules | None = None


class Approval(Part):
    """Who must say yes: any one of the chain of these roles, asked all at once or in order.

    ``minutes``: before the next is asked, and before the chain counts as silent. ``hours``: when they may be asked;
    none is at any hour. ``duty``: a law that says how fast. ``by_sms``: they may answer the request with a code.
    ``alone_after``: minutes of silence from all of them after which one of the crisis team may decide alone.
    ``crisis``: what is otherwise while the crisis team is established.
    """

    approvers: Annotated[tuple[str, ...], Field(min_length=1)]
    ask: Literal["all", "in-order"]
    minutes: Annotated[int, Field(ge=1, le=60)]
    hours: Hours | None = None
    authority: Authority | None = None
    duty: str = ""
    by_sms: bool = False
    pre_approved: PreApproved | None = None
    alone_after: Annotated[int, Field(ge=1, le=LONGEST_SILENCE)] | None = None
    crisis: CrisisRules | None = None

    def in_crisis(self) -> Approval:
        """The rules while the crisis team is established; the same where the plan has none for it."""
        if self.crisis is None:
            return self
        changed = {name: value for name, value in self.crisis if value is not None}
        return self.model_copy(update={**changed, "hours": None})


def with_defaults(scenarios: object, for_all: object) -> object:
    """Scenarios with the way of asking that their severity has, so that the frozen copy holds what was done.

    ``for_all``: the plan's own ``approval``, whose rules for a crisis are those of every scenario without any.
    """
    if not isinstance(scenarios, Mapping):
        return scenarios
    crisis = for_all.get("crisis") if isinstance(for_all, Mapping) else None
    return {key: _in_crisis(_asked_by_severity(scenario), crisis) for key, scenario in scenarios.items()}


def _in_crisis(scenario: object, crisis: object) -> object:
    if crisis is None or not isinstance(scenario, Mapping) or not isinstance(scenario.get("approval"), Mapping):
        return scenario
    written = cast("Mapping[str, object]", scenario["approval"])
    return scenario if written.get("crisis") is not None else {**scenario, "approval": {**written, "crisis": crisis}}


def _asked_by_severity(scenario: object) -> object:
    if not isinstance(scenario, Mapping) or not isinstance(scenario.get("approval"), Mapping):
        return scenario
    written = cast("Mapping[str, object]", scenario["approval"])
    severity = str(scenario.get("severity"))
    usual = DEFAULTS.get(severity, DEFAULTS["severe"])
    if "ask" in written:  # asked all at once, or at another pace: the rest of the usual way does not belong to it
        usual = {"minutes": usual["minutes"]}
    return {**scenario, "approval": {**usual, **written}}
