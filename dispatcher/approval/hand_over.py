"""What is handed over with a task: the approved text per language, and the approved area, for somebody else's tool.

Only of an alert that goes out: what is paused, stopped, overtaken or past its time must not be taken over by others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.domain.geojson import feature
from dispatcher.domain.states import AlertState, AudienceClass, ChannelName, Fate
from dispatcher.domain.task_text import fitting, whole
from dispatcher.ledger import drawn, incidents
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.task_planning import read_ref
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Area, Plan

NOT_NOW = {
    AlertState.STOPPED: "Varselet er stoppet. Teksten skal ikke gis videre.",
    AlertState.EXPIRED: "Varselet er utløpt. Teksten skal ikke gis videre.",
}
NOT_APPROVED = "Varselet er ikke godkjent. Teksten kan ikke gis videre ennå."
OVERTAKEN = "Varselet er avløst av et nyere. Gi det nyere videre: {}."
PAUSED = "Varselet er satt på pause. Vent til det er gjenopptatt."
NO_SHAPE = "Området er en liste over veier og har ingen flate på kartet. Tegn det i verktøyet etter navnene (names)."


def texts(connection: Connection, task: int) -> dict[str, str]:
    """What the task copies, by language, cut as the one who takes it over has room for. Raises NotFound, Conflict."""
    row, plan, key = _of(connection, task)
    return _copied(connection, row, plan, key)


def area(connection: Connection, task: int) -> dict[str, Any]:
    """The approved area as a GeoJSON FeatureCollection: a feature an area, in the order of the zones, with its text.

    Raises NotFound for no task, Conflict for an alert whose text must not be given on.
    """
    row, plan, key = _of(connection, task)
    shown = list(_features(connection, row, plan, _copied(connection, row, plan, key)))
    return {
        "type": "FeatureCollection",
        "features": shown,
        "task": str(task),
        "incident": str(row.incident),
        "alert": row.id,
        "kind": row.kind,
        "mode": row.mode,
        "severity": row.severity,
        "fingerprint": row.approved_fingerprint,
        "approved_at": rfc3339(row.approved_at),
        "expires_at": rfc3339(row.expires_at),
        "without_polygon": [one["properties"]["name"] for one in shown if one["geometry"] is None],
    }


def _of(connection: Connection, task: int) -> tuple[Row[Any], Plan, str]:
    mine = (deliveries.c.id == task, deliveries.c.channel == str(ChannelName.TASK))
    found = connection.execute(select(deliveries.c.alert_id, deliveries.c.ref).where(*mine)).first()
    if found is None:
        raise NotFound(f"Det finnes ingen oppgave {task}.")
    row = incidents.alert(connection, found.alert_id)
    _may_go_out(row)
    opened = incidents.incident(connection, row.incident)
    return row, plan_from_document(drawn.plan_document(connection, opened)), read_ref(found.ref)[0]


def _may_go_out(row: Row[Any]) -> None:
    if row.state not in {*ACTIVE, str(AlertState.DONE)}:
        raise Conflict("state", NOT_NOW.get(AlertState(row.state), NOT_APPROVED))
    if row.superseded_by:
        raise Conflict("state", OVERTAKEN.format(row.superseded_by))
    if row.paused is not None:
        raise Conflict("state", PAUSED)


def _copied(connection: Connection, row: Row[Any], plan: Plan, key: str) -> dict[str, str]:
    spec = plan.tasks[key]
    found = {}
    for text in incidents.variants_of(connection, row.id, row.version):
        if (text.cls, text.channel, text.fate) == (spec.copies, str(ChannelName.TASK), ""):
            parts = (text.headline, text.body, text.instruction)
            short = fitting(*parts, limit=spec.limit) if spec.limit else None
            found[text.language] = short or whole(*parts)
    return found


def _features(connection: Connection, row: Row[Any], plan: Plan, copied: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A person belongs to the first that holds them: ``order`` says which is first."""
    own = _zone_texts(connection, row)
    for order, (zone, keys) in enumerate(_zones(connection, row, plan).items(), start=1):
        for one in (plan.areas[key] for key in keys):
            said = own.get(zone) or copied
            yield feature(one.polygon, _properties(one, zone=zone, order=order, said=said))


def _zones(connection: Connection, row: Row[Any], plan: Plan) -> dict[str, list[str]]:
    """The areas by zone; last the alert's own, whose text is that of the zone for the rest."""
    zones: dict[str, list[str]] = json.loads(row.zones)
    opened = incidents.incident(connection, row.incident)
    rest = next((zone.key for zone in plan.scenarios[opened.scenario].zones if zone.rest), "") if zones else ""
    own = [key for key in incidents.areas_of(row) if key not in zones.get(rest, [])]
    return zones | ({rest: [*zones.get(rest, []), *own]} if own else {})


def _properties(one: Area, *, zone: str, order: int, said: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"area": one.key, "name": one.name, "zone": zone, "order": order, "texts": dict(said)}
    return told if one.polygon else told | {"names": list(one.names), "without_polygon": NO_SHAPE}


def _zone_texts(connection: Connection, row: Row[Any]) -> dict[str, dict[str, str]]:
    """What citizens of a zone get by SMS, by zone and language; nothing of an alert that has one text for all.

    Of a follow-up, what it says to those who had the alert before; where nobody had, the whole first text.
    """
    found: dict[str, dict[str, str]] = {}
    mine = (str(AudienceClass.CITIZEN), str(ChannelName.SMS))
    said = [text for text in incidents.variants_of(connection, row.id, row.version) if (text.cls, text.channel) == mine]
    for fate in (Fate.KEPT, Fate.ADDED):
        for text in (text for text in said if text.zone and text.fate == fate):
            found.setdefault(text.zone, {}).setdefault(text.language, text.body)
    return found
