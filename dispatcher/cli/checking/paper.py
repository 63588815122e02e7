"""The binder on paper: how old it is. A list of a year ago is worse than none, for it is believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import at
from dispatcher.printing import WRITTEN
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.ledger.engine import Ledger
    from dispatcher.settings import Settings

OLD_AFTER = timedelta(days=7)
MAKE_ONE = "Lag en ny og skriv den ut: dispatcher binder --out MAPPE"


def check_binder(ledger: Ledger, settings: Settings, now: datetime, findings: Findings) -> None:
    """Warns of a binder older than a week, and in ``live`` of none."""
    last = ledger.read_now(
        lambda connection: connection.scalar(select(func.max(journal.c.at)).where(journal.c.kind == WRITTEN))
    )
    if last is None:
        if settings.mode is NodeMode.LIVE:
            findings.warn("perm", f"Ingen har laget permen for når nettet er borte. {MAKE_ONE}")
        return
    age = now - at(last)
    if age > OLD_AFTER:
        findings.warn("perm", f"Permen er {age.days} dager gammel. {MAKE_ONE}")
