"""What the auditor finds: each cause by itself, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from dispatcher.domain.alarm import Cause, concerns
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import audit, claims, journal
from dispatcher.ledger.alarms import block
from dispatcher.ledger.audit import LEAST_FREE, Facts, Found, Route
from dispatcher.ledger.journal import Entry
from dispatcher.ledger.tables import deliveries, incidents, waves
from tests.ledger.scene import ALERT, START, Scene, WaveSpec, mobiles

Make = Callable[..., Scene]
LONG_AGO = START - timedelta(days=1)


def found(scene: Scene, **facts: Any) -> list[Found]:
    """What is wrong by the scene's clock; the node has watched for a day."""
    given = Facts(**{"watching_since": LONG_AGO} | facts)
    return list(scene.ledger.read_now(audit.find, given, scene.now).found)


def causes(scene: Scene, **facts: Any) -> list[tuple[str, str]]:
    return [item.key for item in found(scene, **facts)]


def claim(scene: Scene, room: int, channel: str = "sms") -> None:
    scene.ledger.write_now(claims.cycle, scene.lane(channel), [], room, scene.now_ms)


def set_rows(scene: Scene, *where: Any, **values: Any) -> None:
    scene.ledger.write_now(lambda connection: connection.execute(update(deliveries).where(*where).values(**values)))


def waiting(scene: Make, **more: Any) -> Scene:
    """Three people wait in an open wave, and nobody tries."""
    one = scene(WaveSpec(people=mobiles(3)), **more)
    one.expand()
    return one


def test_an_open_wave_that_nobody_tries_has_stalled_after_a_minute(scene: Make) -> None:
    """Not before; and it says which wave, how many and for how long, and that SMS is what waits."""
    one = waiting(scene)
    one.later(seconds=59)
    early = causes(one)
    one.later(seconds=121)
    (item,) = found(one)

    assert early == []
    assert item.key == (Cause.STALLED, f"{ALERT}/0")
    assert (item.incident, item.alert, item.channels) == (1001, ALERT, (ChannelName.SMS,))
    assert item.since == START
    assert item.values == {"alert": ALERT, "wave": "wave 0", "count": "3", "minutes": "3"}
    assert "3 meldinger venter i bølgen «wave 0», og ingenting er prøvd siden kl 03.12." in item.words


def test_an_attempt_starts_its_minute_again(scene: Make) -> None:
    """A slow lane is not a dead one: one attempt a minute is enough."""
    one = waiting(scene)
    one.later(seconds=50)
    claim(one, room=1)
    one.later(seconds=59)
    between = causes(one)
    one.later(seconds=1)

    assert between == []
    assert causes(one) == [(Cause.STALLED, f"{ALERT}/0")]


def test_an_attempt_that_was_seen_is_not_looked_for_again(scene: Make) -> None:
    """A wave of a whole city is gone through once a minute: the newest attempt is remembered for the next look."""
    one = waiting(scene)
    one.later(seconds=50)
    claim(one, room=1)
    one.later(seconds=30)
    seen = one.ledger.read_now(audit.find, Facts(watching_since=LONG_AGO), one.now)
    kept = one.ledger.read_now(audit.find, Facts(watching_since=LONG_AGO, tried=seen.tried), one.now)

    assert seen.found == kept.found == ()
    assert seen.tried == kept.tried == {1: one.now_ms - 30_000}


@pytest.mark.parametrize(
    "change",
    [
        {"paused": "feil sted", "paused_at": 1},
        {"superseded_by": "1001-2"},
        {"state": "stopped"},
        {"state": "done"},
        {"expires_at": 1},
        {"fingerprint": "e" * 64},
        {"kind": "service"},
    ],
    ids=lambda change: next(iter(change)) + str(next(iter(change.values()))),
)
def test_what_may_not_leave_has_not_stalled(scene: Make, change: dict[str, Any]) -> None:
    """Paused, superseded, ended, expired, not approved word for word; and no alarm is about an alarm."""
    one = waiting(scene)
    one.set_alert(**change)
    one.later(minutes=5)

    assert causes(one) == []


def test_a_wave_that_is_shut_or_retries_later_has_not_stalled(scene: Make) -> None:
    """Rows whose turn comes in a while are not due."""
    one = waiting(scene)
    one.later(minutes=5)
    set_rows(one, due_at=one.now_ms + 1)
    retrying = causes(one)
    set_rows(one, due_at=one.now_ms - 120_000)
    one.ledger.write_now(lambda connection: connection.execute(update(waves).values(opened_at=None)))

    assert retrying == causes(one) == []


