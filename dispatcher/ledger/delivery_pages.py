"""The deliveries of an alert as people and programs read them: page by page, addresses masked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, Select, String, cast, select

from dispatcher.domain.phone import mask, mask_email
from dispatcher.domain.states import ChannelName
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.tables import contact_points, deliveries, people, variants, waves

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        _rows()
        # Concatenated so that no index on the alert is taken: pages come in id order, without a sort of all rows.
        .where(deliveries.c.alert_id + "" == alert_id, deliveries.c.id > after)
        .limit(PAGE)
    )
    if state:
        chosen = chosen.where(deliveries.c.state == state)
    # What is in people's hands is a list of its own, and is shown here when it is asked for.
    mine = deliveries.c.channel == channel if channel else deliveries.c.channel != str(ChannelName.TASK)
    chosen = chosen.where(mine)
    if wave:
        chosen = chosen.where((waves.c.name == wave) | (cast(waves.c.ix + 1, String) == wave))
    return [dict(zip(FIELDS, _cells(row), strict=True)) for row in connection.execute(chosen)]


def cells(connection: Connection, alert_id: str, after: int, most: int | None = None) -> Iterator[tuple[Any, ...]]:
    """As ``page``, every delivery after an id, streamed, each as a tuple in the order of ``FIELDS``."""
    mine = (deliveries.c.alert_id + "" == alert_id, deliveries.c.id > after)
    chosen = _rows().where(*mine, deliveries.c.channel != str(ChannelName.TASK)).limit(most)
    for row in connection.execute(chosen, execution_options={"yield_per": PAGE}):
        yield _cells(row)


def _rows() -> Select[Any]:
    """The columns of ``FIELDS`` as the tables have them, by id."""
    own = deliveries.c
    return (
        select(
            *(own.id, own.alert_id, own.ref, own.cls, waves.c.name, own.channel, variants.c.language),
            *(contact_points.c.value, own.state, own.reason, own.scope, own.attempts, own.provider, own.provider_id),
            *(own.covered_by, own.first_attempt_at, own.accepted_at, own.delivered_at, own.settled_by),
            people.c.shielded,
        )
        .join(variants, variants.c.id == own.variant_id)
        .join(waves, waves.c.id == own.wave_id)
        .join(contact_points, contact_points.c.id == own.point_id, isouter=True)
        .join(people, people.c.id == own.person_id, isouter=True)
        .order_by(own.id)
    )


def _cells(row: Row[Any]) -> tuple[Any, ...]:
    """A row as others may see it: the address masked, the times written out."""
    cells = list(row)
    shielded = cells.pop()
    head, address, middle, moments, settled = cells[:7], cells[7], cells[8:15], cells[15:18], cells[18]
    if shielded:
        head[2], address = SHIELDED, None
    return (*head, masked(head[5], address), *middle, *map(rfc3339, moments), settled)


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
