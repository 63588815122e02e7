"""The journal: every decision and act in one hash chain.

h = SHA-256(prev ‖ canonical JSON). Personal data stands beside the entry; inside is only its HMAC, so a person can be
erased (data and salt deleted) and the chain still verifies (security.md 2). A cut tail or a chain rewritten whole
passes unless its head is kept elsewhere: the head stands on every approval receipt and report.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import rfc8785
from sqlalchemy import Connection, Row, insert, select

from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

GENESIS = "0" * 64
SLICE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: what happened, who did it, to which incident and alert. ``personal`` is kept outside the chain."""

    kind: str
    actor: str
    incident: int | None = None
    alert: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] | None = None
    happened_at: datetime | None = None


def append(connection: Connection, entry: Entry, now: datetime) -> str:
    """Add one entry; returns its hash. Moves no delivery."""
    last = connection.execute(select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)).first()
    personal = json.dumps(entry.personal, ensure_ascii=False, sort_keys=True) if entry.personal else None
    salt = secrets.token_hex(16) if personal else None
    data = json.loads(json.dumps(entry.data, default=str))
    if personal is not None and salt is not None:
        data["sealed"] = _seal(personal, salt)  # stays in the chain when personal and salt are erased
    row = {
        "seq": last.seq + 1 if last else 1,
        "at": ms(now),
        "happened_at": ms(entry.happened_at) if entry.happened_at else None,
        "kind": entry.kind,
        "actor": entry.actor,
        "incident": entry.incident,
        "alert_id": entry.alert,
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "personal": personal,
        "salt": salt,
        "prev": last.hash if last else GENESIS,
    }
    row["hash"] = _hash(row)
    connection.execute(insert(journal), row)
    return str(row["hash"])


def _seal(personal: str, salt: str) -> str:
    return hmac.new(bytes.fromhex(salt), personal.encode(), hashlib.sha256).hexdigest()


def canonical(row: Mapping[str, Any]) -> bytes:
    """The bytes of a line that are hashed after ``prev``: all that is open in it."""
    facts = {key: row[key] for key in ("seq", "at", "happened_at", "kind", "actor", "incident", "alert_id")}
    return rfc8785.dumps(facts | {"data": json.loads(row["data"])})


def _hash(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(str(row["prev"]).encode() + canonical(row)).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken`` names the first entry that does not fit, 0 if the chain is whole; ``head`` is its last hash."""

    entries: int
    head: str
    broken: int = 0
    why: str = ""


def verify(connection: Connection) -> Verdict:
    """Walk the chain from its start, some lines at a time: a log may be longer than there is memory for."""
    return verify_rows(_lines(connection))


def _lines(connection: Connection) -> Iterator[dict[str, Any]]:
    some = select(journal).order_by(journal.c.seq).limit(SLICE)
    batch = connection.execute(some).mappings().all()
    while batch:
        yield from map(dict, batch)
        batch = connection.execute(some.where(journal.c.seq > batch[-1]["seq"])).mappings().all()


def verify_rows(rows: Any) -> Verdict:
    """Walk rows of the journal (also out of an exported package) and name the first that is broken."""
    prev, count = GENESIS, 0
    for count, row in enumerate(rows, start=1):
        why = _fault(row, prev, count)
        if why:
            return Verdict(count, prev, broken=row["seq"], why=why)
        prev = row["hash"]
    return Verdict(count, prev)


def _fault(row: Mapping[str, Any], prev: str, expected_seq: int) -> str:
    if row["seq"] != expected_seq:
        return f"linje {expected_seq} mangler"
    if row["prev"] != prev:
        return "lenken til linjen før passer ikke"
    try:
        if _hash(row) != row["hash"]:
            return "innholdet er endret"
        sealed = json.loads(row["data"]).get("sealed")
        if row.get("personal") is not None and _seal(row["personal"], row["salt"]) != sealed:
            return "personopplysningene er byttet"
    except (AttributeError, TypeError, ValueError):  # what was put there is not even of our shape
        return "innholdet er endret"
    return ""


def of_incident(connection: Connection, incident: int) -> list[Row[Any]]:
    """The entries of one incident, oldest first."""
    return list(connection.execute(select(journal).where(journal.c.incident == incident).order_by(journal.c.seq)))
