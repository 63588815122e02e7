"""Alarms: once per cause and subject whoever looks, told once, over when it is over, and not again every minute."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from dispatcher.domain.alarm import Cause
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import alarm_book, alarms, audit, board
from dispatcher.ledger.alarm_book import NOT_AGAIN, SEEN_EVERY, UNSEEN
from dispatcher.ledger.alarms import block
from dispatcher.ledger.audit import Facts, Route
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.node_tables import alarms as table
from dispatcher.ledger.tables import journal
from tests.ledger.scene import ALERT, START, Scene, WaveSpec, mobiles

Make = Callable[..., Scene]
FACTS = Facts(watching_since=START)
BROKEN = Route(channel=ChannelName.SMS, kind=LaneKind.CAPTURE, provider="capture")


def blocked(scene: Make) -> Scene:
    """An alert whose SMS was refused."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()
    one.ledger.write_now(block, ALERT, ChannelName.SMS, "content", one.now)
    return one


def settle(scene: Scene, facts: Facts = FACTS) -> list[str]:
    """One look; what it raised."""
    return [str(item.cause) for item in scene.ledger.write_now(alarm_book.settle, facts, scene.now)]


def rows(scene: Scene) -> list[Any]:
    return scene.ledger.read_now(lambda connection: list(connection.execute(select(table).order_by(table.c.id))))


def kinds(scene: Scene) -> list[tuple[str, str | None]]:
    chosen = select(journal).where(journal.c.kind.like("alarm.%")).order_by(journal.c.seq)
    found = scene.ledger.read_now(lambda connection: list(connection.execute(chosen)))
    return [(row.kind, row.alert_id) for row in found]


def take(scene: Scene, key: tuple[str, str]) -> bool:
    """Tell of it, as a node would: what is untold is looked up, then taken."""
    alarm = scene.ledger.read_now(alarm_book.untold, scene.now).get(key)
    return alarm is not None and scene.ledger.write_now(alarm_book.take, alarm, scene.now)


KEY = (str(Cause.LANE_PAUSED), f"{ALERT}/sms")


def test_it_is_raised_once_and_stands_in_the_journal(scene: Make) -> None:
    """However often it is found; in the journal of its incident, in words."""
    one = blocked(scene)
    first, second = settle(one), settle(one)
    chosen = select(journal).where(journal.c.kind == "alarm.raised")
    (entry,) = one.ledger.read_now(lambda connection: list(connection.execute(chosen)))

    assert (first, second) == ([Cause.LANE_PAUSED], [])
    assert (entry.incident, entry.alert_id, entry.actor) == (1001, ALERT, "node")
    assert json.loads(entry.data)["about"] == f"{ALERT}/sms"
    assert [row.since for row in rows(one)] == [one.now_ms]


def test_of_two_nodes_that_look_at_once_one_raises_and_one_tells(scene: Make) -> None:
    """Two ledgers on one file, both through the same gate at the same instant, ten times over."""
    one = blocked(scene)
    other = Ledger(one.ledger.where)
    try:
        raised = at_once(lambda ledger: ledger.write_now(alarm_book.settle, FACTS, one.now), one.ledger, other)
        (alarm,) = one.ledger.read_now(alarm_book.untold, one.now).values()
        told = at_once(lambda ledger: ledger.write_now(alarm_book.take, alarm, one.now), one.ledger, other)
    finally:
        other.close()

    assert sum(len(found) for found in raised) == 1
    assert sorted(told) == [False] * 9 + [True]
    assert kinds(one) == [("alarm.raised", ALERT)]


