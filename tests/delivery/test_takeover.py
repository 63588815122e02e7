"""The engine with two real Twilio channels on loopback: one provider goes bad in the middle, and comes back."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, select

from dispatcher.channels.sms import TwilioSms
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.domain.states import Mode
from dispatcher.ledger.journal import of_incident
from dispatcher.ledger.tables import attempts, contact_points, deliveries
from dispatcher.ports import SystemClock
from dispatcher.settings import Twilio
from tests.channels.twilio_server import (
    Behaviour,
    Drop,
    Request,
    TwilioServer,
    accepting,
    answering,
    refusing,
    twilio_server,
)
from tests.delivery.test_engine import made, until
from tests.ledger.scene import Scene, WaveSpec, mobiles

PEOPLE = 600
RATE = 100.0


class Provider:
    """Takes messages until ``sick``; its list shows what it took, its journal is the truth."""

    def __init__(self, server: TwilioServer, *, trouble: str = "") -> None:
        self.server = server
        self.sick = False
        self.took: list[tuple[str, str]] = []
        self.asked_for_list = 0
        self.grown = asyncio.Event()
        self._trouble = trouble
        server.behaviour = self._behave

    async def _behave(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if request.line.startswith("GET"):
            if "/Messages.json" in request.line:
                self._list(writer)
            else:  # a probe: who are you?
                account = request.line.split("/Accounts/", 1)[1].partition(".json")[0]
                about = {"sid": account, "status": "active", "type": "Full"}
                await answering(200, json.dumps(about))(request, writer)
            return
        if self.sick and self._trouble in _REFUSALS:
            await _REFUSALS[self._trouble](request, writer)
            return
        self.took.append((request.form["To"], request.form["Body"]))
        self.grown.set()
        if self.sick:
            raise Drop
        await accepting(request, writer)

    def _list(self, writer: asyncio.StreamWriter) -> None:
        self.asked_for_list += 1
        shown = [] if self._trouble == "taken, no list" else self.took
        messages = [
            {"sid": f"SM-list-{number}", "to": to, "body": body, "direction": "outbound-api", "status": "sent"}
            | dict.fromkeys(("date_sent", "date_created", "error_code", "price"))
            for number, (to, body) in enumerate(shown)
        ]
        body = json.dumps({"messages": messages, "next_page_uri": None, "page": 0, "page_size": 1000, "uri": "/x"})
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body.encode())

    async def has_taken(self, count: int) -> None:
        """When it has so many."""
        while len(self.took) < count:
            self.grown.clear()
            await self.grown.wait()


_REFUSALS: dict[str, Behaviour] = {"401": refusing(20003, 401), "500": refusing(20500, 500)}


@asynccontextmanager
async def two_routes(one: Scene, trouble: str) -> AsyncIterator[tuple[Provider, Provider]]:
    """The engine with a primary and a backup account, each at a server of its own."""
    async with twilio_server() as first, twilio_server() as second:
        providers = Provider(first, trouble=trouble), Provider(second)
        clock = SystemClock()
        lanes = [
            LaneSpec(channel=_account(provider, name, clock), concurrency=8, rate=RATE)
            for provider, name in zip(providers, ("twilio", "twilio-backup"), strict=True)
        ]
        engine = Engine(ledger=one.ledger, clock=clock, lanes=lanes, incarnation="x", settle_after=0.5)
        task = asyncio.create_task(engine.run())
        try:
            yield providers
        finally:
            engine.stop()
            await task
            for lane in lanes:
                await lane.channel.close()


def _account(provider: Provider, name: str, clock: SystemClock) -> TwilioSms:
    settings = Twilio(
        account_sid="AC" + "1" * 32,
        auth_token=SecretStr("t" * 32),
        sender="Loten",
        base_url=provider.server.url,
        concurrency=8,
        timeout=2.0,
    )
    return TwilioSms(settings, public_url="http://127.0.0.1:1", clock=clock, provider=name)


def tries(one: Scene) -> dict[str, list[Any]]:
    """Every attempt, by the number it went to, in order."""

    def read(connection: Connection) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        chosen = (
            select(contact_points.c.value, attempts)
            .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
            .join(contact_points, contact_points.c.id == deliveries.c.point_id)
            .order_by(attempts.c.delivery_id, attempts.c.n)
        )
        for row in connection.execute(chosen):
            found.setdefault(row.value, []).append(row)
        return found

    return one.ledger.read_now(read)


@pytest.mark.parametrize("trouble", ["401", "500", "taken, answer lost", "taken, no list"])
async def test_traffic_moves_to_the_backup_and_back_and_everybody_is_reached(tmp_path: Path, trouble: str) -> None:
    """Once each; twice only where the ledger shows a doubt and the alert's policy, and not one row failed."""
    one = made(tmp_path, WaveSpec(people=mobiles(PEOPLE)), unsure="resend")
    one.set_alert(mode=str(Mode.REAL))
    async with two_routes(one, trouble) as (primary, backup):
        async with asyncio.timeout(40):
            await primary.has_taken(60)
            primary.sick = True
            await backup.has_taken(60)
            primary.sick = False
            mended = len(primary.took)
            await until(lambda: one.alert().state == "done", within=30)

    made_of = tries(one)
    taken = Counter(to for to, _ in [*primary.took, *backup.took])
    assert Counter(one.states()) == {"accepted": PEOPLE}
    assert set(taken) == set(made_of)
    assert len(primary.took) > mended
    twice = {to for to, count in taken.items() if count > 1}
    assert all([row.state for row in made_of[to]].count("unsure") == taken[to] - 1 for to in twice)
    assert bool(twice) == (trouble == "taken, no list")
    kinds = [(entry.kind, json.loads(entry.data)) for entry in one.ledger.read_now(of_incident, 1001)]
    assert ("route.broken", {"channel": "sms", "provider": "twilio"}) in kinds
    assert ("route.mended", {"channel": "sms", "provider": "twilio"}) in kinds
    over = {"channel": "sms", "provider": "twilio-backup", "instead_of": "twilio"}
    assert [data for kind, data in kinds if kind == "route.switched"] == [over]
    again = [data["rows"] for kind, data in kinds if kind == "unsure.policy" and data["to"] == "again"]
    assert bool(again) == (trouble in {"500", "taken, no list"})
    assert sum(again) == sum(1 for rows in made_of.values() for row in rows if row.state == "unsure")


