"""Drawn areas over HTTP: sent with the alert, told back with their people, refused by where."""

from typing import Any

from dispatcher.domain.drawing import circle
from tests.web.node import Node

NAME = "området rundt Ådalsbruk skole"
SHAPE = circle(11.34, 60.81, 1500)
ASKED: dict[str, Any] = {
    "scenario": "stromutfall",
    "mode": "exercise",
    "areas": [],
    "drawn": [{"name": NAME, "geometry": SHAPE, "key": "skole"}],
}


async def test_a_drawing_is_an_area_of_the_alert_and_can_be_named_again(node: Node) -> None:
    """Its name, points and people; an update names it without drawing it anew."""
    made = await node.call("POST", "/api/v1/alerts", "kari", json=ASKED)
    alert = made.json
    (one,) = alert["drawn"]
    submitted = (await node.act(alert["id"], "submit", "kari")).json
    yes = await node.act(
        alert["id"],
        "approve",
        "anne",
        fingerprint=submitted["fingerprint"],
        seen=[odd["key"] for odd in submitted["odd"]],
    )
    await node.until(alert["id"], lambda view: view["state"] == "done")
    banner = (await node.call("GET", "/banner.json")).json["alerts"]
    again = await node.act(alert["id"], "update", "kari", areas=[NAME, "budor"])

    assert made.status == 201, made.json
    assert (one["name"], one["geometry"]["type"], alert["areas"]) == (NAME, "Polygon", [one["key"]])
    assert one["people"] > 0
    assert f"{one['people']} personer" in one["words"]
    assert any("bestilt push" in words for words in alert["warnings"])
    assert yes.status == 200, yes.json
    assert [one["areas"] for one in banner] == [[NAME]]
    assert again.json["areas"] == [one["key"], "budor"]


async def test_what_is_wrong_stands_by_its_place(node: Node) -> None:
    """422, where and what; nothing is created."""
    crossed = [[11.30, 60.80], [11.40, 60.85], [11.40, 60.80], [11.30, 60.85], [11.30, 60.80]]
    shape = {"type": "Polygon", "coordinates": [crossed]}
    wrong = await node.call(
        "POST", "/api/v1/alerts", "kari", json=ASKED | {"drawn": [{"name": NAME, "geometry": shape}]}
    )
    several = await node.call("POST", "/api/v1/alerts", "kari", json=ASKED | {"drawn": ASKED["drawn"] * 6})

    assert wrong.status == 422
    assert wrong.json["errors"][0]["where"] == "drawn.0.geometry"
    assert "krysser seg selv" in wrong.json["errors"][0]["what"]
    assert several.json["errors"][0]["where"] == "drawn"
