"""Update, correction and all-clear over HTTP: whom they are for, what they overtake, and what is refused."""

from typing import Any

import pytest

from dispatcher.domain.states import Role
from tests.web.node import Answer, Node
from tests.web.turns import FLAT, NEIGHBOURS, followed, go, gone, sent

NEXT: dict[str, Any] = {"fields": {"neste_melding": "11:00"}}

pytestmark = pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)


async def told(node: Node, **change: Any) -> str:
    """A kokevarsel that has gone to everybody."""
    return await gone(node, await node.draft(**change))


async def follow(node: Node, alert: str, kind: str, by: str = "kari", key: str = "", **given: object) -> Answer:
    headers = {"Idempotency-Key": key} if key else None
    return await node.call("POST", f"/api/v1/alerts/{alert}/{kind}", by, json=given, headers=headers)


@pytest.mark.requirement("R076")
async def test_an_update_is_a_draft_of_its_own_for_the_same_people(node: Node) -> None:
    """201: what was filled in stays filled in, everybody is kept, and the alert before goes on as it was."""
    first = await told(node)
    answer = await follow(node, first, "update", fields={"endring": "Vi tar prøver.", "endring_en": "We are testing."})
    draft, before = answer.json, await node.view(first)

    assert answer.status == 201
    assert answer.headers["Location"] == f"/api/v1/alerts/{draft['id']}"
    assert (draft["kind"], draft["state"], draft["follows"], draft["number"]) == ("update", "draft", first, 1001)
    assert (draft["kept"], draft["added"], draft["released"]) == (before["people"], 0, 0)
    assert draft["fields"]["neste_melding"] == before["fields"]["neste_melding"]
    assert "Vi tar prøver." in next(text["body"] for text in draft["variants"] if text["key"] == "citizen.sms.nb")
    assert (before["flags"]["paused"], before["superseded_by"], before["kept"]) == (None, None, None)


async def test_a_zone_that_grows_and_one_that_shrinks(node: Node) -> None:
    """Who is new gets the whole first text of their zone, who is out gets «this is not about you»."""
    first = await sent(node, zones={"evakuer": FLAT})
    grown = (await follow(node, first, "update", zones={"evakuer": FLAT, "nabo": [NEIGHBOURS]})).json
    keys = {text["key"] for text in grown["variants"]}
    larger = await gone(node, grown["id"])
    shrunk = (await follow(node, larger, "update", zones={"evakuer": FLAT})).json
    leaves = {text["key"] for text in shrunk["variants"]}

    assert grown["added"] > 0 == grown["released"]
    assert {"citizen@evakuer.sms.nb", "citizen@nabo+added.sms.nb"} <= keys
    assert (shrunk["added"], shrunk["released"]) == (0, grown["added"])
    assert "citizen+released.sms.nb" in leaves


@pytest.mark.requirement("R097")
async def test_a_correction_pauses_what_was_wrong_and_then_overtakes_it(node: Node) -> None:
    """It goes to everyone who got the wrong one, with an approval of its own; both views say which is which."""
    first = await node.approved()
    drafted = (await follow(node, first, "correction", **NEXT)).json
    paused = await node.view(first)
    await go(node, drafted["id"])
    after = await node.until(drafted["id"], lambda view: view["state"] == "done")
    before = await node.view(first)

    assert paused["flags"]["paused"] == "Det skrives en rettelse."
    assert (after["kind"], after["follows"], after["kept"]) == ("correction", first, before["people"])
    assert before["superseded_by"] == before["flags"]["superseded"] == drafted["id"]
    assert before["flags"]["paused"] is None


async def test_what_is_overtaken_is_neither_held_nor_let_go(node: Node) -> None:
    """Nothing of it goes out: 409 names what does, so that nobody believes they have held something."""
    first = await node.approved()
    correction = await followed(node, first, "correction", **NEXT)
    answers = [await node.act(first, "pause", "kari", why="feil"), await node.act(first, "resume", "anne")]
    held = await node.act(correction, "pause", "kari", why="feil")

    for answer in answers:
        assert (answer.status, answer.json["type"]) == (409, "superseded")
        assert f"avløst av {correction}" in answer.title
    assert (await node.view(first))["flags"]["paused"] is None
    assert held.status == 200


async def test_a_false_alarm_is_said_to_be(node: Node) -> None:
    """Only of a correction; elsewhere the name is unknown."""
    first = await told(node)
    wrong = await follow(node, first, "update", false_alarm=True)
    right = await follow(node, first, "correction", false_alarm=True)

    assert (wrong.status, list(wrong.faults)) == (422, ["false_alarm"])
    assert (right.status, right.json["false_alarm"]) == (201, True)


async def test_a_correction_of_a_correction_follows_the_newest(node: Node) -> None:
    """And one of the first, which it has overtaken, is 409 and names the newest."""
    first = await told(node)
    second = await gone(node, (await follow(node, first, "correction", **NEXT)).json["id"])
    third = await follow(node, second, "correction", **NEXT)
    late = {kind: await follow(node, first, kind, **NEXT) for kind in ("update", "correction")}

    assert (third.status, third.json["follows"]) == (201, second)
    for answer in late.values():
        assert (answer.status, answer.json["type"]) == (409, "superseded")
        assert f"Varselet er avløst av {second}." in answer.title


