"""Decisions over HTTP: approve, return, reject, pause, resume, stop, unsure, and lines in the log."""

import json

import pytest

from dispatcher.domain.outcome import Accepted, Outcome, Refused, Unsure
from dispatcher.domain.states import Role, Scope
from dispatcher.ledger import journal
from dispatcher.ports import Message
from tests.deciding import EVACUATION, adapt
from tests.office import OfficeScene
from tests.sending import is_service
from tests.web.node import Answer, Node, running


async def approve(node: Node, alert: str, fingerprint: str, by: str = "anne", **more: object) -> Answer:
    return await node.act(alert, "approve", by, fingerprint=fingerprint, **more)


async def test_an_approval_sends(node: Node) -> None:
    """The first twelve digits are enough; the first wave opens, and the engine is woken."""
    alert, fingerprint = await node.submitted()
    answer = await approve(node, alert, fingerprint[:12], seen=[], why="lest og godkjent")
    view = await node.until(alert, lambda view: view["waves"][0]["told"] == view["waves"][0]["people"])

    assert answer.status == 200
    assert answer.json["already"] is False
    assert answer.json["approved_by"] == "anne"
    assert answer.json["approved_as"] == "ordforer"
    assert view["waves"][0]["opened_by"] == "approval"


@pytest.mark.requirement("R023")
@pytest.mark.parametrize(
    ("by", "capacity", "level"),
    [("anne", "ordforer", "political"), ("per", "kommunedirektor", "administrative")],
)
async def test_the_record_says_on_which_level_the_municipality_speaks(
    node: Node, by: str, capacity: str, level: str
) -> None:
    """The mayor's yes is political, the administration's is not: with the approval, and in the report's timeline."""
    alert, fingerprint = await node.submitted()
    answer = await approve(node, alert, fingerprint, by=by, capacity=capacity)
    report = await node.call("GET", "/api/v1/incidents/1001/report.json", "anne")

    assert answer.json["approval"]["level"] == level
    words = {"political": "Politisk nivå", "administrative": "Administrativt nivå"}
    assert [one for one in words.values() if one in str(report.json)] == [words[level]]


async def test_the_same_approval_again_is_said_to_be(node: Node) -> None:
    """A double tap is answered as the first, with already: true."""
    alert, fingerprint = await node.submitted()
    first = await approve(node, alert, fingerprint)
    again = await approve(node, alert, fingerprint)

    assert (first.status, first.json["already"]) == (200, False)
    assert (again.status, again.json["already"]) == (200, True)


async def test_the_second_of_two_approvers_is_told_who_was_first(node: Node) -> None:
    """409 in words."""
    alert, fingerprint = await node.submitted()
    await approve(node, alert, fingerprint)
    answer = await approve(node, alert, fingerprint, by="ola")

    assert answer.status == 409
    assert answer.title == "Varselet er allerede godkjent av anne."


async def test_an_approval_of_another_text_is_refused(node: Node) -> None:
    """409 of type fingerprint, and one too short or not hex is 422."""
    alert, fingerprint = await node.submitted()
    stale = await approve(node, alert, "0" * 12)
    short = await approve(node, alert, fingerprint[:11])
    strange = await approve(node, alert, "ikke hex i det hele tatt")
    missing = await node.act(alert, "approve", "anne")

    assert (stale.status, stale.json["type"]) == (409, "fingerprint")
    assert [short.status, strange.status, missing.status] == [422, 422, 422]
    assert "de 12 første tegnene" in short.faults["fingerprint"]
    assert missing.faults == {"fingerprint": "Mangler."}


