"""Every real text that the public page has shown, since when, and what it is worth now: the public archive (R121)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents, public
from dispatcher.ledger.sent_texts import Standing, standing
from dispatcher.ledger.tables import alerts, published

NEWEST: Final = 200
"""Alerts that are shown. A municipality sends some a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicText:
    """What everybody could read in one language."""

    headline: str
    body: str
    instruction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One alert as it stood on the page. Times in milliseconds; ``ended_at``: None while it still stands there."""

    id: str
    kind: str
    severity: str
    sent_at: int
    ended_at: int | None
    standing: Standing
    texts: Mapping[str, PublicText]


def archived(connection: Connection) -> tuple[Archived, ...]:
    """The newest first. Exercises, tests and what was never published are as if they did not exist."""
    chosen = (
        select(published, alerts.c.kind, alerts.c.severity, alerts.c.version)
        .join(alerts, alerts.c.id == published.c.alert_id)
        .where(published.c.mode == str(Mode.REAL), alerts.c.mode == str(Mode.REAL))
        .order_by(published.c.sent_at.desc(), published.c.alert_id.desc())
        .limit(NEWEST)
    )
    return tuple(
        Archived(
            id=row.alert_id,
            kind=row.kind,
            severity=row.severity,
            sent_at=row.sent_at,
            ended_at=row.withdrawn_at,
            standing=standing(connection, incidents.alert(connection, row.alert_id)),
            texts={
                text.language: PublicText(headline=text.headline, body=text.body, instruction=text.instruction)
                for text in public.texts_of(connection, row)
            },
        )
        for row in connection.execute(chosen).all()
    )