def test_a_node_judges_only_what_it_has_watched(scene: Make) -> None:
    """Started again after ten minutes: what stood still meanwhile is about to go."""
    one = waiting(scene)
    one.later(minutes=10)
    started = one.now
    one.later(seconds=59)
    early = causes(one, watching_since=started)
    one.later(seconds=1)

    assert early == []
    assert causes(one, watching_since=started) == [(Cause.STALLED, f"{ALERT}/0")]


def test_a_pause_that_has_ended_is_no_stall(scene: Make) -> None:
    """The minute runs from the resume."""
    one = waiting(scene)
    one.later(minutes=10)
    resumed = Entry(kind="alert.resumed", actor="anne", incident=1001, alert=ALERT)
    one.ledger.write_now(journal.append, resumed, one.now)
    at_once = causes(one)
    one.later(minutes=1)

    assert at_once == []
    assert found(one)[0].since == one.now - timedelta(minutes=1)


def test_a_text_that_was_refused_pauses_its_lane_and_is_no_stall(scene: Make) -> None:
    """By alert and channel, with how many wait; the same rows give no second alarm."""
    one = waiting(scene)
    one.ledger.write_now(block, ALERT, ChannelName.SMS, "content", one.now)
    one.later(minutes=5)
    (item,) = found(one)

    assert item.key == (Cause.LANE_PAUSED, f"{ALERT}/sms")
    assert item.channels == (ChannelName.SMS,)
    assert item.values == {"alert": ALERT, "channel": "sms", "count": "3"}
    assert item.words == f"Varsel {ALERT} er stanset på SMS: leverandøren avviste teksten. 3 meldinger venter."


@pytest.mark.parametrize("change", [{"state": "stopped"}, {"superseded_by": "1001-2"}], ids=["stopped", "superseded"])
def test_a_lane_of_an_alert_that_is_over_pauses_nothing(scene: Make, change: dict[str, Any]) -> None:
    """Its block stays in the table, and nobody waits."""
    one = waiting(scene)
    one.ledger.write_now(block, ALERT, ChannelName.SMS, "content", one.now)
    one.set_alert(**change)

    assert causes(one) == []


@pytest.mark.parametrize(
    ("key", "told"), [("approval-request", [(Cause.LANE_PAUSED, f"{ALERT}/sms")]), ("alarm-stalled", [])]
)
def test_a_refused_request_is_told_and_a_refused_alarm_is_not(
    scene: Make, key: str, told: list[tuple[str, str]]
) -> None:
    """The mayor was not asked: somebody must know. An alarm about an alarm would go on for ever."""
    one = waiting(scene)
    one.set_alert(kind="service", fields=f'{{"key": "{key}", "about": "1001-1"}}')
    one.ledger.write_now(block, ALERT, ChannelName.SMS, "content", one.now)

    assert causes(one) == told


def test_unsure_that_waits_for_a_person(scene: Make) -> None:
    """Once for the alert, over its channels; not what evidence may still settle, nor what somebody has decided."""
    both = [(number, f"p{index}@loten.example") for index, number in enumerate(mobiles(3))]
    one = scene(WaveSpec(people=both, channels=("sms", "email")))
    one.expand()
    set_rows(one, state="unsure", due_at=one.now_ms)
    undecided = causes(one)
    set_rows(one, settled_by="asked")
    (item,) = found(one)
    set_rows(one, settled_by="person:kari")

    assert undecided == causes(one) == []
    assert item.key == (Cause.UNSURE_ASKS, ALERT)
    assert item.channels == (ChannelName.EMAIL, ChannelName.SMS)
    assert item.values == {"alert": ALERT, "count": "6"}


def test_tasks_that_nobody_ticked_are_no_messages(scene: Make) -> None:
    """What hangs on a wall cannot be sent again: the alarm says that tasks are not ticked."""
    one = waiting(scene)
    set_rows(one, channel="task", state="unsure", settled_by="asked", due_at=one.now_ms)
    (item,) = found(one)

    assert item.key == (Cause.TASKS_LATE, ALERT)
    assert item.words.endswith("ikke krysset av innen fristen, og ingen flere kan spørres.")


