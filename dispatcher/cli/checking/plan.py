"""The plan and its texts: every fault with its line, and every text the plan can send, tried with its own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault
from dispatcher.domain.moments import OSLO
from dispatcher.domain.segments import count
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.plan_file import PlanFaults, load_plan, warnings
from dispatcher.rendering import Rendering, TemplateFaults, rehearse

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.rendering import Rehearsed

LONG_PARTS = 2
"""An SMS of more parts needs a reason."""


def check_plan(home: Path, now: datetime, findings: Findings) -> Plan | None:
    """The plan, if it can be used; what is wrong with it, and with the templates, is in the findings."""
    try:
        plan = load_plan(home).plan
    except PlanFaults as error:
        findings.faults.extend(error.faults)
        return None
    findings.warnings.extend(warnings(plan, now.astimezone(OSLO).date()))
    try:
        rendering = Rendering.load(home, plan)
    except TemplateFaults as error:
        findings.faults.extend(error.faults)
    else:
        _check_texts(rendering, now, findings)
    return plan


def _check_texts(rendering: Rendering, now: datetime, findings: Findings) -> None:
    holes: dict[Fault, None] = {}
    for item in rehearse(rendering, now):
        if isinstance(item, Fault):
            holes[item] = None  # once, not once for each mode
        elif item.channel is ChannelName.SMS and item.mode is Mode.REAL:
            _check_price(item, findings)
    findings.faults.extend(holes)


def _check_price(item: Rehearsed, findings: Findings) -> None:
    size = count(item.text.body)
    if size.culprits:
        signs = " ".join(culprit.char for culprit in size.culprits)
        findings.warn(item.name, f"SMS-en har tegn som gjør den dyr: {signs}. Den er på {size.parts} deler.")
    elif size.parts > LONG_PARTS:
        findings.warn(item.name, f"SMS-en er på {size.parts} deler. Den bør ha høyst {LONG_PARTS}.")
