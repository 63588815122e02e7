"""The board: what people and programs read. It cannot write; the console, the API, ``watch`` and the report share it.

Every value is ready for JSON: times as RFC 3339 in UTC, states as words, addresses masked.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, String, cast, func, select

from dispatcher.domain.phone import mask, mask_email
from dispatcher.domain.states import DeliveryState
from dispatcher.ledger import conduct, incidents, snapshot
from dispatcher.ledger.tables import alerts, contact_points, deliveries, variants, waves
from dispatcher.ledger.tables import snapshot as meant

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = [str(state) for state in DeliveryState]
PAGE = 2000


def rfc3339(milliseconds: int | None) -> str | None:
    """A table's milliseconds as RFC 3339 in UTC."""
    if milliseconds is None:
        return None
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def alert_head(row: Row[Any], scenario: str) -> dict[str, Any]:
    """State, flags and fingerprint of an alert, without its texts and waves."""
    return {
        "id": row.id,
        "incident": str(row.incident),
        "number": row.incident,
        "scenario": scenario,
        "kind": row.kind,
        "mode": row.mode,
        "state": row.state,
        "flags": {"paused": row.paused, "superseded": None},
        "version": row.version,
        "severity": row.severity,
        "urgency": row.urgency,
        "fields": json.loads(row.fields),
        "areas": json.loads(row.areas),
        "responsible": row.responsible,
        "fingerprint": row.fingerprint,
        "created_by": row.created_by,
        "created_at": rfc3339(row.created_at),
        "edited_by": row.edited_by,
        "submitted_by": row.submitted_by,
        "submitted_at": rfc3339(row.submitted_at),
        "approved_by": row.approved_by,
        "approved_as": row.approved_as,
        "approved_at": rfc3339(row.approved_at),
        "why": row.decided_why,
        "promise_at": rfc3339(row.promise_at),
        "expires_at": rfc3339(row.expires_at),
        "started_at": rfc3339(row.started_at),
        "done_at": rfc3339(row.done_at),
        "stopped_at": rfc3339(row.stopped_at),
        "people": row.people,
        "cost": row.cost,
    }


def alert_view(connection: Connection, alert_id: str) -> dict[str, Any]:
    """An alert whole: head, variants, waves. Raises NotFound."""
    row = incidents.alert(connection, alert_id)
    scenario = incidents.incident(connection, row.incident).scenario
    view = alert_head(row, scenario)
    view["variants"] = variants_view(connection, row)
    view["waves"] = waves_view(connection, row)
    view["unreachable"] = snapshot.count_unreachable(connection, row.id, row.version)
    view["odd"] = []
    view["warnings"] = [
        f"Bølgen «{wave['name']}» har ingen mottakere."
        for wave in view["waves"]
        if not wave["people"] and not wave["public"]
    ]
    return view


