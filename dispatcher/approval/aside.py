"""Stepping aside: affected by the matter, away for a time, or set unavailable by the crisis team.

Who steps in is the plan's word alone, nobody names a deputy: what was asked of one person ends, the next is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.approval.word_for_word import capacity_of, plan_of
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import absences, approval_requests, incidents
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.accounts import User


def recuse(connection: Connection, user: User, alert_id: str, now: datetime) -> None:
    """«Jeg er berørt eller inhabil»: they decide nothing more on the incident, and the next is asked at once."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.RECUSE)
    _open(connection, row)
    plan, scenario = plan_of(connection, row)
    capacity = capacity_of(plan, scenario, user.person, None)
    person = str(user.person)
    if absences.recuse(connection, row.incident, person, user.name, now):
        approval_requests.end_of(connection, person, Ended.RECUSED, now, incident=row.incident)
        _journal(connection, "approver.recused", user, row, {"person": person, "capacity": capacity}, now)


def set_absence(connection: Connection, user: User, since: datetime, until: datetime, now: datetime) -> None:
    """One's own absence, from and to: one is not asked, and what was asked dies when it begins."""
    demand(user.roles, Act.ABSENCE)
    person = _own(user)
    if until <= since:
        raise InvalidInput(Fault("to", "Fraværet slutter før det begynner. Velg et senere tidspunkt."))
    if until <= now:
        raise InvalidInput(Fault("to", "Tidspunktet er passert. Velg et senere tidspunkt."))
    absences.set_away(connection, person, absences.ABSENCE, user.name, now, since=since, until=until)
    if since <= now:
        approval_requests.end_of(connection, person, Ended.UNAVAILABLE, now)
    data = {"person": person, "from": since.isoformat(), "to": until.isoformat()}
    append(connection, Entry(kind="approver.away", actor=user.name, data=data), now)


def end_absence(connection: Connection, user: User, now: datetime) -> None:
    """Back before the time; whatever waits for an answer is asked of them again. Raises Conflict when not away."""
    demand(user.roles, Act.ABSENCE)
    person = _own(user)
    if not absences.back(connection, person, absences.ABSENCE, user.name, now):
        raise Conflict("state", "Du står ikke som fraværende.")
    append(connection, Entry(kind="approver.back", actor=user.name, data={"person": person}), now)


def set_unavailable(connection: Connection, user: User, alert_id: str, person: str, why: str, now: datetime) -> None:
    """The crisis team's word that somebody of the alert's chain cannot be reached: also for other incidents."""
    row = _about(connection, user, alert_id, person)
    if not why.strip():
        raise InvalidInput(Fault("why", "Skriv en kort begrunnelse. Den står i loggen."))
    absences.set_away(connection, person, absences.UNAVAILABLE, user.name, now, since=now, until=None)
    approval_requests.end_of(connection, person, Ended.UNAVAILABLE, now)
    _journal(connection, "approver.unavailable", user, row, {"person": person, "why": why}, now)


def set_available(connection: Connection, user: User, alert_id: str, person: str, now: datetime) -> None:
    """Ends that word; whatever waits for an answer is asked of them again. Raises Conflict when there was none."""
    row = _about(connection, user, alert_id, person)
    if not absences.back(connection, person, absences.UNAVAILABLE, user.name, now):
        raise Conflict("state", "Personen er ikke satt som utilgjengelig.")
    _journal(connection, "approver.available", user, row, {"person": person}, now)


def _about(connection: Connection, user: User, alert_id: str, person: str) -> Row[Any]:
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.UNAVAILABLE)
    _open(connection, row)
    plan, scenario = plan_of(connection, row)
    if person not in plan.approvers(scenario):
        known = ", ".join(plan.approvers(scenario))
        raise InvalidInput(
            Fault("person", f"Planen har ingen slik person som kan godkjenne dette. Velg en av: {known}.")
        )
    return row


def _open(connection: Connection, row: Row[Any]) -> None:
    if incidents.incident(connection, row.incident).closed_at is not None:
        raise Conflict("closed", "Hendelsen er avsluttet.")


def _own(user: User) -> str:
    if user.person is None:
        what = "Brukeren er ikke knyttet til noen person i planen. Be om: dispatcher user set NAVN --person NØKKEL"
        raise InvalidInput(Fault("person", what))
    return user.person


def _journal(connection: Connection, kind: str, user: User, row: Row[Any], data: dict[str, Any], now: datetime) -> None:
    append(connection, Entry(kind=kind, actor=user.name, incident=row.incident, alert=row.id, data=data), now)
