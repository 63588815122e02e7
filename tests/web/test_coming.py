"""Who comes: answered at a screen by oneself or by whoever keeps the log; every answer is kept, the last counts."""

from typing import Any

import pytest

from dispatcher.domain.states import Role
from tests.web.node import Node

pytestmark = pytest.mark.sqlite


async def answer(node: Node, alert: str, by: str, **given: Any) -> Any:
    """One answer to the incident of an alert."""
    return await node.call("POST", f"/api/v1/incidents/{alert.partition('-')[0]}/answer", by, json=given)


async def test_the_last_word_counts_and_all_are_kept(node: Node) -> None:
    """Coming, later, not coming: three answers with their times, one standing; also after the incident is closed."""
    alert = await node.draft()
    node.hire("marit", [Role.CONTRIBUTOR], "kommunedirektor")
    for said in ("coming", "later"):
        assert (await answer(node, alert, "marit", answer=said)).status == 200
        node.scene.later(minutes=1)
    await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "Øvelsen er over."})
    last = (await answer(node, alert, "marit", answer="not-coming")).json

    assert [(one["answer"], one["by"]) for one in last["answers"]] == [
        ("coming", "marit"),
        ("later", "marit"),
        ("not-coming", "marit"),
    ]
    assert len({one["at"] for one in last["answers"]}) == 3
    (standing,) = last["called_in"]
    assert (standing["person"], standing["words"], standing["answers"]) == ("kommunedirektor", "kan ikke komme", 3)


async def test_the_log_keeper_answers_for_another(node: Node) -> None:
    """Somebody called the office instead: it stands under both names. Without that right it is 403."""
    alert = await node.draft()
    written = await answer(node, alert, "kari", answer="coming", person="kommunalsjef-helse")
    refused = await answer(node, alert, "anne", answer="coming", person="kommunalsjef-helse")

    (one,) = written.json["answers"]
    assert (one["person"], one["by"], one["way"]) == ("kommunalsjef-helse", "kari", "api")
    assert refused.status == 403
    assert "skrive i loggen" in refused.title


async def test_only_those_who_are_called_in_have_an_answer(node: Node) -> None:
    """A person outside the crisis team, or an account without one, is told who is in it; nothing is kept."""
    alert = await node.draft()
    outside = await answer(node, alert, "anne", answer="coming")
    nobody = await answer(node, alert, "kari", answer="coming", person="ingen")
    wrong = await answer(node, alert, "kari", answer="kanskje")
    view = (await node.call("GET", "/api/v1/incidents/1001", "kari")).json

    assert [each.status for each in (outside, nobody, wrong)] == [422, 422, 422]
    assert "kommunedirektor" in outside.faults["person"]
    assert view["answers"] == []


async def test_an_evaluator_answers_nothing(node: Node) -> None:
    """403 by the one table of rights."""
    alert = await node.draft()

    assert (await answer(node, alert, "siri", answer="coming")).status == 403
    assert (await answer(node, "1999-1", "kari", answer="coming")).status == 404
