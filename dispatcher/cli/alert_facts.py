"""An alert's facts for the command line: what the board says, what it costs, what forces UCS-2, and what comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.cli.police_lines import waits_for_police
from dispatcher.cli.telling import number
from dispatcher.domain import segments
from dispatcher.domain.states import AlertState
from dispatcher.ledger import board, drawn, incidents, journal
from dispatcher.plan_file import plan_from_document
from dispatcher.ports import SystemClock
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan

DOINGS = {
    "alert.returned": "Returnert",
    "alert.proposed": "Returnert med forslag til endring",
    "alert.proposal-taken": "Forslaget tatt inn",
    "alert.rejected": "Avvist",
    "alert.paused": "Satt på pause",
    "alert.resumed": "Gjenopptatt",
    "alert.stopped": "Stoppet",
    "alert.superseded": "Avløst",
    "alert.released": "Sluppet før tiden",
    "alert.external-now": "Åpnet for alle uten å vente",
    "retraction.asked": "Bedt trukket tilbake",
}
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk"}
OVER = ("all-clear", "retraction")
SHOWN_DIGITS = 12
"""How much of a fingerprint an approver must give."""


def head(connection: Connection, alert: str) -> dict[str, Any]:
    """State, flags, fingerprint. Raises NotFound."""
    row = incidents.alert(connection, alert)
    return board.head_view(connection, row, incidents.incident(connection, row.incident).scenario)


def plan_of(connection: Connection, alert: str) -> Plan:
    """The plan as it was when the alert's incident was opened."""
    row = incidents.alert(connection, alert)
    opened = incidents.incident(connection, row.incident)
    return plan_from_document(drawn.plan_document(connection, opened))


def whole(connection: Connection, alert: str) -> dict[str, Any]:
    """Everything an approver should see, as over HTTP, and what makes an SMS dear. Raises NotFound."""
    view = alert_view(connection, alert, SystemClock().now())
    for variant in view["variants"]:
        variant["culprits"] = _culprits(variant)
    return view | {"expires_after_seconds": incidents.alert(connection, alert).expires_after / 1000}


def doings(connection: Connection, alert: str) -> list[dict[str, Any]]:
    """Who did what on the way, and why: what the alert's own row keeps only the last of. Oldest first."""
    entries = journal.of_incident(connection, incidents.alert(connection, alert).incident)
    return [_doing(entry) for entry in entries if entry.alert_id == alert and entry.kind in DOINGS]


def _doing(entry: Any) -> dict[str, Any]:
    """``by``: a person; of what was overtaken the alert that did it."""
    data = json.loads(entry.data)
    return {
        "at": board.rfc3339(entry.at),
        "kind": entry.kind,
        "by": data["by"] if entry.kind == "alert.superseded" else entry.actor,
        "why": data.get("why"),
    }


def _culprits(variant: dict[str, Any]) -> list[dict[str, str | None]]:
    if variant["channel"] != "sms":
        return []
    return [{"char": one.char, "replacement": one.replacement} for one in segments.culprits(variant["body"])]


def draft_in_words(view: Mapping[str, Any]) -> str:
    """What an approver must know of texts that nobody has approved beforehand."""
    spoken = [LANGUAGES.get(language, language) for language in view["drafts"]]
    *most, last = spoken
    words = f"{', '.join(most)} og {last}" if most else last
    return f"UTKAST: Malen på {words} er ikke godkjent av noen på forhånd. Les hele teksten nøye."


def fates_in_words(view: Mapping[str, Any]) -> str:
    """Whom a follow-up is for: «95 får det samme som før. 23 nye får hele teksten.»"""
    kept, added, released = view["kept"], view["added"], view["released"]
    if view["kind"] in OVER:
        return f"Går til {number(kept)} som er varslet i hendelsen. De som aldri fikk noe, får heller ikke denne."
    words = [f"{number(kept)} får {'rettelsen' if view['kind'] == 'correction' else 'oppdateringen'}."]
    if added:
        words.append(f"{number(added)} er nye{' i en sone' if view['zones'] else ''} og får hele teksten.")
    if released:
        words.append(f"{number(released)} får vite at det ikke gjelder dem lenger.")
    twice = kept + added + released - view["people"]
    if twice > 0:
        words.append(f"{number(twice)} av dem er både ansatt og innbygger, og får to ulike meldinger.")
    return " ".join(words)


def next_step(view: Mapping[str, Any]) -> str:
    """One line: where the alert is, and the command that takes it on."""
    alert, short = view["id"], (view["fingerprint"] or "")[:SHOWN_DIGITS]
    if view["superseded_by"]:
        return f"Avløst. Det nyeste: dispatcher show {view['superseded_by']}"
    match AlertState(view["state"]):
        case AlertState.DRAFT | AlertState.RETURNED:
            return f"Les gjennom: dispatcher show {alert}. Send inn: dispatcher submit {alert}"
        case AlertState.SUBMITTED if waits_for_police(view):
            return f"Venter på politiet: dispatcher clear {alert} --name N --function F --at T --what W"
        case AlertState.SUBMITTED:
            seen = " --seen NØKKEL for hvert uvanlige punkt" if view.get("odd") else ""
            return f"Venter på godkjenning: dispatcher approve {alert} --fingerprint {short}{seen}"
        case AlertState.APPROVED | AlertState.SENDING:
            return f"Følg utsendingen: dispatcher watch {alert}"
        case AlertState.DONE | AlertState.STOPPED | AlertState.EXPIRED | AlertState.REJECTED:
            return f"Rapport: dispatcher report {alert} --out MAPPE"
