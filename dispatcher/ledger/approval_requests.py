"""Who was asked to approve what: a row each for a person and a fingerprint, ended by the first decision.

An answer by anybody, an edit, expiry, a word of being affected or away ends a row; nothing opens it again but being
asked anew. Who is asked next, and when, is decided by ``domain.asking`` from these rows alone, so a node may die.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.asking import Asked, Step, next_step, order
from dispatcher.domain.states import SERVICE, AlertState
from dispatcher.ledger import absences, answering, series
from dispatcher.ledger.deciding_tables import approval_requests as requests
from dispatcher.ledger.dialects import added
from dispatcher.ledger.tables import alerts, users
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.domain.plan import Plan, Scenario


class Ended(StrEnum):
    """Why somebody is asked no more."""

    DECIDED = "decided"  # by them or by another
    EDITED = "edited"  # what they were asked about is no longer what would be sent
    EXPIRED = "expired"
    RECUSED = "recused"
    UNAVAILABLE = "unavailable"


def of_alert(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    """Those asked about an alert as it was submitted last, in the order they were asked."""
    mine = select(requests).where(requests.c.alert_id == row.id, requests.c.fingerprint == (row.fingerprint or ""))
    return list(connection.execute(mine.order_by(requests.c.asked_at, requests.c.person)))


def all_of(connection: Connection, alert: str) -> list[Row[Any]]:
    """Everybody who was ever asked about an alert."""
    mine = select(requests).where(requests.c.alert_id == alert)
    return list(connection.execute(mine.order_by(requests.c.version, requests.c.asked_at, requests.c.person)))


def asked_first(connection: Connection, row: Row[Any]) -> int | None:
    """When the first of those who may approve an alert was asked about it, after it was submitted last.

    By time, not by fingerprint: what the police clear gets a new one, and those who were asked are asked again.
    """
    if row.submitted_at is None:
        return None
    mine = (requests.c.alert_id == row.id, requests.c.asked_at >= row.submitted_at)
    first: int | None = connection.scalar(select(func.min(requests.c.asked_at)).where(*mine))
    return first


def barred(connection: Connection, row: Row[Any], now: datetime) -> dict[str, Ended | None]:
    """Persons who may not decide an alert just now, and why; no reason: they submitted or last edited it."""
    own = users.c.name.in_([row.submitted_by, row.edited_by])
    found: dict[str, Ended | None] = dict.fromkeys(absences.away(connection, now), Ended.UNAVAILABLE)
    found |= dict.fromkeys(absences.recused(connection, row.incident), Ended.RECUSED)
    return found | {person: None for person in connection.scalars(select(users.c.person).where(own)) if person}


def chain(connection: Connection, plan: Plan, scenario: Scenario, now: datetime) -> dict[str, str]:
    """Who may say yes, in order, each with their role; who has the watch is asked first of a role."""
    return order(plan, scenario, absences.on_watch(connection, now))


def step(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], now: datetime) -> Step | None:
    """What comes next for a submitted alert; None when nobody can be asked.

    Whoever has said on the phone that they cannot look is not waited for, and is asked again only when nobody else is.
    """
    cannot = barred(connection, row, now)
    asked = [_asked(one) for one in of_alert(connection, row) if _counts(one, cannot)]
    persons = tuple(chain(connection, plan, scenario, now))
    declined = {*cannot, *answering.cannot(connection, row.id)}
    found = next_step(scenario.approval, persons, asked, declined, now)
    return found or next_step(scenario.approval, persons, asked, cannot, now)


def _counts(one: Row[Any], cannot: dict[str, Ended | None]) -> bool:
    """Whoever is back is asked as if for the first time."""
    return one.ended != Ended.UNAVAILABLE or one.person in cannot


def _asked(one: Row[Any]) -> Asked:
    return Asked(
        person=one.person,
        asked_at=at(one.asked_at),
        last_at=at(one.last_at),
        times=one.times,
        open=one.ended_at is None,
    )


def open_(connection: Connection, row: Row[Any], persons: dict[str, str], now: datetime) -> tuple[str, ...]:
    """Ask these persons, each in their role; those that another node was not quicker to ask."""
    new = []
    for person, capacity in persons.items():
        values = {"alert_id": row.id, "fingerprint": row.fingerprint, "person": person, "version": row.version}
        values |= {"capacity": capacity, "asked_at": ms(now), "last_at": ms(now)}
        if added(connection, upsert(requests).values(**values)) or _reopened(connection, row, person, now):
            new.append(person)
    return tuple(new)


def _reopened(connection: Connection, row: Row[Any], person: str, now: datetime) -> bool:
    back = and_(_one(row, person), requests.c.ended == Ended.UNAVAILABLE)
    values = {"asked_at": ms(now), "last_at": ms(now), "times": 1, "ended": None, "ended_at": None}
    return bool(connection.execute(update(requests).where(back).values(**values)).rowcount)


def ask_again(connection: Connection, row: Row[Any], persons: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Count one more time for those who are still silent; those that another node was not quicker to count."""
    seen = {one.person: one.last_at for one in of_alert(connection, row)}
    counted = []
    for person in persons:
        same = and_(_one(row, person), requests.c.last_at == seen.get(person), requests.c.ended_at.is_(None))
        values = {"last_at": ms(now), "times": requests.c.times + 1}
        if connection.execute(update(requests).where(same).values(**values)).rowcount:
            counted.append(person)
    return tuple(counted)


