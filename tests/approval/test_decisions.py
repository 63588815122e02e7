"""Four eyes, the chain, the fingerprint, and what each decision leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dispatcher.approval import decisions
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import AlertState
from dispatcher.ledger import expansion, incidents, journal
from dispatcher.ledger.times import ms
from tests.office import OfficeScene


@pytest.mark.requirement("R005", "R006")
def test_the_mayor_approves_word_for_word(office: OfficeScene) -> None:
    """Twelve digits of the fingerprint are enough; who, when, in which role and which text are on the record."""
    alert, fingerprint = office.submitted()

    assert office.approve(alert, fingerprint[:12]) is False
    view = office.view(alert)
    assert (view["state"], view["approved_by"], view["approved_as"]) == ("approved", "anne", "ordforer")
    assert view["waves"][0]["opened_by"] == "approval"
    assert view["waves"][1]["opened_at"] is None
    entry = office.ledger.read_now(journal.of_incident, 1001)[-2]
    assert (entry.kind, entry.actor) == ("alert.approved", "anne")
    assert fingerprint in entry.data


@pytest.mark.requirement("R008")
@pytest.mark.parametrize(("by", "capacity"), [("ola", "ordforer"), ("per", "kommunedirektor")])
def test_deputies_of_the_chain_approve_in_their_capacity(office: OfficeScene, by: str, capacity: str) -> None:
    """The deputy mayor for the mayor, the sector leader as the director's stand-in: the record says which."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint, by=by, capacity=capacity)

    assert office.view(alert)["approved_as"] == capacity


def test_the_same_approval_again_answers_as_the_first(office: OfficeScene) -> None:
    """A double tap, a lost answer: already, and one approval in the journal."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)

    assert office.approve(alert, fingerprint) is True
    kinds = [entry.kind for entry in office.ledger.read_now(journal.of_incident, 1001)]
    assert kinds.count("alert.approved") == 1


def test_the_second_to_decide_is_told_who_was_first(office: OfficeScene) -> None:
    """First committed act wins."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)

    with pytest.raises(Conflict, match="allerede godkjent av anne"):
        office.approve(alert, fingerprint, by="ola")


@pytest.mark.parametrize(
    ("by", "rule"),
    [
        ("kari", "role:approve"),
        ("eli", "role:approve"),
        ("siri", "role:approve"),
        ("utenfor", "chain"),
        ("lost", "chain"),
    ],
)
def test_both_chain_and_right_are_needed(office: OfficeScene, by: str, rule: str) -> None:
    """A crisis team member has no right, an approver outside the plan's chain has no place in it."""
    alert, fingerprint = office.submitted()

    with pytest.raises(Forbidden) as refused:
        office.approve(alert, fingerprint, by=by)
    assert refused.value.rule == rule
    assert office.view(alert)["state"] == "submitted"


def test_nobody_approves_what_they_submitted(office: OfficeScene) -> None:
    """Per may submit and may approve, not both of the same."""
    alert = office.trigger()
    fingerprint = office.submit(alert, by="per")

    with pytest.raises(Forbidden, match="kan ikke godkjenne det selv"):
        office.approve(alert, fingerprint, by="per")


def test_nobody_approves_what_they_last_edited(office: OfficeScene) -> None:
    """An editor counts as the submitter."""
    alert = office.trigger()
    office.edit(alert, by="per", given={"sted": "Ådalsbruk"})
    fingerprint = office.submit(alert)

    with pytest.raises(Forbidden, match="kan ikke godkjenne det selv"):
        office.approve(alert, fingerprint, by="per")


@pytest.mark.parametrize(
    ("fingerprint", "error", "words"),
    [
        ("0" * 64, Conflict, "er endret siden du så det"),
        ("0" * 11, InvalidInput, "minst de 12 første"),
        ("xyz" * 10, InvalidInput, "minst de 12 første"),
        ("", InvalidInput, "minst de 12 første"),
    ],
)
def test_a_wrong_fingerprint_approves_nothing(
    office: OfficeScene, fingerprint: str, error: type[Exception], words: str
) -> None:
    """Another text than the one that was seen, too few digits, no digits."""
    alert, _ = office.submitted()

    with pytest.raises(error, match=words):
        office.approve(alert, fingerprint)
    assert office.view(alert)["state"] == "submitted"


def test_an_edit_between_seeing_and_approving_is_noticed(office: OfficeScene) -> None:
    """The mayor saw the first text; the second must be read again."""
    alert, seen = office.submitted()
    office.decide(decisions.return_, alert, "jon", "Skriv stedet")
    office.edit(alert, given={"sted": "Ådalsbruk og Budor"})
    office.submit(alert)

    with pytest.raises(Conflict, match="er endret siden du så det"):
        office.approve(alert, seen)


def test_an_expired_alert_cannot_be_approved(office: OfficeScene) -> None:
    """The plan's 24 hours are over."""
    alert, fingerprint = office.submitted()
    office.later(hours=25)

    with pytest.raises(Conflict, match="utløpt"):
        office.approve(alert, fingerprint)


