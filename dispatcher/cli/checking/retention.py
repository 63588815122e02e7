"""Whose time is up and still stand by name, because something is missing that a person must do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatcher.domain.retention import Terms, Wait
from dispatcher.ledger import retention, seal_watch

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.ledger.engine import Ledger

SUBJECT = "oppbevaring"


def check_retention(ledger: Ledger, terms: Terms, now: datetime, findings: Findings) -> None:
    """The archive that has not confirmed, a hold whose time is long up, rows that are not those of their seal."""
    found = ledger.read_now(retention.items, terms, now)
    late: dict[Wait, set[int]] = defaultdict(set)
    for item in found:
        if item.since is not None and item.since <= now and item.waits in (Wait.ARCHIVE, Wait.HELD):
            late[item.waits].add(item.incident)
    if late[Wait.ARCHIVE]:
        what = f"Hendelse {_listed(late[Wait.ARCHIVE])}: tiden er ute, men arkivet har ikke bekreftet pakken."
        findings.warn(SUBJECT, f"{what} Mottakerne blir stående med navn og nummer til det er gjort.")
    if late[Wait.HELD]:
        what = f"Hendelse {_listed(late[Wait.HELD])} holdes tilbake, og tiden er ute."
        findings.warn(SUBJECT, f"{what} Gjelder grunnen fortsatt? Opphev: dispatcher hold HENDELSE --lift --why TEKST")
    broken = [number for number in retention.due(found) if ledger.read_now(seal_watch.verify, number).broken]
    if broken:
        what = f"Hendelse {_listed(set(broken))}: rader er endret utenom noden, og forseglingen passer ikke."
        findings.fault(SUBJECT, f"{what} Ingenting pseudonymiseres før det er funnet ut av: dispatcher verify-log")


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
