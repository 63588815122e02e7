"""Recipient rows made pseudonymous: the same rows, the same figures, and nobody's name, number, address or reference.

A step takes a few hundred rows of a wave's snapshot in one transaction, with their deliveries: each person gets a
pseudonym, and stands on a copy of their list that no audience can use, with unit, street and area, and with addresses
that are empty. Who shared a number still does. A row that has been taken is known by its ``sealed``, so that a step may
be repeated. Messages to persons of the plan's own roles are left: they are part of who decided.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from dispatcher.domain.retention import GROUPS, Group
from dispatcher.domain.states import SERVICE, ChannelName
from dispatcher.domain.street import street_of
from dispatcher.ledger import seal
from dispatcher.ledger.privacy_tables import pseudonyms
from dispatcher.ledger.retention import prefix
from dispatcher.ledger.snapshot import sealed_reference
from dispatcher.ledger.tables import alerts, contact_points, deliveries, lists, memberships, people, snapshot, waves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BATCH = 400
_POINTS = ("sms_point", "email_point", "push_point")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A run as its steps need it. ``classes``: whose time is up; ``kept``: who is also in a class whose is not.

    ``asked``: only these references, of any class.
    """

    run: int
    key: bytes
    classes: frozenset[str]
    kept: frozenset[str]
    asked: frozenset[str] | None = None

    def pseudonym(self, ref: str) -> str:
        """The same for a reference throughout the run; nobody can make it again once its key is gone."""
        return prefix(self.run) + hmac.new(self.key, ref.encode(), "sha256").hexdigest()[:24]

    def takes(self, row: Row[Any]) -> bool:
        """Whether a row of the snapshot is somebody's, and theirs is up. A task, a topic and the page are nobody's."""
        if row.sealed is not None or (row.person_id is None and row.channel != ChannelName.PUSH):
            return False
        return row.ref in self.asked if self.asked is not None else row.cls in self.classes and row.ref not in self.kept


def work_of(connection: Connection, run: Row[Any]) -> Work:
    """What a run is to do. An incident that is closed changes no more: this holds for all its steps."""
    asked = None if run.asked is None else frozenset(json.loads(run.asked))
    classes = frozenset(str(cls) for group in json.loads(run.about) for cls in GROUPS[Group(group)])
    kept: frozenset[str] = frozenset()
    if asked is None:
        mine = select(alerts.c.id).where(alerts.c.incident == run.incident, alerts.c.kind != SERVICE)
        others = (snapshot.c.alert_id.in_(mine), snapshot.c.cls.not_in(classes), snapshot.c.sealed.is_(None))
        kept = frozenset(connection.scalars(select(snapshot.c.ref).where(*others).distinct()))
    return Work(run=run.id, key=bytes.fromhex(run.key), classes=classes, kept=kept, asked=asked)


def waves_of(connection: Connection, incident: int) -> list[int]:
    """Every wave of the incident's own alerts, of every version."""
    mine = (alerts.c.incident == incident, alerts.c.kind != SERVICE)
    chosen = select(waves.c.id).join(alerts, alerts.c.id == waves.c.alert_id).where(*mine)
    return list(connection.scalars(chosen.order_by(waves.c.id)))


def step(connection: Connection, work: Work, wave: int, after: int) -> int | None:
    """The next rows of a wave after an id; returns the last it looked at, None at the wave's end."""
    rows = connection.execute(
        select(snapshot, waves.c.ix, alerts.c.salt)
        .join(waves, waves.c.id == snapshot.c.wave_id)
        .join(alerts, alerts.c.id == snapshot.c.alert_id)
        .where(snapshot.c.wave_id == wave, snapshot.c.id > after)
        .order_by(snapshot.c.id)
        .limit(BATCH)
    ).all()
    taken = [row for row in rows if work.takes(row)]
    if taken:
        _take(connection, work, taken)
    return rows[-1].id if len(rows) == BATCH else None


def _take(connection: Connection, work: Work, rows: Sequence[Row[Any]]) -> None:
    sent = _deliveries(connection, rows)
    # Both: of an older version of the alert, the messages may be to the same person of a newer list.
    persons = _persons(connection, {row.person_id for row in (*rows, *sent) if row.person_id is not None})
    known = [person[column] for person in persons for column in _POINTS]
    points = _points(connection, work, [*known, *(row.point_id for row in (*rows, *sent))])
    copies = _copies(connection, work, persons, points)
    connection.execute(
        update(snapshot).where(snapshot.c.id == bindparam("row")),
        [
            {
                "row": row.id,
                "ref": work.pseudonym(row.ref),
                "sealed": sealed_reference(row.salt or work.key.hex(), _facts(row)).hex(),
                "person_id": copies.get(row.person_id),
                "point_id": points.get(row.point_id),
            }
            for row in rows
        ],
    )
    if sent:
        connection.execute(
            update(deliveries).where(deliveries.c.id == bindparam("row")),
            [
                {
                    "row": row.id,
                    "ref": work.pseudonym(row.ref),
                    "person_id": copies.get(row.person_id),
                    "point_id": points.get(row.point_id),
                }
                for row in sent
            ],
        )
        seal.changed(connection, sorted({row.wave_id for row in sent}))


def _facts(row: Row[Any]) -> tuple[Any, ...]:
    return row.cls, row.zone, row.fate, row.ix, row.ref