async def test_an_all_clear_while_the_first_is_still_going_out(node: Node) -> None:
    """The first is paused at once; approved, everybody has an end: told, or never told."""
    first = await node.approved()
    drafted = await follow(node, first, "all-clear")
    paused = await node.view(first)
    await go(node, drafted.json["id"])
    over = await node.until(drafted.json["id"], lambda view: view["state"] == "done")

    assert drafted.status == 201
    assert paused["flags"]["paused"] == "Det skrives «faren over»."
    assert (over["kind"], over["kept"], over["added"], over["released"]) == ("all-clear", over["people"], 0, 0)
    assert not [text for text in over["variants"] if text["fate"]], "nobody takes back that it is over"


async def test_after_an_all_clear_only_a_correction_follows(node: Node) -> None:
    """What begins again is an alert of its own."""
    over = await followed(node, await told(node), "all-clear")
    update, correction = await follow(node, over, "update", **NEXT), await follow(node, over, "correction", **NEXT)

    assert (update.status, update.json["type"]) == (409, "state")
    assert "Utløs ellers et nytt varsel" in update.title
    assert correction.status == 201


@pytest.mark.parametrize("kind", ["update", "correction", "all-clear"])
async def test_what_was_never_sent_is_edited_instead(node: Node, kind: str) -> None:
    """409 of type state; an alert that is not there is 404."""
    draft = await node.draft()
    answer, missing = await follow(node, draft, kind, **NEXT), await follow(node, "4711-1", kind, **NEXT)

    assert (answer.status, answer.json["type"]) == (409, "state")
    assert "endre det i stedet" in answer.title
    assert missing.status == 404


async def test_what_another_approval_overtook_goes_nowhere(node: Node) -> None:
    """Two write at once: the slower is 409 when submitted, and 409 when approved, and is told of the newer."""
    first = await told(node)
    slow = (await follow(node, first, "update", **NEXT)).json["id"]
    waiting = (await follow(node, first, "update", **NEXT)).json
    submitted = (await node.act(waiting["id"], "submit", "kari")).json
    quick = await followed(node, first, "correction", **NEXT)
    late = await node.act(slow, "submit", "kari")
    seen = [one["key"] for one in submitted["odd"]]
    later = await node.act(waiting["id"], "approve", "anne", fingerprint=submitted["fingerprint"], seen=seen)

    assert [(answer.status, answer.json["type"]) for answer in (late, later)] == [(409, "superseded")] * 2
    assert quick in late.title
    assert quick in later.title


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "field": ({"fields": {"farge": "rød"}}, "fields.farge", "har ikke feltet «farge»"),
    "area": ({"areas": ["atlantis"]}, "areas", "Planen har ikke noe område «atlantis»."),
    "zone": ({"zones": {"rod": FLAT}}, "zones", "ingen sone «rod»"),
    "empty zone": ({"zones": {"evakuer": []}}, "zones.evakuer", "Sonen er tom."),
    "swallowed zone": (
        {"zones": {"evakuer": "adalsbruk", "nabo": "trykksone-adalsbruk"}},
        "zones.nabo",
        "hører allerede til en sone foran.",
    ),
    "hold": ({"hold_until": "2026-11-22T03:00:00+01:00"}, "hold_until", "Tidspunktet er passert."),
    "name": ({"mode": "real"}, "mode", "Ukjent navn."),
}


async def test_bad_input_is_told_and_drafts_nothing(node: Node) -> None:
    """422 with where and what; the alert before is as it was."""
    first = await sent(node)
    answers = {case: await follow(node, first, "update", **change) for case, (change, _, _) in REFUSED.items()}
    incident = (await node.call("GET", "/api/v1/incidents/1001", "kari")).json

    for case, (_, where, words) in REFUSED.items():
        assert answers[case].status == 422, case
        assert words in answers[case].faults[where], case
    assert [alert["id"] for alert in incident["alerts"]] == [first]


async def test_a_key_makes_one_follow_up(node: Node) -> None:
    """The same again gets the first answer, byte for byte; the same key for another kind or alert is 409."""
    first = await told(node)
    made = await follow(node, first, "update", key="k1", **NEXT)
    again = await follow(node, first, "update", key="k1", **NEXT)
    other = await follow(node, first, "correction", key="k1", **NEXT)

    assert (again.status, again.body) == (201, made.body)
    assert (other.status, other.json["type"]) == (409, "idempotency")
    assert (await node.view(first))["flags"]["paused"] is None


async def test_who_may_trigger_may_not_yet_follow(node: Node) -> None:
    """A contributor's facts become an update by the crisis team's hand."""
    first = await told(node)
    answers = [await follow(node, first, kind, "eli") for kind in ("update", "correction", "all-clear")]

    assert [(answer.status, answer.json["rule"]) for answer in answers] == [(403, "role:follow")] * 3


