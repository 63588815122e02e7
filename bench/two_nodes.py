"""One alert by two nodes on one PostgreSQL while one is killed: the pace at the provider, and when its rows move on.

``python -m bench.two_nodes [--people 2500] [--lease 60]``: two live node processes, a sender of 50 segments a second, a
provider on loopback that writes down when it took what. One node is killed after 20 s of sending.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from bisect import bisect_left
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any

from dispatcher.demo.register import generate
from dispatcher.domain.segments import count
from tests.e2e.test_live import live
from tests.e2e.town import Capture, Town, running_capture, totals
from tests.office import municipality
from tests.postgres import running_postgres

RATE = 50
KILLED_AFTER = 20.0
LONGEST = 600.0
OVER = ("done", "expired")


async def main(people: int, lease: int) -> dict[str, Any]:
    """From an empty database to what the provider's journal says."""
    with TemporaryDirectory() as folder, running_postgres(durable=True) as server:
        home = municipality(Path(folder))
        generate(home / "contacts", people=people, staff=60, seed=1)
        async with running_capture() as provider, running_capture() as capture:
            settings = live(provider, DISPATCHER_TWILIO__RATE=str(RATE), DISPATCHER_LEASE=str(lease))
            settings |= {"DISPATCHER_DATABASE_URL": server.fresh(), "DISPATCHER_SETTLE_AFTER": "10"}
            one, other = Town(home, capture, settings), Town(home, capture, settings)
            one.environment["DISPATCHER_PUBLIC_URL"] = other.environment["DISPATCHER_PUBLIC_URL"] = one.url
            try:
                await one.settle_in()
                await one.start()
                await other.start()
                return await _night(one, other, provider)
            finally:
                await one.stop()
                await other.stop()


async def _night(one: Town, other: Town, provider: Capture) -> dict[str, Any]:
    # Slow answers: the node that is killed has messages in its hands.
    await provider.faults({"kind": "latency", "ms": 300, "where": "request"})
    alert = await approved(one)
    while not await provider.journal("sms"):  # noqa: ASYNC110  another process
        await asyncio.sleep(0.1)
    await asyncio.sleep(KILLED_AFTER)
    await other.kill()
    killed_at = time()
    moved = await _moved(one, alert)
    async with asyncio.timeout(LONGEST):
        while (view := await one.view(alert))["state"] not in OVER:
            if totals(view)["unsure"] and not totals(view)["waiting"] and not totals(view)["sending"]:
                break  # a person's to decide; all that the nodes can do is done
            await asyncio.sleep(1)
    taken = await provider.journal("sms", service=True)
    at = [datetime.fromisoformat(entry["at"]).timestamp() for entry in taken]
    texts = Counter((entry["to"], entry["body"]) for entry in taken)
    return {
        "messages": len(taken),
        "doubled": sum(1 for times in texts.values() if times > 1),
        "unsure_left": totals(view)["unsure"],
        "rate": RATE,
        "most_in_a_second": _most(at, [count(entry["body"]).parts for entry in taken]),
        "allowed_in_a_second": RATE + max(1, RATE // 10),
        "longest_silence_after_the_death_s": round(_silence(at, killed_at), 2),
        "its_rows_moved_on_after_s": [round(each - killed_at, 1) for each in moved],
    }


async def approved(town: Town) -> str:
    """A real kokevarsel for everybody, as a person would have it sent."""
    body = {"scenario": "kokevarsel", "mode": "real", "areas": ["hele-kommunen"], "fields": {"neste_melding": "23:59"}}
    alert = await town.call("POST", "/api/v1/alerts", body)
    path = f"/api/v1/alerts/{alert['id']}"
    refused = await town.call("POST", f"{path}/submit", {}, expect=409)
    people = int("".join(char for char in refused["title"] if char.isdigit()))
    submitted = await town.call("POST", f"{path}/submit", {"people": people})
    seen = [each["key"] for each in (await town.view(str(alert["id"])))["odd"]]
    await town.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"], "seen": seen}, who="anne")
    return str(alert["id"])


async def _moved(town: Town, alert: str) -> list[float]:
    """When the first and the last of the dead node's rows left *sending*: those that were so for longer than a send."""
    stuck: set[int] = set()
    first = last = 0.0
    begun = time()
    while time() - begun < LONGEST:
        sending = {row["id"] for row in await town.deliveries(alert) if row["state"] == "sending"}
        if time() - begun < 5:
            stuck = sending if not stuck else stuck & sending
        elif not first and stuck - sending:
            first = time()
        if time() - begun >= 5 and not stuck & sending:
            last = time()
            break
        await asyncio.sleep(0.5)
    return [first or last, last]


def _most(at: list[float], parts: list[int]) -> int:
    """The most segments in any second, wherever it begins."""
    return max(sum(parts[start : bisect_left(at, moment + 1.0)]) for start, moment in enumerate(at))


def _silence(at: list[float], since: float) -> float:
    """The longest pause between two messages in the ten seconds after the death."""
    near = [since, *(moment for moment in at if since <= moment <= since + 10)]
    return max(later - sooner for sooner, later in pairwise(near))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2500)
    parser.add_argument("--lease", type=int, default=60)
    given = parser.parse_args()
    sys.stdout.write(json.dumps(asyncio.run(main(given.people, given.lease))) + "\n")