WITH_WHY: list[tuple[str, Callable[..., Any]]] = [
    ("return", decisions.return_),
    ("reject", decisions.reject),
    ("pause", decisions.pause),
    ("stop", decisions.stop),
]
BY_STATE: dict[str, set[str]] = {
    "return": {"submitted"},
    "reject": {"submitted"},
    "pause": {"approved", "sending"},
    "stop": {"approved", "sending", "done", "expired"},
    "resume": {"approved", "sending", "done"},
}


@pytest.mark.parametrize("state", list(AlertState))
@pytest.mark.parametrize(("name", "what"), [*WITH_WHY, ("resume", decisions.resume)], ids=lambda value: str(value)[:12])
def test_each_decision_on_each_state(
    office: OfficeScene, name: str, what: Callable[..., Any], state: AlertState
) -> None:
    """On real rows: the named pairs work, every other pair is refused and moves nothing."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    paused = {"paused": "x", "paused_at": 1} if name == "resume" else {}
    office.ledger.write_now(lambda connection: incidents.set_values(connection, alert, state=str(state), **paused))
    words = () if name == "resume" else ("Fordi",)

    if state in BY_STATE[name]:
        office.decide(what, alert, "anne", *words)
    else:
        with pytest.raises(Conflict):
            office.decide(what, alert, "anne", *words)
        assert office.view(alert)["state"] == state


@pytest.mark.parametrize(("name", "what"), WITH_WHY)
@pytest.mark.parametrize("why", ["", "   "])
def test_a_decision_needs_a_reason(office: OfficeScene, name: str, what: Callable[..., Any], why: str) -> None:
    """The reason stands in the log for ever."""
    alert, fingerprint = office.submitted()
    if name in {"pause", "stop"}:
        office.approve(alert, fingerprint)

    with pytest.raises(InvalidInput, match="begrunnelse"):
        office.decide(what, alert, "anne", why)


@pytest.mark.requirement("R013")
def test_what_had_to_be_made_clear_stays_in_the_log(office: OfficeScene) -> None:
    """Returned with a question, mended, approved: who asked what is in the journal for ever."""
    alert, _ = office.submitted()
    office.decide(decisions.return_, alert, "anne", "Hvem har bekreftet prøven?")
    office.edit(alert, given={"sted": "Ådalsbruk"})
    office.approve(alert, office.submit(alert))
    entries = office.ledger.read_now(journal.of_incident, 1001)
    (returned,) = [entry for entry in entries if entry.kind == "alert.returned"]

    assert returned.actor == "anne"
    assert "Hvem har bekreftet prøven?" in f"{returned.data} {returned.personal}"


def test_resume_without_a_pause_is_refused(office: OfficeScene) -> None:
    """Nothing to resume."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)

    with pytest.raises(Conflict, match="ikke på pause"):
        office.decide(decisions.resume, alert, "anne")


def test_anyone_of_crisis_team_pauses_and_an_approver_resumes(office: OfficeScene) -> None:
    """Alone and at once; going on is a decision of another weight."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    office.decide(decisions.pause, alert, "kari", "Feil område?")
    assert office.view(alert)["flags"]["paused"] == "Feil område?"
    with pytest.raises(Forbidden):
        office.decide(decisions.resume, alert, "kari")
    office.decide(decisions.resume, alert, "anne")

    assert office.view(alert)["flags"]["paused"] is None
    assert office.ledger.read_now(journal.verify).broken == 0


def failed_everywhere(office: OfficeScene, state: str) -> str:
    """An approved alert in a state, its staff rows all failed."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    for wave in office.ledger.read_now(expansion.pending_expansion):
        while not office.ledger.write_now(expansion.expand_slice, wave.id, ms(office.now)):
            pass
    office.ledger.write_now(
        lambda connection: connection.exec_driver_sql(
            "UPDATE deliveries SET state='failed' WHERE state='waiting' AND channel <> 'task'"
        )
    )
    office.ledger.write_now(lambda connection: incidents.set_values(connection, alert, state=state))
    return alert


@pytest.mark.parametrize("state", ["sending", "done"])
def test_what_failed_is_tried_again_and_the_alert_is_sending(office: OfficeScene, state: str) -> None:
    """The recorded exception: only the failed rows, by a person, in the journal."""
    alert = failed_everywhere(office, state)
    again = office.decide(decisions.resend, alert, "kari")
    view = office.view(alert)

    assert again > 0
    assert view["state"] == "sending"
    assert sum(channel["failed"] for wave in view["waves"] for channel in wave["channels"].values()) == 0
    assert sum(channel["waiting"] for wave in view["waves"] for channel in wave["channels"].values()) == again
    assert office.ledger.read_now(journal.of_incident, 1001)[-1].kind == "alert.resent"


@pytest.mark.parametrize(("state", "words"), [("stopped", "stoppet"), ("expired", "utløpt")])
def test_what_is_over_is_not_sent_again(office: OfficeScene, state: str, words: str) -> None:
    """Stopped and expired are ends."""
    alert = failed_everywhere(office, state)

    with pytest.raises(Conflict, match=words):
        office.decide(decisions.resend, alert, "kari")


def test_nothing_failed_is_nothing_to_resend(office: OfficeScene) -> None:
    """Said in words."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)

    with pytest.raises(Conflict, match="Ingen meldinger"):
        office.decide(decisions.resend, alert, "kari")
