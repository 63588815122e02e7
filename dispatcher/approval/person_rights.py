"""What a person may ask of us: what is held on them, and that it is forgotten. Journalled without saying whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from dispatcher.domain.errors import Conflict, Fault, InvalidInput, NotFound
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import forgetting, log_book, person_data, removals, retention
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.person_data import Reachable

EXPORTED, ERASED = "person.exported", "person.erased"
REMOVED, RESTORED = "person.removed", "person.restored"


def export(connection: Connection, user: User, written: str, now: datetime) -> dict[str, Any]:
    """Everything that is held on them. Raises NotFound and Conflict."""
    demand(user.roles, Act.PERSON)
    held = person_data.held_on(connection, person_data.find(connection, written))
    counts = {name: len(rows) for name, rows in held.items() if name not in {"record", "left_out"}}
    counts["record"] = sum(map(len, held["record"].values()))
    append(connection, Entry(kind=EXPORTED, actor=user.name, data=counts), now)
    return held


def erase(connection: Connection, user: User, written: str, now: datetime) -> Reachable:
    """Begin a run in each incident that is over and not held, and erase their answers there. Raises NotFound.

    The node takes the steps; incidents that are open or held are left, and said.
    """
    demand(user.roles, Act.PERSON)
    person = person_data.find(connection, written)
    where = person_data.incidents_of(connection, person)
    begun = tuple(
        number for number in where.now if retention.begin(connection, number, [], now, asked=sorted(person.refs))
    )
    left = {*where.open, *where.held}
    answers = [row.seq for row in person_data.replies_of(connection, person) if row.incident not in left]
    forgetting.erase(connection, answers, "replies", now)
    data = {"incidents": list(begun), "left": sorted(left), "replies": len(answers)}
    append(connection, Entry(kind=ERASED, actor=user.name, data=data), now)
    return where


def remove(
    connection: Connection, user: User, plan: Plan, list_key: str, written: str, why: str, now: datetime
) -> frozenset[str]:
    """Whoever asks is taken off a list by choice and left out of it from now on; returns their references.

    The caller reads the list again, and erases the rows it had (``removals.erase_rows``). Raises InvalidInput,
    NotFound, Conflict.
    """
    demand(user.roles, Act.PERSON)
    _of_choice(plan, list_key)
    _reasoned(why)
    person = person_data.find(connection, written)
    rows = removals.on_list(connection, list_key, person.refs)
    entry = _line(connection, REMOVED, user, list_key, why, now)
    removals.remember(connection, list_key, rows, entry, user.name, now)
    return frozenset(row.ref for row in rows)


def restore(
    connection: Connection, user: User, plan: Plan, list_key: str, written: str, why: str, now: datetime
) -> None:
    """They may be on the list again, from its next reading. Where two share an address ``written`` ends in «; name»."""
    demand(user.roles, Act.PERSON)
    _of_choice(plan, list_key)
    _reasoned(why)
    address, _, name = written.partition(";")
    removals.forget(connection, list_key, person_data.readings(address), name.strip())
    _line(connection, RESTORED, user, list_key, why, now)


def _of_choice(plan: Plan, list_key: str) -> None:
    if list_key not in plan.lists:
        raise NotFound(f"Planen har ingen liste {list_key}. Den har: {', '.join(plan.lists)}.")
    if not plan.lists[list_key].opt_in:
        what = f"Listen {list_key} er ikke en liste folk har valgt selv (opt_in: true i planen)."
        raise Conflict("list", f"{what} Ingen kan melde seg av varsler om fare. Er raden feil, rett den i filen.")


def _reasoned(why: str) -> None:
    if not why.strip():
        raise InvalidInput(
            Fault("why", "Skriv en kort begrunnelse. Den står i loggen, forseglet. Ikke skriv adressen.")
        )


def _line(connection: Connection, kind: str, user: User, list_key: str, why: str, now: datetime) -> int:
    entry = Entry(kind=kind, actor=user.name, data={"list": list_key}, personal={"why": why.strip()})
    append(connection, entry, now)
    return log_book.newest(connection)
