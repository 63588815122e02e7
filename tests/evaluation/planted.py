"""A whole year written straight into a real ledger, and kept as plain Python beside it to be counted again.

Thirty real incidents, seven exercises and three tests, over both its new years, with lists that were read anew,
people who live in two areas, incidents that sent nothing, promises kept and late, and practice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import (
    alerts,
    attempts,
    deliveries,
    incidents,
    lists,
    memberships,
    people,
    plans,
    snapshot,
    users,
    variants,
    waves,
)
from dispatcher.plan_file import LoadedPlan

YEAR = 2026
HOME = "adalsbruk budor jonsrud ostvang".split()
SCENARIOS = "kokevarsel vannavstengning flom".split()
MINUTE = 60_000
ACCOUNTS = {"siri": "beredskapskoordinator", "anne": "ordforer", "per": "kommunalsjef-teknisk"}


def utc(*when: int) -> int:
    """Milliseconds of a moment in UTC."""
    return round(datetime(*when, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc,arg-type]


@dataclass(kw_only=True)
class Version:
    """A version of a list: who is on it, where each lives, who cannot be reached."""

    id: int
    key: str
    imported: int
    faults: int
    homes: dict[str, list[str]]
    reachable: set[str]


@dataclass(kw_only=True)
class Event:
    """An incident. Of each person of the staff and the citizens: how long after the yes they were told, or None."""

    number: int
    mode: str
    scenario: str
    opened: int
    areas: list[str]
    known: int | None = None
    closed: int | None = None
    sent: bool = True
    later: bool = False
    staff: dict[str, int | None] = field(default_factory=dict)
    citizens: dict[str, int | None] = field(default_factory=dict)
    delivered: set[str] = field(default_factory=set)
    parts: int = 2
    promise: str = ""
    paused: int = 0
    lists: tuple[Version, ...] = ()

    @property
    def approved(self) -> int:
        return self.opened + 10 * MINUTE


@dataclass(kw_only=True)
class Planted:
    """Everything that was written."""

    ledger: Ledger
    events: list[Event]
    versions: list[Version]
    practised: dict[str, int]

    def of(self, mode: str) -> list[Event]:
        """The year's own, by the clock in Oslo: an hour ahead of UTC at both new years."""
        start, end = utc(YEAR - 1, 12, 31, 23), utc(YEAR, 12, 31, 23)
        mine = [event for event in self.events if event.mode == mode and start <= event.opened < end]
        return sorted(mine, key=lambda event: event.opened)


def plant(folder: Path, plan: LoadedPlan, seed: int = 7, *, crowd: int = 60) -> Planted:
    """The year, in a ledger of its own."""
    rng = Random(seed)  # noqa: S311  a story, no secret
    versions = list(_versions(rng, crowd))
    events = list(_events(rng, versions))
    practised = {"ordforer": utc(YEAR, 5, 4, 8), "varaordforer": utc(YEAR - 1, 11, 1, 8)}
    ledger = Ledger(folder / "dispatcher.db")
    ledger.write_now(_write, plan, versions, events, practised)
    return Planted(ledger=ledger, events=events, versions=versions, practised=practised)


def _versions(rng: Random, crowd: int) -> Iterator[Version]:
    imported = [("ansatte", utc(YEAR, 1, 20)), ("innbyggere", utc(YEAR - 1, 10, 1))]
    imported += [("innbyggere", utc(YEAR, 3, 2)), ("innbyggere", utc(YEAR, 9, 1)), ("innbyggere", utc(YEAR + 1, 1, 5))]
    for index, (key, when) in enumerate(imported, start=1):
        size = crowd // 4 if key == "ansatte" else crowd + 3 * index
        refs = [f"{key}-{each}" for each in range(size)]
        yield Version(
            id=index,
            key=key,
            imported=when,
            faults=index,
            homes={ref: rng.sample(HOME, rng.choice((0, 1, 1, 2))) for ref in refs},
            reachable={ref for ref in refs if rng.random() < 0.93},
        )


