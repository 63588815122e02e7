"""A ledger that is a copy, is behind its marker or was long without a node: nothing leaves before a person says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from dispatcher.approval import decisions
from dispatcher.domain.states import Role
from dispatcher.ledger import accounts, claims, public, restored
from dispatcher.ledger.marker import Mark, read_mark, write_mark
from dispatcher.ledger.restored import Found, Why
from dispatcher.ledger.tables import alerts, deliveries, journal, meta, waves
from dispatcher.ledger.times import ms
from tests.ledger.scene import ALERT, START, Scene, WaveSpec, mobiles

Make = Callable[..., Scene]
MINE = Mark(ledger="a", starts=4)
AGO = {"now": timedelta(0), "14 min": timedelta(minutes=14), "16 min": timedelta(minutes=16)}


@pytest.mark.parametrize(
    ("alive", "marker", "copied", "expected"),
    [
        ("now", None, False, None),
        ("14 min", MINE, False, None),
        ("16 min", MINE, False, Why.AWAY),
        (None, None, False, None),  # a new ledger: nothing has ever left it
        ("now", Mark(ledger="a", starts=3), False, None),  # a crash between the ledger and the marker
        ("now", Mark(ledger="a", starts=5), False, Why.BEHIND),
        ("now", Mark(ledger="b", starts=1), False, Why.BEHIND),
        ("now", None, True, Why.COPY),
        ("16 min", Mark(ledger="a", starts=5), True, Why.COPY),
    ],
)
def test_when_a_ledger_is_not_trusted(
    alive: str | None, marker: Mark | None, *, copied: bool, expected: Why | None
) -> None:
    """Old, behind the marker, of another ledger, or a copy by its own word; a crash at start is none of these."""
    last = START - AGO[alive] if alive else None
    found = Found(mark=MINE, last_alive=last, copied_at=START if copied else None)

    assert restored.why(found, marker, START) == expected


def alive(one: Scene) -> None:
    """A node was here a moment ago."""
    one.ledger.write_now(public.heartbeat, one.now)


def begin(one: Scene) -> restored.Began:
    """A node starts on the ledger."""
    return restored.start(one.ledger, one.marker, one.now)


def sending(scene: Make, **spec: Any) -> Scene:
    """An alert in the middle of its sending, of a node that lives."""
    one = scene(WaveSpec(people=mobiles(5), **spec))
    one.expand()
    one.ledger.write_now(claims.cycle, one.lane(), [], 2, one.now_ms)
    alive(one)
    return one


def entries(one: Scene, kind: str) -> list[dict[str, Any]]:
    """What the journal says of this kind."""

    def read(connection: Connection) -> list[str]:
        return list(connection.scalars(select(journal.c.data).where(journal.c.kind == kind)))

    return [json.loads(data) for data in one.ledger.read_now(read)]


def test_after_a_night_without_a_node_it_says_what_would_leave_and_waits(scene: Make) -> None:
    """Paused with how long, how many and how old, in the journal too; no lane claims anything."""
    one = sending(scene)
    one.later(hours=9)
    one.set_alert(expires_at=one.now_ms + 3_600_000)
    began = begin(one)
    claimed = one.ledger.write_now(claims.cycle, one.lane(), [], 10, one.now_ms).claims

    assert began.why is Why.AWAY
    assert claimed == []
    said = "gjenopprettet, sist i live 22.11.2026 kl. 03.12, 5 meldinger venter, eldste fra 22.11.2026 kl. 03.12"
    assert one.alert().paused == said
    (entry,) = entries(one, "alert.paused")
    assert (entry["why"], entry["restored"], entry["rows"]) == (said, "away", 5)
    assert (entry["away_seconds"], entry["oldest_seconds"]) == (9 * 3600, 9 * 3600)


def test_a_node_that_was_away_for_a_moment_goes_on(scene: Make) -> None:
    """A restart is no restore."""
    one = sending(scene)
    begin(one)
    one.later(minutes=14)

    assert begin(one).why is None
    assert one.alert().paused is None


def test_nothing_due_no_pause(scene: Make) -> None:
    """A ledger may be as old as it likes when nothing of it can leave."""
    one = sending(scene)
    one.ledger.write_now(lambda connection: connection.execute(update(deliveries).values(state="accepted")))
    one.set_alert(state="done")
    one.later(hours=9)
    began = begin(one)

    assert (began.why, began.paused) == (Why.AWAY, ())
    assert one.alert().paused is None


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"state": "sending"}, True),
        ({"state": "submitted"}, False),  # waits for an approver already
        ({"state": "stopped"}, False),
        ({"superseded_by": "1001-2"}, False),
        ({"kind": "service"}, False),
        ({"expires_at": ms(START)}, False),
    ],
)
def test_only_what_could_still_leave_is_paused(scene: Make, change: dict[str, Any], *, held: bool) -> None:
    """Approved, in force and not finished."""
    one = sending(scene)
    one.later(minutes=20)
    one.set_alert(**change)
    begin(one)

    assert (one.alert().paused is not None) == held


def test_people_without_rows_yet_count(scene: Make) -> None:
    """The approval was the last thing committed: nobody has a row, and everybody would get a message."""
    one = scene(WaveSpec(people=[("+4742000001", "a@example.no")] * 3, channels=("sms", "email"), fallback=("push",)))
    alive(one)
    one.later(minutes=20)
    (left,) = begin(one).paused

    assert (left.rows, left.reserves) == (6, 0)


def test_a_doubt_that_waits_for_a_person_is_nothing_that_could_leave(scene: Make) -> None:
    """*Asked* leaves when somebody says so; undecided may leave by the alert's policy."""
    one = sending(scene)

    def doubt(connection: Connection, by: str | None) -> None:
        connection.execute(update(deliveries).values(state="unsure", settled_by=by))

    one.ledger.write_now(doubt, "asked")
    one.later(minutes=20)
    assert begin(one).paused == ()
    one.ledger.write_now(doubt, None)
    one.later(minutes=20)

    assert [left.rows for left in begin(one).paused] == [5]


