"""Whether those who approve have practised, and could sign in: told by day, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.cli.words import CHANNELS
from dispatcher.domain.moments import OSLO
from dispatcher.readiness.factors import factors
from dispatcher.readiness.practice import practised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.domain.states import ChannelName
    from dispatcher.ledger.engine import Ledger

TRY_IT = "Send en prøve: dispatcher practice"


def check_practice(ledger: Ledger, plan: Plan | None, now: datetime, findings: Findings, *, rings: bool) -> None:
    """Each approver with an account, by name and way: warned after 60 days, a fault after 120, from its first day.

    ``rings``: whether there is a number to ring from.
    """
    if plan is None:
        return
    for person, found in ledger.read_now(lambda connection: practised(connection, plan, rings=rings)).items():
        if late := found.late(now):
            tell = findings.fault if found.grave(now) else findings.warn
            what = f"{plan.persons[person].name} {_in_words(late)}. Det er {found.age(now).days} dager siden. {TRY_IT}"
            tell("øving", what)


def check_factors(ledger: Ledger, plan: Plan, findings: Findings) -> None:
    """Of a live node: who could not sign in to approve, and would learn it tonight."""
    for person, found in ledger.read_now(factors, plan).items():
        if not found.any:
            what = f"{plan.persons[person].name} ({found.account}) har verken passkey eller autentiseringsapp, og kan"
            findings.warn(
                "brukere", f"{what} ikke godkjenne på siden. Logg inn, åpne «Min konto», og legg til passkey."
            )


def _in_words(late: Mapping[ChannelName, datetime | None]) -> str:
    """«øvde sist 01.10.2026 på SMS», «har aldri øvd på telefon»."""
    said: dict[str, list[str]] = {}
    for way, moment in late.items():
        when = f"øvde sist {moment.astimezone(OSLO):%d.%m.%Y}" if moment else "har aldri øvd"
        said.setdefault(when, []).append(CHANNELS[way])
    return " og ".join(f"{when} på {', '.join(ways)}" for when, ways in said.items())
