"""Whom an alert reached, cut five ways: audience, zone, area, language, and unit or institution.

Counted are recipients: a person once for each class they got a text in, so that each cut adds up to the same. Only
areas may overlap: who lives in two counts in both. Who was told on a shared number was told.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, select

from dispatcher.domain.states import INTERNAL, AudienceClass
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.evaluation.walk import ADDRESS, ATTEMPTED
from dispatcher.ledger.tables import deliveries, lists, memberships, people, snapshot, variants, waves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import Record
    from dispatcher.evaluation.walk import Held

AUDIENCE, ZONE, AREA, LANGUAGE, UNIT = CUTS = ("audience", "zone", "area", "language", "unit")
_INSIDE = frozenset(str(each) for each in INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Recipients of one audience, zone, area, language or unit. ``told``: accepted, delivered or not."""

    key: str
    people: int
    with_address: int
    attempted: int
    told: int
    delivered: int

    @property
    def not_told(self) -> int:
        return self.people - self.told


Cuts = dict[str, tuple[Part, ...]]


def part_name(record: Record, cut: str, key: str) -> str:
    """What people call it; a key the plan does not know stands as it is."""
    match cut:
        case "audience":
            return record.plan.audience(key) if key else say("Ingen av bølgens målgrupper")
        case "zone":
            return record.plan.zone(record.scenario, key)
        case "area":
            return record.plan.area(key)
        case "language":
            return words.LANGUAGES.get(key, key)
        case _:
            return key


