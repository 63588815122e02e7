"""Where the citizens live whom an alert did not tell: counted per area and street, for a report that many read.

Whoever lives in several areas stands in one of them: the smallest, by how many of the alert's citizens live there, and
of two that are as small the first by its key. An area that is the whole municipality says nothing of where: it is none.

A street is named with ``FEWEST`` people or more, counted in one area. With fewer a neighbour could tell who they are:
those streets stand together in one line of their area, as a number of streets and of people; the door list, which only
those who may read addresses get, has them all. Who is shielded is in one number, and in no area. A number of a house,
and whatever else stands before the postal code, is in no figure: so the figures are the same after pseudonymising.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from dispatcher.domain.states import AudienceClass
from dispatcher.domain.street import street_of
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.evaluation.street_record import FEWEST, Place, StreetCount, Streets
from dispatcher.ledger.tables import deliveries, people, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import Record
    from dispatcher.evaluation.walk import Held

CITIZEN = str(AudienceClass.CITIZEN)


def place_name(record: Record, place: Place) -> str:
    """What people call the area."""
    names = [record.plan.area(area) for area in place.areas]
    return words.listed(names) if names else say("Utenfor de avgrensede områdene i planen")


class StreetCounter:
    """Is told of every recipient on the walk, and keeps how many lived where."""

    def __init__(
        self, connection: Connection, alert: Row[Any], plan: FrozenPlan, areas: Callable[[int | None], frozenset[str]]
    ) -> None:
        self._connection, self._alert, self._plan, self._areas = connection, alert, plan, areas
        self._shielded = self._no_street = 0
        self._living: Counter[frozenset[str]] = Counter()
        self._at: Counter[tuple[frozenset[str], str]] = Counter()

    def add(self, row: Any, held: Held) -> None:
        """A recipient by the first of their deliveries, as ``walk`` has them."""
        _, cls, _, _, _, person, _, _, address, shielded, *_ = row
        if cls == CITIZEN:
            self._living[self._areas(person)] += 1
            if held[0] is None:
                self._count(person, address, bool(shielded))

    def _count(self, person: int | None, address: str | None, shielded: bool) -> None:  # noqa: FBT001  a column
        street = street_of(address or "")
        if shielded:
            self._shielded += 1
        elif not street:
            self._no_street += 1
        else:
            self._at[self._areas(person), street] += 1

    def streets(self, meant: int) -> Streets:
        """What it comes to. ``meant``: the snapshot's citizens; who has no delivery yet is looked up there."""
        if self._living.total() < meant:
            for row in self._connection.execute(_unqueued(self._alert)):
                self._living[self._areas(row.person_id)] += 1
                self._count(row.person_id, row.address, bool(row.shielded))
        return Streets(
            people=self._at.total() + self._no_street + self._shielded,
            places=_places(self._in_one()),
            no_street=self._no_street,
            shielded=self._shielded,
        )

    def _in_one(self) -> Counter[tuple[tuple[str, ...], str]]:
        """Everybody in the smallest of the areas where they live."""
        sizes: Counter[str] = Counter()
        for areas, count in self._living.items():
            sizes.update(dict.fromkeys(areas, count))
        found: Counter[tuple[tuple[str, ...], str]] = Counter()
        for (areas, street), count in self._at.items():
            parts = (area for area in areas if not self._plan.is_whole(area))
            found[tuple(sorted(parts, key=lambda area: (sizes[area], area))[:1]), street] += count
        return found


def _places(at: Counter[tuple[tuple[str, ...], str]]) -> tuple[Place, ...]:
    found: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for (areas, street), count in at.items():
        found[areas][street] = count
    # Those of no area stand last.
    return tuple(_place(areas, found[areas]) for areas in sorted(found, key=lambda areas: (not areas, areas)))


def _place(areas: tuple[str, ...], streets: dict[str, int]) -> Place:
    few = [count for count in streets.values() if count < FEWEST]
    named = sorted((-count, street) for street, count in streets.items() if count >= FEWEST)
    return Place(
        areas=areas,
        people=sum(streets.values()),
        streets=tuple(StreetCount(street=street, people=-count) for count, street in named),
        few_streets=len(few),
        few_people=sum(few),
    )


def _unqueued(alert: Row[Any]) -> Any:
    """Citizens of the snapshot without a row in the queue: it was stopped, or is not ready, before their turn."""
    theirs = (
        deliveries.c.alert_id == snapshot.c.alert_id,
        deliveries.c.ref == snapshot.c.ref,
        deliveries.c.cls == CITIZEN,
    )
    return (
        select(snapshot.c.person_id, people.c.address, people.c.shielded)
        .join(people, people.c.id == snapshot.c.person_id, isouter=True)
        .where(
            snapshot.c.alert_id == alert.id,
            snapshot.c.version == alert.version,
            snapshot.c.cls == CITIZEN,
            snapshot.c.channel.is_(None),
            ~select(deliveries.c.id).where(*theirs).exists(),
        )
    )