def told(connection: Connection, row: Row[Any], persons: tuple[str, ...], message: str) -> None:
    """Keep which service message told these persons."""
    chosen = update(requests).where(requests.c.alert_id == row.id, requests.c.fingerprint == row.fingerprint)
    connection.execute(chosen.where(requests.c.person.in_(persons)).values(message=message))


def _one(row: Row[Any], person: str) -> Any:
    return and_(requests.c.alert_id == row.id, requests.c.fingerprint == row.fingerprint, requests.c.person == person)


def end_all(connection: Connection, alert: str, how: Ended, now: datetime) -> None:
    """Nobody is asked about it any more."""
    _end(connection, requests.c.alert_id == alert, how, now)


def end_of(connection: Connection, person: str, how: Ended, now: datetime, *, incident: int | None = None) -> None:
    """A person is asked no more, about anything or about an incident."""
    mine = requests.c.person == person
    if incident is not None:
        mine &= requests.c.alert_id.in_(select(alerts.c.id).where(alerts.c.incident == incident))
    _end(connection, mine, how, now)


def end_stale(connection: Connection, now: datetime) -> None:
    """What time has ended: alerts that expired or were overtaken, texts that changed, absences that began."""
    known = select(alerts.c.id).where(alerts.c.id == requests.c.alert_id)
    gone = known.where(alerts.c.state == AlertState.EXPIRED).exists()
    _end(connection, gone, Ended.EXPIRED, now)
    _end(
        connection,
        known.where(alerts.c.fingerprint.is_distinct_from(requests.c.fingerprint)).exists(),
        Ended.EDITED,
        now,
    )
    for alert in _without_an_end(connection):
        end_all(connection, alert, Ended.EDITED, now)
    for person in absences.away(connection, now):
        end_of(connection, person, Ended.UNAVAILABLE, now)


def _end(connection: Connection, which: Any, how: Ended, now: datetime) -> None:
    values = {"ended": str(how), "ended_at": ms(now)}
    connection.execute(update(requests).where(which, requests.c.ended_at.is_(None)).values(**values))


def waiting(connection: Connection) -> list[Row[Any]]:
    """Submitted alerts that can still be approved, oldest first."""
    return [row for row in _submitted(connection) if not overtaken(connection, row)]


def overtaken(connection: Connection, row: Row[Any]) -> bool:
    """Whether another alert of the incident was approved since: nobody can say yes to this one any more."""
    return bool(newest_beside(connection, row) != row.follows)


def newest_beside(connection: Connection, row: Row[Any]) -> str | None:
    """The other alert of the incident that was approved last."""
    return next((alert for alert, _ in series.approved(connection, row.incident) if alert != row.id), None)


def _submitted(connection: Connection) -> list[Row[Any]]:
    chosen = select(alerts).where(alerts.c.state == AlertState.SUBMITTED, alerts.c.kind != SERVICE)
    return list(connection.execute(chosen.order_by(alerts.c.submitted_at, alerts.c.id)))


def _without_an_end(connection: Connection) -> list[str]:
    """Alerts that were overtaken while somebody was still asked about them."""
    asked = set(connection.scalars(select(requests.c.alert_id).where(requests.c.ended_at.is_(None))))
    return [row.id for row in _submitted(connection) if row.id in asked and overtaken(connection, row)]


def stale(connection: Connection, now: datetime) -> bool:
    """Whether ``end_stale`` has something to do."""
    known = alerts.c.id == requests.c.alert_id
    over = or_(alerts.c.state == AlertState.EXPIRED, alerts.c.fingerprint.is_distinct_from(requests.c.fingerprint))
    away = requests.c.person.in_(list(absences.away(connection, now)))
    found = select(requests.c.person).join(alerts, known).where(requests.c.ended_at.is_(None), or_(over, away))
    return connection.execute(found.limit(1)).first() is not None or bool(_without_an_end(connection))
