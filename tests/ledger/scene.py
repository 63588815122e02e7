"""A scene: a real ledger file with one approved alert, made by the tables, for tests of what happens after approval."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import conduct, expansion, seal_watch
from dispatcher.ledger.claims import Lane
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import (
    alerts,
    contact_points,
    deliveries,
    incidents,
    lists,
    people,
    plans,
    snapshot,
    variants,
    waves,
)
from dispatcher.ledger.times import ms

START = datetime(2026, 11, 22, 2, 12, tzinfo=UTC)
ALERT = "1001-1"


@dataclass(frozen=True, kw_only=True)
class WaveSpec:
    """A wave of the scene: whom (mobile per person, None: no address; or mobile and e-mail), by which channels, behind
    which gate.
    """

    people: Sequence[str | tuple[str | None, str | None] | None]
    channels: tuple[str, ...] = ("sms",)
    fallback: tuple[str, ...] = ()
    share: float | None = None
    longest_wait: int | None = None
    cls: str = "staff"


class Scene:
    """One approved alert in exercise mode; its first wave is open."""

    def __init__(self, where: Ledger | Path, *specs: WaveSpec, severity_rank: int = 1, unsure: str = "ask") -> None:
        self.ledger = where if isinstance(where, Ledger) else Ledger(where / "dispatcher.db", checkpoints=True)
        self.marker = Path()  # what a restore is known by; the fixture names it
        self.now = START
        self.ledger.write_now(self._write, specs, severity_rank, unsure)

    def lane(self, channel: str = "sms", incarnation: str = "first") -> Lane:
        """The capture lane of a channel."""
        name = ChannelName(channel)
        return Lane(channel=name, kind=LaneKind.CAPTURE, provider="capture", incarnation=incarnation)

    def later(self, **kwargs: float) -> datetime:
        """Move the scene's clock."""
        self.now += timedelta(**kwargs)
        return self.now

    @property
    def now_ms(self) -> int:
        """The scene's clock in the tables' own unit."""
        return ms(self.now)

    def expand(self, size: int = expansion.SLICE) -> None:
        """Give everyone their rows."""
        for wave in self.ledger.read_now(expansion.pending_expansion):
            while not self.ledger.write_now(expansion.expand_slice, wave.id, self.now_ms, size):
                pass

    def tick(self) -> list[str]:
        """One tick of the conductor; returns what was due."""
        found = self.ledger.read_now(conduct.due, self.now)
        self.ledger.write_now(conduct.carry_out, self.ledger.read_now(seal_watch.with_seals, found), self.now)
        return [item.what for item in found]

    def rows(self, **equal: Any) -> list[Any]:
        """Deliveries, in order, filtered by column."""

        def read(connection: Connection) -> list[Any]:
            chosen = select(deliveries).order_by(deliveries.c.id)
            for column, value in equal.items():
                chosen = chosen.where(deliveries.c[column] == value)
            return list(connection.execute(chosen))

        return self.ledger.read_now(read)

    def states(self) -> list[str]:
        """The deliveries' states, in order."""
        return [row.state for row in self.rows()]

    def alert(self) -> Any:
        """The alert's row."""
        return self.ledger.read_now(lambda connection: connection.execute(select(alerts)).one())

    def set_alert(self, **values: Any) -> None:
        """Write columns of the alert."""
        self.ledger.write_now(lambda connection: connection.execute(alerts.update().values(**values)))

    def _write(self, connection: Connection, specs: tuple[WaveSpec, ...], rank: int, unsure: str) -> None:
        at = self.now_ms
        connection.execute(insert(plans).values(hash="h", document="{}", first_used_at=at))
        connection.execute(
            insert(lists).values(
                key="l", file="l.csv", digest="d", language="nb", fictional=True, in_force=True, imported_at=at
            )
        )
        connection.execute(
            insert(incidents).values(
                id=1001, scenario="kokevarsel", mode="exercise", plan_hash="h", opened_by="kari", opened_at=at
            )
        )
        connection.execute(
            insert(alerts).values(
                id=ALERT,
                incident=1001,
                kind="first",
                state="approved",
                mode="exercise",
                severity="severe",
                rank=rank,
                urgency="expected",
                unsure_policy=unsure,
                fields="{}",
                areas="[]",
                created_by="kari",
                edited_by="kari",
                created_at=at,
                composed_at=at,
                expires_after=3_600_000,
                expires_at=at + 3_600_000,
                fingerprint="f" * 64,
                approved_fingerprint="f" * 64,
                approved_by="mayor",
                approved_at=at,
            )
        )
        for index, spec in enumerate(specs):
            self._wave(connection, index, spec)

    def _wave(self, connection: Connection, index: int, spec: WaveSpec) -> None:
        opened = self.now_ms if index == 0 else None
        wave_id = connection.execute(
            insert(waves).values(
                alert_id=ALERT,
                version=1,
                ix=index,
                name=f"wave {index}",
                public=False,
                audiences="[]",
                channels=json.dumps(spec.channels),
                fallback=json.dumps(spec.fallback),
                share=spec.share,
                longest_wait=spec.longest_wait,
                opened_at=opened,
                opened_by="approval" if opened else None,
                wait_from=opened,
            )
        ).inserted_primary_key[0]  # type: ignore[index]
        for channel in (*spec.channels, *spec.fallback):
            row = {"alert_id": ALERT, "version": 1, "cls": spec.cls, "channel": channel, "language": "nb"}
            row |= {
                "headline": "",
                "body": f"tekst til {spec.cls}",
                "instruction": "",
                "html": "",
                "parts": 1,
                "encoding": "GSM-7",
            }
            connection.execute(insert(variants).values(**row).on_conflict_do_nothing())
        for number, person in enumerate(spec.people):
            mobile, email = person if isinstance(person, tuple) else (person, None)
            self._person(connection, wave_id, spec.cls, f"{index}-{number}", mobile, email)

    def _person(
        self, connection: Connection, wave_id: int, cls: str, ref: str, mobile: str | None, email: str | None
    ) -> None:
        points = {"sms_point": _point(connection, "sms", mobile), "email_point": _point(connection, "email", email)}
        person = connection.execute(
            insert(people).values(list_id=1, ref=ref, language="nb", **points)
        ).inserted_primary_key[0]  # type: ignore[index]
        row = {"alert_id": ALERT, "version": 1, "wave_id": wave_id, "cls": cls, "ref": ref, "person_id": person}
        connection.execute(insert(snapshot).values(**row, list_id=1, language="nb"))


def _point(connection: Connection, channel: str, value: str | None) -> int | None:
    if value is None:
        return None
    row = {"channel": channel, "value": value, "fictional": True}
    connection.execute(insert(contact_points).values(**row).on_conflict_do_nothing())
    return connection.scalar(select(contact_points.c.id).where(contact_points.c.value == value))


def mobiles(count: int, series: str = "42") -> list[str | None]:
    """Numbers that reach nobody."""
    return [f"+47{series}{number:06d}" for number in range(1, count + 1)]