class Cutter:
    """Is told of every recipient on the walk, and keeps how many there were of each kind, not who."""

    def __init__(self, connection: Connection, alert: Row[Any], plan: FrozenPlan) -> None:
        self._connection, self._alert = connection, alert
        mine = (variants.c.alert_id == alert.id, variants.c.version == alert.version)
        texts = connection.execute(select(variants.c.id, variants.c.zone, variants.c.language).where(*mine))
        self._texts = {number: (zone, language) for number, zone, language in texts}
        taken_from = _lists_of(snapshot.c.alert_id == alert.id)
        self._member = {kind: _members(connection, kind, taken_from) for kind in ("area", "group")}
        self._audiences = _audiences(connection, alert, plan)
        self._kinds: Counter[tuple[Any, ...]] = Counter()

    def add(self, row: Any, held: Held) -> None:
        """A recipient by the first of their deliveries, as ``walk`` has them."""
        _, cls, wave, _, text, person, list_id, unit, *_ = row
        zone, language = self._texts.get(text, ("", ""))
        self._count((cls, wave, zone, language, list_id, unit), person, held)

    def areas(self, person: int | None) -> frozenset[str]:
        """The areas a person lives in."""
        return self._member["area"].get(person, frozenset())

    def _count(self, kind: tuple[Any, ...], person: int | None, held: Held) -> None:
        told_at, delivered_at, bits = held
        areas, groups = (self._member[each].get(person, frozenset()) for each in ("area", "group"))
        what = (bool(bits & ADDRESS), bool(bits & ATTEMPTED), told_at is not None, delivered_at is not None)
        self._kinds[(*kind, areas, groups, what)] += 1

    def cuts(self, meant: int) -> Cuts:
        """What it comes to. ``meant``: the snapshot's recipients; whoever has no delivery yet is looked up there."""
        if self._kinds.total() < meant:
            for cls, wave, zone, language, list_id, unit, person in self._connection.execute(_unqueued(self._alert)):
                self._count((cls, wave, zone, language, list_id, unit), person, [None, None, 0])
        found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
        for kind, count in self._kinds.items():
            for key in self._keys(kind):
                sums = found[key]
                for index, counts in enumerate((True, *kind[-1])):
                    sums[index] += count * counts
        return {cut: tuple(_parts(found, cut)) for cut in CUTS}

    def _keys(self, kind: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
        cls, wave, zone, language, list_id, unit, areas, groups, _ = kind
        yield AUDIENCE, self._audience(wave, cls, list_id, groups)
        yield LANGUAGE, language
        if zone:
            yield ZONE, zone
        yield from ((AREA, area) for area in areas)
        if unit and cls in _INSIDE:
            yield UNIT, unit

    def _audience(self, wave: int, cls: str, list_id: int | None, groups: frozenset[str]) -> str:
        """The first of the wave's audiences that names them, as when they were chosen."""
        for key, of_class, lists_, wanted in self._audiences.get(wave, ()):
            if of_class == cls and (lists_ is None or list_id in lists_) and (not wanted or wanted & groups):
                return key
        return ""


def _parts(found: Mapping[tuple[str, str], Sequence[int]], cut: str) -> Iterator[Part]:
    mine = sorted((key, sums) for (of, key), sums in found.items() if of == cut)
    for key, (count, with_address, attempted, told, delivered) in mine:
        yield Part(
            key=key, people=count, with_address=with_address, attempted=attempted, told=told, delivered=delivered
        )


def _members(connection: Connection, kind: str, taken_from: Any) -> dict[int | None, frozenset[str]]:
    """What each person belongs to; equal sets are one, so that a register of a city fits."""
    known: dict[frozenset[str], frozenset[str]] = {}
    found: dict[int | None, frozenset[str]] = {}
    mine = (memberships.c.list_id.in_(taken_from), memberships.c.kind == kind)
    asked = select(memberships.c.key, memberships.c.person_id).where(*mine)
    for key, person in connection.execute(asked, execution_options={"yield_per": 5000}):
        both = found.get(person, frozenset()) | {key}
        found[person] = known.setdefault(both, both)
    return found


def _audiences(
    connection: Connection, alert: Row[Any], plan: FrozenPlan
) -> dict[int, list[tuple[str, str, frozenset[int] | None, frozenset[str]]]]:
    """By wave, its audiences in order: key, class, the versions of its lists (None: any), its groups."""
    mine = (snapshot.c.alert_id == alert.id, snapshot.c.version == alert.version)
    used = _lists_by_key(connection, mine)
    found = {}
    for step in connection.execute(
        select(waves.c.id, waves.c.audiences).where(waves.c.alert_id == alert.id, waves.c.version == alert.version)
    ):
        named = [(key, plan.audience_entry(key)) for key in json.loads(step.audiences)]
        found[step.id] = [
            (
                key,
                str(entry.get("class", "")),
                frozenset(number for name in entry["lists"] for number in used.get(name, ()))
                if entry.get("lists")
                else None,
                frozenset(entry.get("groups") or ()),
            )
            for key, entry in named
        ]
    return found


def _lists_by_key(connection: Connection, mine: tuple[Any, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, key in connection.execute(select(lists.c.id, lists.c.key).where(lists.c.id.in_(_lists_of(*mine)))):
        found[key].append(number)
    return found


def _lists_of(*mine: Any) -> Any:
    """The versions of lists that people of a snapshot stand on: a copy, once they are pseudonymous."""
    return select(people.c.list_id).join(snapshot, snapshot.c.person_id == people.c.id).where(*mine).distinct()


def _unqueued(alert: Row[Any]) -> Any:
    """People of the snapshot without a row in the queue: it was stopped, or is not ready, before it was their turn."""
    theirs = and_(
        deliveries.c.alert_id == snapshot.c.alert_id,
        deliveries.c.ref == snapshot.c.ref,
        deliveries.c.cls == snapshot.c.cls,
    )
    columns = (snapshot.c.cls, snapshot.c.wave_id, snapshot.c.zone, snapshot.c.language)
    return (
        select(*columns, people.c.list_id, people.c.unit, snapshot.c.person_id)
        .join(people, people.c.id == snapshot.c.person_id, isouter=True)
        .where(
            snapshot.c.alert_id == alert.id,
            snapshot.c.version == alert.version,
            snapshot.c.cls != str(AudienceClass.PUBLIC),
            snapshot.c.channel.is_(None),
            ~select(deliveries.c.id).where(theirs).exists(),
        )
    )
