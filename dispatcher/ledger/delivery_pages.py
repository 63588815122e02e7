"""The deliveries of an alert as people and programs read them: page by page, addresses masked."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, String, cast, select

from dispatcher.domain.phone import mask, mask_email
from dispatcher.domain.states import ChannelName
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.tables import contact_points, deliveries, people, variants, waves

PAGE = 2000
SHIELDED = "shielded"
"""Who stands here as a number only: the message's."""
FIELDS = (
    "id alert person class wave channel language address state reason scope attempts provider provider_id covered_by "
    "first_attempt_at accepted_at delivered_at settled_by"
).split()


def page(
    connection: Connection, alert_id: str, after: int, *, state: str | None, channel: str | None, wave: str | None
) -> list[dict[str, Any]]:
    """The next deliveries of an alert after an id, at most 2,000; wave by its name or number, the first is 1."""
    chosen = (
        select(
            deliveries,
            variants.c.language,
            waves.c.name.label("wave_name"),
            contact_points.c.value,
            people.c.shielded,
        )
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id, isouter=True)
        .join(people, people.c.id == deliveries.c.person_id, isouter=True)
        # Concatenated so that no index on the alert is taken: pages come in id order, without a sort of all rows.
        .where(deliveries.c.alert_id + "" == alert_id, deliveries.c.id > after)
        .order_by(deliveries.c.id)
        .limit(PAGE)
    )
    if state:
        chosen = chosen.where(deliveries.c.state == state)
    # What is in people's hands is a list of its own, and is shown here when it is asked for.
    mine = deliveries.c.channel == channel if channel else deliveries.c.channel != str(ChannelName.TASK)
    chosen = chosen.where(mine)
    if wave:
        chosen = chosen.where((waves.c.name == wave) | (cast(waves.c.ix + 1, String) == wave))
    return [_delivery(row) for row in connection.execute(chosen)]


def _delivery(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "alert": row.alert_id,
        "person": SHIELDED if row.shielded else row.ref,
        "class": row.cls,
        "wave": row.wave_name,
        "channel": row.channel,
        "language": row.language,
        "address": None if row.shielded else masked(row.channel, row.value),
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
    """An address as people may see it: +47…99, the host of a push service, a topic."""
    if not value:
        return None
    match channel:
        case ChannelName.EMAIL:
            return mask_email(value)
        case ChannelName.PUSH:
            return mask_endpoint(json.loads(value).get("endpoint", ""))
        case ChannelName.APP | ChannelName.CHAT:
            return value  # a topic and a room are nobody's
        case _:
            return mask(value)


def mask_endpoint(endpoint: str) -> str | None:
    """The push service alone; what comes after it would let anybody send to that browser. None: it is erased."""
    host = urlsplit(endpoint).hostname
    return f"{host}/…" if host else None