@pytest.mark.requirement("R005", "R008")
async def test_refusals_name_the_rule(node: Node) -> None:
    """Outside the chain, four eyes, wrong capacity: 403, each with its rule and a sentence."""
    node.hire("begge", [Role.CRISIS_TEAM, Role.APPROVER], "ordforer")
    alert = await node.draft("begge")
    fingerprint = (await node.act(alert, "submit", "begge")).json["fingerprint"]
    outside = await approve(node, alert, fingerprint, by="utenfor")
    own = await approve(node, alert, fingerprint, by="begge")
    capacity = await approve(node, alert, fingerprint, capacity="kriseleder")

    assert [answer.status for answer in (outside, own, capacity)] == [403, 403, 403]
    assert [answer.json["rule"] for answer in (outside, own, capacity)] == ["chain", "four-eyes", "capacity"]
    assert "kan ikke godkjenne det selv" in own.title


async def test_a_spoken_yes_is_recorded_with_its_witness(node: Node) -> None:
    """Both or neither: half of it is 422 and names what is missing; the answer says whose yes it is."""
    alert, fingerprint = await node.submitted()
    for half, missing in (({"for": "ordforer"}, "witness"), ({"witness": "Per"}, "for")):
        answer = await node.act(alert, "approve", "kari", fingerprint=fingerprint, **half)
        assert (answer.status, list(answer.faults)) == (422, [missing])
    answer = await node.act(alert, "approve", "kari", fingerprint=fingerprint, **{"for": "ordforer", "witness": "jon"})

    assert (answer.status, answer.json["already"]) == (200, False)
    assert (answer.json["approved_by"], answer.json["approval"]["way"]) == ("anne", "oral")


async def test_stepping_aside_over_http(node: Node) -> None:
    """Recuse, unavailable and back, absence and its end: each answers with what is so now."""
    alert, fingerprint = await node.submitted()
    recused = await node.act(alert, "recuse", "anne")
    away = await node.act(alert, "unavailable", "kari", person="varaordforer", why="Svarer ikke")
    listed = await node.call("GET", "/api/v1/absences", "kari")
    back = await node.act(alert, "available", "kari", person="varaordforer")
    until = "2026-12-24T18:00:00+01:00"
    absent = await node.call("POST", "/api/v1/absences", "per", json={"to": until})
    ended = await node.call("POST", "/api/v1/absences/end", "per", json={})
    refused = await node.act(alert, "approve", "anne", fingerprint=fingerprint)

    assert recused.json["asking"]["able"] == 5
    assert away.json["asking"]["able"] == 4
    assert [one["kind"] for one in listed.json["absences"]] == ["unavailable"]
    assert back.json["asking"]["able"] == 5
    assert [(one["person"], one["by"]) for one in absent.json["absences"]] == [("kommunalsjef-teknisk", "per")]
    assert ended.json["absences"] == []
    assert (refused.status, refused.json["rule"]) == (403, "recused")


async def test_alone_and_confirmed_over_http(node: Node) -> None:
    """Too early is 409, without a reason 422; then it goes, and somebody of the chain stands behind it."""
    adapt(node.scene, "evakuering", lead="municipality", alone_after=5)
    alert, fingerprint = node.scene.submitted(scenario="evakuering", fields=EVACUATION)
    said = {"fingerprint": fingerprint, "why": "Raset går"}
    early = await node.act(alert, "alone", "kari", **said)
    node.scene.later(minutes=5)
    silent = await node.act(alert, "alone", "kari", fingerprint=fingerprint)
    alone = await node.act(alert, "alone", "kari", **said)
    confirmed = await node.act(alert, "confirm", "anne")

    assert (early.status, early.json["type"], silent.status, list(silent.faults)) == (409, "asking", 422, ["why"])
    assert (alone.status, alone.json["approval"]["way"], alone.json["already"]) == (200, "alone", False)
    assert confirmed.json["approval"]["confirmed_by"] == "anne"


async def test_an_expired_alert_cannot_be_approved(node: Node) -> None:
    """409 of type expired."""
    alert, fingerprint = await node.submitted()
    node.scene.later(hours=25)
    answer = await approve(node, alert, fingerprint)

    assert answer.status == 409
    assert answer.json["type"] == "expired"


