"""The story in ten lines, and what went otherwise than planned: facts in order, nothing more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert

from dispatcher.domain.alarm import Cause
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.facts import steps_of
from dispatcher.evaluation.service import words_of
from dispatcher.evaluation.story import MOST_LINES, story
from dispatcher.evaluation.targets import targets
from dispatcher.evaluation.timeline import events
from dispatcher.evaluation.words import stamp
from dispatcher.ledger.node_tables import alarms
from tests.evaluation.conftest import Told as Report
from tests.evaluation.night_a import night_a
from tests.evaluation.test_page import ahead, draft
from tests.evaluation.written import MINUTE, PLAN, T0, Human, Send, Step, Story, Told

Tell = Callable[[Story], Report]


def test_night_a_is_told_in_ten_lines(tell: Tell) -> None:
    """Who did what when, how far ahead the staff were, how many were reached and how it ended."""
    lines = [line.replace("\u00a0", " ") for line in story(tell(night_a(800)).record)]

    assert lines == [
        (
            "Fra kommunen visste til de første innbyggerne ble varslet: 33 min "
            "(visste → utløst 22 min; utløst → sendt inn 3 min; til besluttet 7 min; besluttet → de første 44 s; "
            "→ halvparten 56 s; 95 % ble ikke nådd). Bekreftet levert hos den første: 33 min."
        ),
        "Øvelse: Siri Test utløste «Kokevarsel» for Trykksone Ådalsbruk 22.11.2026 kl. 03.12.00.",
        (
            "Siri Test sendte varselet inn kl. 03.15.00. "
            "Ola Øvingsrud godkjente det som stedfortreder for ordfører 7 min senere."
        ),
        (
            "Den første av de ansatte og lederne ble varslet kl. 03.22.00; i alt 50 av 50 (100 %) ble varslet. "
            "De ansatte fikk vite det 40 s før de første utenfor huset."
        ),
        (
            "Nettsiden ble oppdatert kl. 03.22.41. "
            "Bølgen «Innbyggere» åpnet kl. 03.22.43: andelen i planen var nådd (nettsiden var oppdatert). "
            "De første innbyggerne var varslet kl. 03.22.44, halvparten kl. 03.23.40, 95 % ble ikke nådd."
        ),
        (
            "I alt ble 780 av 850 personer varslet (91,8 %). "
            "70 personer ble ikke varslet; 30 av dem har ingen adresse vi kan bruke."
        ),
        "60 meldinger var en tid usikre: sendt, men uten svar. Alle er avgjort.",
        "Varselet var ferdig sendt kl. 03.31.43.",
    ]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected"])
def test_what_was_never_sent_is_told_shortly(tell: Tell, state: str) -> None:
    """The last line says that nobody got it."""
    lines = story(tell(draft(state)).record)

    assert len(lines) <= 4
    assert lines[-1].endswith(("Ingen fikk det.", "Ingen har fått det."))


def test_no_story_is_longer_than_ten_lines(tell: Tell) -> None:
    """Nor empty, whatever is missing."""
    only_staff = ahead(0)
    only_staff.humans, only_staff.steps = only_staff.humans[:2], only_staff.steps[:1]
    nobody = Story(steps=[Step(name="Innbyggere", audiences=("innbyggere",))], state="sending", approved=T0)

    for each in (night_a(80), ahead(-5), ahead(5), ahead(0), only_staff, nobody, draft(), Story(alert=False)):
        assert 1 <= len(story(tell(each).record)) <= MOST_LINES


def test_when_only_those_without_an_address_were_missed_it_says_just_that(tell: Tell) -> None:
    """Not «188 were missed; 188 of them have no address»."""
    each = ahead(5)
    sends = {"sms": Send(state="skipped", reason="no address")}
    each.humans = [*each.humans, Human(ref="nobody", wave=1, cls="citizen", sends=sends)]
    told = " ".join(story(tell(each).record))

    assert "1 person har ingen adresse vi kan bruke, og ble ikke varslet." in told
    assert "av dem" not in told


def test_deviations_are_those_of_the_record(tell: Tell) -> None:
    """A gate opened by its clock, a deputy, a pause, what policy and a person decided, and possible doubles."""
    found = deviations(tell(night_a(400)).record)

    assert [each.kind for each in found] == [
        "duplicates",
        "deputy",
        "gate-by-clock",
        "pause",
        "resume",
        "resent-by-policy",
        "unsure-decided",
    ]
    assert found[1].words == "Godkjent av stedfortreder for ordfører. Grunnlag: Delegert i planen."
    assert found[-1].who == "Siri Test"
    assert not any(each.grave for each in found)


def test_a_draft_plan_and_a_text_of_ones_own_are_deviations(tell: Tell) -> None:
    """Both may be used, and both are said."""
    each = night_a(40)
    each.plan = PLAN | {"plan": PLAN["plan"] | {"status": "draft"}}
    each.own_texts = {"citizen.sms.nb": "ØVELSE Egen tekst. ØVELSE"}
    kinds = {found.kind: found.words for found in deviations(tell(each).record)}

    assert kinds["draft-plan"] == "Planen som ble brukt, er ikke vedtatt."
    assert kinds["own-text"] == "Egen tekst i stedet for malens: citizen.sms.nb."


def test_a_route_that_broke_is_a_deviation(tell: Tell) -> None:
    """When SMS went another way than the plan's, and when; that it was mended stands in the line of time."""
    said = {"channel": "sms", "provider": "twilio-backup", "instead_of": "twilio"}
    each = night_a(40)
    each.lines = [
        *each.lines,
        Told(kind="route.broken", actor="node", at=T0 + 1, data={"channel": "sms", "provider": "twilio"}, alert=None),
        Told(kind="route.switched", actor="node", at=T0 + 2, data=said, alert=None),
        Told(kind="route.mended", actor="node", at=T0 + 3, data={"channel": "sms", "provider": "twilio"}, alert=None),
    ]
    record = tell(each).record
    found = {one.kind: one.words for one in deviations(record)}

    assert found["route-broken"] == "Får ikke sendt SMS gjennom Twilio. Prøver videre med én om gangen."
    assert found["route-switched"] == "Har gått over fra Twilio til reservekontoen hos Twilio for SMS."
    assert ("Får sendt SMS gjennom Twilio igjen", "Dispatcher") in {(one.what, one.who) for one in events(record)}


