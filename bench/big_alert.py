"""One large alert written straight into a ledger: what a register of a city leaves behind after a bad night.

Half the deliveries are SMS, half e-mail; addresses, refusals, doubts, second tries, shared numbers and receipts fall
by the row's number, so the same size is always the same ledger.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert

from dispatcher.domain.states import Role
from dispatcher.ledger import accounts, seal
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import (
    alerts,
    attempts,
    contact_points,
    deliveries,
    incidents,
    lists,
    memberships,
    people,
    plans,
    receipts,
    snapshot,
    variants,
    waves,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBER = 1001
ALERT = "1001-1"
SLICE = 20_000
STAFF = 20
"""One in so many is staff."""
LANGUAGES = ("nb", "nb", "nb", "nn", "en")
AREAS = ("sentrum", "nord", "sor", "ost", "vest")
T0 = int(datetime(2026, 11, 22, 2, 12, tzinfo=UTC).timestamp() * 1000)
PLAN: dict[str, Any] = {
    "plan": {"name": "Krisekommunikasjonsplan", "version": "1.0", "status": "adopted"},
    "municipality": {"name": "Storby kommune"},
    "persons": {"ordforer": {"name": "Anne Prøvestad"}},
    "roles": {"ordforer": {"title": "ordfører", "holder": "ordforer"}},
    "areas": {key: {"name": key.capitalize()} for key in AREAS},
    "audiences": {
        "ansatte": {"name": "Alle ansatte", "class": "staff", "lists": ["ansatte"]},
        "innbyggere": {"name": "Innbyggere", "class": "citizen", "lists": ["innbyggere"], "by_area": True},
    },
    "scenarios": {"kokevarsel": {"name": "Kokevarsel", "event": "Forurenset drikkevann"}},
    "costs": {"sms_part": 0.5, "email": 0.01},
}
Row = dict[str, Any]
Tries = tuple[tuple[str, str], ...]
SMS: tuple[Row, Tries] = ({"state": "delivered"}, (("accepted", ""),))
EMAIL: tuple[Row, Tries] = ({"state": "accepted"}, (("accepted", ""),))
FATES: dict[int, tuple[Row, Tries]] = {
    11: ({"state": "failed", "reason": "invalid-number"}, (("refused", "invalid-number"),)),
    15: ({"state": "failed", "reason": "undelivered 30003", "settled_by": "receipt"}, (("accepted", ""),)),
    19: ({"state": "unsure", "reason": "timeout"}, (("unsure", "timeout"),)),
    27: ({"state": "accepted"}, (("unsure", "dropped"), ("accepted", ""))),
    35: ({"state": "skipped", "reason": "covered"}, ()),
}
"""What becomes of an SMS, by the last digits of its person's number, and of its tries."""


