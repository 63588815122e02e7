"""The messages of an alert with whom they are for, a screenful at a time: a register of 117,000 never stands in memory.

Names and addresses come in clear. Who asks for them masks them, or writes down first that somebody reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Row, and_, func, or_, select, tuple_

from dispatcher.domain.phone import normalise
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger.tables import contact_points, deliveries, people, snapshot, variants, waves

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE: Final = 25
MOST_FOUND: Final = 200
"""People a search may find; whoever finds as many must write more of the name."""
FEWEST_DIGITS: Final = 8
_ORDER: Final = (deliveries.c.ref, deliveries.c.cls, deliveries.c.channel)
"""That of the unique key, so that a page is found by it wherever it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which messages of an alert. ``after``: the last delivery of the page before; ``found``: only of whom was sought.

    ``reason``: None for any, "" for none.
    """

    states: tuple[DeliveryState, ...] = ()
    channel: str = ""
    wave: int = 0
    reason: str | None = None
    after: int = 0
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whom a search found: persons by their references, and addresses by their ids."""

    refs: tuple[str, ...] = ()
    points: tuple[int, ...] = field(default=())


def page(connection: Connection, alert_id: str, chosen: Chosen) -> list[Row[Any]]:
    """The next 26 messages at most: one more than is shown says that there is another page."""
    asked = _rows().where(deliveries.c.alert_id == alert_id, *_conditions(connection, chosen))
    return list(connection.execute(asked.order_by(*_ORDER).limit(PAGE + 1)))


def one(connection: Connection, alert_id: str, delivery: int) -> Row[Any] | None:
    """One message of the alert."""
    mine = (deliveries.c.alert_id == alert_id, deliveries.c.id == delivery)
    return connection.execute(_rows().where(*mine, deliveries.c.channel != str(ChannelName.TASK))).first()


def _rows() -> Any:
    columns = (deliveries, variants.c.language, variants.c.headline, variants.c.body, variants.c.instruction)
    person = (people.c.name, people.c.unit, people.c.address.label("home"), people.c.shielded)
    return (
        select(*columns, *person, waves.c.name.label("wave_name"), waves.c.ix, contact_points.c.value)
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(people, people.c.id == deliveries.c.person_id, isouter=True)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id, isouter=True)
    )


def _conditions(connection: Connection, chosen: Chosen) -> list[Any]:
    # What is in people's hands is a list of its own.
    found: list[Any] = [deliveries.c.channel != str(ChannelName.TASK)]
    if chosen.states:
        found.append(deliveries.c.state.in_([str(state) for state in chosen.states]))
    if chosen.channel:
        found.append(deliveries.c.channel == chosen.channel)
    if chosen.wave:
        found.append(waves.c.ix == chosen.wave - 1)
    if chosen.reason is not None:
        found.append(deliveries.c.reason == chosen.reason)
    if chosen.found is not None:
        by = chosen.found
        open_to_all = or_(people.c.shielded.is_(None), ~people.c.shielded)
        found.append(and_(or_(deliveries.c.ref.in_(by.refs), deliveries.c.point_id.in_(by.points)), open_to_all))
    if chosen.after:
        last = connection.execute(select(*_ORDER).where(deliveries.c.id == chosen.after)).first()
        if last is not None:
            found.append(tuple_(*_ORDER) > tuple_(*last))
    return found


def search(connection: Connection, alert_id: str, words: str) -> Found:
    """People of the alert with this in their name, or with this number or e-mail address; nobody who is shielded."""
    words = " ".join(words.split())
    if "@" in words:
        return Found(points=_points(connection, words.casefold()))
    if sum(sign.isdigit() for sign in words) >= FEWEST_DIGITS:
        readings = (normalise(words, fictional=fictional).e164 for fictional in (False, True))
        return Found(points=_points(connection, *(number for number in readings if number)))
    return Found(refs=_named(connection, alert_id, words))


def _points(connection: Connection, *values: str) -> tuple[int, ...]:
    known = (func.lower(contact_points.c.value) if "@" in "".join(values) else contact_points.c.value).in_(values)
    return tuple(connection.scalars(select(contact_points.c.id).where(known)))


def _named(connection: Connection, alert_id: str, words: str) -> tuple[str, ...]:
    """SQLite folds only ASCII letters: any letter may stand for another, and Python has the last word."""
    pattern = "".join(sign if sign.isascii() and sign not in "%_\\" else "_" for sign in words)
    asked = (
        select(snapshot.c.ref, people.c.name)
        .join(people, people.c.id == snapshot.c.person_id)
        .where(snapshot.c.alert_id == alert_id, people.c.name.ilike(f"%{pattern}%"), ~people.c.shielded)
        .limit(MOST_FOUND)
    )
    wanted = words.casefold()
    return tuple(dict.fromkeys(ref for ref, name in connection.execute(asked) if wanted in name.casefold()))


def reasons(connection: Connection, alert_id: str, states: Sequence[DeliveryState]) -> list[Row[Any]]:
    """How many messages are in these states, by state and reason, the most first."""
    asked = select(deliveries.c.state, deliveries.c.reason, func.count().label("messages")).where(
        and_(deliveries.c.alert_id == alert_id, deliveries.c.state.in_([str(state) for state in states])),
        deliveries.c.channel != str(ChannelName.TASK),
    )
    return list(
        connection.execute(asked.group_by(deliveries.c.state, deliveries.c.reason).order_by(func.count().desc()))
    )
