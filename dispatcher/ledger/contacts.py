"""The lists in the ledger: versioned, imported in batches; the new version comes into force in one step at its end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.tables import contact_points, list_faults, lists, memberships, people
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from dispatcher.domain.contact import Contact

BATCH = 2000
MOST_FAULTS_KEPT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """The head of a list version about to be imported."""

    key: str
    file: str
    digest: str
    language: str
    fictional: bool


def in_force(connection: Connection) -> dict[str, Row[Any]]:
    """The version in force of each list."""
    return {row.key: row for row in connection.execute(select(lists).where(lists.c.in_force))}


def begin(connection: Connection, new: NewList, now: datetime) -> int:
    """A new list version, not in force yet. What an import that was cut short left behind is cleared."""
    for row in connection.execute(
        select(lists.c.id).where(lists.c.key == new.key, ~lists.c.in_force, lists.c.rows == 0)
    ).all():
        for table in (people, memberships, list_faults):
            connection.execute(delete(table).where(table.c.list_id == row.id))
        connection.execute(delete(lists).where(lists.c.id == row.id))
    result = connection.execute(
        insert(lists).values(
            key=new.key,
            file=new.file,
            digest=new.digest,
            language=new.language,
            fictional=new.fictional,
            imported_at=ms(now),
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


_POINT = (
    upsert(contact_points)
    .values(channel=bindparam("channel"), value=bindparam("value"), fictional=bindparam("fictional"))
    .on_conflict_do_nothing()
)


def _point_id(channel: str) -> Any:
    return (
        select(contact_points.c.id)
        .where(
            contact_points.c.channel == channel,
            contact_points.c.value == bindparam(f"{channel}_value"),
            contact_points.c.fictional == bindparam("is_fictional"),
        )
        .scalar_subquery()
    )


_PERSON = insert(people).values(
    list_id=bindparam("list_id"),
    ref=bindparam("ref"),
    name=bindparam("name"),
    address=bindparam("address"),
    lat=bindparam("lat"),
    lon=bindparam("lon"),
    unit=bindparam("unit"),
    leader=bindparam("leader"),
    language=bindparam("language"),
    fault=bindparam("fault"),
    shielded=bindparam("shielded"),
    sms_point=_point_id("sms"),
    email_point=_point_id("email"),
)


def add(connection: Connection, list_id: int, contacts: Sequence[Contact], *, fictional: bool) -> None:
    """Insert people with their contact points and memberships. Refs must be new in this list version."""
    points = [
        {"channel": channel, "value": value, "fictional": fictional}
        for contact in contacts
        for channel, value in (("sms", contact.mobile), ("email", contact.email))
        if value
    ]
    if points:
        connection.execute(_POINT, points)
    first = connection.scalar(select(func.coalesce(func.max(people.c.id), 0))) or 0
    connection.execute(_PERSON, [_person(list_id, contact, fictional=fictional) for contact in contacts])
    ids = {
        row.ref: row.id
        for row in connection.execute(
            select(people.c.ref, people.c.id).where(and_(people.c.list_id == list_id, people.c.id > first))
        )
    }
    belongs = [
        {"list_id": list_id, "kind": kind, "key": key, "person_id": ids[contact.ref]}
        for contact in contacts
        for kind, keys in (("area", contact.areas), ("group", contact.groups))
        for key in dict.fromkeys(keys)
    ]
    if belongs:
        connection.execute(insert(memberships), belongs)


def _person(list_id: int, contact: Contact, *, fictional: bool) -> dict[str, Any]:
    return {
        "list_id": list_id,
        "ref": contact.ref,
        "name": contact.name,
        "address": contact.address,
        "lat": contact.lat,
        "lon": contact.lon,
        "unit": contact.unit,
        "leader": contact.leader or None,
        "language": contact.language,
        "fault": contact.fault,
        "shielded": contact.shielded,
        "sms_value": contact.mobile,
        "email_value": contact.email,
        "is_fictional": fictional,
    }


def add_faults(connection: Connection, list_id: int, faults: Sequence[tuple[int, str, str]]) -> None:
    """Line, column and what is wrong, of at most a thousand rows of a list."""
    kept = connection.scalar(select(func.count()).where(list_faults.c.list_id == list_id)) or 0
    rows = [
        {"list_id": list_id, "line": line, "column": column, "what": what}
        for line, column, what in faults[: max(MOST_FAULTS_KEPT - kept, 0)]
    ]
    if rows:
        connection.execute(insert(list_faults), rows)


def put_in_force(connection: Connection, list_id: int, rows: int, faults: int) -> None:
    """The new version replaces the former in one step; what was frozen in snapshots still points at the former."""
    key = connection.scalar(select(lists.c.key).where(lists.c.id == list_id))
    connection.execute(update(lists).where(lists.c.key == key).values(in_force=False))
    connection.execute(update(lists).where(lists.c.id == list_id).values(in_force=True, rows=rows, faults=faults))


def set_consent(connection: Connection, key: str, consenting: bool) -> None:  # noqa: FBT001  a fact, not a switch
    """Whether everyone on the list has agreed to get tests, as the plan says it now."""
    mine = (lists.c.key == key, lists.c.in_force, lists.c.consenting != consenting)
    connection.execute(update(lists).where(*mine).values(consenting=consenting))


def retire(connection: Connection, keys: Iterable[str]) -> None:
    """Lists the plan no longer names are not in force."""
    for key in keys:
        connection.execute(update(lists).where(lists.c.key == key).values(in_force=False))


def faults_of(connection: Connection, list_id: int) -> list[Row[Any]]:
    """The kept faults of a list version, in line order."""
    return list(
        connection.execute(select(list_faults).where(list_faults.c.list_id == list_id).order_by(list_faults.c.line))
    )


def in_batches(contacts: Iterator[Contact]) -> Iterator[list[Contact]]:
    """Lists of at most BATCH people."""
    while some := list(islice(contacts, BATCH)):
        yield some