def build(file: Path, total: int) -> str:
    """Write the ledger; returns a token of somebody who may have the report."""
    ledger = Ledger(file, checkpoints=True)
    now = datetime.now(UTC)
    try:
        ledger.write_now(_heads, total // 2)
        for first in range(1, total // 2 + 1, SLICE):
            ledger.write_now(_people, range(first, min(first + SLICE, total // 2 + 1)))
        ledger.write_now(_seal, now)
        ledger.write_now(accounts.add_user, "eva", [Role.EVALUATOR, Role.CRISIS_TEAM], None, now)
        return ledger.write_now(accounts.create_token, "eva", now)
    finally:
        ledger.close()


def _heads(connection: Connection, persons: int) -> None:
    document = json.dumps(PLAN, ensure_ascii=False)
    connection.execute(insert(plans).values(hash="ab" * 32, document=document, first_used_at=T0))
    head: Row = {"scenario": "kokevarsel", "mode": "real", "plan_hash": "ab" * 32, "opened_by": "eva"}
    connection.execute(insert(incidents).values(id=NUMBER, **head, opened_at=T0, known_at=T0 - 22 * 60_000))
    row: Row = {"id": ALERT, "incident": NUMBER, "kind": "first", "state": "done", "mode": "real", "rank": 1}
    row |= {"severity": "severe", "urgency": "expected", "unsure_policy": "ask", "fields": "{}", "areas": '["nord"]'}
    row |= {"created_by": "eva", "edited_by": "eva", "created_at": T0, "composed_at": T0, "expires_after": 86_400_000}
    row |= {"submitted_by": "eva", "approved_as": "ordforer"}
    row |= {"submitted_at": T0 + 60_000, "fingerprint": "fe" * 32, "approved_fingerprint": "fe" * 32, "cost": 1000.0}
    row |= {"people": persons, "approved_by": "anne", "approved_at": T0 + 120_000, "done_at": T0 + 7_200_000}
    connection.execute(insert(alerts).values(**row))
    for ix, (name, audience) in enumerate((("Ansatte", "ansatte"), ("Innbyggere", "innbyggere"))):
        wave: Row = {"id": ix + 1, "alert_id": ALERT, "version": 1, "ix": ix, "name": name, "public": False}
        wave |= {"audiences": json.dumps([audience]), "channels": '["sms", "email"]', "expanded": True}
        opened = T0 + 120_000 + 60_000 * ix
        connection.execute(insert(waves).values(**wave, opened_at=opened, opened_by="approval", done_at=T0 + 7_200_000))
        list_: Row = {"id": ix + 1, "key": audience, "file": f"contacts/{audience}.csv", "digest": "cd" * 32}
        list_ |= {"language": "nb", "fictional": True, "rows": persons, "faults": 9, "in_force": True}
        connection.execute(insert(lists).values(**list_, imported_at=T0 - 86_400_000))
    texts: Row = {"alert_id": ALERT, "version": 1, "headline": "Kokevarsel", "instruction": "Kok vannet.", "html": ""}
    connection.execute(
        insert(variants),
        [
            texts
            | {"id": number, "cls": cls, "channel": channel, "language": language, "body": "Kok.", "parts": 2}
            | {"encoding": "GSM-7"}
            for number, (cls, channel, language) in enumerate(_texts(), start=1)
        ],
    )
    said: Row = {"scenario": "kokevarsel", "mode": "real"}
    append(connection, Entry(kind="incident.opened", actor="eva", incident=NUMBER, data=said), _moment(T0))


def _texts() -> Iterator[tuple[str, str, str]]:
    for cls in ("staff", "citizen"):
        for channel in ("sms", "email"):
            for language in dict.fromkeys(LANGUAGES):
                yield cls, channel, language


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _people(connection: Connection, numbers: range) -> None:
    texts = {text: number for number, text in enumerate(_texts(), start=1)}
    rows: dict[Any, list[Row]] = {
        table: [] for table in (contact_points, people, memberships, snapshot, deliveries, attempts, receipts)
    }
    for n in numbers:
        _person(n, rows, texts)
    for table, found in rows.items():
        for batch in range(0, len(found), 2000):
            connection.execute(insert(table), found[batch : batch + 2000])


def _person(n: int, rows: dict[Any, list[Row]], texts: dict[tuple[str, str, str], int]) -> None:
    staff = n % STAFF == 0
    cls, side, language = ("staff", 1, "nb") if staff else ("citizen", 2, LANGUAGES[n % len(LANGUAGES)])
    sms, email = n % 40 not in (3, 7), n % 5 == 0
    points = {"sms": 2 * n - 1 if sms else None, "email": 2 * n if email else None}
    if sms:
        rows[contact_points].append(
            {"id": 2 * n - 1, "channel": "sms", "fictional": True, "value": f"+47{420_000_000 + n}"}
        )
    if email:
        rows[contact_points].append(
            {"id": 2 * n, "channel": "email", "fictional": True, "value": f"p{n}@storby.example"}
        )
    where: Row = {"address": f"Testvegen {n % 200} nr {n % 3000}", "lat": 60.0, "lon": 11.0}
    fault = "mobil har 7 siffer; norske mobilnumre har 8" if n % 40 == 7 else ""
    rows[people].append(
        {"id": n, "list_id": side, "ref": f"P{n:07d}", "name": "Test Testesen", "unit": f"Enhet {n % 60}", **where}
        | {"sms_point": points["sms"], "email_point": points["email"], "fault": fault, "language": language}
    )
    rows[memberships].append({"list_id": side, "kind": "area", "key": AREAS[n % len(AREAS)], "person_id": n})
    mine: Row = {"alert_id": ALERT, "wave_id": side, "cls": cls, "ref": f"P{n:07d}", "person_id": n}
    rows[snapshot].append(mine | {"version": 1, "list_id": side, "language": language})
    for step, channel in enumerate(("sms", "email")):
        text = texts[cls, channel, language]
        _delivery(2 * n - 1 + step, n, mine | {"channel": channel, "variant_id": text}, points[channel], rows)


def _delivery(key: int, n: int, mine: Row, point: int | None, rows: dict[Any, list[Row]]) -> None:
    at = T0 + 180_000 + 40 * n
    row = mine | {"id": key, "point_id": point, "due_at": T0, "reason": "", "attempts": 0, "attempt_id": None}
    row |= {"provider": None, "covered_by": None, "settled_by": None, "first_attempt_at": None}
    if point is None:
        row |= {"state": "skipped", "reason": "bad address" if n % 40 == 7 else "no address"}
        tries: Tries = ()
    else:
        fate, tries = FATES.get(n % 40, SMS) if mine["channel"] == "sms" else EMAIL
        row |= fate | ({"covered_by": key - 2} if fate.get("reason") == "covered" else {})
    told = row["state"] in ("accepted", "delivered") or "undelivered" in row["reason"]
    row |= {"accepted_at": at if told else None, "delivered_at": at + 4000 if row["state"] == "delivered" else None}
    if tries:
        last = f"{len(tries):032x}-{key}"
        row |= {"attempts": len(tries), "attempt_id": last, "provider": "twilio", "first_attempt_at": at}
    rows[deliveries].append(row)
    for number, (state, reason) in enumerate(tries, start=1):
        attempt = f"{number:032x}-{key}"
        rows[attempts].append(
            {"id": attempt, "delivery_id": key, "n": number, "at": at, "incarnation": "x", "provider": "twilio"}
            | {"state": state, "reason": reason}
        )
    if row["state"] == "delivered":
        rows[receipts].append(
            {"attempt_id": row["attempt_id"], "delivery_id": key, "status": "delivered", "rank": 9, "known": True}
            | {"at": at + 4000}
        )


def _seal(connection: Connection, now: datetime) -> None:
    """As a node leaves it: each wave closed and sealed."""
    for wave in (1, 2):
        found = seal.wave_seal(connection, wave)
        data = {"wave": wave - 1, "name": "", "sealed_rows": dict(found.rows)}
        connection.execute(waves.update().where(waves.c.id == wave).values(sealed=found.changes))
        entry = Entry(kind="wave.sealed", actor="node", incident=NUMBER, alert=ALERT, data=data)
        append(connection, entry, now)
