"""The duty rota as it lies in the folder: every row that would not count, and roles that nobody has the watch of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.directory import BrokenList, read_rota

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan


def check_rota(home: Path, plan: Plan | None, now: datetime, findings: Findings) -> None:
    """Nothing of a plan that has none. Whoever has no watch is asked in the plan's order all the same: a warning."""
    if plan is None or plan.rota is None:
        return
    try:
        rota = read_rota(home / plan.rota, {key: role.chain for key, role in plan.roles.items()}, now)
    except BrokenList as error:
        findings.faults.extend(error.faults)
        return
    findings.warnings.extend(fault.fault for fault in rota.faults)
    roles = dict.fromkeys(one.role for one in rota.watches)
    on = {one.role for one in rota.watches if one.since <= now < one.until}
    for role in roles:
        if role not in on:
            findings.warn(
                plan.rota, f"Ingen har vakt som {plan.roles[role].title} nå. Alle spørres i planens rekkefølge."
            )
