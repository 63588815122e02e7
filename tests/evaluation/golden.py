"""A small incident with a return, a wrong text and a late promise, written straight into a ledger.

Two of the staff and four citizens; the first message names the wrong place and is corrected. Every moment is a clock
time of the night of 22 November 2026 in Oslo, so that a person can work each figure out by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert

from dispatcher.domain.moments import OSLO
from dispatcher.ledger import tables as t
from dispatcher.ledger.deciding_tables import approval_requests
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from tests.evaluation.written import NUMBER, PLAN

if TYPE_CHECKING:
    from pathlib import Path

FIRST, CORRECTION = f"{NUMBER}-1", f"{NUMBER}-2"
RETURNED, WRONG = "Kok vannet i Brukvegen. Ring oss.", "Kok vannet i Ådalsbruk. Ring oss."
RIGHT = "RETTELSE Kok vannet i hele Løten. Ring oss."
GOLDEN_PLAN: dict[str, Any] = PLAN | {
    "plan": PLAN["plan"] | {"case": "2026/123", "date": "2026-06-18"},
    "crisis_team": ["ordforer"],
    "scenarios": {"kokevarsel": {"name": "Kokevarsel", "event": "Forurenset vann", "approval": {"minutes": 5}}},
}
WAVES = (
    {"name": "Ansatte", "public": False, "audiences": '["vakt"]', "channels": '["sms"]'},
    {"name": "Nettside", "public": True, "audiences": "[]", "channels": '["banner"]'},
    {"name": "Innbyggere", "public": False, "audiences": '["innbyggere"]', "channels": '["sms"]'},
)
GATES: tuple[dict[str, Any], ...] = ({}, {}, {"share": 0.9, "longest_wait": 120_000})
CLASSES: dict[str, tuple[int, tuple[str, ...]]] = {"staff": (0, ("s1", "s2")), "citizen": (2, ("c1", "c2", "c3", "c4"))}


@dataclass(kw_only=True)
class Message:
    """An alert: when it was made, submitted, approved; when its waves opened; who was told, and whose phone said so."""

    id: str
    kind: str
    version: int
    made: str
    submitted: str
    approved: str
    opened: tuple[str, str, str]
    page: str
    accepted: dict[str, str]
    delivered: dict[str, str]
    body: str
    more: dict[str, Any] = field(default_factory=dict)


MESSAGES = (
    Message(
        id=FIRST,
        kind="first",
        version=2,
        made="03:12:00",
        submitted="03:20:00",
        approved="03:24:00",
        opened=("03:24:00", "03:24:40", "03:25:00"),
        page="03:24:50",
        accepted={"s1": "03:24:10", "s2": "03:24:30", "c1": "03:25:10", "c2": "03:25:40", "c3": "03:26:10"},
        delivered={"s1": "03:24:15", "c1": "03:25:20", "c2": "03:26:00"},
        body=WRONG,
        more={"superseded_by": CORRECTION, "state": "sending"},
    ),
    Message(
        id=CORRECTION,
        kind="correction",
        version=1,
        made="03:40:00",
        submitted="03:45:00",
        approved="04:02:00",
        opened=("04:02:00", "04:02:25", "04:02:40"),
        page="04:02:30",
        accepted={"s1": "04:02:10", "s2": "04:02:20", "c1": "04:03:10", "c2": "04:03:20", "c3": "04:03:50"},
        delivered={},
        body=RIGHT,
        more={"follows": FIRST, "state": "done"},
    ),
)
PAGE_SEEN = {"wave": 2, "name": "Innbyggere", "by": "share", "people": 1, "told": 1}
MAYOR = {"capacity": "ordforer", "authority": ""}
LINES: tuple[tuple[str, str, str | None, str, str, dict[str, Any]], ...] = (
    ("incident.opened", "siri", None, "03:12:00", "", {"scenario": "kokevarsel", "mode": "exercise"}),
    (
        *("log.line", "siri", None, "03:13:00", "02:55:00"),
        {"kind": "kriseledelse-etablert", "text": "Kriseledelsen er etablert. Anne, Ola og Siri."},
    ),
    ("alert.submitted", "siri", FIRST, "03:15:00", "", {"version": 1, "people": 6}),
    ("answer.given", "ola", None, "03:16:00", "", {"person": "vara", "answer": "coming", "way": "page"}),
    ("alert.returned", "ola", FIRST, "03:17:00", "", {"why": "Feil gate"}),
    ("alert.submitted", "siri", FIRST, "03:20:00", "", {"version": 2, "people": 6}),
    ("alert.approved", "ola", FIRST, "03:24:00", "", MAYOR | {"person": "vara", "way": "page"}),
    ("wave.opened", "node", FIRST, "03:25:00", "", PAGE_SEEN),
    (
        *("log.line", "siri", None, "03:35:00", "03:30:00"),
        {"kind": "statsforvalter-varslet", "text": "Statsforvalteren er varslet."},
    ),
    ("alert.paused", "siri", FIRST, "03:40:00", "", {"why": "Hele Løten skal koke"}),
    ("alert.submitted", "siri", CORRECTION, "03:45:00", "", {"version": 1, "people": 6}),
    (
        *("alert.approved", "siri", CORRECTION, "04:02:00", ""),
        MAYOR | {"person": "ordforer", "for": "anne", "witness": "vara", "way": "oral"},
    ),
    ("wave.opened", "node", CORRECTION, "04:02:40", "", PAGE_SEEN),
    (
        *("log.line", "siri", None, "04:31:00", "04:30:00"),
        {"kind": "kriseledelse-hevet", "text": "Kriseledelsen er hevet."},
    ),
)


def at(clock: str) -> int:
    """``03:12:00`` in Oslo, in milliseconds."""
    moment = datetime.fromisoformat(f"2026-11-22T{clock}").replace(tzinfo=OSLO)
    return int(moment.timestamp() * 1000)


def write_golden(folder: Path, language: str = "nb") -> Ledger:
    """The incident as a ledger file; ``language``: the plan's own, and that of its texts."""
    ledger = Ledger(folder / "dispatcher.db")
    ledger.write_now(_write, language)
    return ledger


