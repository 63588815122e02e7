"""The plan and its texts: every fault with its line, and every text the plan can send, tried with its own examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dispatcher.cli.checking.adoption import check_adoption
from dispatcher.cli.checking.outline import Outline, read_outline
from dispatcher.domain.errors import Fault
from dispatcher.domain.moments import OSLO
from dispatcher.domain.plan.raw import keys
from dispatcher.domain.segments import count
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.plan_file import warnings
from dispatcher.rendering import Rendering, TemplateFaults, rehearse

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.rendering import Rehearsed

LONG_PARTS = 2
"""An SMS of more parts needs a reason."""
FRAMES = "templates/frames/"


def check_plan(home: Path, now: datetime, findings: Findings, *, live: bool = False) -> Outline:
    """The plan as far as it can be read; what is wrong with it, and with the templates, is in the findings.

    ``live``: real people may get these texts, so each must have been read and approved by somebody.
    """
    outline = read_outline(home, findings)
    if outline.plan is not None:
        findings.warnings.extend(warnings(outline.plan, now.astimezone(OSLO).date()))
    if outline.rest is None:
        return outline
    return replace(outline, parts=_check_templates(home, outline, now, findings, live=live))


def _check_templates(home: Path, outline: Outline, now: datetime, findings: Findings, *, live: bool) -> int:
    assert outline.rest is not None  # noqa: S101  asked by the caller
    try:
        rendering = Rendering.load(home, outline.rest)
    except TemplateFaults as error:
        # A frame may ask for a field of a scenario that was left out: of frames nothing is claimed then.
        whole = set(keys(outline.read.data, "scenarios")) == set(outline.rest.scenarios)
        findings.faults.extend(fault for fault in error.faults if whole or not fault.where.startswith(FRAMES))
        return 1
    check_adoption(rendering, findings, live=live)
    return _check_texts(rendering, now, findings)


def _check_texts(rendering: Rendering, now: datetime, findings: Findings) -> int:
    """The parts of the longest SMS."""
    holes: dict[Fault, None] = {}
    longest = 1
    for item in rehearse(rendering, now):
        if isinstance(item, Fault):
            holes[item] = None  # once, not once for each mode
        elif item.channel is ChannelName.SMS and item.mode is Mode.REAL:
            longest = max(longest, _check_price(item, findings))
    findings.faults.extend(holes)
    return longest


def _check_price(item: Rehearsed, findings: Findings) -> int:
    """Its parts."""
    size = count(item.text.body)
    if size.culprits:
        signs = " ".join(culprit.char for culprit in size.culprits)
        findings.warn(item.name, f"SMS-en har tegn som gjør den dyr: {signs}. Den er på {size.parts} deler.")
    elif size.parts > LONG_PARTS:
        findings.warn(item.name, f"SMS-en er på {size.parts} deler. Den bør ha høyst {LONG_PARTS}.")
    return size.parts
