"""What is read aloud in a call, found by its attempt: nothing of the person stands in the address that asks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from dispatcher.domain.states import ChannelName, Mode
from dispatcher.ledger.receipts import key_of
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, attempts, deliveries, variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A call's words, to whom and about what. ``key``: its service text; ``alert``: what an approver is rung about."""

    text: str
    language: str
    key: str
    person: str
    incident: int
    alert: str | None
    mode: Mode


def spoken(connection: Connection, attempt: str) -> Spoken | None:
    """None for an attempt that is not known, or is no call."""
    key = key_of(attempt)
    chosen = (
        select(
            variants.c.body, variants.c.language, alerts.c.fields, alerts.c.incident, alerts.c.mode, deliveries.c.ref
        )
        .select_from(attempts)
        .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .where(
            and_(attempts.c.delivery_id == key["delivery"], attempts.c.id == key["attempt"]),
            deliveries.c.channel == str(ChannelName.VOICE),
        )
    )
    row = connection.execute(chosen).first()
    if row is None:
        return None
    said = json.loads(row.fields)
    return Spoken(
        text=row.body,
        language=row.language,
        key=said["key"],
        person=person_of(row.ref),
        incident=row.incident,
        alert=said["about"] if said["about"] != str(row.incident) else None,
        mode=Mode(row.mode),
    )
