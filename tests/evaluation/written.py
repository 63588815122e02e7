"""An incident written straight into a real ledger: people, what became of each of their messages, and the journal.

What is written is kept as plain Python beside it, so that a test can count it again without the code it tests.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import (
    alerts,
    attempts,
    contact_points,
    deliveries,
    incidents,
    lists,
    people,
    plans,
    published,
    receipts,
    snapshot,
    users,
    variants,
    waves,
)

NUMBER = 1001
ALERT = "1001-1"
T0 = int(datetime(2026, 11, 22, 2, 12, tzinfo=UTC).timestamp() * 1000)
"""03.12 in Oslo."""
SECOND, MINUTE = 1000, 60_000
TOLD = {"accepted", "delivered"}
STATES = "waiting sending accepted delivered failed unsure skipped".split()

PLAN: dict[str, Any] = {
    "plan": {"name": "Krisekommunikasjonsplan", "version": "1.0", "status": "adopted", "adopted_by": "Kommunestyret"},
    "municipality": {"name": "Løten kommune"},
    "persons": {
        "ordforer": {"name": "Anne Prøvestad"},
        "vara": {"name": "Ola Øvingsrud"},
        "siri": {"name": "Siri Test"},
    },
    "roles": {
        "ordforer": {"title": "ordfører", "holder": "ordforer", "deputies": ["vara"], "authority": "Delegert i planen"}
    },
    "areas": {"adalsbruk": {"name": "Trykksone Ådalsbruk"}},
    "audiences": {
        "ledere": {"name": "Ledere", "class": "leader"},
        "vakt": {"name": "Vakt", "class": "staff"},
        "presse": {"name": "Presse", "class": "press"},
        "innbyggere": {"name": "Innbyggere", "class": "citizen"},
    },
    "scenarios": {"kokevarsel": {"name": "Kokevarsel", "event": "Forurenset drikkevann"}},
}


@dataclass(kw_only=True)
class Try:
    """One attempt. ``receipts``: what the provider said of it later."""

    state: str = "accepted"
    reason: str = ""
    code: str = ""
    receipts: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Send:
    """What became of one message. ``carrier``: the person whose message covers this one."""

    state: str = "accepted"
    reason: str = ""
    accepted: int | None = None
    delivered: int | None = None
    settled_by: str | None = None
    tries: tuple[Try, ...] = ()
    carrier: str | None = None

    @property
    def no_address(self) -> bool:
        return self.state == "skipped" and self.reason in {"no address", "bad address"}


@dataclass(kw_only=True)
class Human:
    """One person of one wave, in one class."""

    ref: str
    wave: int
    cls: str
    sends: dict[str, Send]
    list_key: str = "innbyggere"
    fault: str = ""
    language: str = "nb"


@dataclass(kw_only=True)
class Step:
    """A wave."""

    name: str
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("sms", "email")
    public: bool = False
    share: float | None = None
    longest_wait: int | None = None
    opened: int | None = None
    by: str | None = None
    done: int | None = None


@dataclass(kw_only=True)
class Told:
    """A journal line. ``at`` and ``happened`` in milliseconds."""

    kind: str
    actor: str
    at: int
    data: dict[str, Any] = field(default_factory=dict)
    happened: int | None = None
    alert: str | None = ALERT


@dataclass(kw_only=True)
class Story:
    """A whole incident with one alert."""

    steps: Sequence[Step] = ()
    humans: Sequence[Human] = ()
    lines: Sequence[Told] = ()
    state: str = "done"
    mode: str = "exercise"
    urgency: str = "expected"
    plan: dict[str, Any] = field(default_factory=lambda: PLAN)
    known: int | None = T0 - 22 * MINUTE
    submitted: int | None = T0 + 3 * MINUTE
    approved: int | None = T0 + 10 * MINUTE
    approved_by: str = "ola"
    done: int | None = None
    stopped: int | None = None
    banner: Send | None = None
    own_texts: dict[str, str] = field(default_factory=dict)
    body: str = "ØVELSE KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Kok vannet i Ådalsbruk. Nr 1001 ØVELSE"
    alert: bool = True


def write(folder: Path, story: Story) -> Ledger:
    """The story as a ledger file."""
    ledger = Ledger(folder / "dispatcher.db")
    ledger.write_now(_write, story)
    return ledger


def _write(connection: Connection, story: Story) -> None:
    document = json.dumps(story.plan, ensure_ascii=False)
    connection.execute(insert(plans).values(hash="ab" * 32, document=document, first_used_at=T0))
    connection.execute(
        insert(users),
        [
            {"name": "siri", "roles": "crisis-team", "person": "siri", "created_at": T0},
            {"name": "ola", "roles": "approver", "person": "vara", "created_at": T0},
            {"name": "anne", "roles": "approver", "person": "ordforer", "created_at": T0},
        ],
    )
    connection.execute(
        insert(incidents).values(
            id=NUMBER,
            scenario="kokevarsel",
            mode=story.mode,
            plan_hash="ab" * 32,
            opened_by="siri",
            opened_at=T0,
            known_at=story.known,
        )
    )
    for line in story.lines:
        entry = Entry(
            kind=line.kind,
            actor=line.actor,
            incident=NUMBER,
            alert=line.alert,
            data=line.data,
            happened_at=_moment(line.happened) if line.happened is not None else None,
        )
        append(connection, entry, _moment(line.at))
    if story.alert:
        _write_alert(connection, story)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _write_alert(connection: Connection, story: Story) -> None:
    fingerprint = "fe" * 32 if story.submitted else None
    connection.execute(
        insert(alerts).values(
            id=ALERT,
            incident=NUMBER,
            kind="first",
            state=story.state,
            mode=story.mode,
            severity="severe",
            rank=1,
            urgency=story.urgency,
            unsure_policy="ask",
            fields="{}",
            texts=json.dumps(story.own_texts),
            areas='["adalsbruk"]',
            responsible="kommunalsjef Per Testengen",
            created_by="siri",
            edited_by="siri",
            created_at=T0,
            composed_at=T0,
            expires_after=86_400_000,
            submitted_by="siri" if story.submitted else None,
            submitted_at=story.submitted,
            fingerprint=fingerprint,
            approved_fingerprint=fingerprint if story.approved else None,
            people=len({human.ref for human in story.humans}),
            cost=1234.5,
            approved_by=story.approved_by if story.approved else None,
            approved_as="ordforer" if story.approved else None,
            approved_at=story.approved,
            done_at=story.done,
            stopped_at=story.stopped,
        )
    )
    wave_ids = _write_waves(connection, story)
    texts = _write_variants(connection, story)
    _write_people(connection, story, wave_ids, texts)
    if story.banner:
        _write_banner(connection, story, wave_ids, texts)


def _write_waves(connection: Connection, story: Story) -> list[int]:
    found = []
    for index, step in enumerate(story.steps):
        result = connection.execute(
            insert(waves).values(
                alert_id=ALERT,
                version=1,
                ix=index,
                name=step.name,
                public=step.public,
                audiences=json.dumps(list(step.audiences)),
                channels=json.dumps(list(step.channels)),
                share=step.share,
                longest_wait=step.longest_wait,
                opened_at=step.opened,
                opened_by=step.by,
                wait_from=step.opened,
                done_at=step.done,
                expanded=True,
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        found.append(int(key[0]))
    return found


def _write_variants(connection: Connection, story: Story) -> dict[tuple[str, str, str], int]:
    needed = {(human.cls, channel, human.language) for human in story.humans for channel in human.sends}
    needed |= {("public", "banner", "nb")} if any(step.public for step in story.steps) else set()
    rows = [
        {
            "id": index,
            "alert_id": ALERT,
            "version": 1,
            "cls": cls,
            "channel": channel,
            "language": language,
            "headline": "" if channel == "sms" else "Kokevarsel i Ådalsbruk",
            "body": story.own_texts.get(f"{cls}.{channel}.{language}", story.body),
            "instruction": "Kok vannet." if channel == "banner" else "",
            "html": "",
            "parts": 2,
            "encoding": "GSM-7" if channel == "sms" else "",
        }
        for index, (cls, channel, language) in enumerate(sorted(needed), start=1)
    ]
    if rows:
        connection.execute(insert(variants), rows)
    return {(row["cls"], row["channel"], row["language"]): row["id"] for row in rows}  # type: ignore[misc]


def _write_people(
    connection: Connection, story: Story, wave_ids: list[int], texts: dict[tuple[str, str, str], int]
) -> None:
    keys = list(dict.fromkeys(human.list_key for human in story.humans))
    for key in keys:
        connection.execute(
            insert(lists).values(
                id=keys.index(key) + 1,
                key=key,
                file=f"contacts/{key}.csv",
                digest="cd" * 32,
                language="nb",
                fictional=True,
                rows=sum(human.list_key == key for human in story.humans),
                faults=2,
                in_force=True,
                imported_at=T0 - 86_400_000,
            )
        )
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("people", "snapshot", "points", "deliveries", "tries", "receipts")
    }
    known: dict[tuple[str, str], int] = {}
    ids: dict[tuple[str, str, str], int] = {}
    order = sorted(story.humans, key=lambda human: any(send.carrier for send in human.sends.values()))
    for human in order:
        list_id = keys.index(human.list_key) + 1
        person = known.setdefault((human.list_key, human.ref), len(known) + 1)
        if person > len(rows["people"]):
            rows["people"].append(
                {
                    "id": person,
                    "list_id": list_id,
                    "ref": human.ref,
                    "name": "Kari Hemmelig",
                    "address": "Brukvegen 1",
                    "fault": human.fault,
                }
            )
        rows["snapshot"].append(
            {
                "alert_id": ALERT,
                "version": 1,
                "wave_id": wave_ids[human.wave],
                "cls": human.cls,
                "ref": human.ref,
                "person_id": person,
                "list_id": list_id,
                "language": human.language,
            }
        )
        for channel, send in human.sends.items():
            _delivery(human, person, channel, send, wave_ids[human.wave], texts, rows, ids)
    for name, table in (
        ("points", contact_points),
        ("people", people),
        ("snapshot", snapshot),
        ("deliveries", deliveries),
        ("tries", attempts),
        ("receipts", receipts),
    ):
        if rows[name]:
            connection.execute(insert(table), rows[name])


def _delivery(
    human: Human,
    person: int,
    channel: str,
    send: Send,
    wave_id: int,
    texts: dict[tuple[str, str, str], int],
    rows: dict[str, list[dict[str, Any]]],
    ids: dict[tuple[str, str, str], int],
) -> None:
    number = len(rows["deliveries"]) + 1
    ids[human.ref, human.cls, channel] = number
    point = None
    if not send.no_address:
        point = len(rows["points"]) + 1
        value = f"+4742{point:06d}" if channel == "sms" else f"k{point}@loten.example"
        rows["points"].append({"id": point, "channel": channel, "fictional": True, "value": value})
    last = f"{number:08d}{len(send.tries):024d}" if send.tries else None
    rows["deliveries"].append(
        {
            "id": number,
            "alert_id": ALERT,
            "wave_id": wave_id,
            "cls": human.cls,
            "ref": human.ref,
            "person_id": person,
            "channel": channel,
            "point_id": point,
            "variant_id": texts[human.cls, channel, human.language],
            "state": send.state,
            "reason": send.reason,
            "attempts": len(send.tries),
            "due_at": T0,
            "attempt_id": last,
            "covered_by": ids[send.carrier, human.cls, channel] if send.carrier else None,
            "provider": "capture" if send.tries else None,
            "first_attempt_at": send.accepted,
            "accepted_at": send.accepted,
            "delivered_at": send.delivered,
            "settled_by": send.settled_by,
        }
    )
    for n, each in enumerate(send.tries, start=1):
        attempt = f"{number:08d}{n:024d}"
        rows["tries"].append(
            {
                "id": attempt,
                "delivery_id": number,
                "n": n,
                "at": send.accepted or T0,
                "incarnation": "x",
                "provider": "capture",
                "state": each.state,
                "reason": each.reason,
                "code": each.code,
            }
        )
        rows["receipts"] += [
            {"attempt_id": attempt, "status": status, "rank": 0, "known": True, "at": T0} for status in each.receipts
        ]


def _write_banner(
    connection: Connection, story: Story, wave_ids: list[int], texts: dict[tuple[str, str, str], int]
) -> None:
    assert story.banner is not None
    index = next(index for index, step in enumerate(story.steps) if step.public)
    row = {"alert_id": ALERT, "version": 1, "wave_id": wave_ids[index], "cls": "public", "ref": "public"}
    connection.execute(insert(snapshot).values(**row, language="nb"))
    connection.execute(
        insert(deliveries).values(
            alert_id=ALERT,
            wave_id=wave_ids[index],
            cls="public",
            ref="public",
            channel="banner",
            variant_id=texts["public", "banner", "nb"],
            state=story.banner.state,
            attempts=1,
            due_at=T0,
            accepted_at=story.banner.accepted,
        )
    )
    if story.banner.accepted is not None:
        moment = story.banner.accepted
        connection.execute(
            insert(published).values(alert_id=ALERT, mode=story.mode, sent_at=moment, confirmed_at=moment)
        )
