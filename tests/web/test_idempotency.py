"""The same request sent twice opens one incident, whatever happened to the first answer."""

import asyncio
from typing import Any

import pytest

from dispatcher.ledger.tables import idempotency, incidents
from tests.web.node import DRAFT, Answer, Node


def opened(node: Node) -> int:
    """How many incidents there are."""
    return len(node.scene.ledger.read_now(lambda connection: connection.execute(incidents.select()).all()))


async def trigger(node: Node, key: str, by: str = "kari", **change: Any) -> Answer:
    return await node.call("POST", "/api/v1/alerts", by, json={**DRAFT, **change}, headers={"Idempotency-Key": key})


async def test_the_same_request_gets_the_first_answer(node: Node) -> None:
    """Byte for byte, also when the alert has moved on since."""
    first = await trigger(node, "k1")
    await node.act(first.json["id"], "submit", "kari")
    again = await trigger(node, "k1")

    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Location"] == first.headers["Location"]
    assert opened(node) == 1


async def test_the_order_of_names_makes_no_other_request(node: Node) -> None:
    """The same content written another way is the same."""
    first = await trigger(node, "k1")
    turned = await node.call(
        "POST", "/api/v1/alerts", "kari", json=dict(reversed(DRAFT.items())), headers={"Idempotency-Key": "k1"}
    )

    assert turned.body == first.body


@pytest.mark.parametrize(
    "other", [{"areas": ["budor"]}, {"scenario": "ufo"}, {"x": 1}], ids=["valid", "unknown", "shape"]
)
async def test_another_request_under_the_same_key_is_refused(node: Node, other: dict[str, Any]) -> None:
    """409, whether the other request could have been carried out or not."""
    await trigger(node, "k1")
    answer = await trigger(node, "k1", **other)

    assert answer.status == 409
    assert answer.json["type"] == "idempotency"
    assert "alt brukt med et annet innhold" in answer.title
    assert opened(node) == 1


async def test_a_key_belongs_to_its_user(node: Node) -> None:
    """Two people with the same key open two incidents."""
    first, other = await trigger(node, "k1"), await trigger(node, "k1", by="eli")

    assert first.json["id"] != other.json["id"]


async def test_a_refused_request_leaves_its_key_free(node: Node) -> None:
    """Nothing was created, so what is put right may use the same key."""
    refused = await trigger(node, "k1", fields={})
    right = await trigger(node, "k1")

    assert (refused.status, right.status) == (422, 201)


async def test_a_key_lasts_a_day(node: Node) -> None:
    """After 24 hours the key is free again, and what was kept under it is gone."""
    first = await trigger(node, "k1")
    node.scene.later(hours=23, minutes=59)
    kept = await trigger(node, "k1")
    node.scene.later(minutes=2)
    after = await trigger(node, "k1")

    assert kept.body == first.body
    assert after.json["id"] != first.json["id"]
    rows = node.scene.ledger.read_now(lambda connection: connection.execute(idempotency.select()).all())
    assert len(rows) == 1


async def test_requests_at_once_open_one_incident(node: Node) -> None:
    """Twenty at the same time get one and the same answer."""
    node.token("kari")
    answers = await asyncio.gather(*(trigger(node, "k1") for _ in range(20)))

    assert len({answer.body for answer in answers}) == 1
    assert {answer.status for answer in answers} == {201}
    assert opened(node) == 1


async def test_different_requests_at_once_leave_one_winner(node: Node) -> None:
    """The first committed wins the key; the others are told."""
    node.token("kari")
    areas = ["adalsbruk", "budor", "jonsrud", "ostvang"]
    answers = await asyncio.gather(*(trigger(node, "k1", areas=[area]) for area in areas))

    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert opened(node) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "nøkkel"])
async def test_a_key_must_be_plain(node: Node, key: str) -> None:
    """1 to 255 visible ASCII characters."""
    answer = await trigger(node, key)

    assert answer.status == 422
    assert answer.faults == {"Idempotency-Key": "Bruk 1 til 255 vanlige tegn."}
