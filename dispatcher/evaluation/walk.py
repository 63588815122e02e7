"""One walk over an alert's deliveries, person by person: everything that is counted of people comes of it.

The rows come in the order of the unique key, so that a person's stand together and nothing is sorted; in memory are
the moments of each figure and no person. A pass a figure, grouped by the database, took four times as long: nearly
every message has a moment of its own, so as many rows came to Python each time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.domain.states import INTERNAL, AudienceClass, DeliveryState
from dispatcher.evaluation.reach import ADDRESSLESS, CITIZENS, PRESS, STAFF, effective
from dispatcher.evaluation.record import Pace, Reach
from dispatcher.ledger.tables import people

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from sqlalchemy import Connection

FETCH = 5000
MOST_POINTS = 400
HALF, MOST = 50, 95
"""Percent."""
ENDS = ("told", "pending", "unsure", "failed", "ended", "unreachable")
PENDING, UNSURE, FAILED, ENDED, ADDRESS, ATTEMPTED = (1 << bit for bit in range(6))
_BITS = {
    str(DeliveryState.WAITING): PENDING,
    str(DeliveryState.SENDING): PENDING,
    str(DeliveryState.UNSURE): UNSURE,
    str(DeliveryState.FAILED): FAILED,
}
SKIPPED = str(DeliveryState.SKIPPED)
_INSIDE = frozenset(str(each) for each in INTERNAL)
Held = list[Any]
"""What became of a person under one key: told at, confirmed at, and the bits above."""


def _end(bits: int) -> str:
    firsts = {PENDING: "pending", UNSURE: "unsure", FAILED: "failed", ENDED: "ended"}
    return next((end for bit, end in firsts.items() if bits & bit), "unreachable")


_END_OF = tuple(_end(bits) for bits in range(ADDRESS))


def group_named(cls: str) -> str:
    """Staff (leaders too), press or citizens."""
    return STAFF if cls in _INSIDE else PRESS if cls == str(AudienceClass.PRESS) else CITIZENS


class Tally:
    """Adds up people under one key. Those whom no row names yet are counted under ``missing``."""

    def __init__(self) -> None:
        self.ends = dict.fromkeys(ENDS, 0)
        self.with_address = self.attempted = 0
        self.told, self.confirmed = array("q"), array("q")

    def add(self, held: Held) -> None:
        told_at, delivered_at, bits = held
        if bits & ADDRESS:
            self.with_address += 1
        if bits & ATTEMPTED:
            self.attempted += 1
        if delivered_at is not None:
            self.confirmed.append(delivered_at)
        if told_at is None:
            self.ends[_END_OF[bits & (ADDRESS - 1)]] += 1
        else:
            self.ends["told"] += 1
            self.told.append(told_at)

    def reach(self, people: int, missing: str) -> Reach:
        ends = dict(self.ends)
        ends[missing] += people - sum(ends.values())
        return Reach(
            people=people,
            with_address=self.with_address,
            attempted=self.attempted,
            delivered=len(self.confirmed),
            pace=pace_of(self.told, people),
            delivered_pace=pace_of(self.confirmed, people),
            **ends,
        )


def pace_of(moments: array[int], people: int) -> Pace:
    """When the first, half, 95 % of ``people`` and the last were there, and a curve of at most ``MOST_POINTS``."""
    if not moments:
        return Pace()
    ordered = sorted(moments)
    stride = -(-len(ordered) // MOST_POINTS)
    chosen = dict.fromkeys([*ordered[::stride], ordered[-1]])
    return Pace(
        first=ordered[0],
        half=_nth(ordered, -(-people * HALF // 100)),
        most=_nth(ordered, -(-people * MOST // 100)),
        last=ordered[-1],
        curve=tuple((at, bisect_right(ordered, at)) for at in chosen),
    )


def _nth(ordered: list[int], count: int) -> int | None:
    return ordered[count - 1] if 0 < count <= len(ordered) else None


def walk(connection: Connection, alert: str, *each: Callable[[Any, Held], None]) -> dict[Hashable, Tally]:
    """A tally of everybody (``()``), each group, wave (its id) and channel of a wave (a pair).

    ``each`` is told of every person once a class: the first row, and what became of them in it.
    """
    tallies: dict[Hashable, Tally] = {}
    keys: dict[Any, tuple[Hashable, ...]] = {}
    for _, rows in groupby(_rows(connection, alert), key=itemgetter(0)):
        mine: dict[Hashable, Held] = {}
        classes: dict[str, tuple[Any, Held]] = {}
        for row in rows:
            _, cls, wave, channel, *_, address, attempted, state, reason, told_at, delivered_at = row
            bits = ENDED if state == SKIPPED and reason not in ADDRESSLESS else _BITS.get(state, 0)
            bits |= (ADDRESS if address else 0) | (ATTEMPTED if attempted else 0)
            held: Held = [told_at, delivered_at, bits]
            place = (cls, wave, channel)
            if place not in keys:
                keys[place] = ((), group_named(cls), wave, (wave, channel))
            for key in keys[place]:
                _merge(mine, key, held)
            if cls in classes:
                _into(classes[cls][1], held)
            else:
                classes[cls] = (row, held.copy())
        for key, held in mine.items():
            if key not in tallies:
                tallies[key] = Tally()
            tallies[key].add(held)
        for first, held in classes.values():
            for told in each:
                told(first, held)
    return tallies


def _merge(mine: dict[Hashable, Held], key: Hashable, held: Held) -> None:
    if key in mine:
        _into(mine[key], held)
    else:
        mine[key] = held.copy()


def _into(known: Held, held: Held) -> None:
    for index in (0, 1):
        if held[index] is not None and (known[index] is None or held[index] < known[index]):
            known[index] = held[index]
    known[2] |= held[2]


def _rows(connection: Connection, alert: str) -> Iterator[Any]:
    """Reference, class, wave, channel, text, person; list, unit, address, shielded; what became of the delivery."""
    rows = effective(alert)
    named = ("ref", "cls", "wave_id", "channel", "variant_id", "person_id")
    ended = ("address", "attempted", "state", "reason", "told_at", "delivered_at")
    theirs = people.c.list_id, people.c.unit, people.c.address.label("home"), people.c.shielded
    chosen = (
        select(*(rows.c[name] for name in named), *theirs, *(rows.c[name] for name in ended))
        .join(people, people.c.id == rows.c.person_id, isouter=True)
        .order_by(rows.c.ref, rows.c.cls)
    )
    yield from connection.execute(chosen, execution_options={"yield_per": FETCH})


def reach_of(tallies: Mapping[Hashable, Tally], meant: Mapping[Any, int], missing: str) -> dict[Hashable, Reach]:
    """The reach of each key that the snapshot means somebody by."""
    return {key: tallies.get(key, Tally()).reach(people, missing) for key, people in meant.items()}