def _deliveries(connection: Connection, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The messages to these people; in the wave's own alert, and of the class they are taken in."""
    wanted = {(row.ref, row.cls) for row in rows}
    chosen = select(deliveries).where(
        deliveries.c.alert_id == rows[0].alert_id,
        deliveries.c.ref.in_(sorted({ref for ref, _ in wanted})),
        deliveries.c.channel != str(ChannelName.TASK),
    )
    return [row for row in connection.execute(chosen) if (row.ref, row.cls) in wanted]


def _persons(connection: Connection, ids: Iterable[int]) -> list[Mapping[str, Any]]:
    chosen = select(people).where(people.c.id.in_(sorted(ids))).order_by(people.c.id)
    return [dict(row._mapping) for row in connection.execute(chosen)]  # noqa: SLF001


def _points(connection: Connection, work: Work, ids: Iterable[int | None]) -> dict[int, int]:
    """For each contact point an empty one of its channel, the same for all who have it."""
    wanted = sorted({each for each in ids if each is not None})
    found = _known(connection, work, "point", wanted)
    missing = [each for each in wanted if each not in found]
    if missing:
        columns = contact_points.c.channel, contact_points.c.fictional
        chosen = select(contact_points.c.id, *columns).where(contact_points.c.id.in_(missing))
        rows = connection.execute(chosen.order_by(contact_points.c.id)).all()
        empty = [{"channel": row.channel, "fictional": row.fictional, "value": None} for row in rows]
        made = connection.scalars(
            insert(contact_points).returning(contact_points.c.id, sort_by_parameter_order=True), empty
        ).all()
        found |= _remember(connection, work, "point", zip((row.id for row in rows), made, strict=True))
    return found


def _copies(
    connection: Connection, work: Work, persons: Sequence[Mapping[str, Any]], points: Mapping[int, int]
) -> dict[int, int]:
    """For each person a nameless copy on the copy of their list."""
    places = _lists(connection, work, {person["list_id"] for person in persons})
    wanted = {person["id"]: (places[person["list_id"]], work.pseudonym(person["ref"])) for person in persons}
    found = _there(connection, set(wanted.values()))
    new = [person for person in persons if wanted[person["id"]] not in found]
    if new:
        rows = [_nameless(person, *wanted[person["id"]], work, points) for person in new]
        connection.execute(insert(people), rows)
        found = _there(connection, set(wanted.values()))
        _belong(connection, new, {person["id"]: found[wanted[person["id"]]] for person in new}, places)
    return {old: found[place] for old, place in wanted.items()}


def _nameless(
    person: Mapping[str, Any], list_id: int, ref: str, work: Work, points: Mapping[int, int]
) -> dict[str, Any]:
    kept = {column: person[column] for column in ("unit", "language", "fault", "shielded")}
    leader = work.pseudonym(person["leader"]) if person["leader"] else None
    addresses = {column: points.get(person[column]) for column in _POINTS}
    street = street_of(person["address"]) if person["address"] else person["address"]
    nothing = {"name": None, "lat": None, "lon": None}
    return {"list_id": list_id, "ref": ref, "leader": leader, "address": street, **kept, **addresses, **nothing}


def _there(connection: Connection, places: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    chosen = select(people.c.id, people.c.list_id, people.c.ref).where(
        people.c.list_id.in_(sorted({list_id for list_id, _ in places})),
        people.c.ref.in_(sorted({ref for _, ref in places})),
    )
    return {(row.list_id, row.ref): row.id for row in connection.execute(chosen)}


def _belong(
    connection: Connection, new: Sequence[Mapping[str, Any]], copies: Mapping[int, int], places: Mapping[int, int]
) -> None:
    """The copies belong to the areas and groups that the people do."""
    chosen = select(memberships).where(
        memberships.c.list_id.in_(sorted({person["list_id"] for person in new})),
        memberships.c.person_id.in_(sorted(copies)),
    )
    rows = [
        {"list_id": places[row.list_id], "kind": row.kind, "key": row.key, "person_id": copies[row.person_id]}
        for row in connection.execute(chosen)
    ]
    if rows:
        connection.execute(insert(memberships), rows)


def _lists(connection: Connection, work: Work, ids: Iterable[int]) -> dict[int, int]:
    """For each version of a list a copy that is never in force."""
    wanted = sorted(ids)
    found = _known(connection, work, "list", wanted)
    for each in wanted:
        if each not in found:
            row = dict(connection.execute(select(lists).where(lists.c.id == each)).one()._mapping)  # noqa: SLF001
            # Not 0: a version without rows is an import that was cut short, and is cleared by the next.
            values = row | {"in_force": False, "consenting": False, "rows": max(row["rows"], 1)}
            del values["id"]
            made = connection.execute(insert(lists).values(**values)).inserted_primary_key
            found |= _remember(connection, work, "list", [(each, int(made[0]))])  # type: ignore[index]
    return found


def _known(connection: Connection, work: Work, kind: str, ids: Sequence[int]) -> dict[int, int]:
    chosen = select(pseudonyms.c.old, pseudonyms.c.new).where(
        pseudonyms.c.run == work.run, pseudonyms.c.kind == kind, pseudonyms.c.old.in_(ids)
    )
    return {row.old: row.new for row in connection.execute(chosen)}


def _remember(connection: Connection, work: Work, kind: str, pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    made = dict(pairs)
    rows = [{"run": work.run, "kind": kind, "old": old, "new": new} for old, new in made.items()]
    connection.execute(insert(pseudonyms), rows)
    return made
