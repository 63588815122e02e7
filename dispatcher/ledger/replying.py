"""Replies to REPLY_NUMBER: kept once each, with the incident they belong to; number and words sealed in the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.answers import CALL_IN_CALL
from dispatcher.domain.phone import mask
from dispatcher.domain.states import SERVICE, ChannelName, DeliveryState, Mode
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.call_tables import replies, wakings
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.service import person_of, ref_of
from dispatcher.ledger.tables import alerts, contact_points, deliveries, incidents, journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

KIND = "reply.received"
_GOT = [str(state) for state in (DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.UNSURE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """An SMS that came in, signed by an account that serves these modes."""

    source: str
    sender: str = field(repr=False)
    text: str = field(repr=False)
    modes: tuple[Mode, ...]


def claim(connection: Connection, given: Inbound, now: datetime) -> bool:
    """Make this very SMS ours to act on. False: it is kept, or being kept; Twilio tells of it until it is answered."""
    row = {"source": given.source, "entry": "", "at": ms(now)}
    return added(connection, upsert(replies).values(**row))


def keep(
    connection: Connection, given: Inbound, *, incident: int | None, person: str, meaning: str, now: datetime
) -> None:
    """Its line in the journal: open, that there was a reply; sealed, from which number and what."""
    entry = Entry(
        kind=KIND,
        actor=ref_of(person) if person else "node",
        incident=incident,
        data={"person": person, "meaning": meaning},
        personal={"from": given.sender, "text": given.text},
    )
    values = {"incident": incident, "person": person, "meaning": meaning, "entry": append(connection, entry, now)}
    connection.execute(update(replies).where(replies.c.source == given.source).values(**values))


def persons_at(connection: Connection, given: Inbound) -> list[Row[Any]]:
    """Persons of the plan who were told something at this number, the last first, each with the incident."""
    chosen = _told(given).where(alerts.c.kind == SERVICE, deliveries.c.ref.like(f"{ref_of('')}%"))
    return list(connection.execute(chosen).all())


def incident_of(connection: Connection, given: Inbound) -> int | None:
    """The open incident whose SMS this number got last; none for a number that got none."""
    row = connection.execute(_told(given).where(alerts.c.kind != SERVICE).limit(1)).first()
    return row.incident if row else None


def _told(given: Inbound) -> Any:
    """SMS to this number in incidents that are open, the newest first."""
    return (
        select(deliveries.c.ref, alerts.c.incident, alerts.c.id.label("alert_id"))
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(incidents, incidents.c.id == alerts.c.incident)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id)
        .where(
            contact_points.c.channel == str(ChannelName.SMS),  # with the number: the index's first two
            contact_points.c.value == given.sender,
            deliveries.c.channel == str(ChannelName.SMS),
            deliveries.c.state.in_(_GOT),
            alerts.c.mode.in_([str(mode) for mode in given.modes]),
            incidents.c.closed_at.is_(None),
        )
        .order_by(alerts.c.created_at.desc(), alerts.c.id.desc())
    )


def called_in(connection: Connection, told: Sequence[Row[Any]]) -> tuple[str, int] | None:
    """Of those at a number, who was called in last, and to which incident."""
    for row in told:
        person = person_of(row.ref)
        mine = (wakings.c.incident == row.incident, wakings.c.person == person, wakings.c.key == CALL_IN_CALL)
        if connection.execute(select(wakings.c.about).where(*mine)).first():
            return person, row.incident
    return None


def count(connection: Connection, incident: int) -> int:
    """How many replies an incident has from people who hold no role."""
    return len(connection.execute(_citizens(incident)).all())


def listed(connection: Connection, incident: int) -> list[dict[str, Any]]:
    """The replies of those who hold no role, oldest first; what was erased is empty."""
    rows = connection.execute(_citizens(incident)).all()
    found = []
    for row in rows:
        said = json.loads(row.personal) if row.personal else {}
        found.append({"at": rfc3339(row.at), "from": mask(said.get("from", "")), "text": said.get("text", "")})
    return found


def _citizens(incident: int) -> Any:
    return (
        select(replies.c.at, journal.c.personal)
        .join(journal, journal.c.hash == replies.c.entry)
        .where(replies.c.incident == incident, replies.c.person == "")
        .order_by(replies.c.id)
    )
