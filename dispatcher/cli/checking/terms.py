"""Which term counts for whom: the plan's is the limit, and the settings may only be shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.cli.checking.findings import TermFound
from dispatcher.domain.retention import TERM_WORDS

if TYPE_CHECKING:
    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.retention_settings import Retention

WHERE = "plan.yaml retention"


def check_terms(settings: Retention, plan: Plan | None, findings: Findings) -> None:
    """What counts for incidents opened from now on. A default that is longer is nobody's choice: no warning."""
    if plan is None:
        return
    own, limits = settings.terms, plan.retention.limits
    for name, who in TERM_WORDS.items():
        given, longest = getattr(own, name), getattr(limits, name)
        by_plan = longest < given
        days = min(given, longest)
        whose = "planens frist" if by_plan else "innstillingen" if given < longest else "planen og innstillingen"
        words = f"{who}: {days} dager ({whose})"
        findings.terms.append(TermFound(group=name, days=days, by="plan" if by_plan else "settings", words=words))
        if by_plan and name in settings.model_fields_set:
            what = f"DISPATCHER_RETENTION__{name.upper()} er {given} dager, og planen sier {longest}. Planen gjelder."
            findings.warn(WHERE, f"{what} Sett innstillingen ned, eller vedta en lengre frist i planen.")
