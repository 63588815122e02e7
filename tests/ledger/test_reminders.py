"""What the clock says about promises and about what stays public, each told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from dispatcher.ledger import journal, public, reminders
from dispatcher.ledger.tables import alerts, incidents, published
from dispatcher.ledger.times import ms
from tests.ledger.scene import ALERT, START, Scene

Make = Callable[..., Scene]
HOUR = 3_600_000


def promised(scene: Make, minutes: int = 60) -> Scene:
    """An alert that promises the next message within so many minutes."""
    one = scene()
    one.set_alert(promise_at=ms(START) + minutes * 60_000, expires_after=24 * HOUR, expires_at=ms(START) + 24 * HOUR)
    return one


def shown(scene: Make, kind: str = "first", state: str = "done") -> Scene:
    """An alert on the banner and page; sending ends an hour after the start."""
    one = scene()
    one.set_alert(kind=kind, state=state)
    one.ledger.write_now(public.publish, ALERT, "exercise", one.now)
    return one


def tick(one: Scene) -> list[str]:
    """What is due now, remembered."""
    found = one.ledger.read_now(reminders.due, one.now)
    return [item.what for item in found if one.ledger.write_now(reminders.note, item, one.now)]


def follow(one: Scene, *, approved_at: int) -> None:
    """A newer alert of the incident is approved then."""

    def write(connection: Connection) -> None:
        same = "incident kind mode severity rank urgency unsure_policy fields areas created_by edited_by".split()
        first = connection.execute(select(alerts).where(alerts.c.id == ALERT)).one()
        row = {name: getattr(first, name) for name in same} | {"id": "1001-2", "state": "approved"}
        times = {"created_at": 1, "composed_at": 1, "expires_after": HOUR, "expires_at": approved_at + HOUR}
        connection.execute(insert(alerts).values(**row, **times, approved_at=approved_at))
        connection.execute(update(alerts).where(alerts.c.id == ALERT).values(superseded_by="1001-2"))

    one.ledger.write_now(write)


def kinds(one: Scene) -> list[str]:
    return [entry.kind for entry in one.ledger.read_now(journal.of_incident, 1001)]


def is_shown(one: Scene) -> bool:
    withdrawn = select(published.c.withdrawn_at)
    return one.ledger.read_now(lambda connection: connection.scalar(withdrawn)) is None


@pytest.mark.requirement("R035")
def test_a_promise_is_watched_like_a_clock(scene: Make) -> None:
    """Nothing until 15 minutes before, then once; nothing more until it passes, then late, once."""
    one = promised(scene)
    said: list[Any] = [tick(one)]
    for minutes in (44, 1, 5, 9, 1, 30):
        one.later(minutes=minutes)
        said.append(tick(one))

    assert said == [[], [], ["promise-soon"], [], [], ["promise-late"], []]
    assert kinds(one) == ["promise.late"]


@pytest.mark.requirement("R035")
def test_a_newer_alert_in_time_keeps_the_promise(scene: Make) -> None:
    """Approved on the minute: kept, and nobody is reminded."""
    one = promised(scene)
    follow(one, approved_at=ms(START) + HOUR)
    one.later(minutes=61)

    assert tick(one) == ["promise-kept"]
    assert tick(one) == []
    assert kinds(one) == ["promise.kept"]


def test_a_newer_alert_too_late_was_late_also_when_no_node_was_there(scene: Make) -> None:
    """The node was down when it passed: the journal still says late, and nobody is told what is over."""
    one = promised(scene)
    follow(one, approved_at=ms(START) + HOUR + 1)
    one.later(hours=2)
    (item,) = one.ledger.read_now(reminders.due, one.now)

    assert (item.what, item.tells) == ("promise-late", False)


def test_a_short_promise_is_reminded_of_at_once(scene: Make) -> None:
    """Ten minutes leave no quarter of an hour."""
    one = promised(scene, minutes=10)

    assert tick(one) == ["promise-soon"]


def test_a_closed_incident_promises_nothing(scene: Make) -> None:
    """Somebody has said, with a why, that no more will come."""
    one = promised(scene)
    one.ledger.write_now(lambda connection: connection.execute(update(incidents).values(closed_at=1)))
    one.later(hours=2)

    assert tick(one) == []


def test_what_was_never_approved_promises_nothing(scene: Make) -> None:
    """A draft with a promise has told nobody."""
    one = promised(scene)
    one.set_alert(approved_at=None, state="draft")
    one.later(hours=2)

    assert tick(one) == []


@pytest.mark.requirement("R059")
@pytest.mark.parametrize("state", ["done", "expired"])
def test_what_stays_public_is_reminded_of_each_twelve_hours(scene: Make, state: str) -> None:
    """When sending ends, and again, until it is withdrawn; a week later once, not fourteen times."""
    one = shown(scene, state=state)
    said: list[Any] = [tick(one)]
    for hours in (1, 11.9, 0.1, 0, 12, 168):
        one.later(hours=hours)
        said.append(tick(one))
    still = is_shown(one)
    one.ledger.write_now(public.withdraw, ALERT, one.now)
    one.later(hours=24)

    once = ["expired-still-public"]
    assert said == [[], once, [], once, [], once, once]
    assert still
    assert tick(one) == []


@pytest.mark.requirement("R059")
def test_a_confirmation_gives_twelve_hours_of_peace(scene: Make) -> None:
    """Published anew after the expiry: confirmed then, and the clock begins again."""
    one = shown(scene)
    one.later(hours=3)
    one.ledger.write_now(public.publish, ALERT, "exercise", one.now)
    before = tick(one)
    one.later(hours=11)
    between = tick(one)
    one.later(hours=1)

    assert (before, between, tick(one)) == ([], [], ["expired-still-public"])


@pytest.mark.parametrize("kind", ["all-clear", "retraction"])
def test_what_says_that_it_is_over_leaves_at_its_own_expiry(scene: Make, kind: str) -> None:
    """Not a minute before, journalled, and the banner has a new version."""
    one = shown(scene, kind=kind)
    before = one.ledger.read_now(public.version)
    one.later(minutes=59)
    early = tick(one)
    one.later(minutes=1)

    assert early == []
    assert tick(one) == ["public-ended"]
    assert not is_shown(one)
    assert one.ledger.read_now(public.version) == before + 1
    assert kinds(one) == ["public.ended"]


@pytest.mark.parametrize("kind", ["first", "update", "correction"])
def test_everything_else_stays(scene: Make, kind: str) -> None:
    """Public state never ends silently."""
    one = shown(scene, kind=kind)
    one.later(hours=1000)
    tick(one)

    assert is_shown(one)


def test_of_two_who_see_it_one_gives_it(scene: Make) -> None:
    """Two nodes, or a node and its own restart: the table knows."""
    one = promised(scene)
    one.later(minutes=50)
    (item,) = one.ledger.read_now(reminders.due, one.now)

    assert one.ledger.write_now(reminders.note, item, one.now) is True
    assert one.ledger.write_now(reminders.note, item, one.now) is False
