"""The thin true line end to end: a real node, a real capture, HTTP and commands only."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.town import running_town, totals


@pytest.mark.requirement("R029", "R030", "R033", "R036", "R053")
async def test_those_who_must_act_get_it_before_citizens_and_nobody_is_lost(tmp_path: Path) -> None:
    """Leaders, those who must act, the web, the citizens: in the provider's own journal too."""
    async with running_town(tmp_path) as town:
        watched: list[tuple[int, bool]] = []
        alert = await town.approved()
        async with asyncio.timeout(60):
            while True:
                shown = await town.banner()
                view = await town.view(alert)
                watched.append((len(shown["alerts"]), view["waves"][2]["opened_at"] is not None))
                if view["state"] == "done":
                    break
                await asyncio.sleep(0.02)
        journal = await town.capture.journal()

    counts = totals(view)
    assert counts["total"] == sum(counts[key] for key in counts if key != "total")
    assert counts["waiting"] + counts["sending"] + counts["unsure"] == 0
    assert not [shown for shown, opened in watched if shown and not opened]
    gate = view["waves"][4]["opened_at"]
    assert [wave["opened_by"] for wave in view["waves"]] == ["approval", "share", "share", "share", "share"]
    citizens = [
        entry["at"] for entry in journal if not any(to in entry["body"] for to in ("til ansatte", "ledere", "pressen"))
    ]
    assert [wave["told"] > 0 for wave in view["waves"] if not wave["public"]] == [True, True, True, True]
    assert min(citizens[-50:]) >= gate
    assert max(Counter((entry["channel"], entry["to"], entry["body"][:40]) for entry in journal).values()) == 1


async def test_a_killed_node_loses_nobody_and_says_what_is_in_doubt(tmp_path: Path) -> None:
    """Killed in the middle, up again: unsure is shown, settled by evidence, else by a person; none doubled."""
    async with running_town(tmp_path) as town:
        await town.capture.faults({"kind": "latency", "ms": 80, "jitter_ms": 60, "where": "request"})
        alert = await town.approved()
        in_doubt = 0
        for _ in range(5):  # a kill may fall between two claims; then the node is killed again
            async with asyncio.timeout(30):
                while totals(await town.view(alert))["sending"] < 10:
                    await asyncio.sleep(0.01)
            await town.kill()
            await town.start()
            in_doubt = totals(await town.view(alert))["unsure"]
            if in_doubt:
                break
        async with asyncio.timeout(60):
            while undecided(await town.deliveries(alert)):
                await asyncio.sleep(0.2)
        asked = [row for row in await town.deliveries(alert) if row["state"] == "unsure"]
        if asked:  # evidence may have settled every one of them; then the alert is over, and there is nothing to decide
            await town.call("POST", f"/api/v1/alerts/{alert}/unsure", {"decision": "resend"})
        view = await town.until(alert, "done")
        journal = await town.capture.journal("sms")
        rows = await town.deliveries(alert)
        _, verdict, _ = await town.command("verify-log")

    assert in_doubt > 0, "the kill came between an intent and its outcome for nobody: the test proves nothing"
    final = totals(view)
    assert final["total"] == sum(final[key] for key in final if key != "total")
    assert final["waiting"] + final["sending"] + final["unsure"] == 0
    assert len(asked) <= in_doubt
    reached = [row for row in rows if row["channel"] == "sms" and row["state"] in {"accepted", "delivered"}]
    assert len(journal) == len(reached)
    assert max(Counter((entry["to"], entry["body"]) for entry in journal).values()) == 1
    assert verdict


def undecided(rows: list[dict[str, Any]]) -> bool:
    """Whether anything is still under way, or unsure and neither settled nor put before a person."""
    return any(
        row["state"] in {"waiting", "sending"} or (row["state"] == "unsure" and row["settled_by"] != "asked")
        for row in rows
    )


async def test_a_provider_that_answers_401_and_then_works_fails_nobody(tmp_path: Path) -> None:
    """A route's fault never fails a person: not one row failed, everyone reached."""
    async with running_town(tmp_path) as town:
        await town.capture.faults({"kind": "http", "status": 401, "on": "all", "seconds": 6})
        alert = await town.approved()
        view = await town.until(alert, "done", within=90)
        sms = await town.capture.counts("sms")
        rows = await town.deliveries(alert)

    assert totals(view)["failed"] == 0
    assert totals(view)["unsure"] == 0
    reachable = [row for row in rows if row["channel"] == "sms" and row["state"] != "skipped"]
    assert sum(sms.values()) == len(reachable)


async def test_stop_withdraws_the_banner_and_lets_nothing_new_leave(tmp_path: Path) -> None:
    """The journal of the provider does not grow after the stop and what was in flight."""
    async with running_town(tmp_path) as town:
        await town.capture.faults({"kind": "latency", "ms": 300, "jitter_ms": 0, "where": "answer"})
        alert = await town.approved()
        async with asyncio.timeout(60):
            while not (await town.banner())["alerts"]:
                await asyncio.sleep(0.02)
        await town.call("POST", f"/api/v1/alerts/{alert}/stop", {"why": "feil tekst"})
        shown = (await town.banner())["alerts"]
        async with asyncio.timeout(30):  # what was in flight has landed
            while totals(await town.view(alert))["sending"]:
                await asyncio.sleep(0.05)
        first = len(await town.capture.journal())
        await asyncio.sleep(1.5)  # nothing happens, for a while
        second = len(await town.capture.journal())
        view = await town.view(alert)

    assert shown == []
    assert first == second
    assert view["state"] == "stopped"
    assert totals(view)["skipped"] > 0
    assert totals(view)["waiting"] + totals(view)["sending"] == 0