def _write(connection: Connection, language: str) -> None:
    plan = GOLDEN_PLAN | {"municipality": {"name": "Løten kommune", "languages": [language]}}
    document = json.dumps(plan, ensure_ascii=False)
    connection.execute(insert(t.plans).values(hash="ab" * 32, document=document, first_used_at=at("03:12:00")))
    accounts = (("siri", "siri"), ("ola", "vara"), ("anne", "ordforer"))
    rows = [{"name": name, "person": key, "roles": "approver", "created_at": at("03:00:00")} for name, key in accounts]
    connection.execute(insert(t.users), rows)
    opened = {"opened_by": "siri", "opened_at": at("03:12:00"), "known_at": at("02:50:00")}
    frozen = {"scenario": "kokevarsel", "mode": "exercise", "plan_hash": "ab" * 32}
    connection.execute(insert(t.incidents).values(id=NUMBER, **frozen, **opened))
    for kind, actor, alert, clock, happened, data in LINES:
        then = _moment(happened) if happened else None
        entry = Entry(kind=kind, actor=actor, incident=NUMBER, alert=alert, data=data, happened_at=then)
        append(connection, entry, _moment(clock))
    for message in MESSAGES:
        _message(connection, message)
        texts = _texts(connection, message.id, message.version, message.body, language)
        _sends(connection, message, texts, language)
    _texts(connection, FIRST, 1, RETURNED, language)


def _moment(clock: str) -> datetime:
    return datetime.fromtimestamp(at(clock) / 1000, UTC)


def _message(connection: Connection, message: Message) -> None:
    fixed = {"mode": "exercise", "severity": "severe", "rank": 1, "urgency": "expected", "unsure_policy": "ask"}
    fixed |= {"fields": "{}", "areas": '["adalsbruk"]', "created_by": "siri", "edited_by": "siri", "people": 6}
    by = ("ola", "anne")[message.id == CORRECTION]
    decided = {"approved_by": by, "approved_as": "ordforer", "approved_at": at(message.approved)}
    prints = {"fingerprint": "fe" * 32, "approved_fingerprint": "fe" * 32}
    asked = {"submitted_by": "siri", "submitted_at": at(message.submitted), "expires_after": 86_400_000}
    made = {"created_at": at(message.made), "composed_at": at(message.made)}
    promised = {"promise_at": at("04:00:00")} if message.id == FIRST else {}
    row = fixed | decided | prints | asked | made | promised | message.more
    connection.execute(
        insert(t.alerts).values(id=message.id, incident=NUMBER, kind=message.kind, version=message.version, **row)
    )
    request = {"alert_id": message.id, "fingerprint": "fe" * 32, "person": "vara", "capacity": "ordforer"}
    times = {"asked_at": at(message.submitted), "last_at": at(message.submitted)}
    connection.execute(insert(approval_requests).values(**request, version=message.version, **times))


def _texts(connection: Connection, alert: str, version: int, body: str, language: str) -> dict[str, int]:
    """One text a class, the same words in each."""
    found: dict[str, int] = {}
    for cls, channel in (("staff", "sms"), ("public", "banner"), ("citizen", "sms")):
        row = {"alert_id": alert, "version": version, "cls": cls, "channel": channel, "language": language}
        said = {"headline": "", "body": body, "instruction": "", "html": "", "parts": 1, "encoding": "GSM-7"}
        key = connection.execute(insert(t.variants).values(**row, **said)).inserted_primary_key
        found[cls] = int(key[0]) if key else 0
    return found


def _sends(connection: Connection, message: Message, texts: dict[str, int], language: str) -> None:
    mine = {"alert_id": message.id, "version": message.version}
    waves: list[int] = []
    for ix, (wave, gate, opened) in enumerate(zip(WAVES, GATES, message.opened, strict=True)):
        by = {"opened_at": at(opened), "opened_by": "approval" if ix == 0 else "share"}
        row = mine | {"ix": ix, "expanded": True} | wave | gate | by
        key = connection.execute(insert(t.waves).values(**row)).inserted_primary_key
        waves.append(int(key[0]) if key else 0)
    for cls, (ix, refs) in CLASSES.items():
        for ref in refs:
            who = {"wave_id": waves[ix], "cls": cls, "ref": ref}
            connection.execute(insert(t.snapshot).values(**mine, **who, language=language))
            row = {"alert_id": message.id, **who, "channel": "sms", "variant_id": texts[cls], "attempts": 1}
            connection.execute(insert(t.deliveries).values(**row, **_end(message, ref)))
    page = {"alert_id": message.id, "wave_id": waves[1], "cls": "public", "ref": "public", "channel": "banner"}
    shown = {"variant_id": texts["public"], "state": "accepted", "attempts": 1, "due_at": at(message.page)}
    connection.execute(insert(t.deliveries).values(**page, **shown, accepted_at=at(message.page)))


def _end(message: Message, ref: str) -> dict[str, Any]:
    due = {"due_at": at(message.approved)}
    if ref not in message.accepted:
        return due | {"state": "failed", "reason": "invalid-number"}
    taken = due | {"accepted_at": at(message.accepted[ref])}
    if ref not in message.delivered:
        return taken | {"state": "accepted"}
    return taken | {"state": "delivered", "delivered_at": at(message.delivered[ref])}
