"""The approver must tick what is odd, and the tick is in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatcher.composing import following
from dispatcher.composing.desk import frozen_plan
from dispatcher.composing.odd import oddities
from dispatcher.composing.request import FollowUp
from dispatcher.domain.errors import Conflict
from dispatcher.domain.plan import Plan
from dispatcher.domain.plan.model import Ceiling
from dispatcher.domain.states import AlertKind, Mode
from dispatcher.ledger import incidents, journal
from dispatcher.plan_file import LoadedPlan, freeze
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import FIELDS, OfficeScene, shipped


def odd(office: OfficeScene, alert: str) -> dict[str, str]:
    """Keys and words, as the desk shows them."""

    def read(connection: Any) -> dict[str, str]:
        row = incidents.alert(connection, alert)
        plan, _ = frozen_plan(connection, row)
        return {one.key: one.words for one in oddities(connection, row, plan, office.now)}

    return office.ledger.read_now(read)


def approvals(office: OfficeScene) -> list[dict[str, Any]]:
    entries = office.ledger.read_now(journal.of_incident, 1001)
    return [json.loads(entry.data) for entry in entries if entry.kind == "alert.approved"]


@pytest.fixture
def tight(tmp_path: Path) -> Iterator[OfficeScene]:
    """A municipality whose ceilings are one person and one krone."""
    loaded, rendering = shipped()
    plan = _with_ceiling(loaded.plan, Ceiling(people=1, cost=1))
    scene = OfficeScene(tmp_path / "tight", plan, rendering, NodeMode.EXERCISE)
    yield scene
    scene.ledger.close()


def _with_ceiling(plan: Plan, ceiling: Ceiling) -> LoadedPlan:
    scenarios = {key: one.model_copy(update={"ceiling": ceiling}) for key, one in plan.scenarios.items()}
    return freeze(plan.model_copy(update={"scenarios": scenarios}))


def test_nothing_odd_needs_no_tick(office: OfficeScene) -> None:
    """The usual night: the journal says that nothing was odd."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)

    assert odd(office, alert) == {}
    assert approvals(office)[0]["seen"] == []


def test_more_people_and_more_money_than_the_ceiling(tight: OfficeScene) -> None:
    """Both are named in the refusal, and both must be ticked; the journal has what was ticked, in its words."""
    alert, fingerprint = tight.submitted()

    with pytest.raises(Conflict, match=r"many-people: .* cost: ") as refused:
        tight.approve(alert, fingerprint)
    with pytest.raises(Conflict) as half:
        tight.approve(alert, fingerprint, seen=("many-people",))
    tight.approve(alert, fingerprint, seen=("many-people", "cost"))

    assert refused.value.reason == half.value.reason == "odd"
    assert "many-people" not in str(half.value)
    (entry,) = approvals(tight)
    assert entry["seen"] == ["many-people", "cost"]
    assert str(tight.view(alert)["people"]) in entry["odd"]["many-people"]


def test_what_was_refused_is_still_submitted(tight: OfficeScene) -> None:
    """A refusal moves nothing."""
    alert, fingerprint = tight.submitted()

    with pytest.raises(Conflict):
        tight.approve(alert, fingerprint)
    assert tight.view(alert)["state"] == "submitted"


def test_a_draft_shows_what_will_be_odd(tight: OfficeScene) -> None:
    """Before anybody has submitted: with the lists and the cost as they are now."""
    alert = tight.trigger()

    assert set(odd(tight, alert)) == {"many-people", "cost"}


def test_the_same_text_to_the_same_area_within_ten_minutes(office: OfficeScene) -> None:
    """A second incident with the same words: odd now, a renewal eleven minutes later; elsewhere it never is."""
    first, fingerprint = office.submitted()
    office.approve(first, fingerprint)
    office.later(minutes=4)
    again, _ = office.submitted()
    elsewhere, _ = office.submitted(areas=("budor",))

    assert first in odd(office, again)["same-text"]
    assert "4 minutter" in odd(office, again)["same-text"]
    assert "same-text" not in odd(office, elsewhere)
    office.later(minutes=7)
    assert "same-text" not in odd(office, again)


def test_the_same_citizens_text_under_another_scenario_is_odd(office: OfficeScene) -> None:
    """The same SMS, typed as one's own text, to people who live in both areas."""
    own = {"citizen.sms.nb": "ØVELSE Kok vannet før du drikker det. Løten kommune 22.11 kl 03.20 Nr 1001 ØVELSE"}
    first = office.trigger()
    office.edit(first, own_texts=own)
    office.approve(first, office.submit(first))
    later = own["citizen.sms.nb"].replace("03.20", "03.25").replace("1001", "1002")
    second = office.trigger(scenario="stromutfall", fields={}, areas=("hele-kommunen",))
    office.edit(second, own_texts={"citizen.sms.nb": later})

    assert first in odd(office, second)["same-text"]


def test_the_same_text_in_another_mode_is_not_odd(live_office: OfficeScene) -> None:
    """An exercise just before the real one is no reason to hesitate."""
    drill, fingerprint = live_office.submitted()
    live_office.approve(drill, fingerprint)
    real = live_office.trigger(mode=Mode.REAL)

    assert "same-text" not in odd(live_office, real)