@pytest.mark.parametrize(("copied", "held"), [(True, True), (False, False)])
def test_reserves_of_what_is_done_wait_only_after_a_real_restore(scene: Make, *, copied: bool, held: bool) -> None:
    """A late *undelivered* would wake them; in a ledger that was only asleep they have surely not gone."""
    one = sending(scene)
    done = {"state": "skipped", "reason": "not needed"}
    one.ledger.write_now(lambda connection: connection.execute(update(deliveries).values(**done)))
    one.set_alert(state="done")
    if copied:
        one.ledger.write_now(lambda connection: connection.execute(insert(meta).values(key="copied_at", value="1")))
    one.later(minutes=20)
    begin(one)

    assert ((one.alert().paused or "").find("5 reservemeldinger venter") > 0) == held


def test_a_copy_put_in_place_within_the_quarter_hour_is_seen(scene: Make, tmp_path: Path) -> None:
    """Its counter is behind the marker, though its heart beat a minute ago; its words say that some may have left."""
    one = sending(scene)
    marker = one.marker
    begin(one)
    write_mark(marker, Mark(ledger=one.ledger.identity, starts=7))
    began = begin(one)

    assert began.why is Why.BEHIND
    assert str(one.alert().paused).endswith("Noe av det kan alt ha gått ut")
    assert [entry["marker"]["starts"] for entry in entries(one, "ledger.restored")] == [7]
    assert began.mark.starts == 8
    assert read_mark(marker) == began.mark
    assert begin(one).why is None


def test_a_crash_between_ledger_and_marker_is_no_restore(scene: Make) -> None:
    """The ledger is ahead of the marker then."""
    one = sending(scene)
    one.ledger.write_now(restored.begin, None, one.now)
    began = begin(one)

    assert (began.why, began.mark.starts) == (None, 2)


def test_a_marker_that_cannot_be_read_stops_nothing(scene: Make) -> None:
    """A torn or foreign file says nothing; the age of the heartbeat still does."""
    one = sending(scene)
    one.marker.write_text("{", encoding="utf-8")

    assert begin(one).why is None
    assert read_mark(one.marker) == Mark(ledger=one.ledger.identity, starts=1)


def test_a_second_node_that_joins_a_living_ledger_pauses_nothing(scene: Make, tmp_path: Path) -> None:
    """Its own marker is older than the ledger, or not there at all."""
    one = sending(scene)
    begin(one)
    for marker in (tmp_path / "none", tmp_path / "old"):
        write_mark(tmp_path / "old", Mark(ledger=one.ledger.identity, starts=1))
        assert restored.start(one.ledger, marker, one.now).why is None

    assert one.alert().paused is None


def test_resume_lets_each_go_and_the_gates_clock_stood_still_since_the_node_died(scene: Make) -> None:
    """Nine hours without a node are no five minutes in which staff could not be reached."""
    one = sending(scene, longest_wait=300_000)
    before = one.alert()
    one.later(hours=9)
    one.set_alert(expires_at=one.now_ms + 3_600_000)
    begin(one)
    one.later(minutes=30)
    anne = one.ledger.write_now(accounts.add_user, "anne", [Role.APPROVER], "ordforer", one.now)
    one.ledger.write_now(decisions.resume, anne, ALERT, one.now)
    claimed = one.ledger.write_now(claims.cycle, one.lane(), [], 10, one.now_ms).claims
    waited = one.now_ms - one.ledger.read_now(lambda connection: connection.scalar(select(waves.c.wait_from)))

    assert before.paused is None
    assert one.alert().paused is None
    assert len(claimed) == 3
    assert waited == 0


def test_what_a_person_had_paused_keeps_their_reason(scene: Make) -> None:
    """Both reasons stand; the pause began when the person said so; a second such start adds nothing."""
    one = sending(scene)
    paused_at = one.now_ms
    one.set_alert(paused="feil område", paused_at=paused_at)
    one.later(minutes=20)
    begin(one)
    first = one.alert()
    one.later(minutes=20)
    begin(one)

    assert first.paused.startswith("feil område; gjenopprettet, sist i live ")
    assert first.paused_at == paused_at
    assert one.alert().paused == first.paused
    assert len(entries(one, "alert.paused")) == 1


def test_check_sees_what_a_start_would_do_and_what_one_has_done(scene: Make) -> None:
    """The same decision, read only; what is held is listed until somebody resumes it."""
    one = sending(scene)
    one.later(minutes=20)
    foreseen = one.ledger.read_now(restored.would_hold, None, one.now)
    assert one.ledger.read_now(restored.held) == []
    begin(one)

    assert one.ledger.read_now(restored.held) == foreseen == [(ALERT, one.alert().paused)]
    assert one.ledger.read_now(restored.would_hold, None, one.now) == []
    assert one.ledger.read_now(lambda connection: connection.scalar(select(alerts.c.paused))) == foreseen[0][1]
