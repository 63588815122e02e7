"""The counts of every alert, as the report's JSON has them: people and messages, never who."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dispatcher.evaluation.export import as_facts

if TYPE_CHECKING:
    from dispatcher.evaluation.record import Record

COUNTED = (
    *("id", "kind", "state", "mode", "reach", "groups", "waves", "attempts", "retries", "duplicates", "failures"),
    *("not_told", "unsure", "skipped", "cost_estimate", "cost"),
)


def as_json(record: Record) -> bytes:
    """One object: the incident's number, and the counts of each alert."""
    alerts = [{key: each[key] for key in COUNTED if key in each} for each in as_facts(record)["alerts"]]
    facts = {"incident": record.number, "mode": record.mode, "alerts": alerts}
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
