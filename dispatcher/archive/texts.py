"""What was said, word for word: every variant as a text file and all of them as JSON, and the bytes that were approved.

``godkjent.json`` holds the alert as the approver saw it, with a count and a hash of who was meant in place of rows
about them. Its SHA-256 is the fingerprint in the journal's line about the approval.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import rfc8785

from dispatcher.archive.names import ALERTS, ALL_TEXTS, APPROVED, safe
from dispatcher.composing import fingerprint
from dispatcher.domain.states import ChannelName
from dispatcher.evaluation.export import as_facts
from dispatcher.ledger import incidents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import AlertRecord, Record
    from dispatcher.evaluation.said import VariantRecord

OF_AN_ALERT = "id number kind state mode follows areas zones severity urgency fingerprint variants".split()
WORDS_ALONE = {str(ChannelName.SMS), str(ChannelName.VOICE)}
"""Channels that carry no heading."""


def files_of(connection: Connection, record: Record) -> dict[str, bytes]:
    """The files of every alert of the series, also of those that were never sent."""
    facts = {each["id"]: each for each in as_facts(record)["alerts"]}
    found: dict[str, bytes] = {}
    for alert in record.alerts:
        folder = f"{ALERTS}/{safe(alert.id)}"
        told = {key: facts[alert.id][key] for key in OF_AN_ALERT if key in facts[alert.id]}
        found[f"{folder}/varsel.json"] = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
        found |= {f"{folder}/tekster/{safe(text.key)}.txt": _as_sent(text).encode() for text in alert.variants}
        found[f"{folder}/{ALL_TEXTS}"] = _together(alert).encode()
        approved = _approved(connection, record, alert)
        if approved is not None:
            found[f"{folder}/{APPROVED}"] = approved
    return found


def _approved(connection: Connection, record: Record, alert: AlertRecord) -> bytes | None:
    """The bytes that were approved, with holds that somebody ended; None where the ledger has them no more."""
    row = incidents.alert(connection, alert.id)
    if row.approved_fingerprint is None:
        return None
    document = fingerprint.document(connection, row)
    for line in record.journal:
        if line.kind == "alert.released" and line.alert == alert.id:
            for wave, until in line.data.get("held_until", {}).items():
                document["waves"][int(wave)]["hold_until_ms"] = until
    written = rfc8785.dumps(document)
    return written if hashlib.sha256(written).hexdigest() == row.approved_fingerprint else None


def not_recomputed(record: Record, found: Mapping[str, bytes]) -> list[str]:
    """Approved alerts whose fingerprint the ledger does not give any more: their texts have the manifest alone."""
    sent = [alert.id for alert in record.alerts if alert.was_sent]
    return [alert for alert in sent if f"{ALERTS}/{safe(alert)}/{APPROVED}" not in found]


def _together(alert: AlertRecord) -> str:
    """Every text under a line that says whose it is."""
    return "\r\n".join(f"=== {text.key} ===\r\n{_as_sent(text)}\r\n" for text in alert.variants)


def _as_sent(text: VariantRecord) -> str:
    """The words as they went: a heading first where the channel has one, what to do where it stands by itself."""
    parts = [text.body] if text.channel in WORDS_ALONE else [text.headline, text.body]
    if text.instruction and text.instruction not in text.body:
        parts.append(text.instruction)
    return "\n\n".join(parts)
