"""The evaluator's part and the measures over the interface; every answer is held to its description."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dispatcher.domain.states import Role
from tests.web.node import Node

EVALUATION = "/api/v1/incidents/1001/evaluation"
MEASURE = {"kind": "plan", "what": "Ny ringeliste", "why": "Den var gammel", "owner": "IKT", "due": "2026-12-24"}


@pytest.mark.requirement("R127")
@pytest.mark.requirement("R128")
async def test_an_evaluation_from_the_first_impression_to_the_version_after_the_final_one(node: Node) -> None:
    """Whoever took part, the evaluator, those who are heard, and the one who approves: each through the interface."""
    await node.draft()
    node.hire("eva", [Role.EVALUATOR])
    await node.call("POST", "/api/v1/goals", "eva", json={"goal": "Ringt innen 10 minutter"})
    begun = await node.call("GET", EVALUATION, "eli")
    assert begun.json["evaluation"] is None
    assert next(step["key"] for step in begun.json["steps"] if not step["done"]) == "closed"
    for path, by, body in (
        ("impression", "eli", {"good": "Rolig", "now": "Nytt batteri"}),
        ("goals/take-in", "eva", {}),
        ("goals", "eva", {"goal": "Riktig sone", "outcome": "reached"}),
        ("goals/1", "eva", {"outcome": "partly", "why": "En av to"}),
        ("outside", "eva", {"title": "Folk klaget", "source": "Lokalavisa", "link": "https://avis.example/1"}),
        ("assessment", "eva", {"good": "Det meste", "effect": "Ja"}),
        ("hearing", "eva", {"until": "2026-11-22"}),
        ("comment", "kari", {"text": "Enig"}),
    ):
        answer = await node.call("POST", f"{EVALUATION}/{path}", by, json=body)
        assert answer.status == 200, (path, answer)
    await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "øvelsen er over"})
    wrong = await node.call("POST", f"{EVALUATION}/parts/4711", "eva", json={})
    gone = await node.call("DELETE", f"{EVALUATION}/parts/4711", "eva", json={})
    late = await node.call("POST", f"{EVALUATION}/goals/x", "eva", json={"outcome": "reached"})
    node.scene.now += timedelta(days=1)
    final = (await node.call("POST", f"{EVALUATION}/final", "anne", json={})).json
    fixed = await node.call("POST", f"{EVALUATION}/assessment", "eva", json={"good": "Alt"})
    await node.call("POST", f"{EVALUATION}/new-version", "eva", json={"why": "Nye tall"})
    newest = (await node.call("GET", EVALUATION, "kari")).json["evaluation"]
    first = (await node.call("GET", f"{EVALUATION}?version=1", "kari")).json["evaluation"]

    assert (wrong.status, gone.status, late.status) == (405, 404, 404)
    assert all(step["done"] for step in final["steps"])
    assert final["evaluation"]["approved_by"] == "anne"
    assert (fixed.status, fixed.json["type"]) == (409, "state")
    assert (newest["version"], newest["state"], newest["comments"]) == (2, "draft", [])
    assert [part["words"]["text"] for part in first["comments"]] == ["Enig"]
    assert [(part["outcome"], part["before"]) for part in first["goals"]] == [("partly", True), ("reached", True)]
    assert first["fingerprint"] == newest["earlier"][0]["fingerprint"]
    assert first["intact"]


async def test_a_contributor_reads_the_draft_that_is_heard_and_an_early_approval_says_why(node: Node) -> None:
    """Whoever may comment reads what they comment on, and not the report with its figures."""
    await node.draft()
    node.hire("eva", [Role.EVALUATOR])
    await node.call("POST", f"{EVALUATION}/assessment", "eva", json={"good": "Det meste"})
    await node.call("POST", f"{EVALUATION}/hearing", "eva", json={"until": "2026-12-10"})
    read = await node.call("GET", EVALUATION, "eli")
    said = await node.call("POST", f"{EVALUATION}/comment", "eli", json={"text": "Enig"})
    report = await node.call("GET", "/api/v1/incidents/1001/report.html", "eli")
    await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "øvelsen er over"})
    early = await node.call("POST", f"{EVALUATION}/final", "anne", json={})
    final = (await node.call("POST", f"{EVALUATION}/final", "anne", json={"why": "Alle har svart"})).json

    assert read.json["evaluation"]["state"] == "hearing"
    assert read.json["evaluation"]["assessment"] == {"good": "Det meste"}
    assert (said.status, report.status) == (200, 403)
    assert (early.status, "fra og med 11.12.2026" in early.title) == (409, True)
    assert (final["evaluation"]["state"], final["evaluation"]["early_why"]) == ("final", "Alle har svart")


async def test_measures_live_over_the_incidents(node: Node) -> None:
    """Opened with and without an incident, changed, closed; a wrong one is refused with every fault."""
    await node.draft()
    free = await node.call("POST", "/api/v1/measures", "kari", json=MEASURE)
    tied = await node.call("POST", "/api/v1/measures", "kari", json={**MEASURE, "incident": 1001, "due": "2026-11-01"})
    wrong = await node.call("POST", "/api/v1/measures", "kari", json={**MEASURE, "due": "jul", "owner": " "})
    unknown = await node.call("POST", "/api/v1/measures", "kari", json={**MEASURE, "kind": "prat"})
    nowhere = await node.call("POST", "/api/v1/measures", "kari", json={**MEASURE, "incident": 4711})
    changed = await node.call("PATCH", "/api/v1/measures/1", "kari", json={"begun": True, "due": "2027-01-01"})
    listed = (await node.call("GET", "/api/v1/measures", "eli")).json["measures"]
    bare = await node.call("POST", "/api/v1/measures/2/close", "kari", json={})
    closed = await node.call("POST", "/api/v1/measures/2/close", "kari", json={"reference": "26/1234"})
    of_incident = (await node.call("GET", EVALUATION, "eli")).json["measures"]

    assert (free.status, tied.status, changed.status, closed.status) == (201, 201, 200, 200)
    assert set(wrong.faults) == {"owner", "due"}
    assert (unknown.status, nowhere.status, bare.status) == (422, 404, 422)
    assert [(one["id"], one["overdue"], one["status"]) for one in listed] == [(2, True, "open"), (1, False, "begun")]
    assert [(one["id"], one["reference"], one["overdue"]) for one in of_incident] == [(2, "26/1234", False)]
