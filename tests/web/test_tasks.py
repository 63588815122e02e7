"""Tasks over HTTP: read by everybody who may read, ticked by whoever has them or by the log keeper for others."""

from __future__ import annotations

from typing import Any

from tests.web.node import Node

TASKS = "/api/v1/incidents/1001/tasks"


async def handed_out(node: Node) -> dict[str, dict[str, Any]]:
    """The tasks of an approved alert, by key, after the node has handed them out."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][-1]["tasks"]["sending"] > 0)
    tasks = (await node.call("GET", TASKS, "siri")).json["tasks"]
    return {task["key"]: task for task in tasks}


async def test_a_task_is_ticked_at_its_true_time_and_for_somebody_else(node: Node) -> None:
    """The same again is the same; a task that is done cannot be refused."""
    task = (await handed_out(node))["facebook"]
    path, said = f"/api/v1/tasks/{task['id']}", {"at": "2026-11-22T03:12:00+01:00", "for": "servicetorgleder"}
    done = await node.call("POST", f"{path}/done", "kari", json=said)
    again = await node.call("POST", f"{path}/done", "jon", json={})
    refused = await node.call("POST", f"{path}/refuse", "jon", json={"why": "stengt"})

    assert (task["state"], task["name"], task["place"]) == ("sending", "Jon Eksempelmo", "kommunens Facebook-side")
    assert done.status == 200, done.body
    assert (done.json["state"], done.json["done_at"], done.json["for"], done.json["already"]) == (
        "accepted",
        "2026-11-22T02:12:00.000Z",
        "servicetorgleder",
        False,
    )
    assert (again.status, again.json["already"], again.json["for"]) == (200, True, "servicetorgleder")
    assert (refused.status, refused.title) == (409, "Oppgaven er krysset av som ferdig og kan ikke avvises.")


async def test_wrong_ticks_are_refused_in_plain_words(node: Node) -> None:
    """No reason 422, ahead of time 422, not theirs 403, nobody's number 404; nothing changes."""
    task = (await handed_out(node))["facebook"]
    path = f"/api/v1/tasks/{task['id']}"
    ahead = await node.call("POST", f"{path}/done", "kari", json={"at": "2026-11-22T23:00:00Z"})
    silent = await node.call("POST", f"{path}/refuse", "jon", json={})
    reader = await node.call("POST", f"{path}/done", "siri", json={})
    other = await node.call("POST", f"{path}/done", "anne", json={})
    nobody = await node.call("POST", "/api/v1/tasks/99999/done", "kari", json={})
    word = await node.call("POST", "/api/v1/tasks/alle/done", "kari", json={})

    assert (ahead.status, list(ahead.faults)) == (422, ["at"])
    assert (silent.status, silent.faults) == (422, {"why": "Skriv hvorfor oppgaven ikke blir gjort."})
    assert (reader.status, other.status, nobody.status, word.status) == (403, 403, 404, 404)
    assert (await node.call("GET", TASKS, "kari")).json["tasks"][0]["state"] == "sending"


async def test_the_area_and_the_text_are_handed_over_as_they_were_approved(node: Node) -> None:
    """To whoever may read; as GeoJSON's own type; 409 with a reason when the alert is stopped."""
    task = (await handed_out(node))["facebook"]
    path = f"/api/v1/tasks/{task['id']}"
    shown, area = await node.call("GET", path, "siri"), await node.call("GET", f"{path}/area.geojson", "siri")
    nobody = await node.call("GET", "/api/v1/tasks/99999", "siri")
    await node.call("POST", f"/api/v1/alerts/{task['alert']}/stop", "anne", json={"why": "Feil"})
    stopped, late = await node.call("GET", path, "siri"), await node.call("GET", f"{path}/area.geojson", "siri")

    assert (shown.status, list(shown.json["texts"]), shown.json["not_now"]) == (200, ["nb", "nn", "en"], "")
    assert (area.status, area.json["features"][0]["geometry"]["type"]) == (200, "Polygon")
    assert area.headers["Content-Type"].startswith("application/geo+json")
    assert nobody.status == 404
    assert (stopped.status, stopped.json["texts"]) == (200, {})
    assert (late.status, late.title) == (409, "Varselet er stoppet. Teksten skal ikke gis videre.")
