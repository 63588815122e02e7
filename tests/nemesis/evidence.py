"""What is judged: the provider's journal, the ledger's rows and the log of what was done, as plain values.

Nothing here knows the product's code; a ledger is read with SELECT * on either database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import create_engine, text

Row = dict[str, Any]

A_MOMENT = 1.0
"""Seconds between reading a clock and writing down what it said."""

TABLES = (
    "incidents",
    "alerts",
    "waves",
    "snapshot",
    "lists",
    "people",
    "contact_points",
    "variants",
    "deliveries",
    "attempts",
    "receipts",
    "published",
    "journal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message the provider accepted, in its own words. ``mark``: what ties it to the ledger, whole or in part."""

    at: float
    channel: str
    to: str
    body: str
    id: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something a person, or the storm, did. It was committed between ``asked_at`` and ``answered_at``."""

    what: str
    alert: str
    asked_at: float
    answered_at: float
    facts: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All of it, at the end of a run. Times in seconds; those of the ledger are by its node's clock, or on a server by
    the database's (``one_clock``), which nobody moves.
    """

    sent: Sequence[Sent]
    ledger: Mapping[str, Sequence[Row]]
    operations: Sequence[Operation]
    one_clock: bool = False
    recount: Row = field(default_factory=dict)
    """What ``verify-log --json`` said when all was over."""

    def done(self, what: str) -> list[Operation]:
        """The operations of one kind, in order."""
        return [one for one in self.operations if one.what == what]

    def moments(self, ledger_ms: int) -> list[float]:
        """The true times that a node's clock can have called so: the storm moves that clock, and logs it."""
        if self.one_clock:
            return [ledger_ms / 1000]
        begun = min((one.asked_at for one in self.operations), default=0.0)
        moves = [(begun, 0.0), *((one.answered_at, float(one.facts["wrong_by"])) for one in self.done("clock"))]
        found = []
        for index, (since, wrong_by) in enumerate(moves):
            true = ledger_ms / 1000 - wrong_by
            until = moves[index + 1][0] if index + 1 < len(moves) else float("inf")
            if since - A_MOMENT <= true <= until + A_MOMENT:
                found.append(true)
        return found

    def earliest(self, ledger_ms: int) -> float:
        """The first of them."""
        return min(self.moments(ledger_ms), default=0.0)


def read_ledger(url: str) -> dict[str, list[Row]]:
    """Every row of what is judged."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                table: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
                for table in TABLES
            }
    finally:
        engine.dispose()


def unfinished(url: str) -> int:
    """How many rows have not come to an end, or are in doubt and undecided; and waves that still lack rows."""
    engine = create_engine(url)
    words = """
        SELECT (SELECT count(*) FROM deliveries WHERE channel <> 'task' AND (state IN ('waiting', 'sending')
        OR (state = 'unsure' AND settled_by IS NULL)))
        + (SELECT count(*) FROM waves JOIN alerts ON alerts.id = waves.alert_id AND alerts.version = waves.version
        WHERE alerts.approved_at IS NOT NULL AND NOT waves.expanded)
    """
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text(words)) or 0)
    finally:
        engine.dispose()


def read_journal(entries: Iterable[Mapping[str, Any]]) -> list[Sent]:
    """The provider's journal."""
    return [
        Sent(
            at=datetime.fromisoformat(entry["at"]).timestamp(),
            channel=entry["channel"],
            to=entry["to"].casefold(),
            body=bare(entry["body"]),
            id=entry.get("sid") or entry["message_id"],
            mark=_mark(entry),
        )
        for entry in entries
        if entry["channel"] != "talk"  # what was said in a call is no second message
    ]


def _mark(entry: Mapping[str, Any]) -> str:
    """The attempt (SMS and calls), the delivery (e-mail), or the alert (app)."""
    match entry["channel"]:
        case "sms" | "voice":
            return str(entry["status_callback"]).partition("#")[0].rpartition("/")[2]
        case "email":
            return str(entry["message_id"]).strip("<>")
        case _:
            payload = entry["payload"]
            return str((payload.get("data") or payload).get("alert", ""))


def bare(words: str) -> str:
    """Without what a mail server may do to line ends."""
    return " ".join(words.split())


def of_json(value: str | None) -> Any:
    """A JSON column."""
    return json.loads(value) if value else None
