"""An alert's facts for the command line: what the board says, what it costs, what forces UCS-2, and what comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.domain import segments
from dispatcher.domain.states import AlertState
from dispatcher.ledger import board, incidents, journal
from dispatcher.plan_file import plan_from_document
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan

DOINGS = {
    "alert.returned": "Returnert",
    "alert.rejected": "Avvist",
    "alert.paused": "Satt på pause",
    "alert.resumed": "Gjenopptatt",
    "alert.stopped": "Stoppet",
}
SHOWN_DIGITS = 12
"""How much of a fingerprint an approver must give."""


def head(connection: Connection, alert: str) -> dict[str, Any]:
    """State, flags, fingerprint. Raises NotFound."""
    row = incidents.alert(connection, alert)
    return board.alert_head(row, incidents.incident(connection, row.incident).scenario)


def plan_of(connection: Connection, alert: str) -> Plan:
    """The plan as it was when the alert's incident was opened."""
    row = incidents.alert(connection, alert)
    opened = incidents.incident(connection, row.incident)
    return plan_from_document(incidents.plan_document(connection, opened.plan_hash))


def whole(connection: Connection, alert: str) -> dict[str, Any]:
    """Everything an approver should see, as over HTTP, and what makes an SMS dear. Raises NotFound."""
    view = alert_view(connection, alert)
    for variant in view["variants"]:
        variant["culprits"] = _culprits(variant)
    return view | {"expires_after_seconds": incidents.alert(connection, alert).expires_after / 1000}


def doings(connection: Connection, alert: str) -> list[dict[str, Any]]:
    """Who did what on the way, and why: what the alert's own row keeps only the last of. Oldest first."""
    entries = journal.of_incident(connection, incidents.alert(connection, alert).incident)
    return [
        {"at": board.rfc3339(entry.at), "kind": entry.kind, "by": entry.actor, "why": json.loads(entry.data).get("why")}
        for entry in entries
        if entry.alert_id == alert and entry.kind in DOINGS
    ]


def _culprits(variant: dict[str, Any]) -> list[dict[str, str | None]]:
    if variant["channel"] != "sms":
        return []
    return [{"char": one.char, "replacement": one.replacement} for one in segments.culprits(variant["body"])]


def next_step(view: Mapping[str, Any]) -> str:
    """One line: where the alert is, and the command that takes it on."""
    alert, short = view["id"], (view["fingerprint"] or "")[:SHOWN_DIGITS]
    match AlertState(view["state"]):
        case AlertState.DRAFT | AlertState.RETURNED:
            return f"Les gjennom: dispatcher show {alert}. Send inn: dispatcher submit {alert}"
        case AlertState.SUBMITTED:
            return f"Venter på godkjenning: dispatcher approve {alert} --fingerprint {short}"
        case AlertState.APPROVED | AlertState.SENDING:
            return f"Følg utsendingen: dispatcher watch {alert}"
        case AlertState.DONE | AlertState.STOPPED | AlertState.EXPIRED | AlertState.REJECTED:
            return f"Rapport: dispatcher report {alert} --out MAPPE"
