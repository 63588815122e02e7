"""The police's word, silent phones and the log by hand over HTTP; every answer is held to its description."""

from typing import Any

from dispatcher.ledger import silence
from tests.web.node import CLEARED, EVACUATION, Node

LED: dict[str, Any] = {
    "scenario": "alvorlig-hendelse",
    "fields": {"enhet": "loten_ungdomsskole"},
    "areas": ["lotensentrum"],
}
LOG = "/api/v1/incidents/1001/log"


async def test_a_clearance_has_a_name_a_function_a_time_and_what(node: Node) -> None:
    """422 names what is missing, and a time ahead; nothing is kept of half a word."""
    alert = await node.draft(**LED)
    half = await node.act(alert, "clearance", "kari", name="Nora", what=" ")
    blank = await node.act(alert, "clearance", "kari", **CLEARED | {"function": " "})
    ahead = await node.act(alert, "clearance", "kari", **CLEARED | {"at": "2026-11-22T05:00:00Z"})
    view = await node.view(alert)

    assert (half.status, set(half.faults)) == (422, {"function", "at"})
    assert (blank.status, list(blank.faults)) == (422, ["function"])
    assert (ahead.status, list(ahead.faults)) == (422, ["at"])
    assert view["clearance"]["given"] is None
    assert view["silent"]["units"] == ["Løten ungdomsskole"]
    assert view["push"] is None  # nobody gets it: whose browser rings, nobody knows


async def test_an_alert_of_the_police_waits_for_their_word_and_then_goes(node: Node) -> None:
    """409 names the rule until they have spoken; the answer shows who said what; the silent unit's rows say why."""
    alert = await node.draft(**LED)
    print_ = (await node.act(alert, "submit", "kari")).json["fingerprint"]
    refused = await node.act(alert, "approve", "anne", fingerprint=print_)
    cleared = await node.act(alert, "clearance", "kari", **CLEARED)
    stale = await node.act(alert, "approve", "anne", fingerprint=print_)
    approved = await node.act(alert, "approve", "anne", fingerprint=cleared.json["fingerprint"])
    await node.until(alert, lambda view: view["state"] == "done")
    late = await node.act(alert, "clearance", "kari", **CLEARED)
    given = cleared.json["clearance"]["given"]
    rows = (await node.call("GET", f"/api/v1/alerts/{alert}/deliveries?state=skipped", "kari")).body.decode()

    assert (refused.status, refused.json["type"]) == (409, "clearance")
    assert (given["name"], given["by"], given["at"]) == ("Nora Eksempel", "kari", "2026-11-22T02:10:00.000Z")
    assert (stale.status, stale.json["type"]) == (409, "fingerprint")
    assert (approved.status, late.status) == (200, 409)
    assert silence.REASON in rows


async def test_where_the_municipality_asks_by_itself_it_says_so(node: Node) -> None:
    """No clearance is needed, and everybody who looks sees that the police were not reached."""
    alert = await node.approved(scenario="evakuering", fields={**EVACUATION, "uten_politi": "ja"})
    clearance = (await node.view(alert))["clearance"]

    assert (clearance["needed"], clearance["without_police"], clearance["given"]) == (False, True, None)


async def test_the_log_is_read_as_it_was_written(node: Node) -> None:
    """A ready line, a correction, the switch to crisis mode in every view, and the shift change of it."""
    alert = await node.draft()
    wrong = await node.call("POST", LOG, "kari", json={"text": "Ringte kl 3.", "kind": "telefon"})
    await node.call("POST", LOG, "kari", json={"text": "Ringte kl 4.", "corrects": wrong.json["id"]})
    unknown = await node.call("POST", LOG, "kari", json={"text": "x", "answers": 4711})
    on = await node.call("POST", LOG, "kari", json={"kind": "kriseledelse-etablert"})
    book = (await node.call("GET", LOG, "siri")).json
    incident = (await node.call("GET", "/api/v1/incidents/1001", "kari")).json
    listed = (await node.call("GET", "/api/v1/alerts", "kari")).json
    page = await node.call("GET", "/api/v1/incidents/1001/shift-change.html", "siri")
    data = await node.call("GET", "/api/v1/incidents/1001/shift-change.json", "siri")
    barred = await node.call("GET", LOG, "eli")

    assert (unknown.status, list(unknown.faults)) == (422, ["answers"])
    assert on.json["text"] == "Kriseledelsen er etablert."
    assert [line["text"] for line in book["lines"]] == ["Ringte kl 3.", "Ringte kl 4.", "Kriseledelsen er etablert."]
    assert book["lines"][0]["corrected_by"] == book["lines"][1]["id"]
    assert book["crisis_mode"] == incident["crisis_mode"] == (await node.view(alert))["crisis_mode"]
    assert listed["crisis_modes"] == [book["crisis_mode"]]
    assert "Vaktskifte" in page.body.decode()
    assert data.json["open"] == ["1001-1 er et utkast som ikke er sendt inn."]
    assert barred.status == 403
