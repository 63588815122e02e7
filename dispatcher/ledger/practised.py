"""Who has practised: of each person the last time that every way they have carried the practice message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, func, select

from dispatcher.domain.states import SERVICE, DeliveryState, Mode
from dispatcher.ledger.expansion import NO_ADDRESS
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, deliveries, incidents
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from datetime import datetime

PRACTICE = "practice"
_TAKEN = [str(DeliveryState.ACCEPTED), str(DeliveryState.DELIVERED)]


def last_successes(connection: Connection) -> dict[str, datetime]:
    """By the person's key in the plan. A way without an address is no way; a failed one is no success."""
    told = func.count().filter(deliveries.c.state.in_(_TAKEN))
    ways = func.count().filter(deliveries.c.reason != NO_ADDRESS)
    chosen = (
        select(deliveries.c.ref, alerts.c.approved_at)
        .join(alerts, and_(alerts.c.id == deliveries.c.alert_id, alerts.c.kind == SERVICE))
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(incidents.c.reason == PRACTICE, incidents.c.mode == str(Mode.TEST))
        .group_by(deliveries.c.ref, alerts.c.id, alerts.c.approved_at)
        .having(told > 0, told == ways)
        .order_by(alerts.c.approved_at)
    )
    return {person_of(row.ref): at(row.approved_at) for row in connection.execute(chosen)}