def _events(rng: Random, versions: list[Version]) -> Iterator[Event]:
    edges = [utc(YEAR - 1, 12, 31, 22, 59, 59), utc(YEAR - 1, 12, 31, 23), utc(YEAR, 12, 31, 22, 59, 59)]
    edges += [utc(YEAR, 12, 31, 23)]
    inside = [utc(YEAR, 1, 2) + round(rng.random() * 360 * 86_400_000) for _ in range(28)]
    real = [("real", when) for when in [*edges, *inside]]
    others = [("exercise", utc(YEAR, month, 15, 9)) for month in (2, 4, 6, 8, 9, 10, 11)]
    others += [("test", utc(YEAR, month, 20, 9)) for month in (3, 6, 9)]
    for index, (mode, opened) in enumerate([*real, *others]):
        yield _event(rng, 1001 + index, mode, opened, versions)


def _event(rng: Random, number: int, mode: str, opened: int, versions: list[Version]) -> Event:
    newest = {one.key: one for one in reversed(versions) if one.imported < opened}
    newest = {
        key: max((v for v in versions if v.key == key and v.imported < opened), key=lambda v: v.imported)
        for key in newest
    }
    event = Event(
        number=number,
        mode=mode,
        scenario=rng.choice(SCENARIOS),
        opened=opened,
        areas=rng.choice([["hele-kommunen"], *([each] for each in HOME), ["budor", "jonsrud"]]),
        known=None if number % 9 == 0 else opened - rng.randint(1, 90) * MINUTE,
        closed=None if number % 7 == 0 else opened + 86_400_000,
        sent=number % 11 != 0,
        later=number % 4 == 0,
        parts=rng.randint(1, 3),
        promise=rng.choice(("", "kept", "late")),
        paused=rng.choice((0, 0, 1, 2)),
        lists=tuple(newest.values()),
    )
    if event.sent:
        _people(rng, event)
    return event


def _people(rng: Random, event: Event) -> None:
    for version in event.lists:
        chosen = [
            ref
            for ref, homes in version.homes.items()
            if version.key == "ansatte" or "hele-kommunen" in event.areas or set(homes) & set(event.areas)
        ]
        told = event.staff if version.key == "ansatte" else event.citizens
        for ref in chosen:
            reached = ref in version.reachable and rng.random() < 0.97
            told[ref] = rng.randint(1, 40) * 1000 + (0 if version.key == "ansatte" else 20_000) if reached else None
            if reached and rng.random() < 0.8:
                event.delivered.add(ref)


def _write(
    connection: Connection,
    plan: LoadedPlan,
    versions: list[Version],
    events: list[Event],
    practised: dict[str, int],
) -> None:
    connection.execute(insert(plans).values(hash=plan.hash, document=plan.document, first_used_at=0))
    rows = [{"name": name, "roles": "[]", "person": person, "created_at": 0} for name, person in ACCOUNTS.items()]
    connection.execute(insert(users), rows)
    persons: dict[tuple[int, str], int] = {}
    for version in versions:
        _write_list(connection, version, persons)
    writer = Rows(plan=plan.hash, persons=persons)
    for event in events:
        writer.incident(event)
    for person, when in practised.items():
        writer.practice(person, when)
    writer.flush(connection)
    for event in sorted(events, key=lambda one: one.opened):
        _write_journal(connection, event)


