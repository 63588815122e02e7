"""Whoever has asked to be taken off a list by choice: remembered, so that its next export does not bring them back.

What is kept is a keyed hash of each address on their row, never the address, and another for each list: whoever sees
the table alone can neither read it nor see that two lists lack the same person. Where somebody else on the list has
the same number or address, the name is part of what is looked for: they stay.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.ledger.privacy_tables import removals
from dispatcher.ledger.tables import contact_points, deliveries, lists, memberships, meta, people, snapshot
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from dispatcher.domain.contact import Contact

KEY = "removal_key"
ALONE, SHARED, NAMED = "alone", "shared", "named"
"""A hash of an address that is theirs, of one that others have too (only to find it again), and of both with a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Whom an import of a list leaves out."""

    key: str
    list_key: str
    alone: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def has(self, person: Contact) -> bool:
        """Whether this row is somebody's who asked to be taken off."""
        if not self.named:
            return False
        addresses = [value for value in (person.mobile, person.email) if value]
        return any(
            digest(self.key, self.list_key, value) in self.alone
            or digest(self.key, self.list_key, value, person.name) in self.named
            for value in addresses
        )

    @property
    def stamp(self) -> str:
        """Another when somebody is taken off or put back: then the list is read again."""
        return hashlib.sha256(",".join(sorted(self.alone | self.named)).encode()).hexdigest() if self.named else ""


def digest(key: str, list_key: str, address: str, name: str = "") -> str:
    """A hash that nobody can make without the key."""
    facts = "\x1f".join((list_key, address.casefold(), " ".join(name.casefold().split())))
    return hashlib.blake2b(facts.encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()


def of_list(connection: Connection, list_key: str) -> Removed:
    """Everybody who is to be left out of it."""
    chosen = select(removals.c.way, removals.c.digest).where(removals.c.list_key == list_key)
    rows = connection.execute(chosen).all()
    alone, named = (frozenset(row.digest for row in rows if row.way == way) for way in (ALONE, NAMED))
    return Removed(key=_key(connection), list_key=list_key, alone=alone, named=named)


def of_addresses(connection: Connection, addresses: Iterable[str]) -> list[Row[Any]]:
    """What is remembered of these addresses, in any list."""
    key, keys = _key(connection), connection.scalars(select(removals.c.list_key).distinct()).all()
    known = {digest(key, list_key, address) for list_key in keys for address in addresses}
    chosen = select(removals).where(removals.c.digest.in_(known)).order_by(removals.c.id)
    return list(connection.execute(chosen))


def on_list(connection: Connection, list_key: str, refs: Collection[str]) -> Sequence[Row[Any]]:
    """Their rows on the version in force. Raises NotFound; Conflict for a row that nothing can find again."""
    mine = (lists.c.key == list_key, lists.c.in_force, people.c.ref.in_(refs))
    rows = connection.execute(select(people).join(lists, lists.c.id == people.c.list_id).where(*mine)).all()
    if not rows:
        raise NotFound(f"Personen står ikke på listen {list_key}.")
    if not any(row.sms_point or row.email_point for row in rows):
        raise Conflict("person", "Raden har verken nummer eller e-post. Den kan bare tas ut i filen.")
    return rows


def remember(
    connection: Connection, list_key: str, rows: Sequence[Row[Any]], entry: int, by: str, now: datetime
) -> int:
    """Keep the hashes of the addresses on these rows; how many there were."""
    connection.execute(upsert(meta).values(key=KEY, value=secrets.token_hex(32)).on_conflict_do_nothing())
    key, kept = _key(connection), []
    for row in rows:
        for point, column in ((row.sms_point, people.c.sms_point), (row.email_point, people.c.email_point)):
            value = connection.scalar(select(contact_points.c.value).where(contact_points.c.id == point))
            if value:
                made = digest(key, list_key, value)
                kept.append((SHARED if _shared(connection, row, column, point, made) else ALONE, made))
                kept.append((NAMED, digest(key, list_key, value, row.name or "")))
    about = {"list_key": list_key, "entry": entry, "removed_by": by, "removed_at": ms(now)}
    connection.execute(insert(removals), [{"way": way, "digest": made, **about} for way, made in kept])
    return len(kept) // 2


def _shared(connection: Connection, row: Row[Any], column: Any, point: int, made: str) -> bool:
    """Whether others have the address: on the list as it is, or before they were taken off it themselves."""
    others = (people.c.list_id == row.list_id, column == point, people.c.ref != row.ref)
    before = select(func.count()).select_from(removals).where(removals.c.digest == made)
    return bool(connection.scalar(select(func.count()).select_from(people).where(*others)) or connection.scalar(before))


def erase_rows(connection: Connection, list_key: str, refs: Collection[str]) -> None:
    """Their rows on versions that are in force no more and that no alert points at."""
    old = select(lists.c.id).where(lists.c.key == list_key, ~lists.c.in_force)
    free = [
        people.c.id.not_in(select(table.c.person_id).where(table.c.person_id.is_not(None)))
        for table in (snapshot, deliveries)
    ]
    gone = connection.scalars(select(people.c.id).where(people.c.list_id.in_(old), people.c.ref.in_(refs), *free)).all()
    connection.execute(delete(memberships).where(memberships.c.person_id.in_(gone)))
    connection.execute(delete(people).where(people.c.id.in_(gone)))


def forget(connection: Connection, list_key: str, addresses: Collection[str], name: str) -> int:
    """The removal of whoever has one of these addresses is taken back. Raises NotFound, and Conflict where it is two's.

    Returns the number of the line that said it.
    """
    found = [row for row in of_addresses(connection, addresses) if row.list_key == list_key]
    entries = {row.entry for row in found}
    if name:
        key = _key(connection)
        wanted = {digest(key, list_key, address, name) for address in addresses}
        entries &= set(connection.scalars(select(removals.c.entry).where(removals.c.digest.in_(wanted))))
    if not entries:
        raise NotFound(f"Ingen med denne adressen er tatt av listen {list_key}.")
    if len(entries) > 1:
        raise Conflict("people", "Flere med denne adressen er tatt av listen. Skriv navnet etter: adresse; navn")
    [entry] = entries
    connection.execute(delete(removals).where(removals.c.entry == entry))
    return int(entry)


def _key(connection: Connection) -> str:
    """The ledger's own for this, made with the first removal; it is not the key of anything else."""
    return str(connection.scalar(select(meta.c.value).where(meta.c.key == KEY)) or "00")
