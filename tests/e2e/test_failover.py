"""Live with two accounts: the provider goes dead in the middle of an alert, and the other takes the rest."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.test_live import live
from tests.e2e.town import Capture, Town, running_capture
from tests.office import municipality

RATE = 25
"""Segments a second: slow enough for the alert to be under way when the provider dies."""


def second(provider: Capture) -> dict[str, str]:
    """The same town's account at another provider."""
    return {
        "DISPATCHER_TWILIO_BACKUP__ACCOUNT_SID": "AC" + "2" * 32,
        "DISPATCHER_TWILIO_BACKUP__AUTH_TOKEN": "u" * 32,
        "DISPATCHER_TWILIO_BACKUP__SENDER": "Loten",
        "DISPATCHER_TWILIO_BACKUP__BASE_URL": provider.url,
        "DISPATCHER_TWILIO_BACKUP__RATE": "200",
        "DISPATCHER_TWILIO__RATE": str(RATE),
        "DISPATCHER_TWILIO__TIMEOUT": "2",
    }


def second_server(provider: Capture) -> dict[str, str]:
    """Another mail server for the same town; the first is slow enough to have most of it left when it breaks."""
    return {
        "DISPATCHER_SMTP_BACKUP__HOST": "127.0.0.1",
        "DISPATCHER_SMTP_BACKUP__PORT": str(provider.smtp_port),
        "DISPATCHER_SMTP_BACKUP__SECURITY": "none",
        "DISPATCHER_SMTP_BACKUP__SENDER": "varsling@loten.example",
        "DISPATCHER_SMTP__CONNECTIONS": "2",
        "DISPATCHER_SMTP__RATE": "4",
        "DISPATCHER_SMTP__TIMEOUT": "2",
    }


async def get(town: Town, path: str) -> str:
    async with aiohttp.ClientSession() as http, http.get(f"{town.url}{path}") as answer:
        return await answer.text()


@pytest.mark.parametrize("fault", [{"kind": "http", "status": 401}, {"kind": "silence"}], ids=["401", "silence"])
async def test_the_second_account_takes_over(tmp_path: Path, fault: dict[str, Any]) -> None:
    """Everybody is reached, by one or the other; what was in doubt stays with the first until it is settled."""
    async with running_capture() as first, running_capture() as other, running_capture() as capture:
        folder = tmp_path / "town"
        folder.mkdir()
        town = Town(municipality(folder), capture, live(first) | second(other))
        await town.settle_in()
        await town.start()
        try:
            alert = await _approved(town)
            async with asyncio.timeout(60):
                while len(await first.journal("sms")) < 10:
                    await asyncio.sleep(0.05)
                await first.faults(fault)
                while not await other.journal("sms"):
                    await asyncio.sleep(0.05)
                view = await _when_nothing_waits(town, alert)
            rows = [row for row in await town.deliveries(alert) if row["channel"] == "sms"]
            ready, numbers = await get(town, "/readyz"), await get(town, "/metrics")
            report = await _journal(town, view["incident"])
        finally:
            await town.stop()
        by_first, by_other = await first.counts("sms"), await other.counts("sms")

    states = Counter(row["state"] for row in rows)
    assert states["failed"] == 0
    assert states["accepted"] + states["delivered"] + states["unsure"] + states["skipped"] == len(rows)
    assert bool(states["unsure"]) == (fault["kind"] == "silence")
    assert {row["provider"] for row in rows if row["state"] == "unsure"} <= {"twilio"}
    assert by_other
    assert (by_first + by_other).total() == states["accepted"] + states["delivered"]
    assert len({row["provider_id"] for row in rows if row["provider_id"]}) == (by_first + by_other).total()
    assert any(row["provider"] == "twilio-backup" and row["state"] == "delivered" for row in rows)
    assert '"ready":true' in ready.replace(" ", "")
    assert 'dispatcher_route_switches_total{channel="sms",kind="real"} 1.0' in numbers
    assert {"route.broken", "route.switched"} <= {entry["kind"] for entry in report}


@pytest.mark.timeout(400)  # 25 s on a quiet machine
async def test_the_second_mail_server_takes_over(tmp_path: Path) -> None:
    """The first hangs up on every mail: everybody with an address has one, from one or the other."""
    async with running_capture() as first, running_capture() as other, running_capture() as capture:
        folder = tmp_path / "town"
        folder.mkdir()
        settings = {"DISPATCHER_SETTLE_AFTER": "3"} | second_server(other)
        town = Town(municipality(folder), capture, live(first) | settings)
        await town.settle_in()
        await town.start()
        try:
            alert = await _approved(town)
            async with asyncio.timeout(300):
                while len(await first.journal("email")) < 3:
                    await asyncio.sleep(0.05)
                await first.faults({"kind": "smtp_drop", "stage": "mail"})
                rows = await _when_mail_is_out(town, alert)
        finally:
            await town.stop()
        sent = [*await first.journal("email"), *await other.journal("email")]

    told = [row for row in rows if row["state"] in ("accepted", "delivered")]
    mails = Counter((entry["to"], entry["message_id"]) for entry in sent)
    assert {row["state"] for row in rows} <= {"accepted", "delivered", "skipped"}
    assert {row["provider"] for row in told} == {"smtp", "smtp-backup"}
    assert len(mails) == len(told)
    assert set(mails.values()) == {1}


async def _approved(town: Town) -> str:
    """To those in Ådalsbruk, for real: so many people that the submitter has to write the number."""
    draft = await town.call("POST", "/api/v1/alerts", _asked())
    refused = await town.call("POST", f"/api/v1/alerts/{draft['id']}/submit", {}, expect=409)
    people = int("".join(char for char in refused["title"] if char.isdigit()))
    return await town.approved(mode="real", areas=["adalsbruk"], people=people)


async def _when_mail_is_out(town: Town, alert: str) -> list[dict[str, Any]]:
    while True:
        rows = [row for row in await town.deliveries(alert) if row["channel"] == "email"]
        if rows and not {row["state"] for row in rows} & {"waiting", "sending", "unsure"}:
            return rows
        await asyncio.sleep(0.2)


def _asked() -> dict[str, Any]:
    return {"scenario": "kokevarsel", "mode": "real", "areas": ["adalsbruk"], "fields": {"neste_melding": "23:59"}}


async def _when_nothing_waits(town: Town, alert: str) -> dict[str, Any]:
    """When every SMS has left once, and the backup's own receipts have begun to come."""
    while True:
        rows = [row for row in await town.deliveries(alert) if row["channel"] == "sms"]
        states = {row["state"] for row in rows}
        by_backup = {row["state"] for row in rows if row["provider"] == "twilio-backup"}
        if rows and not states & {"waiting", "sending"} and "delivered" in by_backup:
            return await town.view(alert)
        await asyncio.sleep(0.2)


async def _journal(town: Town, incident: Any) -> list[dict[str, Any]]:
    answer = await town.call("GET", f"/api/v1/incidents/{incident}/report.json")
    return list(answer["journal"]["entries"])
