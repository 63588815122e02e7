"""A restore with a real node: a copy taken in the middle of a send is put in the ledger's place, and waits."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.e2e.town import Town, running_town, totals

SLOW = {"kind": "smtp_latency", "ms": 1500}  # eight at once: some five a second


async def until_sent(town: Town, count: int) -> None:
    """The mail server has this many."""
    async with asyncio.timeout(60):
        while len(await town.capture.journal("email")) < count:
            await asyncio.sleep(0.05)


async def watch(town: Town, alert: str) -> asyncio.subprocess.Process:
    """``watch`` in a pipe: a line when something changes, and it ends with the alert."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dispatcher", "watch", alert),
        env=town.environment | {"DISPATCHER_TOKEN": town.tokens["kari"]},
        stdout=asyncio.subprocess.PIPE,
    )


def put_back(town: Town, copy: Path) -> None:
    """As a person does it: the copy over the file, and what the dead node left beside it forgotten there."""
    shutil.copy(copy, town.home / "var" / "dispatcher.db")


def per_message(entries: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """How many times each address got each text."""
    return Counter((entry["to"], entry["body"]) for entry in entries)


async def test_a_restored_copy_sends_nothing_before_a_person_resumes(tmp_path: Path) -> None:
    """What the copy takes for waiting has left since: paused, said, and sent again only after ``resume``."""
    async with running_town(tmp_path) as town:
        await town.capture.faults(SLOW)
        alert = await town.approved()
        await until_sent(town, 30)
        code, out, err = await town.command("backup", str(tmp_path / "copy.db"), "--json")
        assert code == 0, err
        taken = datetime.fromisoformat(json.loads(out)["taken_at"])
        await town.capture.faults()
        await town.until(alert, "done", within=90)
        first = await town.capture.journal("email")
        await town.kill()
        put_back(town, tmp_path / "copy.db")
        _, checked, _ = await town.command("check")
        await town.start()
        view = await town.view(alert)
        _, listed, _ = await town.command("list", who="kari")
        watching = await watch(town, alert)
        watched = (await watching.stdout.readline()).decode() if watching.stdout else ""
        await asyncio.sleep(3.0)  # a dozen looks of every lane: whatever would leave by itself has left
        waiting = await town.capture.journal("email")
        resumed = await town.call("POST", f"/api/v1/alerts/{alert}/resume", {}, who="anne")
        done = await town.until(alert, "done", within=90)
        await watching.communicate()
        last = await town.capture.journal("email")
        log = (tmp_path / "node.log").read_text(encoding="utf-8")
        _, verified, _ = await town.command("verify-log")

    said = view["flags"]["paused"]
    assert said.startswith("gjenopprettet, sist i live ")
    assert " meldinger venter, eldste fra " in said
    assert said.endswith("Noe av det kan alt ha gått ut")
    assert len(waiting) == len(first)
    assert f"Når noden starter, settes varsel {alert} på pause: gjenopprettet" in checked
    assert f"{alert} er satt på pause: {said}" in listed
    assert f"på pause: {said}" in watched
    assert '"ledger.not_trusted"' in log
    assert (tmp_path / "var" / "dispatcher.db-wal.left-over").exists()
    assert "Loggen er hel" in verified
    assert resumed["flags"]["paused"] is None
    counts = totals(done)
    assert counts["waiting"] + counts["sending"] == 0
    # The honest part: a copy cannot know what left after it. Whoever got it twice had it first after the copy was
    # taken, and the second time after a person had let it go; nobody got it three times, and nobody was lost.
    twice = [key for key, count in per_message(last).items() if count > 1]
    assert twice
    assert max(per_message(last).values()) == 2
    assert per_message(last).keys() == per_message(first).keys()
    firsts = {(entry["to"], entry["body"]): entry["at"] for entry in reversed(first)}
    in_flight = 2.0  # a request that was out when the copy was taken had been claimed before it
    assert min(datetime.fromisoformat(firsts[key]).timestamp() for key in twice) > taken.timestamp() - in_flight


async def test_a_node_that_is_restarted_in_the_middle_just_goes_on(tmp_path: Path) -> None:
    """A crash is no restore: killed and started again within the quarter of an hour, nothing is paused."""
    async with running_town(tmp_path) as town:
        await town.capture.faults(SLOW)
        alert = await town.approved()
        await until_sent(town, 30)
        await town.kill()
        await town.start()
        paused = (await town.view(alert))["flags"]["paused"]
        await town.capture.faults()
        await town.call("POST", f"/api/v1/alerts/{alert}/stop", {"why": "nok sett"})

    assert paused is None


async def test_a_copy_is_refused_where_a_file_is_and_where_no_folder_is(tmp_path: Path) -> None:
    """Exit 1 and 2, with a sentence; the file that was there is untouched."""
    async with running_town(tmp_path) as town:
        (tmp_path / "there").write_text("mine", encoding="utf-8")
        taken = await town.command("backup", str(tmp_path / "there"))
        nowhere = await town.command("backup", str(tmp_path / "none" / "copy.db"))

    assert (taken[0], taken[1]) == (1, "")
    assert "finnes fra før og blir ikke overskrevet" in taken[2]
    assert (nowhere[0], nowhere[1]) == (2, "")
    assert "finnes ikke" in nowhere[2]
    assert (tmp_path / "there").read_text(encoding="utf-8") == "mine"
