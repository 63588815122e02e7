"""What is written after an alert: an evaluation with all its parts, measures, a copy, a package, a hold, an answer."""

from __future__ import annotations

from typing import Any

from tests.web.node import Node
from tests.web.walk.places import Places

WRITTEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("impression", "kari", {"good": "Alle visste hva de skulle.", "bad": "Gammel liste.", "now": "Ny liste."}),
    ("goals", "siri", {"goal": "Ringt innen ti minutter.", "outcome": "reached"}),
    ("goals", "siri", {"goal": "Nabosonen får egen tekst.", "outcome": "partly", "why": "Én av to soner fikk den."}),
    ("assessment", "siri", {"good": "Samarbeidet.", "bad": "Det tok tid.", "effect": "Ja.", "changes": "Ringelista."}),
    ("outside", "siri", {"title": "«Godt at de varslet»", "source": "Leserinnlegg", "date": "2026-11-24"}),
    ("hearing", "siri", {"until": "2026-12-10"}),
    ("comment", "jon", {"text": "Nettsiden burde vært nevnt i SMS-en."}),
)
MEASURE = {"kind": "plan", "what": "Ny ringeliste", "why": "Den var fra 2023.", "due": "2026-11-20", "owner": "Teknisk"}
ANSWER = {"fikk": "yes", "klart": "no", "tekst": "Skjønte ikke hvor lenge.", "nettsted": ""}


async def afterwards(node: Node, found: Places) -> Places:
    """Of the exercise that was sent; what citizens answer is about what is real."""
    evaluated = found["exercised"].partition("-")[0]
    incident = f"/api/v1/incidents/{evaluated}"
    for path, by, body in WRITTEN:
        await _done(node, f"{incident}/evaluation/{path}", by, body)
    first = await _done(node, "/api/v1/measures", "siri", {**MEASURE, "incident": int(evaluated)})
    closed = await _done(node, "/api/v1/measures", "siri", {**MEASURE, "kind": "technical", "what": "Reservebatteri"})
    await _done(node, f"/api/v1/measures/{closed['id']}/close", "siri", {"reference": "Innkjøp 26/114"})
    await _done(node, "/api/v1/goals", "siri", {"goal": "Alle på lista tar telefonen."})
    await _done(node, f"{incident}/public-copy", "siri", {"leave_out": {"fritekst": "fare"}})
    assert (await node.call("GET", f"{incident}/archive", "siri")).status == 200
    await _done(node, f"{incident}/hold", "drift", {"why": "Tilsyn fra Statsforvalteren"})
    async with node.session.post(
        f"{node.address}/krise/svar", data=ANSWER | {"hendelse": found["number"]}, allow_redirects=False
    ) as answer:
        assert answer.status == 303
    return {"evaluated": evaluated, "measure": str(first["id"])}


async def _done(node: Node, path: str, by: str, body: dict[str, Any]) -> Any:
    answer = await node.call("POST", path, by, json=body)
    assert answer.status in {200, 201}, (path, answer.body)
    return answer.json