def at_once(act: Callable[[Ledger], Any], *ledgers: Ledger) -> list[Any]:
    """Ten threads over the ledgers, let go together."""
    gate, answers = threading.Barrier(10), []

    def run(ledger: Ledger) -> None:
        gate.wait(10)
        answers.append(act(ledger))

    threads = [threading.Thread(target=run, args=(ledgers[index % len(ledgers)],)) for index in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return answers


def test_the_table_itself_refuses_a_second_of_the_same(scene: Make) -> None:
    """A node whose look is old news inserts nothing: the index knows, not the look."""
    one = blocked(scene)
    (item,) = one.ledger.read_now(audit.find, FACTS, one.now).found
    again = replace(item, words="noe annet")

    def both(connection: Any) -> list[bool]:
        return [alarm_book._raise(connection, each, one.now) for each in (item, again)]

    assert one.ledger.write_now(both) == [True, False]


def test_it_is_over_when_its_cause_is(scene: Make) -> None:
    """Ended in the row and the journal, and no longer shown; a second look ends nothing twice."""
    one = blocked(scene)
    settle(one)
    shown = one.ledger.read_now(board.alarms_view)
    one.ledger.write_now(alarms.unblock, ALERT)
    one.later(seconds=5)
    settle(one)
    settle(one)

    assert [(view["cause"], view["told_at"]) for view in shown] == [("lane-paused", None)]
    assert one.ledger.read_now(board.alarms_view) == []
    assert [row.ended_at for row in rows(one)] == [one.now_ms]
    assert kinds(one) == [("alarm.raised", ALERT), ("alarm.ended", ALERT)]


def test_what_comes_and_goes_is_told_once_in_a_quarter_of_an_hour(scene: Make) -> None:
    """Raised each time, told the first; when it still stands after the quarter, told again."""
    one = blocked(scene)
    told = []
    for _ in range(8):
        settle(one)
        told.append(take(one, KEY))
        one.ledger.write_now(alarms.unblock, ALERT)
        one.later(minutes=1)
        settle(one)
        one.ledger.write_now(block, ALERT, ChannelName.SMS, "content", one.now)
        one.later(minutes=1)
    settle(one)
    before = take(one, KEY)
    one.later(seconds=NOT_AGAIN.total_seconds())
    after = take(one, KEY)

    assert told == [True] + [False] * 7
    assert (before, after) == (True, False), "sixteen minutes after the first it was told again, and then no more"
    assert len([row for row in rows(one) if row.cause == Cause.LANE_PAUSED]) == 9


def test_it_is_not_told_when_it_is_over(scene: Make) -> None:
    """A node that was slow with the words tells nobody of what has been mended."""
    one = blocked(scene)
    settle(one)
    (alarm,) = one.ledger.read_now(alarm_book.untold, one.now).values()
    one.ledger.write_now(alarms.unblock, ALERT)
    settle(one)

    assert one.ledger.write_now(alarm_book.take, alarm, one.now) is False


def test_what_one_node_sees_is_not_ended_by_another_that_does_not(scene: Make) -> None:
    """Node A's route is broken and node B's is not: it stands as long as A says so, and a minute more."""
    one = scene()
    sees, does_not = replace(FACTS, routes=(BROKEN,)), FACTS
    settle(one, sees)
    for _ in range(5):
        one.later(seconds=SEEN_EVERY.total_seconds())
        settle(one, does_not)
        settle(one, sees)
    stood = len(rows(one)), rows(one)[0].ended_at
    one.later(seconds=UNSEEN.total_seconds() - 1)
    settle(one, does_not)
    still = rows(one)[0].ended_at
    one.later(seconds=1)
    settle(one, does_not)

    assert stood == (1, None)
    assert still is None
    assert rows(one)[0].ended_at == one.now_ms
    assert kinds(one) == [("alarm.raised", None), ("alarm.ended", None)]


def test_nothing_is_written_while_nothing_changes() -> None:
    """A quiet night costs reads alone."""
    assert not alarm_book.compare([], [], START)


def test_a_view_of_an_alert_has_its_own_and_the_nodes(scene: Make) -> None:
    """In words; another alert's are not there."""
    one = blocked(scene)
    settle(one, replace(FACTS, routes=(BROKEN,)))
    mine = one.ledger.read_now(board.alert_view, ALERT)["alarms"]

    def another(connection: Any) -> list[str]:
        return alarm_book.words_about(connection, "1002-1")

    assert [words.split(" ")[0] for words in mine] == ["Varsel", "Veien"]
    assert [words.split(" ")[0] for words in one.ledger.read_now(another)] == ["Veien"]
