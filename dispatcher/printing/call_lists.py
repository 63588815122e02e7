"""Call lists: whom an alert has not reached, and how somebody may still reach them by hand.

Names, numbers and addresses stand on paper because people need them there. Only those who act get it printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from dispatcher.domain.states import DeliveryState
from dispatcher.ledger import incidents, relays
from dispatcher.ledger.tables import contact_points, deliveries, people, snapshot, waves

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

_D = DeliveryState
MOST = 400
"""Lines of one list: about fourteen sheets. How many more there are is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Somebody to call or visit. ``why``: no address, or what became of their message."""

    name: str
    where: str
    phone: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """A wave's people who are not told. ``more``: how many do not stand here; ``shielded``: who must not."""

    wave: str
    people: int
    lines: tuple[Line, ...]
    more: int
    shielded: int


WHY = {
    _D.WAITING: "venter på melding",
    _D.SENDING: "ingen kvittering ennå",
    _D.FAILED: "meldingen kom ikke fram",
    _D.UNSURE: "usikkert om den kom fram",
    _D.SKIPPED: "fikk ikke melding",
}
NO_ADDRESS = "ingen adresse"


def call_lists(connection: Connection, alert_id: str) -> list[CallList]:
    """A list a wave, of the people whom no channel has told; before approval, of those with no address at all."""
    row = incidents.alert(connection, alert_id)
    steps = select(waves).where(waves.c.alert_id == row.id, waves.c.version == row.version, ~waves.c.public)
    found = [
        _of_wave(connection, wave, told_yet=wave.expanded) for wave in connection.execute(steps.order_by(waves.c.ix))
    ]
    led = relays.leaders(connection, row.id, row.version)
    found += [_of_leader(connection, row, leader) for leader in led if leader]
    return [each for each in found if each.people]


def _of_leader(connection: Connection, row: Any, leader: str) -> CallList:
    """Those whom a leader tells by word of mouth, for the leader to be given."""
    chosen = relays.led_by(connection, row.id, row.version, leader, MOST)
    lines = tuple(_line(each) for each in chosen)
    count = relays.count(connection, row.id, row.version, leader)
    named = f"ansatte uten adresse, {relays.title(leader)}"
    hidden = relays.count(connection, row.id, row.version, leader, shielded=True)
    more = max(count - hidden - len(lines), 0)
    return CallList(wave=named, people=count, lines=lines, more=more, shielded=hidden)


def _of_wave(connection: Connection, wave: Any, *, told_yet: bool) -> CallList:
    untold = _not_told() if told_yet else _without_address()
    mine = and_(snapshot.c.wave_id == wave.id, snapshot.c.channel.is_(None), untold)
    chosen = select(snapshot.c.ref).where(mine).select_from(_people()).distinct()
    count = _how_many(connection, chosen)
    hidden = _how_many(connection, chosen.where(people.c.shielded))
    lines = select(
        people.c.name, people.c.unit, people.c.address, contact_points.c.value, _state(wave.id).label("state")
    )
    found = connection.execute(
        lines.select_from(_people().outerjoin(contact_points, contact_points.c.id == people.c.sms_point))
        .where(mine, ~people.c.shielded)
        .order_by(people.c.unit, people.c.address, people.c.name)
        .limit(MOST)
    )
    made = tuple(_line(each) for each in found)
    more = max(count - hidden - len(made), 0)
    return CallList(wave=wave.name, people=count, lines=made, more=more, shielded=hidden)


def _how_many(connection: Connection, chosen: Select[Any]) -> int:
    return int(connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0)


def _people() -> Any:
    return snapshot.join(people, people.c.id == snapshot.c.person_id)


def _without_address() -> ColumnElement[bool]:
    return and_(people.c.sms_point.is_(None), people.c.email_point.is_(None))


def _not_told() -> ColumnElement[bool]:
    """SQL: no delivery of theirs, nor the one that carries their number, was taken."""
    own, carrier = deliveries.alias("own"), deliveries.alias("carrier")
    taken = [str(_D.ACCEPTED), str(_D.DELIVERED)]
    told = (
        exists()
        .select_from(own.outerjoin(carrier, carrier.c.id == own.c.covered_by))
        .where(own.c.wave_id == snapshot.c.wave_id, own.c.ref == snapshot.c.ref, own.c.cls == snapshot.c.cls)
        .where(or_(own.c.state.in_(taken), carrier.c.state.in_(taken)))
    )
    return ~told.correlate(snapshot)


def _state(wave: int) -> ColumnElement[str | None]:
    """SQL: the worst thing that may still be mended: what failed before what was never tried."""
    row = deliveries.alias("row")
    order = [_D.UNSURE, _D.FAILED, _D.SENDING, _D.WAITING, _D.SKIPPED]
    rank = case(*((row.c.state == str(state), place) for place, state in enumerate(order)), else_=len(order))
    first = (
        select(row.c.state)
        .where(row.c.wave_id == wave, row.c.ref == snapshot.c.ref, row.c.cls == snapshot.c.cls)
        .order_by(rank)
        .limit(1)
    )
    return first.correlate(snapshot).scalar_subquery()


def _line(row: Any) -> Line:
    where = ", ".join(part for part in (row.unit, row.address) if part)
    why = WHY.get(row.state, NO_ADDRESS) if row.value or row.state not in (None, _D.SKIPPED) else NO_ADDRESS
    return Line(name=row.name or "", where=where, phone=row.value or "", why=why)
