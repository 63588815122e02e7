"""Taking out the addresses of citizens who were not told, and handing their names to the police: each with its reason.

Both are written in the log before anybody sees anything: how many in the open, why and to whom sealed beside it. Never
an address, and never a name of those not reached. They are read before: it may take seconds, which a send needs more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.doors import HANDED_OVER, LISTED, NotReached
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

LONGEST = 500
_ASK = {
    "why": "Skriv kort hvorfor. Det står forseglet i loggen.",
    "to": "Skriv navnet på den i politiet som får listen.",
    "function": "Skriv funksjonen til den som får listen, for eksempel operasjonsleder.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Who of the police gets the names, in which function, and why."""

    to: str
    function: str
    why: str


def list_doors(connection: Connection, user: User, found: NotReached, why: str, now: datetime) -> None:
    """Write down who takes out the addresses of those who were found. Raises Forbidden, InvalidInput."""
    demand(user.roles, Act.READ_ADDRESSES)
    _remember(connection, found, Entry(kind=LISTED, actor=user.name, personal={"why": why}), now)


def hand_over(connection: Connection, user: User, found: NotReached, given: HandOver, now: datetime) -> None:
    """Write down who of the police gets the names of those who were found. Raises Forbidden, InvalidInput."""
    demand(user.roles, Act.HAND_OVER)
    _remember(connection, found, Entry(kind=HANDED_OVER, actor=user.name, personal=asdict(given)), now)


def _remember(connection: Connection, found: NotReached, entry: Entry, now: datetime) -> None:
    said = {name: " ".join(str(text).split()) for name, text in (entry.personal or {}).items()}
    faults = [Fault(name, _ASK[name]) for name, text in said.items() if not text]
    faults += [Fault(name, f"Høyst {LONGEST} tegn.") for name, text in said.items() if len(text) > LONGEST]
    if faults:
        raise InvalidInput(*faults)
    data = {"people": len(found.residents) + len(found.homeless), "shielded": found.shielded}
    number = incidents.alert(connection, found.alert).incident
    append(connection, replace(entry, incident=number, alert=found.alert, data=data, personal=said), now)
