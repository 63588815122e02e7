"""«Feil utsendt: se bort fra …»: words approved together with the alert, sendable by any two of the crisis team."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from dispatcher.composing.composition import waves_again
from dispatcher.composing.desk import frozen_plan, journal
from dispatcher.composing.fingerprint import fingerprint
from dispatcher.composing.following import pause_for
from dispatcher.domain.approving import CRISIS_TEAM, Way
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import SERVICE, STATE_WORDS, AlertKind, AlertState, Fate
from dispatcher.ledger import approvals, clearance, incidents, planning, series, silence, snapshot, turns
from dispatcher.ledger.tables import retractions
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.accounts import User


def retract(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> str | None:
    """The first to ask pauses the alert; when a second, other one asks, it is taken back. The new alert's id."""
    demand(user.roles, Act.RETRACT)
    if not why.strip():
        raise InvalidInput(Fault("why", "Skriv en kort begrunnelse. Den står i loggen."))
    row = incidents.alert(connection, alert_id)
    _check_turn(connection, row)
    first = asked(connection, alert_id)
    if first is None or first.asked_by == user.name:
        if first is None:
            request = {"alert_id": alert_id, "asked_by": user.name, "why": why, "at": ms(now)}
            connection.execute(insert(retractions).values(**request))
            pause_for(connection, user, row, AlertKind.RETRACTION, now)
            journal(connection, "retraction.asked", user, row, {"why": why}, now)
        return None
    cleared = _cleared(connection, row, first)
    connection.execute(delete(retractions).where(retractions.c.alert_id == alert_id))
    return _send(connection, user, row, first, cleared, why, now)


def asked(connection: Connection, alert_id: str) -> Row[Any] | None:
    """Who has asked for it, if one more of the crisis team is waited for."""
    return connection.execute(select(retractions).where(retractions.c.alert_id == alert_id)).first()


def _cleared(connection: Connection, row: Row[Any], first: Row[Any]) -> Row[Any] | None:
    """The police's word for taking it back, said since the first asked. Raises Conflict where it is missing."""
    found = clearance.of(connection, row, clearance.RETRACTION)
    if found is not None and found.recorded_at >= first.at:
        return found
    if row.needs_clearance and clearance.reaches_others(connection, row):
        what = "Politiet leder. Varselet er satt på pause, men det trekkes ikke tilbake før politiet har klarert det."
        raise Conflict("clearance", f"{what} Skriv inn klareringen: dispatcher clear {row.id}")
    return None


def _check_turn(connection: Connection, row: Row[Any]) -> None:
    if row.kind == SERVICE:
        raise Conflict("state", "Dette er en tjenestemelding til dem som har roller i planen. Den kan ikke trekkes.")
    if row.approved_at is None:
        words = STATE_WORDS[AlertState(row.state)]
        raise Conflict(
            "state", f"Varselet er {words}. Ingenting av det er sendt, så det er ingenting å trekke tilbake."
        )
    if incidents.incident(connection, row.incident).closed_at is not None:
        raise Conflict("closed", "Hendelsen er avsluttet. Utløs et nytt varsel i stedet.")
    newest = series.approved(connection, row.incident)[0][0]
    if newest != row.id:
        raise Conflict("superseded", f"Varselet er avløst av {newest}. Trekk tilbake det i stedet.")
    texts = incidents.variants_of(connection, row.id, row.version)
    if not any(text.fate == Fate.RETRACTED for text in texts):
        raise Conflict("state", "Varselet har ingen ferdig godkjent tilbaketrekking. Lag en rettelse i stedet.")


def _send(
    connection: Connection,
    user: User,
    row: Row[Any],
    first: Row[Any],
    cleared: Row[Any] | None,
    why: str,
    now: datetime,
) -> str:
    plan, _ = frozen_plan(connection, row)
    both = f"{first.asked_by} og {user.name}"
    alert = incidents.add_alert(connection, row.incident, _copied(row, first.asked_by, user, now))
    if cleared is not None:
        clearance.move(connection, cleared, alert)
    incidents.replace_variants(connection, alert, 1, _texts(connection, row))
    every = tuple(version for version in series.approved(connection, row.incident) if version[0] != alert)
    silent = tuple(silence.units_of(row))
    meant = planning.Meant(areas=tuple(incidents.areas_of(row)), everyone=every, silent=silent)
    waves = waves_again(connection, row)
    planning.plan_waves(connection, alert, 1, planned=waves, plan=plan, meant=meant)
    people = snapshot.count_people(connection, alert, 1)
    print_ = fingerprint(connection, incidents.alert(connection, alert))
    approved = {"fingerprint": print_, "approved_fingerprint": print_, "approved_by": both, "approved_at": ms(now)}
    approved |= {"approved_as": CRISIS_TEAM, "people": people, "decided_why": why}
    incidents.set_values(connection, alert, state=str(AlertState.APPROVED), **approved)
    right = f"Godkjent sammen med varsel {row.id}"
    yes = approvals.Yes(
        way=Way.TWO, account=both, by=user.name, person=None, capacity=CRISIS_TEAM, authority=right, why=why
    )
    approvals.keep(connection, alert, print_, yes, now)
    new = incidents.alert(connection, alert)
    data = {"takes_back": row.id, "asked_by": first.asked_by, "asked_why": first.why, "why": why}
    data |= {"approved_with": row.approved_fingerprint, "fingerprint": print_, "people": people}
    journal(connection, "alert.retracted", user, new, data, now)
    turns.supersede(connection, row.incident, alert, now)
    turns.open_first_waves(connection, new, now)
    return alert


def _copied(row: Row[Any], first: str, user: User, now: datetime) -> dict[str, Any]:
    same = "mode severity rank urgency unsure_policy areas zones responsible expires_after".split()
    same += ["needs_clearance", "silent_units"]
    return {name: getattr(row, name) for name in same} | {
        "kind": str(AlertKind.RETRACTION),
        "follows": row.id,
        "whole": True,
        "fields": json.dumps({}),
        "created_by": first,
        "edited_by": first,
        "submitted_by": first,
        "created_at": ms(now),
        "composed_at": ms(now),
        "submitted_at": ms(now),
        "expires_at": ms(now) + row.expires_after,
        "salt": secrets.token_hex(16),
        "decided_why": user.name,
    }


def _texts(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """The very texts that were approved with the alert."""
    kept = "cls channel language headline body instruction html parts encoding".split()
    return [
        {name: getattr(text, name) for name in kept}
        for text in incidents.variants_of(connection, row.id, row.version)
        if text.fate == Fate.RETRACTED
    ]
