"""What an approver would rather have sent: kept sealed, open until the alert is another, taken in at most once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from dispatcher.domain.states import AlertState
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.proposal_tables import proposals
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.ledger.accounts import User

PROPOSED, TAKEN = "alert.proposed", "alert.proposal-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Other values of fields, other whole texts by their names, and why."""

    fields: Mapping[str, str]
    texts: Mapping[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A proposal that can be taken in."""

    id: int
    by: str
    person: str | None
    at: int
    said: Proposal


def add(connection: Connection, row: Row[Any], user: User, said: Proposal, now: datetime) -> None:
    """Keep a proposal about the alert's version: the words in the journal, sealed; here who and when."""
    data = {"version": row.version, "fingerprint": row.fingerprint}
    data |= {"fields": sorted(said.fields), "texts": sorted(said.texts)}
    personal = {"fields": dict(said.fields), "texts": dict(said.texts), "why": said.why}
    entry = Entry(kind=PROPOSED, actor=user.name, incident=row.incident, alert=row.id, data=data, personal=personal)
    append(connection, entry, now)
    seq = connection.scalar(select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1))
    kept = {"alert_id": row.id, "version": row.version, "fingerprint": row.fingerprint, "entry": seq}
    connection.execute(insert(proposals).values(**kept, by=user.name, person=user.person, at=ms(now)))


def standing(connection: Connection, row: Row[Any]) -> Standing | None:
    """The one about the returned alert as it is now; None once it was changed, and when the words are erased."""
    if row.state != AlertState.RETURNED:
        return None
    mine = (proposals.c.alert_id == row.id, proposals.c.version == row.version, proposals.c.taken_at.is_(None))
    newest = select(proposals, journal.c.personal).join(journal, journal.c.seq == proposals.c.entry).where(*mine)
    found = connection.execute(newest.order_by(proposals.c.id.desc()).limit(1)).first()
    if found is None or found.personal is None:
        return None
    said = Proposal(**json.loads(found.personal))
    return Standing(id=found.id, by=found.by, person=found.person, at=found.at, said=said)


def take(connection: Connection, proposal: int, by: str, version: int, now: datetime) -> None:
    """It stands in this version of the alert."""
    values = {"taken_by": by, "taken_at": ms(now), "taken_version": version}
    connection.execute(update(proposals).where(proposals.c.id == proposal).values(**values))


def taken_into(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    """The proposal that the alert's version was submitted with."""
    mine = (proposals.c.alert_id == row.id, proposals.c.taken_version == row.version)
    return connection.execute(select(proposals).where(*mine)).first()
