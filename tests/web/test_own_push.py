"""Tying one's own browser over HTTP: who may, and what is refused."""

from __future__ import annotations

from dispatcher.ledger import own_push
from tests.web.node import Node
from tests.web.test_push import ENDPOINT, KEYS

PATH = "/api/v1/me/push"
BROWSER = {"endpoint": ENDPOINT, "expirationTime": None, "keys": KEYS}


async def test_an_approver_ties_a_browser_and_takes_it_back(node: Node) -> None:
    """Twice is one; nobody takes back another's; and no citizen's alert goes there."""
    answers = [await node.call("POST", PATH, "anne", json=BROWSER) for _ in range(2)]
    others = await node.call("DELETE", PATH, "ola", json={"endpoint": ENDPOINT})
    kept = node.scene.ledger.read_now(own_push.count, "anne")
    back = await node.call("DELETE", PATH, "anne", json={"endpoint": ENDPOINT})

    assert [(answer.status, answer.json) for answer in answers] == [(201, {"browsers": 1})] * 2
    assert (others.status, kept) == (200, 1)
    assert (back.status, back.json) == (200, {"browsers": 0})


async def test_who_cannot_be_asked_ties_nothing(node: Node) -> None:
    """No token, not an approver, no person of the plan, a service that nobody knows; the address is in no answer."""
    nobody = await node.call("POST", PATH, json=BROWSER)
    editor = await node.call("POST", PATH, "kari", json=BROWSER)
    lost = await node.call("POST", PATH, "lost", json=BROWSER)
    strange = await node.call("POST", PATH, "anne", json=BROWSER | {"endpoint": "https://127.0.0.1/canary"})

    assert (nobody.status, editor.status) == (401, 403)
    assert (lost.status, list(lost.faults)) == (422, ["person"])
    assert (strange.status, list(strange.faults)) == (422, ["endpoint"])
    assert "canary" not in strange.body.decode()
