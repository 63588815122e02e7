"""watch: what happens to an alert, as it happens, until it has ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work
from dispatcher.cli.wording import Command

if TYPE_CHECKING:
    from types import FrameType

    from sqlalchemy import Connection, Row

    from dispatcher.domain.policy import Progress

View = Mapping[str, Any]

ENDED = frozenset({"done", "stopped", "expired", "rejected"})
SHORTEST_WAIT = 0.25
SHARE_OF_TIME = 4
"""Looking takes longer the more people there are; a watcher looks a fifth of the time at most."""
NODE_ASKED_EVERY = 2.0
"""Seconds. Asking takes the node's lock for an instant, and a node that starts in that instant is turned away."""
A_BLINK = 0.1
LAST_ANSWERS = 15.0
"""Seconds to wait, after the end, for the answers of what was out when it came."""


@click.command(cls=Command)
@asking.alert
@asking.acting
def watch(*, alert: str, token_file: Path | None, as_json: bool) -> None:
    """Følg et varsel mens det sendes.

    Viser hver bølge og kanal til varselet er over. Ctrl-C avslutter bare visningen: utsendingen går videre.
    """
    from dispatcher.domain.rights import Act, demand

    with at_work(token_file, looks=True) as work, _ctrl_c() as left:
        demand(work.user.roles, Act.READ)
        pictures = look_until_ended(work, alert, left)
        if as_json:
            _as_objects(pictures)
        elif sys.stdout.isatty():
            from dispatcher.cli.bars import show

            show(pictures)
        else:
            _as_lines(pictures)
        if left.asked:
            telling.note("Visningen er avsluttet. Varselet går som før.")


@dataclass(slots=True)
class _Left:
    """Whether whoever watches wants to leave."""

    asked: bool = False

    def wait(self, seconds: float) -> None:
        """Until then, or until they do."""
        until = monotonic() + seconds
        while not self.asked and monotonic() < until:
            sleep(min(A_BLINK, max(until - monotonic(), 0)))


@contextmanager
def _ctrl_c() -> Iterator[_Left]:
    """Ctrl-C is noted, not raised: an exception could land where Python has to swallow it, in a finalizer."""
    left = _Left()

    def leave(_number: int, _frame: FrameType | None) -> None:
        left.asked = True

    former = signal.signal(signal.SIGINT, leave)
    try:
        yield left
    finally:
        signal.signal(signal.SIGINT, former)


def picture(connection: Connection, alert: str) -> dict[str, Any]:
    """An alert's head and waves, and since when each wave's clock runs. Raises NotFound."""
    from dispatcher.cli.alert_facts import head
    from dispatcher.ledger import alarm_book, answers_board, board, conduct, incidents, snapshot

    row = incidents.alert(connection, alert)
    view = head(connection, alert) | {"waves": board.waves_view(connection, row)}
    view["alarms"] = alarm_book.words_about(connection, alert)
    view["asking"] = _asking(connection, row)
    view["called_in"] = answers_board.answers_view(connection, row.incident)["called_in"]
    for wave, facts in zip(snapshot.waves_of(connection, row.id, row.version), view["waves"], strict=True):
        facts["clock_from"] = board.rfc3339(wave.wait_from)
        opened = wave.opened_at is not None and not wave.public
        facts["settled"] = _settled(conduct.progress(connection, wave.id), wave) if opened else None
    return view


def _asking(connection: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """Who is asked, while the alert waits for a yes."""
    from dispatcher.cli.alert_facts import plan_of
    from dispatcher.ledger import incidents
    from dispatcher.ports import SystemClock
    from dispatcher.web.approval_views import asking_view

    if row.state != "submitted":
        return None
    plan = plan_of(connection, row.id)
    scenario = plan.scenarios[incidents.incident(connection, row.incident).scenario]
    return asking_view(connection, row, plan, scenario, SystemClock().now())


def _settled(reached: Progress, wave: Row[Any]) -> float:
    """The share a gate looks at; a wave that has no rows yet has reached nobody, one of nobody is over."""
    return reached.settled_share if reached.people else float(bool(wave.expanded))


def look_until_ended(work: Work, alert: str, left: _Left) -> Iterator[dict[str, Any]]:
    """One picture after the other, until the alert has ended or the watcher has left."""
    ended_at: float | None = None
    node_runs, asked_at = False, -NODE_ASKED_EVERY
    while not left.asked:
        before = monotonic()
        if before - asked_at >= NODE_ASKED_EVERY:
            node_runs, asked_at = work.node_runs(), before
        view = work.read(picture, alert) | {"node_running": node_runs}
        yield view
        now = monotonic()
        if view["state"] in ENDED:
            ended_at = ended_at or now
            if not _out(view) or now - ended_at > LAST_ANSWERS:
                return
        left.wait(max(SHORTEST_WAIT, SHARE_OF_TIME * (now - before)))


def _out(view: View) -> int:
    return sum(counts["sending"] for wave in view["waves"] for counts in wave["channels"].values())


def _as_objects(pictures: Iterable[View]) -> None:
    last: View | None = None
    for view in pictures:
        if view != last:
            telling.fact(view)
        last = view


def _as_lines(pictures: Iterable[View]) -> None:
    from dispatcher.cli.watch_lines import paced

    for line in paced(pictures):
        telling.line(line)
