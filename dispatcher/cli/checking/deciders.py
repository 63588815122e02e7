"""Who could say yes tonight: for everybody who may submit, at least two other persons who can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatcher.domain.rights import Act, may

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.domain.states import Role

FEWEST = 2
"""One may sleep, and one may be affected."""


class Account(NamedTuple):
    """A user, as far as it says who may decide."""

    name: str
    roles: frozenset[Role]
    person: str | None


def _ways(plan: Plan) -> Iterator[tuple[Scenario, str]]:
    """Each scenario as it is decided on any day, and in a crisis where the plan has other rules for one."""
    for scenario in plan.scenarios.values():
        where = f"plan.yaml scenarios.{scenario.key}.approval"
        yield scenario, where
        crisis = scenario.decided(crisis=True)
        if plan.approvers(crisis) != plan.approvers(scenario):
            yield crisis, f"{where}.crisis"


def check_deciders(
    accounts: Sequence[Account], away: Collection[str], plan: Plan, *, live: bool, findings: Findings
) -> None:
    """A person who holds two roles, or two accounts, counts once; whoever is away counts not at all."""
    able = {one.person for one in accounts if may(one.roles, Act.APPROVE) and one.person is not None}
    submitters = [one for one in accounts if may(one.roles, Act.SUBMIT)]
    for scenario, where in _ways(plan):
        chain = plan.approvers(scenario)
        reached = (able & set(chain)) - set(away)
        asked = f"Gi minst to av disse en bruker med rollen approver: {', '.join(chain)}."
        if len(reached) < FEWEST:
            who = "Bare én bruker" if reached else "Ingen bruker"
            gone = able & set(chain) & set(away)
            borte = f" Borte nå: {', '.join(sorted(gone))}." if gone else ""
            findings.warn(where, f"{who} kan godkjenne.{borte} {asked}")
            if live and submitters and not reached:
                findings.fault(where, "Sendes det inn i natt, kan ingen godkjenne det.")
            continue
        for one in submitters:
            if len(reached - {one.person}) < FEWEST:
                what = f"Sender {one.name} inn, kan bare én annen godkjenne. {asked}"
                findings.warn(where, what)
