"""Citizens whom an alert did not tell, at the addresses where they live: for those who knock, and for the police.

Read from the lists as the alert was sent to them. Once people are pseudonymous nobody knows a house any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, or_, select

from dispatcher.domain.errors import Conflict
from dispatcher.domain.states import PERSONAL, SERVICE, AudienceClass, DeliveryState
from dispatcher.domain.street import parts_of
from dispatcher.ledger import incidents
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.tables import deliveries, people, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

LISTED: Final = "doors.listed"
HANDED_OVER: Final = "doors.handed-over"
"""In the journal: why, and to whom, are words of people and stand sealed beside it."""
SEALED: Final = frozenset({LISTED, HANDED_OVER})
FETCH = 5000
_D = DeliveryState
_TOLD = frozenset({_D.ACCEPTED, _D.DELIVERED})
_ON_ITS_WAY = frozenset({_D.WAITING, _D.SENDING})
NOT_SENT = "Varselet er ikke godkjent. Før noe er sendt, er det ingen som ikke er nådd."
FORGOTTEN = (
    "Mottakerne er pseudonymisert. Kommunen har ikke lenger adressene deres. Rapporten har antall per område og gate."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody who was not told. ``tried``: the channels on which something was sent that did not come, or may have."""

    name: str
    address: str
    tried: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class NotReached:
    """Those of an alert. ``pending`` may still get it; ``shielded`` and ``forgotten`` are a number only."""

    alert: str
    residents: list[Resident] = field(default_factory=list)
    homeless: list[Resident] = field(default_factory=list)
    pending: int = 0
    shielded: int = 0
    forgotten: int = 0

    @property
    def people(self) -> int:
        """Everybody who was not told and will not be."""
        return len(self.residents) + len(self.homeless) + self.shielded + self.forgotten


def newest_sent(connection: Connection, incident: int) -> str:
    """The incident's last alert that was approved. Raises NotFound, and Conflict where there is none."""
    incidents.incident(connection, incident)
    sent = [row.id for row in incidents.alerts_of(connection, incident) if row.approved_at is not None]
    if not sent:
        raise Conflict("not-approved", NOT_SENT)
    return str(sent[-1])


def not_reached(connection: Connection, alert_id: str) -> NotReached:
    """Citizens without a message that was taken. Raises NotFound, Conflict before approval and after pseudonymising."""
    row = incidents.alert(connection, alert_id)
    if row.approved_at is None or row.kind == SERVICE:
        raise Conflict("not-approved", NOT_SENT)
    found = NotReached(alert=row.id)
    for _, mine in groupby(_rows(connection, row), key=lambda each: each.ref):
        _sort(found, list(mine))
    if found.forgotten and not found.residents and not found.homeless:
        raise Conflict("pseudonymised", FORGOTTEN)
    found.residents.sort(key=lambda one: _order(one.address))
    return found


def _sort(found: NotReached, rows: Sequence[Row[Any]]) -> None:
    states = {row.state for row in rows}
    first = rows[0]
    if states & _TOLD:
        return
    if states & _ON_ITS_WAY:
        found.pending += 1
    elif first.sealed is not None:
        found.forgotten += 1
    elif first.shielded:
        found.shielded += 1
    else:
        tried = tuple(dict.fromkeys(row.channel for row in rows if row.attempts))
        one = Resident(name=first.name or "", address=first.address or "", tried=tried)
        (found.residents if one.address else found.homeless).append(one)


def _order(address: str) -> tuple[str, str, int, str]:
    """Place, street and house as somebody walks: number 10 after number 9."""
    street, number, place = parts_of(address)
    digits = re.match(r"\d+", number)
    return place.casefold(), street.casefold(), int(digits.group()) if digits else 0, number.casefold()


def _rows(connection: Connection, alert: Row[Any]) -> Iterator[Any]:
    """A row for each message to a citizen, as it counts for them: a covered one as the one that carries their number.

    Who is not in the queue has one row: what becomes of them hangs on whether anything more will be sent.
    """
    own, carrier = deliveries, deliveries.alias("carrier")
    covered = and_(own.c.state == str(_D.SKIPPED), carrier.c.id.is_not(None))
    unqueued = str(_D.WAITING if alert.state in ACTIVE else _D.SKIPPED)
    columns = (snapshot.c.ref, snapshot.c.sealed, people.c.name, people.c.address, people.c.shielded, own.c.channel)
    chosen = (
        select(
            *columns,
            func.coalesce(case((covered, carrier.c.state), else_=own.c.state), unqueued).label("state"),
            func.coalesce(case((covered, carrier.c.attempts), else_=own.c.attempts), 0).label("attempts"),
        )
        .join(people, people.c.id == snapshot.c.person_id, isouter=True)
        .join(own, and_(*(own.c[name] == snapshot.c[name] for name in ("alert_id", "ref", "cls"))), isouter=True)
        .join(carrier, carrier.c.id == own.c.covered_by, isouter=True)
        .where(
            snapshot.c.alert_id == alert.id,
            snapshot.c.version == alert.version,
            snapshot.c.cls == str(AudienceClass.CITIZEN),
            snapshot.c.channel.is_(None),
        )
        # A subscription or a room is nobody that anybody knows; a task told nobody until somebody says so.
        .where(or_(own.c.channel.is_(None), own.c.channel.in_(PERSONAL)))
        .order_by(snapshot.c.ref, own.c.id)
    )
    yield from connection.execute(chosen, execution_options={"yield_per": FETCH})
