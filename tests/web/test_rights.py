"""The matrix role × act, walked over HTTP: every cell is allowed or 403 with its rule, as the one table says."""

import pytest

from dispatcher.domain.rights import RIGHTS, Act
from dispatcher.domain.states import Role
from tests.web.node import DRAFT, Node

ACTS: dict[Act, tuple[str, str, object]] = {
    Act.TRIGGER: ("POST", "/api/v1/alerts", DRAFT),
    Act.EDIT: ("PATCH", "/api/v1/alerts/1001-1", {"fields": {"neste_melding": "10:00"}}),
    Act.ARRANGE: ("POST", "/api/v1/alerts/1001-1/arrange", {"priority": "high"}),
    Act.SUBMIT: ("POST", "/api/v1/alerts/1001-1/submit", {}),
    Act.APPROVE: ("POST", "/api/v1/alerts/1001-1/approve", {"fingerprint": "0" * 12}),
    Act.ORAL: (
        "POST",
        "/api/v1/alerts/1001-1/approve",
        {"fingerprint": "0" * 12, "for": "ordforer", "witness": "Nils Brannmann"},
    ),
    Act.ALONE: ("POST", "/api/v1/alerts/1001-1/alone", {"fingerprint": "0" * 12, "why": "x"}),
    Act.CONFIRM: ("POST", "/api/v1/alerts/1001-1/confirm", {}),
    Act.PROPOSE: (
        "POST",
        "/api/v1/alerts/1001-1/propose",
        {"fingerprint": "0" * 12, "fields": {"neste_melding": "10:00"}},
    ),
    Act.RECUSE: ("POST", "/api/v1/alerts/1001-1/recuse", {}),
    Act.ABSENCE: ("POST", "/api/v1/absences", {"from": "2026-11-23T00:00:00Z", "to": "2026-11-24T00:00:00Z"}),
    Act.UNAVAILABLE: ("POST", "/api/v1/alerts/1001-1/unavailable", {"person": "ordforer", "why": "x"}),
    Act.RETURN: ("POST", "/api/v1/alerts/1001-1/return", {"why": "x"}),
    Act.REJECT: ("POST", "/api/v1/alerts/1001-1/reject", {"why": "x"}),
    Act.PAUSE: ("POST", "/api/v1/alerts/1001-1/pause", {"why": "x"}),
    Act.RESUME: ("POST", "/api/v1/alerts/1001-1/resume", {}),
    Act.STOP: ("POST", "/api/v1/alerts/1001-1/stop", {"why": "x"}),
    Act.FOLLOW: ("POST", "/api/v1/alerts/1001-1/update", {}),
    Act.RETRACT: ("POST", "/api/v1/alerts/1001-1/retract", {"why": "x"}),
    Act.RELEASE: ("POST", "/api/v1/alerts/1001-1/release", {}),
    Act.EXTERNAL_NOW: ("POST", "/api/v1/alerts/1001-1/external-now", {"why": "x"}),
    Act.CLOSE: ("POST", "/api/v1/incidents/1001/close", {}),
    Act.UNSURE: ("POST", "/api/v1/alerts/1001-1/unsure", {"decision": "leave"}),
    Act.RESEND: ("POST", "/api/v1/alerts/1001-1/resend", {"of": "failed"}),
    Act.LOG: ("POST", "/api/v1/incidents/1001/log", {"text": "x"}),
    Act.CLEAR: ("POST", "/api/v1/alerts/1001-1/clearance", {}),
    Act.ANSWER: ("POST", "/api/v1/incidents/1001/answer", {"answer": "coming"}),
    Act.READ_REPLIES: ("GET", "/api/v1/incidents/1001/replies", None),
    Act.TASK: ("POST", "/api/v1/tasks/4711/done", {}),
    Act.HOLD: ("POST", "/api/v1/incidents/1001/hold", {"why": "x"}),
    Act.READ: ("GET", "/api/v1/alerts/1001-1", None),
    Act.READ_ROWS: ("GET", "/api/v1/alerts/1001-1/deliveries", None),
    Act.REPORT: ("GET", "/api/v1/incidents/1001/report.json", None),
    Act.IMPRESSION: ("POST", "/api/v1/incidents/1001/evaluation/impression", {"good": "x"}),
    Act.EVALUATE: ("POST", "/api/v1/incidents/1001/evaluation/assessment", {"good": "x"}),
    Act.MEASURE: ("POST", "/api/v1/measures/4711/close", {"reference": "26/1"}),
    Act.FEEDBACK: ("GET", "/api/v1/incidents/1001/feedback", None),
    Act.FINALISE: ("POST", "/api/v1/incidents/1001/evaluation/final", {}),
    Act.ARCHIVE: ("POST", "/api/v1/incidents/1001/archive/confirm", {"reference": "2026/12-3"}),
}
ONLY_OWN = {Act.EDIT_OWN, Act.TASK_OWN}
"""Shown beside the act itself: whoever may do it to their own alone passes the door, and is judged by what it is."""
NOT_OVER_HTTP = {Act.PRACTICE, Act.PERSON, Act.READ_ADDRESSES, Act.HAND_OVER}
READS = (
    "/api/v1/alerts",
    "/api/v1/incidents/1001",
    "/exercise/banner.json",
    "/exercise/krise",
)