def variants_view(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """Every text of an alert's version, with how many people it is for."""
    reach = snapshot.reach(connection, row.id, row.version)
    count: dict[tuple[str, str, str], int] = {}
    for need in reach:
        key = (need.cls, need.channel, need.language)
        count[key] = count.get(key, 0) + need.addresses
    return [
        {
            "key": variant_key(text),
            "class": text.cls,
            "channel": text.channel,
            "language": text.language,
            "headline": text.headline,
            "body": text.body,
            "instruction": text.instruction,
            "parts": text.parts,
            "encoding": text.encoding,
            "recipients": count.get((text.cls, text.channel, text.language), 0),
        }
        for text in incidents.variants_of(connection, row.id, row.version)
    ]


def variant_key(text: Any) -> str:
    """How a person names a text: class.channel.language."""
    return f"{text.cls}.{text.channel}.{text.language}"


def waves_view(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """Each wave with its gate, people, told and the seven counts per channel."""
    counts = _counts(connection, row)
    people = _people(connection, row)
    return [
        {
            "name": wave.name,
            "public": bool(wave.public),
            "opened_at": rfc3339(wave.opened_at),
            "opened_by": wave.opened_by,
            "done_at": rfc3339(wave.done_at),
            "gate": None
            if wave.share is None
            else {"share": wave.share, "longest_wait_seconds": wave.longest_wait / 1000},
            "people": 0 if wave.public else people.get(wave.id, 0),
            "told": 0 if wave.public else conduct.progress(connection, wave.id).told,
            "channels": {channel: _seven(counts, wave.id, channel) for channel in json.loads(wave.channels)},
        }
        for wave in snapshot.waves_of(connection, row.id, row.version)
    ]


def _counts(connection: Connection, row: Row[Any]) -> Mapping[tuple[int, str, str], int]:
    found = connection.execute(
        select(deliveries.c.wave_id, deliveries.c.channel, deliveries.c.state, func.count())
        .where(deliveries.c.wave_id.in_(select(waves.c.id).where(waves.c.alert_id == row.id)))
        .group_by(deliveries.c.wave_id, deliveries.c.channel, deliveries.c.state)
    )
    return {(wave, channel, state): count for wave, channel, state, count in found}


def _people(connection: Connection, row: Row[Any]) -> dict[int, int]:
    table = meant
    found = connection.execute(
        select(table.c.wave_id, func.count(table.c.ref.distinct()))
        .where(table.c.alert_id == row.id, table.c.version == row.version)
        .group_by(table.c.wave_id)
    )
    return {wave_id: count for wave_id, count in found}  # noqa: C416  rows are not pairs to a type checker


def _seven(counts: Mapping[tuple[int, str, str], int], wave: int, channel: str) -> dict[str, int]:
    each = {key: counts.get((wave, channel, key), 0) for key in KEYS}
    return {"total": sum(each.values()), **each}


def alerts_view(connection: Connection) -> list[dict[str, Any]]:
    """Every alert's head, newest first."""
    return [alert_head(row, row.scenario) for row in incidents.all_alerts(connection)]


def incident_view(connection: Connection, number: int) -> dict[str, Any]:
    """An incident with its series. Raises NotFound."""
    row = incidents.incident(connection, number)
    return {
        "id": str(row.id),
        "number": row.id,
        "scenario": row.scenario,
        "mode": row.mode,
        "plan_hash": row.plan_hash,
        "opened_by": row.opened_by,
        "opened_at": rfc3339(row.opened_at),
        "occurred_at": rfc3339(row.occurred_at),
        "known_at": rfc3339(row.known_at),
        "reason": row.reason,
        "closed_at": rfc3339(row.closed_at),
        "alerts": [alert_head(alert, row.scenario) for alert in incidents.alerts_of(connection, number)],
    }


DELIVERY_FIELDS = (
    "id alert person class wave channel language address state reason scope attempts provider provider_id covered_by "
    "first_attempt_at accepted_at delivered_at settled_by"
).split()


def deliveries_page(
    connection: Connection, alert_id: str, after: int, *, state: str | None, channel: str | None, wave: str | None
) -> list[dict[str, Any]]:
    """The next deliveries of an alert after an id, at most 2,000; wave by its name or number, the first is 1."""
    chosen = (
        select(
            deliveries,
            variants.c.language,
            waves.c.name.label("wave_name"),
            contact_points.c.value,
        )
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id, isouter=True)
        # Concatenated so that no index on the alert is taken: pages come in id order, without a sort of all rows.
        .where(deliveries.c.alert_id + "" == alert_id, deliveries.c.id > after)
        .order_by(deliveries.c.id)
        .limit(PAGE)
    )
    if state:
        chosen = chosen.where(deliveries.c.state == state)
    if channel:
        chosen = chosen.where(deliveries.c.channel == channel)
    if wave:
        chosen = chosen.where((waves.c.name == wave) | (cast(waves.c.ix + 1, String) == wave))
    return [_delivery(row) for row in connection.execute(chosen)]


def _delivery(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "alert": row.alert_id,
        "person": row.ref,
        "class": row.cls,
        "wave": row.wave_name,
        "channel": row.channel,
        "language": row.language,
        "address": masked(row.channel, row.value),
        "state": row.state,
        "reason": row.reason,
        "scope": row.scope,
        "attempts": row.attempts,
        "provider": row.provider,
        "provider_id": row.provider_id,
        "covered_by": row.covered_by,
        "first_attempt_at": rfc3339(row.first_attempt_at),
        "accepted_at": rfc3339(row.accepted_at),
        "delivered_at": rfc3339(row.delivered_at),
        "settled_by": row.settled_by,
    }


def masked(channel: str, value: str | None) -> str | None:
    """An address as people may see it: +47…99."""
    if not value:
        return None
    return mask_email(value) if channel == "email" else mask(value)


def active_alerts(connection: Connection) -> int:
    """How many alerts are approved or sending."""
    return int(connection.scalar(select(func.count()).where(alerts.c.state.in_(conduct.ACTIVE))) or 0)