def _write_list(connection: Connection, version: Version, persons: dict[tuple[int, str], int]) -> None:
    newest = version.imported == max(utc(YEAR + 1, 1, 5), 0) or version.key == "ansatte"
    head = {"id": version.id, "key": version.key, "file": f"contacts/{version.key}.csv", "digest": "ab" * 32}
    head |= {"language": "nb", "fictional": True, "rows": len(version.homes), "faults": version.faults}
    connection.execute(insert(lists).values(**head, in_force=newest, imported_at=version.imported))
    first = len(persons) + 1
    for index, ref in enumerate(version.homes):
        persons[version.id, ref] = first + index
    rows = [
        {
            "id": persons[version.id, ref],
            "list_id": version.id,
            "ref": ref,
            "sms_point": 1 if ref in version.reachable else None,
        }
        for ref in version.homes
    ]
    connection.execute(insert(people), rows)
    homes = [
        {"list_id": version.id, "kind": "area", "key": home, "person_id": persons[version.id, ref]}
        for ref, where in version.homes.items()
        for home in where
    ]
    connection.execute(insert(memberships), homes)


class Rows:
    """What a bulk insert needs, gathered incident by incident."""

    def __init__(self, plan: str, persons: dict[tuple[int, str], int]) -> None:
        self.plan, self.persons = plan, persons
        self.tables: dict[Any, list[dict[str, Any]]] = {
            table: [] for table in (incidents, alerts, waves, variants, snapshot, deliveries, attempts)
        }

    def flush(self, connection: Connection) -> None:
        for table, rows in self.tables.items():
            connection.execute(insert(table), rows)

    def incident(self, event: Event) -> None:
        self._incident(event.number, event.mode, event.scenario, event.opened, event.known, event.closed, "")
        self._alert(event, f"{event.number}-1", event.opened, approved=event.approved if event.sent else None)
        if event.later and event.sent:
            self._alert(event, f"{event.number}-2", event.opened + 60 * MINUTE, approved=event.approved + 60 * MINUTE)
        if not event.sent:
            return
        alert = f"{event.number}-1"
        for ix, (cls, told) in enumerate((("staff", event.staff), ("citizen", event.citizens))):
            wave, text = self._wave(alert, ix, event), self._text(alert, cls, event.parts)
            for ref, after in told.items():
                self._person(event, alert, wave, text, cls, ref, after)

    def practice(self, person: str, when: int) -> None:
        number = 2000 + len(self.tables[incidents])
        self._incident(number, "test", "kokevarsel", when, None, when, "practice")
        event = Event(number=number, mode="test", scenario="kokevarsel", opened=when, areas=[])
        alert = f"{number}-s1"
        self._alert(event, alert, when, approved=when, kind="service")
        wave, text = self._wave(alert, 0, event), self._text(alert, "staff", 1)
        self._delivery(alert, wave, text, "staff", f"plan:{person}", None, state="accepted", accepted=when + 5000)

    def _incident(
        self, number: int, mode: str, scenario: str, opened: int, known: int | None, closed: int | None, reason: str
    ) -> None:
        row = {"id": number, "scenario": scenario, "mode": mode, "plan_hash": self.plan, "opened_by": "siri"}
        row |= {"opened_at": opened, "known_at": known, "closed_at": closed, "reason": reason}
        self.tables[incidents].append(row)

    def _alert(self, event: Event, alert: str, at: int, *, approved: int | None, kind: str = "first") -> None:
        promised = event.promise and alert.endswith("-1")
        sent = approved is not None
        self.tables[alerts].append(
            {
                "id": alert,
                "incident": event.number,
                "kind": kind,
                "state": "done" if sent else "draft",
                "mode": event.mode,
                "severity": "severe",
                "rank": 1,
                "urgency": "expected",
                "unsure_policy": "ask",
                "fields": "{}",
                "areas": json.dumps(event.areas),
                "zones": json.dumps({"naboer": ["ostvang"]} if alert.endswith("-2") else {}),
                "created_by": "siri",
                "edited_by": "siri",
                "created_at": at,
                "composed_at": at,
                "promise_at": approved + 240 * MINUTE if promised and approved else None,
                "expires_after": 86_400_000,
                "submitted_by": "siri" if sent else None,
                "submitted_at": at + MINUTE if sent else None,
                "fingerprint": "fe" * 32 if sent else None,
                "approved_fingerprint": "fe" * 32 if sent else None,
                "approved_by": "anne" if sent else None,
                "approved_as": "ordforer" if sent else None,
                "approved_at": approved,
                "done_at": approved + 30 * MINUTE if approved else None,
            }
        )

    def _wave(self, alert: str, ix: int, event: Event) -> int:
        number = len(self.tables[waves]) + 1
        audience = ["ansatte", "innbyggere"][ix]
        row = {"id": number, "alert_id": alert, "version": 1, "ix": ix, "name": audience, "public": False}
        row |= {"audiences": json.dumps([audience]), "channels": '["sms"]', "expanded": True}
        self.tables[waves].append(row | {"opened_at": event.approved, "opened_by": "approval"})
        return number

    def _text(self, alert: str, cls: str, parts: int) -> int:
        number = len(self.tables[variants]) + 1
        row = {"id": number, "alert_id": alert, "version": 1, "cls": cls, "channel": "sms", "language": "nb"}
        row |= {"headline": "", "body": "Kok vannet.", "instruction": "", "html": "", "encoding": "GSM-7"}
        self.tables[variants].append(row | {"parts": parts})
        return number

    def _person(self, event: Event, alert: str, wave: int, text: int, cls: str, ref: str, after: int | None) -> None:
        version = next(one for one in event.lists if ref in one.homes)
        person = self.persons[version.id, ref]
        row = {"alert_id": alert, "version": 1, "wave_id": wave, "cls": cls, "ref": ref, "person_id": person}
        self.tables[snapshot].append(row | {"list_id": version.id, "language": "nb"})
        if after is None:
            gone = ref not in version.reachable
            self._delivery(
                alert,
                wave,
                text,
                cls,
                ref,
                person,
                state="skipped" if gone else "failed",
                reason="no address" if gone else "unreachable",
                point=None if gone else 1,
                tries=not gone,
            )
            return
        state, at = "delivered" if ref in event.delivered else "accepted", event.approved + after
        delivered = at + 2000 if state == "delivered" else None
        self._delivery(alert, wave, text, cls, ref, person, state=state, accepted=at, delivered=delivered, point=1)

    def _delivery(
        self,
        alert: str,
        wave: int,
        text: int,
        cls: str,
        ref: str,
        person: int | None,
        *,
        state: str,
        reason: str = "",
        accepted: int | None = None,
        delivered: int | None = None,
        point: int | None = None,
        tries: bool = True,
    ) -> None:
        number = len(self.tables[deliveries]) + 1
        row = {"id": number, "alert_id": alert, "wave_id": wave, "cls": cls, "ref": ref, "person_id": person}
        row |= {"channel": "sms", "point_id": point, "variant_id": text, "state": state, "reason": reason}
        row |= {"attempts": int(tries), "due_at": 0, "accepted_at": accepted, "delivered_at": delivered}
        self.tables[deliveries].append(row)
        if tries:
            attempt = {"delivery_id": number, "id": f"{number:032d}", "n": 1, "at": accepted or 0, "incarnation": "x"}
            taken = "refused" if accepted is None else "accepted"
            self.tables[attempts].append(attempt | {"provider": "capture", "state": taken, "reason": reason})


def _write_journal(connection: Connection, event: Event) -> None:
    alert, at = f"{event.number}-1", datetime.fromtimestamp(event.opened / 1000, UTC)

    def line(kind: str, actor: str, minutes: int, **data: Any) -> None:
        entry = Entry(kind=kind, actor=actor, incident=event.number, alert=alert, data=data)
        append(connection, entry, at + timedelta(minutes=minutes))

    line("alert.drafted", "siri", 0)
    if not event.sent:
        return
    line("alert.approved", "anne", 10, fingerprint="fe" * 32)
    for each in range(event.paused):
        line("alert.paused", "siri", 11 + each, why="Vent litt.")
    if event.promise:
        line(f"promise.{event.promise}", "node", 240, at="2026-01-01T00:00:00+00:00")
