"""A wrong text is half out: the pause holds, the correction overtakes it, and everybody is accounted for."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_live import live
from tests.e2e.town import Capture, Town, running_capture
from tests.office import municipality

RATE = "50"
"""Segments a second; the text has two, so twenty-five messages."""
ONE_REQUEST = timedelta(seconds=10)


@pytest.mark.requirement("R076", "R097")
async def test_a_wrong_text_that_is_half_out_is_overtaken_by_its_correction(tmp_path: Path) -> None:
    """At 50 segments a second to all of Løten; only Ådalsbruk was meant."""
    async with running_capture() as provider, running_capture() as capture:
        town = Town(municipality(tmp_path), capture, live(provider, DISPATCHER_TWILIO__RATE=RATE))
        await town.settle_in()
        await town.start()
        try:
            wrong, correction, marks = await _play(town, provider)
            rows = {alert: await town.deliveries(alert) for alert in (wrong, correction)}
            journal = await provider.journal()
            views = {alert: await town.view(alert) for alert in (wrong, correction)}
        finally:
            await town.stop()

    said = {_bare(text["body"]) for text in views[wrong]["variants"] if not text["fate"]}
    wrong_texts = [entry for entry in journal if _bare(entry["body"]) in said]
    late = [entry for entry in wrong_texts if _at(entry) > marks["paused"] + ONE_REQUEST]
    overtaken = [entry for entry in wrong_texts if _at(entry) > marks["approved"]]
    assert len(wrong_texts) > 100
    assert late == []
    assert overtaken == []
    assert views[wrong]["superseded_by"] == correction
    assert {view["state"] for view in views.values()} == {"done"}
    _everybody_is_accounted_for(rows, wrong, correction)


async def _play(town: Town, provider: Capture) -> tuple[str, str, dict[str, datetime]]:
    draft = {"scenario": "kokevarsel", "mode": "real", "areas": ["hele-kommunen"], "fields": {"neste_melding": "23:59"}}
    people = (await town.call("POST", "/api/v1/alerts", draft))["people"]
    wrong = await town.approved(mode="real", people=people)
    async with asyncio.timeout(90):
        while len(await provider.counts("sms")) < 150:
            await asyncio.sleep(0.05)
    paused = await town.call("POST", f"/api/v1/alerts/{wrong}/pause", {"why": "Feil område."})
    assert paused["state"] == "sending"
    marks = {"paused": await _now(town)}
    drafted = await town.call(
        "POST",
        f"/api/v1/alerts/{wrong}/correction",
        {"areas": ["adalsbruk"], "fields": {"feil": "omrade"}},
        expect=201,
    )
    correction = str(drafted["id"])
    assert drafted["kept"] > 0 < drafted["released"]
    path = f"/api/v1/alerts/{correction}"
    submitted = await town.call("POST", f"{path}/submit", {"people": drafted["people"]})
    marks["approved"] = await _now(town)
    seen = [one["key"] for one in submitted.get("odd", [])]
    await town.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"], "seen": seen}, who="anne")
    await town.until(correction, "done", within=120)
    await town.until(wrong, "done", within=30)
    return wrong, correction, marks


async def _now(town: Town) -> datetime:
    """The moment at which what was said before had its answer."""
    await town.banner()
    return datetime.now().astimezone()


def _bare(text: str) -> str:
    """Without what a mail server may do to line ends."""
    return " ".join(text.split())


def _at(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])


def _everybody_is_accounted_for(rows: dict[str, list[dict[str, Any]]], wrong: str, correction: str) -> None:
    """Every person of the wrong alert has the correction or a release, or a row that says why not."""
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows[correction]:
        told = row["state"] in ("accepted", "delivered")
        of[row["class"], row["person"]].add("told" if told else f"{row['state']}: {row['reason']}")
    meant = {(row["class"], row["person"]) for row in rows[wrong]}
    untold = {person: of[person] for person in meant if "told" not in of[person]}
    honest = {"skipped: no address", "skipped: bad address", "skipped: covered", "skipped: not needed"}
    assert meant == set(of)
    assert {end for ends in untold.values() for end in ends} <= honest