@pytest.mark.requirement("R033")
def test_outside_before_staff_is_grave_unless_the_plan_has_no_gate(tell: Tell) -> None:
    """Immediate danger has no gates: the share of the staff is then told, not blamed."""
    before, early, urgent = (
        deviations(tell(each).record) for each in (ahead(-9), ahead(9), ahead(9, urgency="immediate"))
    )

    assert ("external-before-staff", True) in {(each.kind, each.grave) for each in before}
    assert ("external-before-share", True) in {(each.kind, each.grave) for each in early}
    assert ("external-before-share", False) in {(each.kind, each.grave) for each in urgent}


def test_the_page_alone_first_counts_as_outside(tell: Tell) -> None:
    """Whoever reads the page is not staff: the banner before the staff is a negative lead."""
    each = ahead(30)
    each.steps = [*each.steps, Step(name="Nettside", channels=("banner",), public=True, opened=T0, by="share")]
    each.banner = Send(accepted=T0 + 1000)
    kinds = {found.kind for found in deviations(tell(each).record)}

    assert "external-before-staff" in kinds


def test_staff_told_first_in_another_class_counts(tell: Tell) -> None:
    """Leaders are of the house: their text first is a lead."""
    each = ahead(30)
    each.humans = [replace(each.humans[0], cls="leader"), *each.humans[2:]]
    each.humans = [*each.humans, Human(ref="p", wave=1, cls="press", sends={"sms": Send(accepted=T0 + 99_000_000)})]

    assert not {found.kind for found in deviations(tell(each).record)} & {
        "external-before-staff",
        "external-before-share",
    }


def test_alarms_are_deviations_with_when_they_began_and_were_over(tell: Tell) -> None:
    """The alert's own and the node's while the incident was open; told or not, over or not. Another's is not there."""
    told = tell(night_a(40))
    since, over = T0 + 12 * MINUTE, T0 + 20 * MINUTE
    raised: list[dict[str, Any]] = [
        {"cause": "lane-paused", "about": "1001-1/sms", "words": "SMS sto.", "told_at": since, "ended_at": over},
        {"cause": "disk", "about": "", "words": "Disken er snart full.", "told_at": None, "ended_at": None},
        {"cause": "clock", "about": "", "words": "Lenge før.", "told_at": None, "ended_at": T0 - 99 * MINUTE},
        {"cause": "stalled", "about": "1002-1/0", "words": "En annen.", "told_at": None, "ended_at": None},
    ]
    for row in raised:
        values = row | {"since": since, "seen_at": since}
        told.ledger.write_now(lambda connection, values=values: connection.execute(insert(alarms).values(**values)))
    found = [each for each in deviations(told.record) if each.kind.startswith("alarm-")]

    assert [(each.kind, each.alert, each.at) for each in found] == [
        ("alarm-lane-paused", "1001-1", since),
        ("alarm-disk", None, since),
    ]
    assert found[0].words == f"SMS sto. Krisestaben fikk alarm {stamp(since)}. Over {stamp(over)}."
    assert found[1].words == "Disken er snart full. Ingen fikk alarm om det. Ikke over."


@pytest.mark.parametrize("cause", list(Cause))
def test_every_alarm_has_words_in_the_report(cause: Cause) -> None:
    """In the timeline, and in the section of service messages."""
    assert words_of(cause.service_key).startswith("fikk alarm om ")


@pytest.mark.parametrize(
    ("written", "took", "result", "steps"),
    [
        (None, 11, "missed", ["asked", "approved"]),  # nobody waited for the police
        (10, 1, "kept", ["asked", "cleared", "approved"]),
        (-1, 11, "missed", ["asked", "approved"]),  # it was there before they were asked
        (30, 11, "missed", ["asked", "approved"]),  # a later word, of the retraction
    ],
)
def test_the_polices_ten_minutes_are_not_the_approvers(
    tell: Tell, written: int | None, took: int, result: str, steps: list[str]
) -> None:
    """The approvers' time runs from when they could say yes, and what they waited for is a step of its own."""
    record = tell(night_a(20)).record
    (alert,) = record.alerts
    asked = alert.created_at
    cleared = replace(record.journal[0], kind="alert.cleared", alert=alert.id, at=asked + (written or 0) * MINUTE)
    journal = record.journal if written is None else (*record.journal, cleared)
    mine = replace(alert, asked_at=asked, approved_at=asked + 11 * MINUTE)
    scenario = {record.scenario: {"approval": {"minutes": 2}}}
    plan = replace(record.plan, document={**record.plan.document, "scenarios": scenario})
    told = replace(record, alerts=(mine,), journal=journal, plan=plan)
    (target,) = [one for one in targets(told) if one.kind == "answer"]

    assert [step.key for step in steps_of(told, mine) if step.key in ("asked", "cleared", "approved")] == steps
    assert target.happened.startswith(f"etter {took}\u00a0min" if took == 11 else f"{took}\u00a0min etter politiets")
    assert target.result == result