def test_nobody_is_asked_about_an_incident_that_is_closed(scene: Make) -> None:
    """Whoever closed it has said that it is over."""
    one = waiting(scene)
    set_rows(one, state="unsure", settled_by="asked", due_at=one.now_ms)
    one.ledger.write_now(lambda connection: connection.execute(update(incidents).values(closed_at=one.now_ms)))

    assert causes(one) == []


def test_a_gate_that_its_clock_opened(scene: Make) -> None:
    """While its alert goes on, and for a while after, for an alert may be quick; one that its share opened is none."""
    one = scene(WaveSpec(people=mobiles(1)), WaveSpec(people=mobiles(1, "43"), share=1.0, longest_wait=60_000))
    one.expand()
    claim(one, room=1)
    one.later(seconds=61)
    one.tick()
    (item,) = [each for each in found(one) if each.cause is Cause.GATE_BY_CLOCK]
    one.set_alert(state="done")
    just_done = causes(one)
    one.later(minutes=11)

    assert item.key == (Cause.GATE_BY_CLOCK, f"{ALERT}/1")
    assert (item.channels, item.values) == ((), {"alert": ALERT, "wave": "wave 1"})
    assert (Cause.GATE_BY_CLOCK, f"{ALERT}/1") in just_done
    assert causes(one) == []


@pytest.mark.parametrize("by", ["approval", "share", "empty", "hold", "external-now"])
def test_a_gate_that_anything_else_opened_is_as_planned(scene: Make, by: str) -> None:
    """Or was decided by a person."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.ledger.write_now(lambda connection: connection.execute(update(waves).values(opened_by=by)))

    assert causes(one) == []


def test_a_route_that_is_broken_is_what_the_node_says(scene: Make) -> None:
    """About the lane, for the incidents that its kind serves."""
    one = scene()
    route = Route(channel=ChannelName.EMAIL, kind=LaneKind.REAL, provider="smtp")
    (item,) = found(one, routes=(route,))

    assert item.key == (Cause.ROUTE_BROKEN, "email/real/smtp")
    assert (item.channels, item.kind, item.incident) == ((ChannelName.EMAIL,), LaneKind.REAL, None)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"free": LEAST_FREE}, False),
        ({"free": LEAST_FREE - 1}, True),
        ({"failed_at": START - timedelta(minutes=9)}, True),
        ({"failed_at": START - timedelta(minutes=10)}, False),
        ({}, False),
    ],
    ids=["room", "little", "failed", "long-ago", "unknown"],
)
def test_the_disk(scene: Make, facts: dict[str, Any], wrong: bool) -> None:
    """Little room, or a write that could not be made just now."""
    assert causes(scene(), **facts) == ([(Cause.DISK, "")] if wrong else [])


def test_a_clock_that_stepped_within_the_hour(scene: Make) -> None:
    """By the entry of whoever saw it."""
    one = scene()
    before = causes(one)
    one.ledger.write_now(journal.append, Entry(kind="clock.stepped", actor="node"), one.now)
    one.later(minutes=59)
    within = causes(one)
    one.later(minutes=1)

    assert before == causes(one) == []
    assert within == [(Cause.CLOCK, "")]


@pytest.mark.parametrize(
    ("cause", "about", "seen"),
    [
        (Cause.STALLED, "1001-1/0", True),
        (Cause.UNSURE_ASKS, "1001-1", True),
        (Cause.UNSURE_ASKS, "1001-11", False),
        (Cause.ROUTE_BROKEN, "sms/real/twilio", True),
        (Cause.DISK, "", True),
    ],
)
def test_whoever_follows_an_alert_sees_its_own_and_the_nodes(cause: Cause, about: str, seen: bool) -> None:
    """And nothing of another alert whose number begins alike."""
    assert concerns(str(cause), about, "1001-1") is seen


@pytest.mark.sqlite
def test_the_look_is_made_by_the_index_of_waiting_rows(scene: Make) -> None:
    """Every few seconds, also while a city is being sent to: no scan of the rows."""
    one = waiting(scene)
    statement = (
        "EXPLAIN QUERY PLAN SELECT id FROM deliveries WHERE wave_id = 1 AND due_at <= 9 "
        "AND deliveries.state = 'waiting' AND channel = 'sms' LIMIT 1"
    )
    steps = one.ledger.read_now(lambda connection: [row[3] for row in connection.exec_driver_sql(statement)])

    assert any("deliveries_due" in step for step in steps)