async def test_a_doubt_stays_with_the_provider_that_may_have_it(tmp_path: Path) -> None:
    """Taken by the primary, the answer lost: its own list settles it, under its name; the backup's is never asked."""
    one = made(tmp_path, WaveSpec(people=mobiles(PEOPLE)), unsure="ask")
    one.set_alert(mode=str(Mode.REAL))
    async with two_routes(one, "taken, answer lost") as (primary, backup):
        async with asyncio.timeout(40):
            await primary.has_taken(60)
            primary.sick = True
            await until(lambda: one.alert().state == "done", within=30)

    by_list = [row for row in one.rows() if row.settled_by == "list"]
    assert Counter(one.states()) == {"accepted": PEOPLE}
    assert by_list
    assert {row.provider for row in by_list} == {"twilio"}
    assert set(Counter(to for to, _ in [*primary.took, *backup.took]).values()) == {1}
    assert (primary.asked_for_list > 0, backup.asked_for_list) == (True, 0)


async def test_a_provider_that_is_gone_from_the_settings_is_settled_all_the_same(tmp_path: Path) -> None:
    """The doubt is another account's, of before a restart: no list to ask, so the alert's policy decides."""
    one = made(tmp_path, WaveSpec(people=mobiles(3)), unsure="resend")
    one.set_alert(mode=str(Mode.REAL))
    async with two_routes(one, "taken, answer lost") as (primary, _):
        primary.sick = True
        await until(lambda: set(one.states()) == {"unsure"})
        one.ledger.write_now(lambda connection: connection.execute(attempts.update().values(provider="other")))
        primary.sick = False
        await until(lambda: one.alert().state == "done", within=30)

    assert Counter(one.states()) == {"accepted": 3}
    assert {row.settled_by for row in one.rows()} == {"policy"}