async def test_the_crisis_team_takes_back_by_two(node: Node) -> None:
    """The first who asks pauses it, and is told that one more is needed; asking twice is not two."""
    node.hire("tor", [Role.CRISIS_TEAM])
    alert = await node.approved()
    asked = (await node.act(alert, "retract", "kari", why="Feil scenario.")).json
    twice = (await node.act(alert, "retract", "kari", why="Feil scenario.")).json
    words = next(text["body"] for text in asked["variants"] if text["key"] == "staff+retracted.sms.nb")
    back = (await node.act(alert, "retract", "tor", why="Enig.")).json
    gone_back = await node.until(back["alert"], lambda view: view["state"] == "done")

    for answer in (asked, twice):
        assert (answer["retracted"], answer["alert"], answer["waiting_for"]) == (False, None, "en til i kriseledelsen")
        assert (answer["retraction"]["asked_by"], answer["retraction"]["why"]) == ("kari", "Feil scenario.")
        assert answer["flags"]["paused"] == "Det skrives tilbaketrekking."
    assert (back["retracted"], back["waiting_for"], back["retraction"]) == (True, None, None)
    assert (back["superseded_by"], gone_back["kind"], gone_back["follows"]) == (back["alert"], "retraction", alert)
    assert words in {text["body"] for text in gone_back["variants"]}


async def test_what_cannot_be_taken_back(node: Node) -> None:
    """Without a why 422; what was never sent, or was overtaken, 409; and who may not, 403."""
    draft = await node.draft()
    never = await node.act(draft, "retract", "kari", why="Feil.")
    first = await told(node)
    silent = await node.act(first, "retract", "kari")
    approver = await node.act(first, "retract", "anne", why="Feil.")
    newest = await followed(node, first, "correction", **NEXT)
    late = await node.act(first, "retract", "kari", why="Feil.")

    assert (never.status, never.json["type"]) == (409, "state")
    assert (silent.status, silent.faults) == (422, {"why": "Skriv en kort begrunnelse. Den står i loggen."})
    assert (approver.status, approver.json["rule"]) == (403, "role:retract")
    assert (late.status, late.json["type"]) == (409, "superseded")
    assert newest in late.title


@pytest.mark.requirement("R130")
async def test_an_incident_ends_with_an_all_clear_or_a_why(node: Node) -> None:
    """Neither is 422; while something goes out 409; closed, it takes no more, and is closed once."""
    first = await node.approved()
    going = await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={})
    await node.until(first, lambda view: view["state"] == "done")
    silent = await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": " "})
    await followed(node, first, "all-clear")
    await node.until("1001-2", lambda view: view["state"] == "done")
    closed = await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={})
    again = await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "x"})
    after = await follow(node, "1001-2", "correction")

    assert (going.status, going.json["type"]) == (409, "state")
    assert silent.status == 422
    assert "Ingen har sagt at faren er over." in silent.faults["why"]
    assert closed.status == 200
    assert closed.json["closed_at"] is not None
    assert [(answer.status, answer.json["type"]) for answer in (again, after)] == [(409, "closed")] * 2


async def test_an_incident_without_an_all_clear_is_closed_with_a_why(node: Node) -> None:
    """The why is enough; an incident that is not there is 404."""
    await told(node)
    closed = await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "Meldt muntlig."})
    missing = await node.call("POST", "/api/v1/incidents/4711/close", "kari", json={"why": "x"})

    assert (closed.status, missing.status) == (200, 404)


async def test_a_draft_of_a_closed_incident_stays_a_draft(node: Node) -> None:
    """What was being written when somebody closed it does not go out afterwards."""
    first = await told(node)
    draft = (await follow(node, first, "update", **NEXT)).json["id"]
    await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "Meldt muntlig."})
    late = await node.act(draft, "submit", "kari")

    assert (late.status, late.json["type"]) == (409, "closed")


async def test_service_messages_are_listed_only_by_their_kind(node: Node) -> None:
    """?kind= narrows the list; a kind nobody knows is 422."""
    await told(node)
    await follow(node, "1001-1", "update", **NEXT)
    every = [
        (await node.call("GET", f"/api/v1/alerts{query}", "kari")).json["alerts"]
        for query in ("", "?kind=update", "?kind=first", "?kind=service")
    ]
    unknown = await node.call("GET", "/api/v1/alerts?kind=annet", "kari")
    service = every[3][-1]  # the request for approval; those who do something by hand are told after it
    shown = await node.call("GET", f"/api/v1/alerts/{service['id']}", "kari")
    acts = [await follow(node, service["id"], "update", **NEXT)]
    acts.append(await node.act(service["id"], "retract", "kari", why="x"))
    incident = (await node.call("GET", "/api/v1/incidents/1001", "kari")).json

    assert [[alert["id"] for alert in some] for some in every[:3]] == [["1001-2", "1001-1"], ["1001-2"], ["1001-1"]]
    assert (service["kind"], shown.status, shown.json["id"]) == ("service", 200, service["id"])
    assert [(answer.status, answer.json["type"]) for answer in acts] == [(409, "state")] * 2
    assert [alert["id"] for alert in incident["alerts"]] == ["1001-1", "1001-2"]
    assert (unknown.status, list(unknown.faults)) == (422, ["kind"])
