"""Bringing changed contact lists into the ledger. A broken list leaves its former version in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from dispatcher.directory import BrokenList, ListReading, RowFault, list_digest, read_list, read_rota
from dispatcher.domain.contact import Contact
from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import lists_of_citizens
from dispatcher.ledger import absences, contacts, removals
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.domain.plan import ContactList, Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.removals import Removed
    from dispatcher.ports import Clock

log = structlog.get_logger()

ROTA = "vaktliste"
"""What the duty rota is called among the lists."""


@dataclass(slots=True)
class Synced:
    """What an import found: ``broken`` lists (the former version is in force), and rows with faults per list.

    ``left_out``: per list, rows of people who have asked to be taken off it.
    """

    imported: list[str] = field(default_factory=list)
    broken: list[Fault] = field(default_factory=list)
    row_faults: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def sync_lists(ledger: Ledger, home: Path, plan: Plan, clock: Clock) -> Synced:
    """Import the lists whose file or areas have changed; runs outside the event loop."""
    found = Synced()
    with ledger.database.lists_lock():
        current = ledger.read_now(contacts.in_force)
        for key, spec in plan.lists.items():
            path = home / spec.file
            removed = ledger.read_now(removals.of_list, key)
            try:
                digest = list_digest(
                    path,
                    tuple(plan.areas.values()),
                    default_language=spec.language,
                    of_citizens=key in lists_of_citizens(plan),
                    left_out=removed.stamp if spec.opt_in else "",
                )
                if key not in current or current[key].digest != digest:
                    counted = _import(ledger, spec, path, digest, plan, clock, removed if spec.opt_in else None)
                    found.row_faults[key], found.left_out[key] = counted.faults, counted.left_out
                    found.imported.append(key)
                ledger.write_now(contacts.set_consent, key, spec.consent)
            except BrokenList as error:
                found.broken += error.faults
                log.error("list.broken", list=key, fault=str(error))
        _sync_rota(ledger, home, plan, clock, found)
        ledger.write_now(contacts.retire, [key for key in current if key not in plan.lists])
    return found


def _sync_rota(ledger: Ledger, home: Path, plan: Plan, clock: Clock, found: Synced) -> None:
    """The duty rota; a plan without one has nobody on watch. A broken file leaves the former version in force."""
    rows: list[tuple[str, str, int, int]] = []
    if plan.rota is not None:
        try:
            rota = read_rota(home / plan.rota, {key: role.chain for key, role in plan.roles.items()}, clock.now())
        except BrokenList as error:
            found.broken += error.faults
            log.error("list.broken", list=ROTA, fault=str(error))
            return
        rows = [(one.role, one.person, ms(one.since), ms(one.until)) for one in rota.watches]
        found.row_faults |= {ROTA: len(rota.faults)} if rota.faults else {}
    ledger.write_now(absences.set_watches, rows, clock.now())


class ListWatch:
    """Tells whether any list's file looks other than last time; looks at size and time, never at content."""

    def __init__(self, home: Path, plan: Plan) -> None:
        self._paths = [home / spec.file for spec in plan.lists.values()]
        self._paths += [home / plan.rota] if plan.rota is not None else []
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether a file has changed, come or gone since the last call."""
        now = self._look()
        before, self._seen = self._seen, now
        return now != before

    def _look(self) -> list[tuple[int, int] | None]:
        return [(path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else None for path in self._paths]


@dataclass(slots=True)
class _Counted:
    rows: int = 0
    faults: int = 0
    left_out: int = 0


def _import(
    ledger: Ledger,
    spec: ContactList,
    path: Path,
    digest: str,
    plan: Plan,
    clock: Clock,
    removed: Removed | None,
) -> _Counted:
    reading = read_list(
        path,
        list_key=spec.key,
        default_language=spec.language,
        areas=tuple(plan.areas.values()),
        salt=bytes.fromhex(ledger.identity),
        of_citizens=spec.key in lists_of_citizens(plan),
    )
    new = contacts.NewList(
        key=spec.key,
        file=spec.file,
        digest=digest,
        language=spec.language,
        fictional=reading.header.fictional,
    )
    list_id = ledger.write_now(contacts.begin, new, clock.now())
    counted = _Counted()
    for people, wrong in _batches(reading):
        kept = people if removed is None else [one for one in people if not removed.has(one)]
        ledger.write_now(_add, list_id, kept, wrong, new)
        counted.rows, counted.faults = counted.rows + len(kept), counted.faults + len(wrong)
        counted.left_out += len(people) - len(kept)
    ledger.write_now(_finish, list_id, new, counted, clock.now())
    log.info("list.imported", list=spec.key, people=counted.rows, faults=counted.faults, left_out=counted.left_out)
    return counted


def _batches(reading: ListReading) -> Iterator[tuple[list[Contact], list[tuple[int, str, str]]]]:
    rows = iter(reading)
    while some := list(islice(rows, contacts.BATCH)):
        people = [row for row in some if isinstance(row, Contact)]
        wrong = [(row.line, row.column, row.what) for row in some if isinstance(row, RowFault)]
        yield people, wrong


def _add(
    connection: Connection,
    list_id: int,
    people: list[Contact],
    wrong: list[tuple[int, str, str]],
    new: contacts.NewList,
) -> None:
    if people:
        contacts.add(connection, list_id, people, fictional=new.fictional)
    contacts.add_faults(connection, list_id, wrong)


def _finish(connection: Connection, list_id: int, new: contacts.NewList, counted: _Counted, now: datetime) -> None:
    contacts.put_in_force(connection, list_id, counted.rows, counted.faults)
    data = {"list": new.key, "file": new.file, "sha256": new.digest, "people": counted.rows, "faults": counted.faults}
    data |= {"left_out": counted.left_out} if counted.left_out else {}
    append(connection, Entry(kind="list.imported", actor="node", data=data), now)
