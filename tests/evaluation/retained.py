"""A night that is over, sealed and in the archive; and a node's hours that go by after it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from dispatcher.delivery.retaining import Retaining
from dispatcher.domain.retention import Terms
from dispatcher.evaluation import report_json
from dispatcher.ledger import seal_watch
from dispatcher.ledger.archive_tables import archive_packages
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.seal import wave_seal
from dispatcher.ledger.snapshot import references_digest
from dispatcher.ledger.tables import (
    alerts,
    contact_points,
    deliveries,
    incidents,
    journal,
    lists,
    people,
    snapshot,
    variants,
)
from dispatcher.ledger.times import ms
from tests.evaluation.night_a import night_a
from tests.evaluation.written import ALERT, MINUTE, NUMBER, T0, Human, Send, Try, _write

CLOSED = datetime.fromtimestamp((T0 + 600 * MINUTE) / 1000, UTC)
TERMS = Terms()
SALT = "5a" * 16


class HeldClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.moment = CLOSED

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


@dataclass
class After:
    """The ledger of that night. ``days``: go so far beyond its end and let the node look once."""

    ledger: Ledger
    clock: HeldClock

    def at(self, days: float) -> After:
        self.clock.moment = CLOSED + timedelta(days=days)
        return self

    async def look(self, days: float) -> None:
        await Retaining(ledger=self.ledger, clock=self.at(days).clock, terms=TERMS).tick()

    def report(self) -> dict[str, Any]:
        """What the report says of the incident; the chain that runs through all incidents has grown."""
        said = json.loads(self.ledger.read_now(report_json, NUMBER))
        for grows in ("entries_in_chain", "head"):
            del said["journal"]["verdict"][grows]
        return dict(said)

    def digest(self) -> tuple[int, str]:
        return self.ledger.read_now(references_digest, ALERT, 1, SALT)

    def all(self, table: Any) -> list[Any]:
        return self.ledger.read_now(lambda connection: connection.execute(select(table)).all())

    def entries(self, kind: str) -> list[dict[str, Any]]:
        return [json.loads(row.data) for row in self.all(journal) if row.kind == kind]

    def everything(self) -> str:
        """All that the database holds of people, as text."""
        tables = (snapshot, deliveries, contact_points)
        return "\n".join(str(row) for table in tables for row in self.all(table))


def after(ledger: Ledger, citizens: int = 120, *, archived: bool = True) -> After:
    """Closed, sealed, and confirmed by the archive; one of the leaders lives in the area, too."""
    story = night_a(citizens)
    told = Send(accepted=T0 + 30 * MINUTE, tries=(Try(),))
    both = Human(ref="leder-0", wave=3, cls="citizen", sends={"sms": told}, list_key="ansatte")
    ledger.write_now(_make_room)
    ledger.write_now(_write, replace(story, humans=[*story.humans, both]))
    ledger.write_now(_over)
    for wave in ledger.read_now(seal_watch.stale):
        ledger.write_now(seal_watch.keep, wave, ledger.read_now(wave_seal, wave.id), CLOSED)
    if archived:
        ledger.write_now(archive)
    return After(ledger, HeldClock())


def _make_room(connection: Connection) -> None:
    """The story's rows are written with their ids: PostgreSQL must count its own from beyond them."""
    if connection.dialect.name == "postgresql":
        for table in (snapshot, deliveries, contact_points, people, lists, variants):
            connection.execute(text(f"ALTER SEQUENCE {table.name}_id_seq RESTART WITH 100000"))


def _over(connection: Connection) -> None:
    connection.execute(update(incidents).values(closed_at=ms(CLOSED)))
    connection.execute(update(alerts).values(salt=SALT))


def archive(connection: Connection) -> None:
    """A package that the archive says it has."""
    append(connection, Entry(kind="archive.made", actor="arkivar", incident=NUMBER), CLOSED)
    entry = connection.scalar(select(func.max(journal.c.seq)))
    at = {"made_at": ms(CLOSED), "confirmed_at": ms(CLOSED), "confirmed_by": "arkivar", "reference": "2026/1"}
    made = {"incident": NUMBER, "made_by": "arkivar", "entry": entry, "anchor": "a", "sha256": "b", "bytes": 1}
    connection.execute(insert(archive_packages).values(**at, **made))