@pytest.mark.requirement("R020")
def test_a_second_open_draft_on_the_incident(office: OfficeScene) -> None:
    """Two people write an update at once: the approver of either is told of the other."""
    first, fingerprint = office.submitted()
    office.approve(first, fingerprint)

    def follow(kind: AlertKind) -> str:
        asked = FollowUp(fields={"neste_melding": "11:00"})
        return office.ledger.write_now(
            lambda connection: following.follow(
                office.desk, connection, office.users["kari"], first, kind, asked, office.now
            )
        )

    one, other = follow(AlertKind.UPDATE), follow(AlertKind.CORRECTION)
    fingerprint = office.submit(one)

    assert other in odd(office, one)["second-draft"]
    with pytest.raises(Conflict, match="second-draft"):
        office.approve(one, fingerprint)
    assert office.approve(one, fingerprint, seen=("second-draft", "same-text")) is False


def test_a_submission_of_half_an_hour_ago(office: OfficeScene) -> None:
    """Things change in half an hour: has it been read again?"""
    alert, fingerprint = office.submitted()
    office.later(minutes=30)
    assert odd(office, alert) == {}
    office.later(seconds=1)

    assert "22.11 kl 03.14, for 30 minutter siden" in odd(office, alert)["old"]
    with pytest.raises(Conflict, match="old"):
        office.approve(alert, fingerprint)


def test_a_time_that_has_passed(office: OfficeScene) -> None:
    """The promise was half past three when it was written; at 03.31 the text is wrong."""
    alert, fingerprint = office.submitted(fields=FIELDS | {"neste_melding": "03:30"})
    office.later(minutes=17)

    assert "Neste melding senest» (22.11 kl 03.30)" in odd(office, alert)["time-passed"]
    with pytest.raises(Conflict, match="time-passed"):
        office.approve(alert, fingerprint)


def test_a_hold_that_has_passed(office: OfficeScene) -> None:
    """It was to wait until a quarter past three; it is past that, so nothing waits any more."""
    alert, _ = office.submitted(hold_until=office.now.replace(minute=20))
    office.later(minutes=7)

    assert "Hold tilbake til" in odd(office, alert)["time-passed"]


def test_an_exercise_is_nothing_odd_and_what_is_decided_is_not_asked_again(office: OfficeScene) -> None:
    """Only what waits for a decision can be odd."""
    alert, fingerprint = office.submitted()
    office.later(minutes=31)
    office.approve(alert, fingerprint, seen=("old", "something-else"))

    assert odd(office, alert) == {}
    assert approvals(office)[0]["seen"] == ["old"]
    assert office.approve(alert, fingerprint) is True


def test_a_real_alert_in_live_needs_the_number_of_people(live_office: OfficeScene) -> None:
    """No number, a wrong number, the number: only the last is submitted."""
    alert = live_office.trigger(mode=Mode.REAL)
    meant = live_office.view(alert)["waves"]
    people = sum(wave["people"] for wave in meant)

    with pytest.raises(Conflict) as none:
        live_office.submit(alert)
    with pytest.raises(Conflict) as wrong:
        live_office.submit(alert, people=1)
    counted = int(str(none.value).partition("(")[2].partition(")")[0])
    live_office.submit(alert, people=counted)

    assert none.value.reason == wrong.value.reason == "people"
    assert 0 < counted <= people
    assert live_office.view(alert)["state"] == "submitted"


def test_the_plans_ceilings_are_those_of_the_incidents_own_plan(tight: OfficeScene, tmp_path: Path) -> None:
    """A plan that is changed afterwards does not change what was odd when the incident was opened."""
    alert, fingerprint = tight.submitted()
    looser, _ = shipped()
    tight.desk = replace(tight.desk, plan=looser, rendering=Rendering.load(Path.cwd(), looser.plan))

    with pytest.raises(Conflict, match="many-people"):
        tight.approve(alert, fingerprint)


@pytest.mark.parametrize(
    ("chosen", "left_out"),
    [(("adalsbruk",), "Løten sentrum"), ((), ""), (("adalsbruk", "lotensentrum"), ""), (("hele-kommunen",), "")],
    ids=["a part", "none named", "the same", "more"],
)
def test_an_all_clear_for_a_part_says_that_it_ends_the_whole(
    office: OfficeScene, chosen: tuple[str, ...], left_out: str
) -> None:
    """In the draft already, with what is left out and what to use instead; it must be ticked."""
    first, fingerprint = office.submitted(areas=("adalsbruk", "lotensentrum"))
    office.approve(first, fingerprint)
    over = office.ledger.write_now(
        lambda connection: following.follow(
            office.desk,
            connection,
            office.users["kari"],
            first,
            AlertKind.ALL_CLEAR,
            FollowUp(areas=chosen),
            office.now,
        )
    )
    told = odd(office, over).get("ends-all", "")

    assert bool(told) == bool(left_out)
    if left_out:
        assert "avslutter hele hendelsen" in told
        assert left_out in told
        assert "update" in told
        with pytest.raises(Conflict, match="ends-all"):
            office.approve(over, office.submit(over), seen=("second-draft",))
