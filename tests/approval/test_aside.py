"""Stepping aside: affected, away, unavailable. What was asked dies, the next is asked, and nobody names a deputy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dispatcher.approval import aside, decisions, exceptions
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.ledger import journal
from tests.deciding import adapt, tick, view
from tests.office import OfficeScene


def act(office: OfficeScene, what: Any, by: str, *given: Any) -> None:
    office.ledger.write_now(what, office.users[by], *given, office.now)


@pytest.mark.requirement("R010")
def test_one_tap_and_the_next_is_asked(office: OfficeScene) -> None:
    """«Jeg er berørt»: their request dies, the deputy is asked at once, and saying it twice is no more than once."""
    adapt(office, "kokevarsel", ask="in-order")
    alert, _ = office.submitted()
    act(office, aside.recuse, "anne", alert)
    act(office, aside.recuse, "anne", alert)

    assert [one["ended"] for one in view(office, alert)["requests"]] == ["recused"]
    assert view(office, alert)["asking"]["words"] == "Ingen er spurt ennå. Ola Øvingsrud blir spurt kl 03.14."
    assert tick(office, alert) == [["varaordforer"]]
    kinds = [entry.kind for entry in office.ledger.read_now(journal.of_incident, 1001)]
    assert kinds.count("approver.recused") == 1


def test_whoever_is_affected_decides_nothing_more_on_the_incident(office: OfficeScene) -> None:
    """Not yes, not no, not go on, also on its next alert; pausing is for everybody. On another incident they may."""
    alert, fingerprint = office.submitted()
    act(office, aside.recuse, "anne", alert)

    for what, words in ((decisions.return_, ("x",)), (decisions.reject, ("x",))):
        with pytest.raises(Forbidden) as refused:
            office.decide(what, alert, "anne", *words)
        assert refused.value.rule == "recused"
    with pytest.raises(Forbidden, match="berørt eller inhabil"):
        office.approve(alert, fingerprint)
    office.approve(alert, fingerprint, by="ola")
    office.decide(decisions.pause, alert, "anne", "Feil område")
    for goes_on in (decisions.resume, exceptions.release_now):
        with pytest.raises(Forbidden):
            office.decide(goes_on, alert, "anne")
    other, again = office.submitted()
    assert office.approve(other, again, seen=("same-text",)) is False


def test_only_somebody_of_the_chain_can_step_aside(office: OfficeScene) -> None:
    """The information officer's approver account has nothing to step aside from; Kari has no such right."""
    alert, _ = office.submitted()

    for by, rule in (("utenfor", "chain"), ("kari", "role:recuse")):
        with pytest.raises(Forbidden) as refused:
            act(office, aside.recuse, by, alert)
        assert refused.value.rule == rule


def test_the_crisis_team_sets_somebody_unavailable_until_it_is_ended(office: OfficeScene) -> None:
    """What was asked dies, a yes of theirs is refused, also on the next incident; then they are asked again."""
    alert, fingerprint = office.submitted()
    act(office, aside.set_unavailable, "kari", alert, "ordforer", "Telefonen er stjålet")

    assert {one["person"] for one in view(office, alert)["requests"] if one["ended"]} == {"ordforer"}
    with pytest.raises(Forbidden) as refused:
        office.approve(alert, fingerprint)
    assert refused.value.rule == "unavailable"
    assert tick(office, alert) == []
    act(office, aside.set_available, "kari", alert, "ordforer")
    assert tick(office, alert) == [["ordforer"]]
    assert office.approve(alert, fingerprint) is False
    with pytest.raises(Conflict):
        act(office, aside.set_available, "kari", alert, "ordforer")


@pytest.mark.parametrize(
    ("by", "person", "why", "error"),
    [
        ("anne", "varaordforer", "x", Forbidden),
        ("kari", "servicetorgleder", "x", InvalidInput),
        ("kari", "ordforer", " ", InvalidInput),
    ],
    ids=["an approver", "nobody of the chain", "no reason"],
)
def test_setting_somebody_unavailable_has_its_rules(
    office: OfficeScene, by: str, person: str, why: str, error: type[Exception]
) -> None:
    """The crisis team alone, somebody of this alert's chain, and a reason."""
    alert, _ = office.submitted()

    with pytest.raises(error):
        act(office, aside.set_unavailable, by, alert, person, why)


def test_ones_own_absence_has_a_beginning_and_an_end(office: OfficeScene) -> None:
    """Not asked, and no yes, while it lasts; over by itself, or before the time by one's own word."""
    act(office, aside.set_absence, "anne", office.now, office.now + timedelta(minutes=20))
    alert, fingerprint = office.submitted()

    assert "ordforer" not in {one["person"] for one in view(office, alert)["requests"]}
    with pytest.raises(Forbidden, match="absence --end"):
        office.approve(alert, fingerprint)
    office.later(minutes=21)
    assert ["ordforer"] in tick(office, alert)
    act(office, aside.set_absence, "anne", office.now, office.now + timedelta(hours=1))
    assert ("ordforer", "unavailable") in {(one["person"], one["ended"]) for one in view(office, alert)["requests"]}
    act(office, aside.end_absence, "anne")
    assert ["ordforer"] in tick(office, alert)
    assert office.approve(alert, fingerprint) is False


def test_an_absence_that_makes_no_sense_is_refused(office: OfficeScene) -> None:
    """Ends before it begins, is over already, or belongs to nobody of the plan."""
    hour = timedelta(hours=1)
    for by, since, until in (("anne", 2 * hour, hour), ("anne", -2 * hour, -hour), ("lost", 0 * hour, hour)):
        with pytest.raises(InvalidInput):
            act(office, aside.set_absence, by, office.now + since, office.now + until)
    with pytest.raises(Conflict):
        act(office, aside.end_absence, "anne")
