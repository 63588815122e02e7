"""Everything the record has on one person, and how it is made pseudonymous when they ask for it.

Found by a number, an e-mail address, a list's reference or, of whoever has nothing else, an account's name. Who holds a
role in the plan decided something: that part of the record is shown and never erased.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, or_, select

from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.domain.phone import normalise
from dispatcher.domain.states import SERVICE
from dispatcher.ledger import holds, own_record, removals
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.replying import KIND as REPLY
from dispatcher.ledger.service import PLAN_LIST, person_of
from dispatcher.ledger.tables import (
    alerts,
    contact_points,
    deliveries,
    incidents,
    journal,
    lists,
    memberships,
    people,
    plans,
    snapshot,
    users,
    variants,
    waves,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is meant: their references and addresses in the ledger, their keys in plans, and their accounts.

    None of it is for a log or an error.
    """

    refs: frozenset[str]
    points: frozenset[int]
    numbers: frozenset[str]
    keys: frozenset[str] = frozenset()
    accounts: Mapping[int, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Person({len(self.refs)} refs)"


def find(connection: Connection, written: str) -> Person:
    """Raises NotFound; Conflict where several share the address: then each must be asked for by reference."""
    written = " ".join(written.split())
    known = _points(connection, written)
    by_point = or_(people.c.sms_point.in_(known), people.c.email_point.in_(known))
    by_ref = people.c.ref == written
    rows = connection.execute(
        select(people.c.ref, people.c.sms_point, people.c.email_point).where(by_point if known else by_ref)
    ).all()
    refs = frozenset(row.ref for row in rows)
    named = sorted(ref for ref in refs if not ref.startswith(("pseudonym:", "plan:")))
    keys = {person_of(ref) for ref in refs if ref.startswith("plan:")} | _planned(connection, written)
    accounts = _accounts(connection, keys, written if not rows and not keys else "")
    removed = removals.of_addresses(connection, readings(written))
    if not rows and not keys and not accounts and not removed:
        raise NotFound("Ingen i oversikten har dette nummeret, denne e-postadressen, referansen eller kontoen.")
    if len(named) > 1:
        raise Conflict(
            "people", f"{len(named)} personer deler adressen. Spør om én, med referansen: {', '.join(named)}"
        )
    points = frozenset(each for row in rows for each in (row.sms_point, row.email_point) if each is not None)
    values = connection.scalars(select(contact_points.c.value).where(contact_points.c.id.in_(points)))
    numbers = frozenset(value for value in values if value) | (readings(written) if removed else frozenset())
    return Person(refs=refs, points=points, numbers=numbers, keys=frozenset(keys), accounts=accounts)


def _planned(connection: Connection, written: str) -> set[str]:
    """Keys of plans whose person has this number or address, also of somebody who was never sent anything."""
    numbers = {normalise(written, fictional=fictional).e164 for fictional in (False, True)} - {None}
    return {
        key
        for _, key, one in _plan_persons(connection)
        if one["mobile"] in numbers
        or (written and one["email"].casefold() == written.casefold())
        or written == f"plan:{key}"
    }


def _plan_persons(connection: Connection) -> Iterator[tuple[Row[Any], str, dict[str, str]]]:
    for row in connection.execute(select(plans).order_by(plans.c.first_used_at)):
        for key, one in json.loads(row.document).get("persons", {}).items():
            yield row, key, {name: str(one.get(name, "")) for name in ("name", "mobile", "email", "language")}


def _accounts(connection: Connection, keys: Collection[str], name: str) -> dict[int, str]:
    chosen = select(users.c.id, users.c.name).where(or_(users.c.person.in_(keys), users.c.name == name))
    return {row.id: row.name for row in connection.execute(chosen)}


def readings(written: str) -> set[str]:
    """The address that was typed, as the ledger would have it."""
    written = " ".join(written.split())
    if "@" in written:
        return {written.casefold()}
    return {e164 for fictional in (False, True) if (e164 := normalise(written, fictional=fictional).e164)}


def _points(connection: Connection, written: str) -> list[int]:
    if "@" in written:
        chosen = func.lower(contact_points.c.value) == written.casefold()
    else:
        readings = (normalise(written, fictional=fictional).e164 for fictional in (False, True))
        chosen = contact_points.c.value.in_([each for each in readings if each])
    return list(connection.scalars(select(contact_points.c.id).where(chosen)))


def held_on(connection: Connection, person: Person) -> dict[str, Any]:
    """What a person gets who asks what is held on them: lists, messages with their words, answers, roles.

    ``record``: by table, what there is of whoever holds a role or an account. ``left_out``: rows too many to show.
    """
    found = list(own_record.parts(connection, own_record.Holder(keys=person.keys, accounts=person.accounts)))
    return {
        "lists": [_row(connection, row) for row in _rows(connection, person) if row.key != PLAN_LIST],
        "roles": sorted(person.keys),
        "messages": [_message(row) for row in _messages(connection, person)],
        "replies": [
            {"incident": row.incident, "at": rfc3339(row.at), "text": json.loads(row.personal)["text"]}
            for row in replies_of(connection, person)
        ],
        "plans": [
            {"plan": row.hash, "first_used_at": rfc3339(row.first_used_at), "key": key, **one}
            for row, key, one in _plan_persons(connection)
            if key in person.keys
        ],
        "removed_from": [
            {"list": row.list_key, "at": rfc3339(row.removed_at)}
            for row in removals.of_addresses(connection, person.numbers)
        ],
        "record": {part.name: part.rows for part in found},
        "left_out": {part.name: part.left_out for part in found if part.left_out},
    }


def _rows(connection: Connection, person: Person) -> Sequence[Row[Any]]:
    columns = (lists.c.key, lists.c.file, lists.c.in_force, lists.c.imported_at)
    chosen = select(people, *columns).join(lists, lists.c.id == people.c.list_id)
    return connection.execute(chosen.where(people.c.ref.in_(person.refs)).order_by(people.c.id)).all()


def _row(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    value = select(contact_points.c.value)
    mine = (memberships.c.list_id == row.list_id, memberships.c.person_id == row.id)
    belongs = connection.execute(select(memberships.c.kind, memberships.c.key).where(*mine)).all()
    return {
        "list": row.key,
        "file": row.file,
        "in_force": bool(row.in_force),
        "imported_at": rfc3339(row.imported_at),
        "reference": row.ref,
        "name": row.name or "",
        "address": row.address or "",
        "position": None if row.lat is None else [row.lat, row.lon],
        "unit": row.unit or "",
        "language": row.language,
        "mobile": connection.scalar(value.where(contact_points.c.id == row.sms_point)),
        "email": connection.scalar(value.where(contact_points.c.id == row.email_point)),
        "areas": sorted(each.key for each in belongs if each.kind == "area"),
        "groups": sorted(each.key for each in belongs if each.kind == "group"),
        "shielded": bool(row.shielded),
    }


def _messages(connection: Connection, person: Person) -> Sequence[Row[Any]]:
    texts = (variants.c.headline, variants.c.body, variants.c.instruction, variants.c.language)
    chosen = (
        select(deliveries, *texts, waves.c.name.label("wave_name"), alerts.c.incident, alerts.c.mode)
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .where(deliveries.c.ref.in_(person.refs))
        .order_by(deliveries.c.id)
    )
    return connection.execute(chosen).all()


def _message(row: Row[Any]) -> dict[str, Any]:
    return {
        "incident": row.incident,
        "alert": row.alert_id,
        "mode": row.mode,
        "class": row.cls,
        "wave": row.wave_name,
        "channel": row.channel,
        "language": row.language,
        "state": row.state,
        "reason": row.reason,
        "first_attempt_at": rfc3339(row.first_attempt_at),
        "accepted_at": rfc3339(row.accepted_at),
        "delivered_at": rfc3339(row.delivered_at),
        "text": "\n\n".join(filter(None, (row.headline, row.body, row.instruction))),
    }


def replies_of(connection: Connection, person: Person) -> list[Row[Any]]:
    """Their answers by SMS that are not erased. What is sealed cannot be searched by the database."""
    rows = connection.execute(select(journal).where(journal.c.kind == REPLY, journal.c.personal.is_not(None)))
    return [row for row in rows if json.loads(row.personal).get("from") in person.numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Incidents whose rows of a person may be erased now, and those that must wait: open, or held."""

    now: tuple[int, ...]
    open: tuple[int, ...]
    held: tuple[int, ...]


def incidents_of(connection: Connection, person: Person) -> Reachable:
    """Where they were meant, service messages to role holders apart."""
    chosen = (
        select(incidents.c.id, incidents.c.closed_at)
        .join(alerts, alerts.c.incident == incidents.c.id)
        .join(snapshot, snapshot.c.alert_id == alerts.c.id)
        .where(snapshot.c.ref.in_(person.refs), alerts.c.kind != SERVICE, snapshot.c.sealed.is_(None))
        .distinct()
        .order_by(incidents.c.id)
    )
    rows = connection.execute(chosen).all()
    held = tuple(row.id for row in rows if holds.held(connection, row.id) is not None)
    still = tuple(row.id for row in rows if row.closed_at is None and row.id not in held)
    return Reachable(now=tuple(row.id for row in rows if row.id not in (*held, *still)), open=still, held=held)
