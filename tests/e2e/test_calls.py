"""Somebody is woken: a real node rings, the capture's phones answer by key, and the clock from act to ring is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any

import pytest

from tests.e2e.town import Town, running_town

MAYOR, DIRECTOR, TEAM = "+4742000001", "+4742000003", ("+4742000003", "+4742000005", "+4742000008")


async def seen(town: Town, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """The capture's whole journal, once it is so."""
    async with asyncio.timeout(30):
        while not wanted(entries := await town.capture.journal(service=True)):
            await asyncio.sleep(0.05)
        return entries


def rung(entries: list[dict[str, Any]], number: str, after: float = 0.0) -> list[float]:
    """When a number was rung."""
    times = [
        datetime.fromisoformat(entry["at"]).timestamp()
        for entry in entries
        if (entry["channel"], entry["to"]) == ("voice", number)
    ]
    return [moment for moment in times if moment >= after]


@pytest.mark.requirement("R094")
async def test_the_phone_rings_the_key_is_kept_and_only_the_page_approves(tmp_path: Path) -> None:
    """At trigger the crisis team, at submit every approver; 1 is an answer, 9 says it again, and none is a yes."""
    async with running_town(tmp_path) as town:
        await town.capture.faults(
            {"kind": "phone", "to": DIRECTOR, "digits": "92"}, {"kind": "phone", "to": MAYOR, "digits": "1"}
        )
        triggered = time()
        body = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["adalsbruk"]}
        alert = await town.call("POST", "/api/v1/alerts", body | {"fields": {"neste_melding": "23:59"}})
        entries = await seen(town, lambda entries: all(rung(entries, number) for number in TEAM))
        called_in = min(moment for number in TEAM for moment in rung(entries, number)) - triggered

        replied = await town.capture.reply(TEAM[2], "Kommer")
        submitted_at = time()
        path = f"/api/v1/alerts/{alert['id']}"
        submitted = await town.call("POST", f"{path}/submit", {})
        entries = await seen(town, lambda entries: bool(rung(entries, MAYOR, submitted_at)))
        woken = rung(entries, MAYOR, submitted_at)[0] - submitted_at

        incident = f"/api/v1/incidents/{alert['number']}"
        async with asyncio.timeout(30):
            while len((view := await town.call("GET", incident))["answers"]) < 4:
                await asyncio.sleep(0.05)
        before = await town.view(str(alert["id"]))
        await town.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"]}, who="anne")
        talk = {entry["to"]: entry for entry in await town.capture.journal("talk", service=True)}
    told = f"fra utløst til det ringte: {called_in:.2f} s; fra sendt inn til det ringte: {woken:.2f} s"
    print(f"\n{told}")  # noqa: T201  measured, not judged

    assert {(one["person"], one["answer"], one["way"]) for one in view["answers"]} == {
        ("kommunedirektor", "later", "voice"),  # called in
        ("informasjonsansvarlig", "coming", "sms"),
        ("kommunedirektor", "cannot", "voice"),  # and asked to approve
        ("ordforer", "looking", "voice"),
    }
    assert replied == 204
    assert before["state"] == "submitted"
    assert talk[MAYOR]["body"].startswith("ØVELSE")
    assert talk[MAYOR]["body"].endswith("Godkjenning skjer aldri på telefonen.")