def test_every_act_is_walked() -> None:
    """No act of the table is left out; editing one's own is shown beside editing."""
    assert set(ACTS) | ONLY_OWN | NOT_OVER_HTTP == set(Act)


@pytest.mark.parametrize("role", Role, ids=str)
async def test_a_role_may_do_what_the_table_says(node: Node, role: Role) -> None:
    """403 with the rule exactly where the table has no cell; whatever else stands in the way comes after the right."""
    await node.draft()
    node.hire("one", [role], "informasjonsansvarlig")
    allowed = set()
    for act, (method, path, body) in ACTS.items():
        answer = await node.call(method, path, "one", json=body)
        rule = answer.json.get("rule") if answer.status == 403 else None
        own = act is Act.EDIT and rule in {"own", f"role:{Act.EDIT_OWN}"}
        # One address takes an approver's own yes and a spoken one: who may give neither is told of the first.
        own = own or (act is Act.ORAL and rule == f"role:{Act.APPROVE}")
        assert rule in {None, f"role:{act}", "chain", "alone", "recused"} or own, (act, answer)
        if rule in {None, "chain", "alone", "recused"}:
            allowed.add(act)

    own_task = {Act.TASK} if Act.TASK_OWN in RIGHTS[role] else set()
    assert allowed == (RIGHTS[role] | own_task) - ONLY_OWN - NOT_OVER_HTTP


async def test_the_right_comes_before_everything_else(node: Node) -> None:
    """Who may not, learns nothing: not what is wrong with the request, nor whether the alert exists."""
    answers = [
        await node.call("POST", "/api/v1/alerts/4711-1/approve", "eli", json={}),
        await node.call("POST", "/api/v1/alerts/4711-1/unsure", "siri", data=b"{"),
        await node.call("PATCH", "/api/v1/alerts/4711-1", "siri", json={}),
        await node.call("POST", "/api/v1/incidents/4711/log", "siri", json={}),
    ]

    assert [answer.status for answer in answers] == [403] * 4
    assert answers[2].title == "Du har ikke rett til å endre et varsel. Det krever rollen crisis-team eller editor."


@pytest.mark.parametrize("path", READS)
async def test_an_account_without_roles_reads_nothing(node: Node, path: str) -> None:
    """403 on every page that shows anything."""
    await node.draft()
    node.hire("nobody", [])
    answer = await node.call("GET", path, "nobody")

    assert answer.status == 403
    assert answer.json["rule"] == "role:read"


@pytest.mark.requirement("R061")
@pytest.mark.requirement("R012")
async def test_a_contributor_drafts_and_cannot_send(node: Node) -> None:
    """Contributors supply facts; submit and approve are others'."""
    alert = await node.draft("eli")
    submit = await node.act(alert, "submit", "eli")
    approve = await node.act(alert, "approve", "eli", fingerprint="0" * 12)

    assert (submit.status, approve.status) == (403, 403)
    assert submit.title == "Du har ikke rett til å sende inn et varsel til godkjenning. Det krever rollen crisis-team."
