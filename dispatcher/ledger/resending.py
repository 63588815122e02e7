"""The recorded exception: those a message did not reach are tried once more, by a person's decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from dispatcher.domain.states import DeliveryState
from dispatcher.ledger.fallback import BY_PERSON
from dispatcher.ledger.tables import OPEN_AGAIN, deliveries, waves
from dispatcher.ledger.times import ms


def resend_failed(connection: Connection, alert: str, actor: str, now: datetime) -> int:
    """*failed* → *waiting* for every row of an alert, and their waves are open again. Returns how many."""
    failed = (deliveries.c.alert_id == alert, deliveries.c.state == str(DeliveryState.FAILED))
    touched = select(deliveries.c.wave_id).where(*failed)
    connection.execute(update(waves).where(waves.c.id.in_(touched)).values(**OPEN_AGAIN))
    again = {"state": str(DeliveryState.WAITING), "reason": "", "scope": "", "tries": 0, "due_at": ms(now)}
    return connection.execute(
        update(deliveries).where(*failed).values(**again, settled_by=f"{BY_PERSON}:{actor}")
    ).rowcount
