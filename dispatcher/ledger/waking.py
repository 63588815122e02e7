"""Who is to be rung now. A row a person, read by the tick; each round is a service message of its own, spoken.

Nothing here is told by whoever asks for approval: that somebody was asked stands in the ledger, and is read from it.
So an approver who is asked later, or again for a new version, is rung as the first was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.answers import APPROVAL_CALL, CALL_IN_CALL
from dispatcher.domain.states import SERVICE, AlertState, ChannelName, DeliveryState, Mode
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.call_tables import wakings
from dispatcher.ledger.deciding_tables import approval_requests as requests
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, deliveries, incidents
from dispatcher.ledger.tables import snapshot as meant
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

REQUEST = "approval-request"
FRESH = timedelta(minutes=30)
"""A node that comes back later than this calls nobody in by itself: whoever is there knows who has come."""
DECIDED, CLOSED, UNANSWERED, NO_TELEPHONE = "decided", "closed", "unanswered", "no telephone"
STEPPED_ASIDE = "stepped aside"
ASIDE = frozenset({str(Ended.RECUSED), str(Ended.UNAVAILABLE)})
UNDER_WAY = [str(state) for state in (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.ACCEPTED)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Some people to ring about the same thing. ``alert``: of an approver's call; ``why``: why it is over instead."""

    about: str
    key: str
    incident: int
    alert: str | None
    persons: tuple[str, ...]
    why: str = ""


def asked(connection: Connection) -> list[Round]:
    """Those who were asked to approve what is submitted now, and have no row yet."""
    found = []
    waiting = select(alerts).where(alerts.c.state == str(AlertState.SUBMITTED), alerts.c.kind != SERVICE)
    for row in connection.execute(waiting.order_by(alerts.c.submitted_at)).all():
        subject = f"{row.id}/{row.version}"
        known = set(connection.scalars(select(wakings.c.person).where(wakings.c.about == subject)))
        new = tuple(person for person in _asked_about(connection, row) if person not in known)
        if new:
            found.append(Round(about=subject, key=APPROVAL_CALL, incident=row.incident, alert=row.id, persons=new))
    return found


def _asked_about(connection: Connection, row: Any) -> list[str]:
    """The persons of every request for this version, in the order they were asked."""
    mine = (alerts.c.incident == row.incident, alerts.c.kind == SERVICE, alerts.c.created_at >= row.submitted_at)
    requests = connection.execute(select(alerts.c.id, alerts.c.fields).where(*mine).order_by(alerts.c.created_at))
    said = {request.id: json.loads(request.fields) for request in requests}
    wanted = [key for key, given in said.items() if (given.get("key"), given.get("about")) == (REQUEST, row.id)]
    refs = connection.scalars(select(meant.c.ref).where(meant.c.alert_id.in_(wanted)).order_by(meant.c.id))
    return [person_of(ref) for ref in dict.fromkeys(refs)]


def opened(connection: Connection, now: datetime) -> list[int]:
    """Incidents opened lately whose crisis team has not been called in; a test calls in nobody."""
    called = exists().where(wakings.c.incident == incidents.c.id, wakings.c.key == CALL_IN_CALL)
    lately = (incidents.c.opened_at > ms(now - FRESH), incidents.c.closed_at.is_(None))
    chosen = select(incidents.c.id).where(*lately, incidents.c.mode != str(Mode.TEST), ~called)
    return list(connection.scalars(chosen.order_by(incidents.c.id)))


def due(connection: Connection, now: datetime) -> list[Round]:
    """Rounds whose time has come, and those that are over because the alert is decided or the incident closed."""
    ripe = select(wakings).where(wakings.c.next_at <= ms(now)).order_by(wakings.c.about, wakings.c.person)
    groups: dict[tuple[str, str, int, str], list[str]] = {}
    for row in connection.execute(ripe).all():
        aside = row.key == APPROVAL_CALL and _stepped_aside(connection, row.about, row.person)
        why = STEPPED_ASIDE if aside else ""
        groups.setdefault((row.about, row.key, row.incident, why), []).append(row.person)
    return [_round(connection, *group, persons) for group, persons in groups.items()]