@pytest.mark.parametrize("act", ["return", "reject", "pause", "stop"])
@pytest.mark.parametrize("given", [{}, {"why": ""}, {"why": " \n "}], ids=["missing", "empty", "blank"])
async def test_who_stops_something_says_why(node: Node, act: str, given: dict[str, str]) -> None:
    """422 without a why."""
    alert, _ = await node.submitted()
    answer = await node.act(alert, act, "anne", **given)

    assert answer.status == 422
    assert answer.faults == {"why": "Skriv en kort begrunnelse. Den står i loggen."}


@pytest.mark.requirement("R013")
async def test_return_and_reject(node: Node) -> None:
    """Returned may be submitted again; rejected may not."""
    alert, _ = await node.submitted()
    returned = await node.act(alert, "return", "jon", why="for langt")
    again = await node.act(alert, "submit", "kari")
    rejected = await node.act(alert, "reject", "anne", why="ikke nødvendig")
    after = await node.act(alert, "submit", "kari")

    assert (returned.json["state"], returned.json["why"]) == ("returned", "for langt")
    assert again.json["state"] == "submitted"
    assert rejected.json["state"] == "rejected"
    assert after.status == 409
    assert after.title == "Varselet er avvist og kan ikke sendes inn nå."


async def test_pause_and_resume(node: Node) -> None:
    """A paused alert says why; only an approver lets it go on, and only once."""
    alert = await node.approved()
    paused = await node.act(alert, "pause", "kari", why="feil område?")
    not_hers = await node.act(alert, "resume", "kari")
    resumed = await node.act(alert, "resume", "anne")
    again = await node.act(alert, "resume", "anne")

    assert paused.json["flags"]["paused"] == "feil område?"
    assert not_hers.status == 403
    assert resumed.json["flags"]["paused"] is None
    assert (again.status, again.title) == (409, "Varselet er ikke på pause.")


async def test_stop_ends_what_has_not_left(node: Node) -> None:
    """What waits is skipped, and a second stop is 409."""
    alert = await node.approved()
    stopped = await node.act(alert, "stop", "kari", why="falsk alarm")
    again = await node.act(alert, "stop", "kari", why="falsk alarm")

    assert stopped.json["state"] == "stopped"
    assert stopped.json["stopped_at"] is not None
    assert again.status == 409


def _silence(message: Message) -> Outcome:
    """Nothing comes back of the alert's own messages; the approvers were asked all right."""
    asked = is_service(message.reference.partition(".")[0])
    return Accepted(provider_id=f"SM{message.delivery}") if asked else Unsure(reason="silence")


async def test_unsure_is_decided_in_one_act(office: OfficeScene) -> None:
    """Resend puts every unsure row back, leave settles it; both say how many."""
    async with running(office, settle_after=0.0) as node:
        node.sms.answer = _silence
        alert = await node.approved()
        view = await node.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] > 4)
        unsure = view["waves"][0]["channels"]["sms"]["unsure"]
        elsewhere = await node.act(alert, "unsure", "kari", decision="resend", channel="email")
        node.sms.answer = lambda message: Accepted(provider_id=f"SM{message.delivery}")
        again = await node.act(alert, "unsure", "kari", decision="resend", channel="sms")
        await node.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] == 0)
        nothing = await node.act(alert, "unsure", "kari", decision="leave")

    assert elsewhere.json["decided"] == 0
    assert again.json["decided"] >= unsure
    assert nothing.json["decided"] == 0


async def test_a_stopped_alert_sends_nothing_again(node: Node) -> None:
    """Resend of a stopped alert is 409; leave is not."""
    alert = await node.approved()
    await node.act(alert, "stop", "kari", why="falsk alarm")
    resend = await node.act(alert, "unsure", "kari", decision="resend")
    leave = await node.act(alert, "unsure", "kari", decision="leave")

    assert (resend.status, resend.json["type"]) == (409, "state")
    assert "Varselet er stoppet." in resend.title
    assert leave.status == 200


