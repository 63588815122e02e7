"""The police's clearance, written in by one of the crisis team: who said it, in which function, when, and what.

An order from the police is a clearance with the same fields. On a draft it is part of the fingerprint to come; on a
submitted alert it makes a new one, and the approvers are asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.composing import retraction
from dispatcher.composing.asking import ask_for_approval
from dispatcher.composing.desk import frozen_plan, journal
from dispatcher.composing.fingerprint import fingerprint
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import SERVICE, STATE_WORDS, AlertState
from dispatcher.ledger import approval_requests, clearance, incidents, sms_approval, waking
from dispatcher.ledger.journal import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.ledger.accounts import User

LONGEST = 500
BEFORE_APPROVAL = (AlertState.DRAFT, AlertState.RETURNED, AlertState.SUBMITTED)
_ASK = {
    "name": "Skriv navnet på den i politiet som klarerte.",
    "function": "Skriv funksjonen, for eksempel operasjonsleder.",
    "what": "Skriv hva som er klarert, for eksempel ventetekst til foresatte.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """Who of the police, in which function, and what; ``at``: when they said it."""

    name: str
    function: str
    what: str
    at: datetime

    @property
    def words(self) -> dict[str, str]:
        """What may name a person."""
        return {"name": self.name.strip(), "function": self.function.strip(), "what": self.what.strip()}


def clear(desk: Desk, connection: Connection, user: User, alert_id: str, given: Clearance, now: datetime) -> None:
    """Record it for the alert as it stands, or for the retraction that is asked for."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.CLEAR)
    purpose = _purpose(connection, row)
    faults = _faults(given, now)
    if faults:
        raise InvalidInput(*faults)
    entry = Entry(
        kind=clearance.CLEARED,
        actor=user.name,
        incident=row.incident,
        alert=row.id,
        data={"version": row.version, "purpose": purpose},
        personal=given.words,
        happened_at=given.at,
    )
    clearance.add(connection, row, entry, purpose, now)
    if row.state == AlertState.SUBMITTED:
        _again(desk, connection, user, row, now)


def _again(desk: Desk, connection: Connection, user: User, row: Row[Any], now: datetime) -> None:
    """What was submitted is now another thing to say yes to: a new fingerprint, and all who were asked are asked again.

    They are rung for it too, whatever they answered before: now a yes holds.
    """
    before = [one.person for one in approval_requests.of_alert(connection, row) if one.ended_at is None]
    print_ = fingerprint(connection, row)
    incidents.set_values(connection, row.id, fingerprint=print_)
    journal(connection, "alert.fingerprint", user, row, {"version": row.version, "fingerprint": print_}, now)
    plan, scenario = frozen_plan(connection, row)
    asked = incidents.alert(connection, row.id)
    barred = approval_requests.barred(connection, asked, now)
    again = [person for person in before if person not in barred]
    waking.forget(connection, asked)
    sms_approval.forget(connection, asked)
    ask_for_approval(connection, plan, scenario, asked, desk.say, desk.address, now, before=again)


def _purpose(connection: Connection, row: Row[Any]) -> str:
    if row.kind == SERVICE:
        raise Conflict("state", "Dette er en tjenestemelding til dem som har roller i planen. Den klareres ikke.")
    if row.state in BEFORE_APPROVAL:
        return clearance.ALERT
    if row.approved_at is not None and retraction.asked(connection, row.id) is not None:
        return clearance.RETRACTION
    words = STATE_WORDS[AlertState(row.state)]
    raise Conflict("state", f"Varselet er {words}. Klareringen skrives inn før det godkjennes.")


def _faults(given: Clearance, now: datetime) -> list[Fault]:
    faults = []
    for name, said in given.words.items():
        if not said:
            faults.append(Fault(name, _ASK[name]))
        elif len(said) > LONGEST:
            faults.append(Fault(name, f"Teksten er på {len(said)} tegn. Den kan ha høyst {LONGEST}."))
    if given.at > now:
        faults.append(Fault("at", "Tidspunktet ligger fram i tid. Skriv når politiet klarerte."))
    return faults
