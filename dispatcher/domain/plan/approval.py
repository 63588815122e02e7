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


class Approval(Part):
    """Who must say yes: any one of the chain of these roles, asked all at once or in order.

    ``minutes``: before the next is asked, and before the chain counts as silent. ``hours``: when they may be asked;
    none is at any hour. ``duty``: a law that says how fast. ``by_sms``: they may answer the request with a code.
    ``alone_after``: minutes of silence from all of them after which one of the crisis team may decide alone.
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


def with_defaults(scenarios: object) -> object:
    """Scenarios with the way of asking that their severity has, so that the frozen copy holds what was done."""
    if not isinstance(scenarios, Mapping):
        return scenarios
    return {key: _asked_by_severity(scenario) for key, scenario in scenarios.items()}


def _asked_by_severity(scenario: object) -> object:
    if not isinstance(scenario, Mapping) or not isinstance(scenario.get("approval"), Mapping):
        return scenario
    written = cast("Mapping[str, object]", scenario["approval"])
    severity = str(scenario.get("severity"))
    usual = DEFAULTS.get(severity, DEFAULTS["severe"])
    if "ask" in written:  # asked all at once, or at another pace: the rest of the usual way does not belong to it
        usual = {"minutes": usual["minutes"]}
    return {**scenario, "approval": {**usual, **written}}
