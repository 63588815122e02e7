"""What an alert cost: the SMS parts and e-mails that a provider took, each try of them, at the plan's prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dispatcher.domain.states import AttemptState, ChannelName
from dispatcher.ledger.tables import attempts, deliveries, variants

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What is paid for. A provider that took a message is paid, also when it did not arrive."""

    sms_parts: int = 0
    emails: int = 0


def spent(connection: Connection, alert: str) -> Spent:
    """A message that was sent again is paid twice; one that nobody knows the outcome of is not counted."""
    taken = (
        select(deliveries.c.channel, func.count(), func.sum(variants.c.parts))
        .join(attempts, attempts.c.delivery_id == deliveries.c.id)
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .where(deliveries.c.alert_id == alert, attempts.c.state == str(AttemptState.ACCEPTED))
        .group_by(deliveries.c.channel)
    )
    found = {channel: (int(messages), int(parts)) for channel, messages, parts in connection.execute(taken)}
    return Spent(sms_parts=found.get(ChannelName.SMS, (0, 0))[1], emails=found.get(ChannelName.EMAIL, (0, 0))[0])
