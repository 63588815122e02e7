"""Who has practised: of each person and each way they have, the last time that it carried the practice message.

A call has carried it when they pressed the key that says so: one that voice mail took has woken nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, func, select

from dispatcher.domain.answers import Answer
from dispatcher.domain.states import SERVICE, ChannelName, DeliveryState, Mode
from dispatcher.ledger.call_tables import answers
from dispatcher.ledger.service import WAYS, person_of
from dispatcher.ledger.tables import alerts, deliveries, incidents
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime

PRACTICE = "practice"
_TAKEN = [str(DeliveryState.ACCEPTED), str(DeliveryState.DELIVERED)]
_OF_PRACTICE = (incidents.c.reason == PRACTICE, incidents.c.mode == str(Mode.TEST))


def last_successes(connection: Connection, until: datetime | None = None) -> dict[tuple[str, ChannelName], datetime]:
    """By the person's key in the plan and the way; a way that never carried it (``until`` then) is not there."""
    return _messages(connection, until) | _calls(connection, until)


def _messages(connection: Connection, until: datetime | None) -> dict[tuple[str, ChannelName], datetime]:
    in_time = () if until is None else (alerts.c.approved_at < ms(until),)
    taken = (deliveries.c.state.in_(_TAKEN), deliveries.c.channel.in_([str(way) for way in WAYS]))
    chosen = (
        select(deliveries.c.ref, deliveries.c.channel, func.max(alerts.c.approved_at).label("last"))
        .join(alerts, and_(alerts.c.id == deliveries.c.alert_id, alerts.c.kind == SERVICE))
        .join(incidents, incidents.c.id == alerts.c.incident)
        .where(*_OF_PRACTICE, *taken, *in_time)
        .group_by(deliveries.c.ref, deliveries.c.channel)
    )
    return {(person_of(row.ref), ChannelName(row.channel)): at(row.last) for row in connection.execute(chosen)}


def _calls(connection: Connection, until: datetime | None) -> dict[tuple[str, ChannelName], datetime]:
    in_time = () if until is None else (answers.c.at < ms(until),)
    chosen = (
        select(answers.c.person, func.max(answers.c.at).label("last"))
        .join(incidents, incidents.c.id == answers.c.incident)
        .where(*_OF_PRACTICE, answers.c.answer == str(Answer.HEARD), *in_time)
        .group_by(answers.c.person)
    )
    return {(row.person, ChannelName.VOICE): at(row.last) for row in connection.execute(chosen)}
