"""What is of no more use and names somebody: replies, feedback, old sign-ins and lists, addresses nobody has.

Found beside the writer and forgotten a few at a time, each in one transaction; a repeat is harmless. Replies are erased
beside the journal's chain, with their salt: the chain verifies as before, and says that there was one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, delete, exists, or_, select, union_all, update

from dispatcher.ledger import adopted_terms, archiving, holds
from dispatcher.ledger.evaluation_tables import feedback
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.open_id_tables import emergency_sign_ins
from dispatcher.ledger.own_push_tables import own_subscriptions
from dispatcher.ledger.replying import KIND as REPLY
from dispatcher.ledger.service import PLAN_LIST
from dispatcher.ledger.sign_in_tables import sessions
from dispatcher.ledger.tables import (
    contact_points,
    deliveries,
    incidents,
    list_faults,
    lists,
    memberships,
    people,
    snapshot,
    subscriptions,
)
from dispatcher.ledger.tables import journal as lines
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dispatcher.domain.retention import Terms

MOST = 2000
"""Of each kind a transaction."""
ERASED = "personal.erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgettable:
    """Keys of rows: entries of replies, feedback, sessions, sign-ins, people of old lists, contact points."""

    replies: Sequence[int]
    feedback: Sequence[int]
    sessions: Sequence[str]
    sign_ins: Sequence[int]
    people: Sequence[int]
    points: Sequence[int]

    def __bool__(self) -> bool:
        return any((self.replies, self.feedback, self.sessions, self.sign_ins, self.people, self.points))


def find(connection: Connection, terms: Terms, now: datetime) -> Forgettable:
    """The next of each kind; moves nothing."""
    over = now - timedelta(days=terms.within(adopted_terms.newest(connection)).replies)
    ready = _ready(connection, terms, now)
    before = now - timedelta(days=terms.sign_ins)
    old = or_(sessions.c.ends_at <= ms(before), sessions.c.ended_at <= ms(before))
    late = emergency_sign_ins.c.at <= ms(before)
    chosen: list[Select[Any]] = [
        _replies(ready, over),
        select(feedback.c.id).where(feedback.c.incident.in_(ready), feedback.c.words.is_not(None)),
        select(sessions.c.digest).where(old),
        select(emergency_sign_ins.c.id).where(late),
        _old_people(now - timedelta(days=terms.lists)),
        _unused(),
    ]
    replies, told, gone, sign_ins, persons, points = (connection.scalars(each.limit(MOST)).all() for each in chosen)
    return Forgettable(replies=replies, feedback=told, sessions=gone, sign_ins=sign_ins, people=persons, points=points)


def _ready(connection: Connection, terms: Terms, now: datetime) -> list[int]:
    """The incidents whose replies' time is up, that nobody holds and that the archive has."""
    limits = adopted_terms.of_plans(connection)
    closed = select(incidents.c.id, incidents.c.plan_hash, incidents.c.closed_at).where(
        incidents.c.closed_at <= ms(now)
    )
    return [
        row.id
        for row in connection.execute(closed).all()
        if at(row.closed_at) + timedelta(days=terms.within(limits[row.plan_hash]).replies) <= now
        and holds.held(connection, row.id) is None
        and archiving.confirmed(connection, row.id) is not None
    ]


def _replies(ready: Sequence[int], before: datetime) -> Select[Any]:
    """Of those incidents; of none, when they are old."""
    nobodys = lines.c.incident.is_(None) & (lines.c.at <= ms(before))
    mine = or_(lines.c.incident.in_(ready), nobodys)
    return select(lines.c.seq).where(lines.c.kind == REPLY, lines.c.personal.is_not(None), mine)


def _old_people(before: datetime) -> Select[Any]:
    """People of versions of lists that are in force no more, whom no snapshot or message points at."""
    old = select(lists.c.id).where(
        ~lists.c.in_force, lists.c.rows > 0, lists.c.imported_at <= ms(before), lists.c.key != PLAN_LIST
    )
    pointed = [select(table.c.person_id).where(table.c.person_id.is_not(None)) for table in (snapshot, deliveries)]
    free = [people.c.id.not_in(each) for each in pointed]
    return select(people.c.id).where(people.c.list_id.in_(old), *free).order_by(people.c.id)


def _unused() -> Select[Any]:
    """Contact points that nothing has any more."""
    columns = (
        *(people.c.sms_point, people.c.email_point, people.c.push_point, snapshot.c.point_id),
        *(subscriptions.c.point_id, own_subscriptions.c.point_id),
    )
    used = union_all(*(select(column).where(column.is_not(None)) for column in columns))
    sent = exists().where(deliveries.c.point_id == contact_points.c.id)
    # A topic and a room are nobody's, and are looked for by their names.
    persons = contact_points.c.channel.in_(("sms", "email", "push"))
    return select(contact_points.c.id).where(persons, contact_points.c.id.not_in(used), ~sent)


def forget(connection: Connection, found: Forgettable, now: datetime) -> None:
    """Erase what was found. An address that has come into use meanwhile stays."""
    erase(connection, found.replies, "replies", now)
    connection.execute(update(feedback).where(feedback.c.id.in_(found.feedback)).values(words=None, erased_at=ms(now)))
    connection.execute(delete(sessions).where(sessions.c.digest.in_(found.sessions)))
    connection.execute(delete(emergency_sign_ins).where(emergency_sign_ins.c.id.in_(found.sign_ins)))
    if found.people:
        mine = select(people.c.list_id).where(people.c.id.in_(found.people))
        belong = memberships.c.person_id.in_(found.people)
        connection.execute(delete(memberships).where(memberships.c.list_id.in_(mine), belong))
        connection.execute(delete(list_faults).where(list_faults.c.list_id.in_(mine)))
        connection.execute(delete(people).where(people.c.id.in_(found.people)))
    if found.points:
        still = _unused().where(contact_points.c.id.in_(found.points))
        connection.execute(delete(contact_points).where(contact_points.c.id.in_(still)))


def erase(connection: Connection, entries: Sequence[int], what: str, now: datetime) -> None:
    """The sealed words of these entries, and the salt without which nobody can try what they were."""
    if entries:
        connection.execute(update(lines).where(lines.c.seq.in_(entries)).values(personal=None, salt=None))
        append(connection, Entry(kind=ERASED, actor="node", data={"what": what, "entries": len(entries)}), now)