async def test_what_failed_is_tried_once_more(node: Node) -> None:
    """An alert that is done sends again to those it failed for, and to nobody else; nothing failed is 409."""
    node.sms.answer = lambda _: Refused(scope=Scope.RECIPIENT, reason="bad address", code="21211")
    alert = await node.approved()
    view = await node.until(alert, lambda view: view["state"] == "done")
    failed = sum(wave["channels"].get("sms", {}).get("failed", 0) for wave in view["waves"])
    mails = len(node.email.taken)
    node.sms.answer = lambda message: Accepted(provider_id=f"SM{message.delivery}")
    again = await node.act(alert, "resend", "kari", of="failed")
    await node.until(alert, lambda view: view["state"] == "done")
    nothing = await node.act(alert, "resend", "kari", of="failed")

    assert again.json["resent"] == failed > 0
    assert len(node.email.taken) == mails
    assert nothing.status == 409
    assert nothing.title == "Ingen meldinger i dette varselet har feilet."


async def test_only_the_failed_are_sent_again(node: Node) -> None:
    """422 for anything else, and without saying what."""
    alert = await node.draft()
    answers = [await node.act(alert, "resend", "kari", of="all"), await node.act(alert, "resend", "kari")]

    assert [answer.faults for answer in answers] == [{"of": "Må være en av: failed."}, {"of": "Mangler."}]


async def test_an_unknown_decision_is_told(node: Node) -> None:
    """422 names the two."""
    alert = await node.draft()
    answer = await node.act(alert, "unsure", "kari", decision="maybe", channel="fax")

    assert answer.faults["decision"] == "Må være en av: resend eller leave."
    assert answer.faults["channel"].startswith("Må være en av: sms, email")


async def test_a_line_in_the_log_keeps_both_times(node: Node) -> None:
    """When it happened and when it was written; the line is a link of the chain."""
    alert = await node.draft()
    node.scene.later(minutes=30)
    sent = {"text": "Ringte vannverket. ", "at": "2026-11-22T03:15:00+01:00", "kind": "telefon"}
    answer = await node.call("POST", "/api/v1/incidents/1001/log", "kari", json=sent)
    entry = node.scene.ledger.read_now(journal.of_incident, 1001)[-1]

    assert alert == "1001-1"
    assert answer.status == 200
    assert answer.json["happened_at"] == "2026-11-22T02:15:00.000Z"
    assert answer.json["at"] == "2026-11-22T02:44:00.000Z"
    assert (entry.kind, entry.actor, entry.hash) == ("log.line", "kari", answer.json["hash"])
    assert json.loads(entry.personal) == {"text": "Ringte vannverket."}
    assert "vannverket" not in entry.data  # people write names here: the text can be erased and the chain stands
    assert node.scene.ledger.read_now(journal.verify).broken == 0


@pytest.mark.parametrize(
    ("sent", "where", "words"),
    [
        ({}, "text", "Linjen er tom."),
        ({"text": "  "}, "text", "Linjen er tom."),
        ({"text": "x", "at": "2026-11-22T05:15:00+01:00"}, "at", "Tidspunktet ligger fram i tid."),
        ({"text": "x", "at": "03:15"}, "at", "Skriv et tidspunkt med dato"),
        ({"text": "x", "kind": "En Type!"}, "kind", "Bruk bare små bokstaver, tall og bindestrek."),
    ],
    ids=["missing", "blank", "future", "clock", "kind"],
)
async def test_what_is_no_line_is_told(node: Node, sent: dict[str, str], where: str, words: str) -> None:
    """422 with where and what."""
    await node.draft()
    answer = await node.call("POST", "/api/v1/incidents/1001/log", "kari", json=sent)

    assert answer.status == 422
    assert words in answer.faults[where]


async def test_a_line_needs_an_incident(node: Node) -> None:
    """404."""
    answer = await node.call("POST", "/api/v1/incidents/1001/log", "kari", json={"text": "x"})

    assert answer.status == 404