def _stepped_aside(connection: Connection, subject: str, person: str) -> bool:
    """Whether the request that the call is about has ended for this person alone: affected, away, set unavailable."""
    alert, _, version = subject.partition("/")
    mine = (requests.c.alert_id == alert, requests.c.version == int(version), requests.c.person == person)
    found = connection.scalars(select(requests.c.ended).where(*mine)).all()
    return bool(found) and all(ended in ASIDE for ended in found)


def _round(
    connection: Connection,
    subject: str,
    key: str,
    incident: int,
    why: str,
    persons: list[str],
) -> Round:
    alert, _, version = subject.partition("/")
    closed = connection.scalar(select(incidents.c.closed_at).where(incidents.c.id == incident)) is not None
    why = CLOSED if closed else why
    if key == APPROVAL_CALL and not why:
        this = (alerts.c.id == alert, alerts.c.version == int(version), alerts.c.state == str(AlertState.SUBMITTED))
        why = "" if connection.scalar(select(alerts.c.id).where(*this)) else DECIDED
    free = tuple(person for person in persons if why or not _rings(connection, incident, person))
    return Round(
        about=subject,
        key=key,
        incident=incident,
        alert=alert if key == APPROVAL_CALL else None,
        persons=free,
        why=why,
    )


def _rings(connection: Connection, incident: int, person: str) -> bool:
    """Whether a call of the incident to this person is still on its way: nobody's phone is rung by two at once."""
    mine = (alerts.c.incident == incident, alerts.c.kind == SERVICE, deliveries.c.ref == f"plan:{person}")
    under_way = (deliveries.c.channel == str(ChannelName.VOICE), deliveries.c.state.in_(UNDER_WAY))
    chosen = select(deliveries.c.id).join(alerts, alerts.c.id == deliveries.c.alert_id).where(*mine, *under_way)
    return connection.execute(chosen.limit(1)).first() is not None


def begin(connection: Connection, found: Round, now: datetime, *, rings: bool) -> tuple[str, ...]:
    """A row for each; the first round is due at once. Returns whom this made rows for: another node may be quicker."""
    made = []
    for person in found.persons:
        row: dict[str, Any] = {"about": found.about, "person": person, "incident": found.incident, "key": found.key}
        row |= {"next_at": ms(now)} if rings else {"next_at": None, "ended": NO_TELEPHONE}
        if added(connection, upsert(wakings).values(**row)):
            made.append(person)
    return tuple(made)


def rung(connection: Connection, found: Round, now: datetime, *, every: timedelta, times: int) -> tuple[str, ...]:
    """Count this round for those it is still due for; after the last, it is over. Returns whom to ring."""
    ringing = []
    for person in found.persons:
        mine = and_(wakings.c.about == found.about, wakings.c.person == person, wakings.c.next_at <= ms(now))
        row = connection.execute(select(wakings).where(mine).with_for_update()).first()
        if row is None:
            continue
        over = row.rounds >= times
        values: dict[str, Any] = {"next_at": None, "ended": UNANSWERED} if over else {"rounds": row.rounds + 1}
        if not over:
            values["next_at"] = ms(now + every)
            ringing.append(person)
        connection.execute(update(wakings).where(mine).values(**values))
        if over:
            data = {"person": person, "rounds": row.rounds, "key": found.key}
            entry = Entry(kind="calls.unanswered", actor="node", incident=found.incident, alert=found.alert, data=data)
            append(connection, entry, now)
    return tuple(ringing)


def ring_again(connection: Connection, alert: Row[Any], persons: Sequence[str], now: datetime) -> None:
    """Those who never answered are rung as from the start: they have been asked once more."""
    subject = f"{alert.id}/{alert.version}"
    mine = and_(wakings.c.about == subject, wakings.c.person.in_(persons), wakings.c.ended == UNANSWERED)
    connection.execute(update(wakings).where(mine).values(next_at=ms(now), rounds=0, ended=""))


def forget(connection: Connection, alert: Row[Any]) -> None:
    """Whoever is asked about this version from now on is rung as for the first time: it is another thing to answer."""
    connection.execute(delete(wakings).where(wakings.c.about == f"{alert.id}/{alert.version}"))


def end(connection: Connection, found: Round, why: str) -> None:
    """These are not rung about this any more."""
    mine = and_(wakings.c.about == found.about, wakings.c.person.in_(found.persons), wakings.c.next_at.is_not(None))
    connection.execute(update(wakings).where(mine).values(next_at=None, ended=why))
