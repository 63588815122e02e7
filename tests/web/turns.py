"""The turns of an incident over HTTP: a zoned evacuation, what follows it, and its approval."""

from __future__ import annotations

from typing import Any

from tests.web.node import EVACUATION, Answer, Node

FLAT, NEIGHBOURS = "nordbyvegen-myrvegen-flate", "nordbyvegen-naboer"
ZONED: dict[str, Any] = {
    "scenario": "evakuering",
    "mode": "exercise",
    "fields": EVACUATION,
    "zones": {"evakuer": FLAT, "nabo": [NEIGHBOURS]},
}


async def trigger(node: Node, by: str = "kari", **change: Any) -> Answer:
    """A zoned evacuation, or what a test makes of it."""
    return await node.call("POST", "/api/v1/alerts", by, json={**ZONED, **change})


async def go(node: Node, alert: str) -> Answer:
    """Submit and approve a draft, with what is odd about it seen."""
    people = (await node.cleared(alert))["people"]
    submitted = (await node.act(alert, "submit", "kari", people=people)).json
    seen = [one["key"] for one in submitted["odd"]]
    return await node.act(alert, "approve", "anne", fingerprint=submitted["fingerprint"], seen=seen)


async def sent(node: Node, **change: Any) -> str:
    """A zoned evacuation that has gone to everybody."""
    return await gone(node, (await trigger(node, **change)).json["id"])


async def gone(node: Node, draft: str) -> str:
    """A draft that has been approved and has gone to everybody."""
    answer = await go(node, draft)
    assert answer.status == 200, answer.body
    await node.until(draft, lambda view: view["state"] == "done")
    return draft


async def followed(node: Node, alert: str, kind: str, **given: Any) -> str:
    """A follow-up that is approved: nothing more of the alert before it goes out."""
    drafted = await node.act(alert, kind, "kari", **given)
    assert drafted.status == 201, drafted.body
    answer = await go(node, drafted.json["id"])
    assert answer.status == 200, answer.body
    return str(drafted.json["id"])
