"""Something goes wrong in a real node, and the crisis team is told: by mail, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

from tests.e2e.town import Town, is_alarm, is_request, running_town

TEAM = {f"{name}@loten.example" for name in ("kommunedirektor", "beredskap", "helse", "informasjon")}
REQUESTS = 12
"""Six may approve, and are asked by SMS and e-mail."""


async def test_a_provider_that_falls_silent_is_told_by_mail_exactly_once(tmp_path: Path) -> None:
    """SMS get no answer under the policy «ask»: the team must decide, and hears of it by e-mail; each cause once."""
    async with running_town(tmp_path, DISPATCHER_SETTLE_AFTER="1") as town:
        body = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["adalsbruk"]}
        alert = await town.call("POST", "/api/v1/alerts", body | {"fields": {"neste_melding": "23:59"}})
        path = f"/api/v1/alerts/{alert['id']}"
        submitted = await town.call("POST", f"{path}/submit", {})
        async with asyncio.timeout(30):
            while sum(is_request(entry) for entry in await town.capture.journal(service=True)) < REQUESTS:
                await asyncio.sleep(0.1)
        await town.capture.faults({"kind": "silence"})
        await town.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"]}, who="anne")
        async with asyncio.timeout(60):
            while not {entry["to"] for entry in await alarms(town) if "avgjør" in entry["subject"]} >= TEAM:
                await asyncio.sleep(0.2)
        await asyncio.sleep(6)  # a whole look more: what would be told twice is told by then
        told = await alarms(town)
        view = await town.view(str(alert["id"]))
        await town.capture.faults()
        async with asyncio.timeout(60):
            while "unsure-asks" in await standing(town):  # what was out when the provider came back is in doubt too
                await town.call("POST", f"{path}/unsure", {"decision": "leave"})
                await asyncio.sleep(0.5)

    assert {entry["channel"] for entry in told} == {"email"}
    assert {entry["to"] for entry in told} == TEAM
    assert set(Counter((entry["to"], entry["subject"]) for entry in told).values()) == {1}
    assert all(entry["subject"].startswith("ØVELSE") for entry in told)
    assert any("kan ha kommet fram, men ingen svarte" in words for words in view["alarms"])


async def alarms(town: Town) -> list[dict[str, Any]]:
    """The alarms in the provider's own journal."""
    return [entry for entry in await town.capture.journal(service=True) if is_alarm(entry)]


async def standing(town: Town) -> set[str]:
    """The causes that stand at /readyz."""
    return {alarm["cause"] for alarm in (await town.ready())["alarms"]}
