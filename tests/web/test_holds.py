"""A hold, its end before its time, and waves that wait for nobody (external-now), over HTTP."""

from typing import Any

import pytest

from tests.web.node import DRAFT, Node
from tests.web.turns import go

MORNING = "2026-11-22T05:15:00.000Z"
HELD = {**DRAFT, "hold_until": "2026-11-22T06:15:00+01:00"}


async def held(node: Node) -> str:
    """A kokevarsel whose staff is told now, and its citizens at 06.15."""
    alert = str((await node.call("POST", "/api/v1/alerts", "kari", json=HELD)).json["id"])
    assert (await go(node, alert)).status == 200
    await node.until(alert, lambda view: view["waves"][1]["done_at"] is not None)
    return alert


async def test_a_hold_keeps_those_outside_until_its_time(node: Node) -> None:
    """The draft shows it for the alert and for each wave that waits; staff are told at once, and the page is silent."""
    draft = (await node.call("POST", "/api/v1/alerts", "kari", json=HELD)).json
    alert = await held(node)
    at_night = await node.view(alert)
    banner = (await node.call("GET", "/banner.json")).json
    node.scene.later(hours=3, minutes=2)
    node.services.engine.wake()
    morning = await node.until(alert, lambda view: view["state"] == "done")

    assert draft["hold_until"] == draft["flags"]["held"] == MORNING
    assert [wave["hold_until"] for wave in draft["waves"]] == [None, None, MORNING, MORNING, MORNING]
    assert [wave["opened_at"] is None for wave in at_night["waves"]] == [False, False, True, True, True]
    assert at_night["flags"]["held"] == MORNING
    assert banner["alerts"] == []
    assert [wave["opened_at"] is None for wave in morning["waves"]] == [False] * 5
    assert morning["flags"]["held"] is None


async def test_the_answer_about_the_night_can_be_given_to_a_draft(node: Node) -> None:
    """Whoever is asked at submit answers there and then: a new version, and the journal has the answer."""
    draft = (await node.call("POST", "/api/v1/alerts", "kari", json=DRAFT)).json
    path = f"/api/v1/alerts/{draft['id']}"
    later = await node.call("PATCH", path, "kari", json={"hold_until": HELD["hold_until"]})
    past = await node.call("PATCH", path, "kari", json={"hold_until": "2026-11-22T03:00:00+01:00"})
    kept = await node.call("PATCH", path, "kari", json={"fields": {"sted": "Ådalsbruk"}})
    now = await node.call("PATCH", path, "kari", json={"hold_until": "now"})

    assert (draft["hold_until"], later.json["hold_until"], later.json["version"]) == (None, MORNING, 2)
    assert (past.status, list(past.faults)) == (422, ["hold_until"])
    assert kept.json["flags"]["held"] == MORNING
    assert (now.json["hold_until"], now.json["flags"]["held"]) == ("now", None)


async def test_an_approver_ends_a_hold(node: Node) -> None:
    """The waves then open as their gates say; a second time there is nothing to end; the crisis team may not."""
    alert = await held(node)
    team = await node.act(alert, "release", "kari")
    released = await node.act(alert, "release", "anne")
    again = await node.act(alert, "release", "anne")
    done = await node.until(alert, lambda view: view["state"] == "done")

    assert (team.status, team.json["rule"]) == (403, "role:release")
    assert (released.status, released.json["flags"]["held"]) == (200, None)
    assert (again.status, again.title) == (409, "Ingenting i varselet holdes tilbake.")
    assert [wave["hold_until"] for wave in done["waves"]] == [None] * 5


REFUSED: dict[str, tuple[Any, str]] = {
    "past": ("2026-11-22T03:13:00+01:00", "Tidspunktet er passert."),
    "after expiry": ("2026-11-23T03:15:00+01:00", "Varselet er utløpt før det tidspunktet."),
    "naive": ("2026-11-22T06:15:00", "Eller skriv now for å sende nå."),
    "clock": ("06:15", "Skriv et tidspunkt med dato"),
    "number": (1795317120, "Skriv et tidspunkt med dato"),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
async def test_a_hold_that_cannot_be_is_told(node: Node, case: str) -> None:
    """422; nothing is created."""
    until, words = REFUSED[case]
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, "hold_until": until})

    assert answer.status == 422
    assert words in answer.faults["hold_until"]
    assert (await node.call("GET", "/api/v1/alerts", "kari")).json["alerts"] == []


async def test_now_is_an_answer(node: Node) -> None:
    """Somebody was asked and said that nobody waits; it stands on the alert."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, "hold_until": "now"})

    assert answer.status == 201
    assert (answer.json["hold_until"], answer.json["flags"]["held"]) == ("now", None)
    assert [wave["hold_until"] for wave in answer.json["waves"]] == [None] * 5


@pytest.mark.requirement("R031")
async def test_external_now_opens_every_wave_with_its_why(node: Node) -> None:
    """No gate keeps anybody any longer; without a why 422; when all are open, or nothing was sent, 409."""
    draft = await node.draft()
    early = await node.act(draft, "external-now", "kari", why="Avisen har det.")
    alert = await node.approved()
    await node.act(alert, "pause", "kari", why="vent")
    silent = await node.act(alert, "external-now", "kari")
    opened = await node.act(alert, "external-now", "kari", why="Avisen har det.")
    again = await node.act(alert, "external-now", "kari", why="Avisen har det.")

    assert (early.status, early.json["type"]) == (409, "state")
    assert (silent.status, list(silent.faults)) == (422, ["why"])
    assert opened.status == 200
    assert opened.json["waves"][4]["opened_by"] == "external-now"
    assert (again.status, again.json["type"]) == (409, "state")


async def test_no_hold_no_release(node: Node) -> None:
    """409 for a draft and for an alert that nothing keeps; 404 for none."""
    draft, alert = await node.draft(), await node.approved()
    answers = [await node.act(one, "release", "anne") for one in (draft, alert, "4711-1")]

    assert [answer.status for answer in answers] == [409, 409, 404]
