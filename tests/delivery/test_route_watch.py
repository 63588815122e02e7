"""Beside the lanes: the journal of the routes, and asking a broken one before a row tries it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.outcome import Accepted, Refused
from dispatcher.domain.states import Scope
from dispatcher.ledger.route_journal import journal_route
from dispatcher.ledger.tables import journal
from dispatcher.ports import SystemClock
from tests.delivery.test_engine import Scripted, made, until
from tests.ledger.scene import Scene, WaveSpec, mobiles

REFUSED = Refused(scope=Scope.ROUTE, reason="credentials")


@dataclass(frozen=True)
class Found:
    """What asking the route gave."""

    ok: bool
    reason: str = ""


def entries(one: Scene) -> list[tuple[str, str, int | None, dict[str, Any]]]:
    rows = one.ledger.read_now(lambda connection: connection.execute(select(journal).order_by(journal.c.seq)).all())
    return [(row.kind, row.actor, row.incident, json.loads(row.data)) for row in rows]


async def _until_done(one: Scene, lane: LaneSpec) -> None:
    engine = Engine(ledger=one.ledger, clock=SystemClock(), lanes=[lane], incarnation="x", settle_after=0.2)
    task = asyncio.create_task(engine.run())
    try:
        await until(lambda: one.alert().state == "done", within=30)
    finally:
        engine.stop()
        await task


async def test_a_broken_route_is_asked_before_a_row_tries_it(tmp_path: Path) -> None:
    """Three rows are refused; while the probe says no not one more leaves, and after its yes everybody is reached."""
    one = made(tmp_path, WaveSpec(people=mobiles(12)))
    said: list[bool] = []
    sent_when_asked: list[int] = []
    channel = Scripted(lambda message, _: Accepted(provider_id=f"SM{message.delivery}") if any(said) else REFUSED)

    async def probe() -> Found:
        sent_when_asked.append(len(channel.sent))
        said.append(len(said) == 2)
        return Found(ok=said[-1], reason="" if said[-1] else "credentials")

    await _until_done(one, LaneSpec(channel=channel, concurrency=3, probe=probe))

    assert said == [False, False, True]
    assert set(sent_when_asked) == {3}
    assert set(one.states()) == {"accepted"}
    way = {"channel": "sms", "provider": "capture"}
    assert [entry for entry in entries(one) if entry[0].startswith("route.")] == [
        ("route.broken", "node", 1001, way),
        ("route.mended", "node", 1001, way),
    ]


async def test_a_probe_that_cannot_say_or_fails_holds_nothing_up(tmp_path: Path) -> None:
    """Nothing to ask, or a fault of ours in asking: a row tries the route as without a probe."""
    one = made(tmp_path, WaveSpec(people=mobiles(9)))
    channel = Scripted(lambda message, count: REFUSED if count <= 4 else Accepted(provider_id=f"SM{message.delivery}"))
    asked = 0

    async def probe() -> Found | None:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise ZeroDivisionError
        return None

    await _until_done(one, LaneSpec(channel=channel, concurrency=3, probe=probe))

    assert asked == 2
    assert set(one.states()) == {"accepted"}


def test_the_journal_names_the_incidents_that_are_under_way(tmp_path: Path) -> None:
    """Each of the modes that the route serves; with none under way the entry belongs to no incident."""
    one = made(tmp_path, WaveSpec(people=mobiles(1)))
    way = {"channel": "sms", "provider": "twilio"}
    one.ledger.write_now(journal_route, "route.broken", way, ["exercise"], one.now)
    one.ledger.write_now(journal_route, "route.broken", way, ["real", "test"], one.now)
    one.set_alert(state="done")
    one.ledger.write_now(journal_route, "route.mended", way, ["exercise"], one.now)

    assert [(kind, incident) for kind, _, incident, _ in entries(one)] == [
        ("route.broken", 1001),
        ("route.broken", None),
        ("route.mended", None),
    ]
