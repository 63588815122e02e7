"""What is left after an incident: an evaluation that nobody has begun, and measures past their day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dispatcher.domain.moments import OSLO
from dispatcher.ledger.evaluation_board import not_begun
from dispatcher.ledger.measures import open_measures

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.ledger.engine import Ledger


def check_afterwards(ledger: Ledger, now: datetime, findings: Findings) -> None:
    """Warns by name; a measure's own words stay in the ledger."""
    for number, _, closed in ledger.read_now(not_begun, now):
        when = f"{closed.astimezone(OSLO):%d.%m.%Y}"
        what = f"Evalueringen av hendelse {number} er ikke begynt. Den ble avsluttet {when}."
        findings.warn("evaluering", f"{what} Begynn: dispatcher evaluate {number}")
    found = ledger.read_now(open_measures)
    late = [one for one in found if one.overdue(now.astimezone(OSLO).date())]
    for one in late:
        due = f"{date.fromisoformat(one.due):%d.%m.%Y}"
        findings.warn("tiltak", f"Tiltak {one.id} skulle vært gjort {due}. Se: dispatcher measure list")
    if rest := len(found) - len(late):
        findings.warn("tiltak", f"{rest} {'tiltak er åpent' if rest == 1 else 'tiltak er åpne'}, innenfor fristen.")
