"""Whoever is refused leaves a line in the node's log: what, by which rule, by which account; no name, no address."""

from structlog.testing import capture_logs

from tests.web.console.visitor import Visitor
from tests.web.node import Node


async def test_a_refusal_leaves_a_line(node: Node, anne: Visitor) -> None:
    """Over the interface and on the pages: no right, a form of another site, no token; and none for what is allowed."""
    draft = await node.draft()
    anne.signed_in("anne")
    with capture_logs() as lines:
        await node.call("POST", f"/api/v1/alerts/{draft}/submit", "anne", json={"people": 1})
        await anne.post(f"/varsel/{draft}/gjor/stopp", {}, Origin="https://annen.example")
        await anne.get("/nytt")
        await node.call("GET", "/api/v1/alerts")
        await node.call("GET", "/api/v1/alerts", "kari")
    told = [
        (line["status"], line["route"], line["error"], line["rule"], line["account"])
        for line in lines
        if line["event"] == "http.refused"
    ]
    number = node.scene.users["anne"].id

    assert told == [
        (403, "/api/v1/alerts/{id}/submit", "Forbidden", "role:submit", number),
        (403, "/varsel/{alert}/gjor/{act}", "ForeignForm", "", number),
        (403, "/nytt", "Forbidden", "role:trigger", number),
        (401, "/api/v1/alerts", "Unauthorised", "", None),
    ]
    assert not [word for word in ("anne", "127.0.0.1", draft) if word in str(told)]
