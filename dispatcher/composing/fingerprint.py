"""The fingerprint: SHA-256 over canonical JSON (RFC 8785) of all that is approved. Never over phone numbers."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import rfc8785

from dispatcher.ledger import clearance, drawn, incidents, silence, snapshot
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

TEXT = "cls zone fate channel language headline body instruction html".split()


def document(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """Everything the approver says yes to, as one JSON object; can be computed again after erasure."""
    opened = incidents.incident(connection, row.incident)
    count, references = snapshot.references_digest(connection, row.id, row.version, row.salt)
    return {
        "alert": row.id,
        "kind": row.kind,
        "version": row.version,
        "mode": row.mode,
        "plan": opened.plan_hash,
        "severity": row.severity,
        "urgency": row.urgency,
        "areas": json.loads(row.areas),
        "zones": json.loads(row.zones),
        "follows": row.follows,
        "false_alarm": bool(row.false_alarm),
        "variants": [
            [getattr(text, name) for name in TEXT] for text in incidents.variants_of(connection, row.id, row.version)
        ],
        "waves": [
            {
                "name": wave.name,
                "public": bool(wave.public),
                "audiences": json.loads(wave.audiences),
                "channels": json.loads(wave.channels),
                "fallback": json.loads(wave.fallback),
                "hold_until_ms": wave.hold_until,
                "share": wave.share,
                "longest_wait_ms": wave.longest_wait,
            }
            for wave in snapshot.waves_of(connection, row.id, row.version)
        ],
        "hold_until": row.hold_until,
        "expires_at": at(row.expires_at).isoformat(),
        "unsure": row.unsure_policy,
        "clearance": clearance.in_fingerprint(connection, row),
        "recipients": {"count": count, "sha256": references},
        **_silent(connection, row),
        **_drawn(connection, row),
        **({"crisis_rules": row.crisis_switch} if row.crisis_switch is not None else {}),
    }


def _silent(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """Whose phones stay silent; of an alert without any, nothing, as before there were such."""
    units = silence.units_of(row)
    return {"silent": {"units": units, "people": silence.count(connection, row)}} if units else {}


def _drawn(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """Name and every point of what was drawn; of an alert for the plan's own areas, nothing: the plan's hash has it."""
    found = drawn.of_alert(connection, row)
    return {"drawn": [[one.key, one.name, one.geometry] for one in found]} if found else {}


def fingerprint(connection: Connection, row: Row[Any]) -> str:
    """64 hex digits; the approver gives at least the first twelve."""
    return hashlib.sha256(rfc8785.dumps(document(connection, row))).hexdigest()
