"""The recorded exceptions and endings: external now, release of a hold, closing an incident. Each one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from dispatcher.approval.word_for_word import may_decide
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import STATE_WORDS, AlertKind, AlertState
from dispatcher.ledger import approvals, conduct, incidents, public, series, turns
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts
from dispatcher.ledger.tables import incidents as incidents_table
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.accounts import User


def external_now(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> int:
    """Open every wave at once, staff first in order only (R031): a deviation, with its reason. Returns how many."""
    demand(user.roles, Act.EXTERNAL_NOW)
    if not why.strip():
        what = "Skriv hvorfor innbyggerne ikke kan vente på de ansatte. Det står i rapporten."
        raise InvalidInput(Fault("why", what))
    row = _sending(connection, alert_id)
    opened = turns.open_all_waves(connection, row, now)
    if not opened:
        raise Conflict("state", "Alle bølgene som ikke holdes tilbake, er allerede åpne.")
    _journal(connection, "alert.external-now", user, row, {"why": why, "waves": opened}, now)
    return opened


def release_now(connection: Connection, user: User, alert_id: str, now: datetime) -> int:
    """End a hold before its time; the waves open as their gates say. Returns how many were held."""
    demand(user.roles, Act.RELEASE)
    row = _sending(connection, alert_id)
    may_decide(connection, row, user, now)
    held = turns.release(connection, row)
    if not held:
        raise Conflict("state", "Ingenting i varselet holdes tilbake.")
    # The moments are a part of what was approved: with them the fingerprint can be computed again.
    _journal(connection, "alert.released", user, row, {"waves": len(held), "held_until": held}, now)
    return len(held)


def _sending(connection: Connection, alert_id: str) -> Row[Any]:
    row = incidents.alert(connection, alert_id)
    if row.state not in conduct.ACTIVE:
        words = STATE_WORDS[AlertState(row.state)]
        raise Conflict("state", f"Varselet er {words}. Det har ingen bølger som venter.")
    if row.superseded_by is not None:
        raise Conflict("superseded", f"Varselet er avløst av {row.superseded_by}.")
    return row


def close(connection: Connection, user: User, number: int, why: str, now: datetime) -> None:
    """End an incident: an all-clear has gone out, or there is a why (R130). Banner and page are cleared of it."""
    demand(user.roles, Act.CLOSE)
    row = incidents.incident(connection, number)
    if row.closed_at is not None:
        raise Conflict("closed", "Hendelsen er allerede avsluttet.")
    found = incidents.alerts_of(connection, number)
    for alert in found:
        if alert.state in (*conduct.ACTIVE, AlertState.SUBMITTED):
            words = STATE_WORDS[AlertState(alert.state)]
            raise Conflict("state", f"Varselet {alert.id} er {words}. Stopp det, eller vent til det er ferdig.")
    alone = approvals.unconfirmed(connection, number, Way.ALONE)
    if alone:
        what = (
            f"Varselet {', '.join(alone)} er godkjent alene. En som kan godkjenne, må bekrefte eller stoppe det først."
        )
        raise Conflict("unconfirmed", what)
    over = any(alert.kind in (AlertKind.ALL_CLEAR, AlertKind.RETRACTION) and alert.approved_at for alert in found)
    if series.approved(connection, number) and not over and not why.strip():
        what = "Ingen har sagt at faren er over. Send «faren over», eller skriv hvorfor det ikke trengs."
        raise InvalidInput(Fault("why", what))
    connection.execute(update(incidents_table).where(incidents_table.c.id == number).values(closed_at=ms(now)))
    for alert in connection.scalars(select(alerts.c.id).where(alerts.c.incident == number)).all():
        public.withdraw(connection, alert, now)
    data = {"why": why, "all_clear": over}
    append(connection, Entry(kind="incident.closed", actor=user.name, incident=number, data=data), now)


def _journal(connection: Connection, kind: str, user: User, row: Row[Any], data: dict[str, Any], now: datetime) -> None:
    append(connection, Entry(kind=kind, actor=user.name, incident=row.incident, alert=row.id, data=data), now)
