"""Counts of an alert's messages and people for pages that are looked at all the time.

To count a whole city's takes a quarter of a second, and every page of it asks at once when something changes: for a
large alert what was counted a moment ago is shown again. What is frozen at submit is counted once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dispatcher.composing.estimate import estimate
from dispatcher.ledger import board, snapshot
from dispatcher.ledger.tables import waves

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.domain.policy import Progress

T = TypeVar("T")
Clock = Callable[[], float]

LARGE: Final = 5_000
"""People from whom on it is worth it; below, everything is counted anew at each look."""
SHARE: Final = 10
"""Counting takes a tenth of the time at most, however many look,"""
LEAST: Final = 0.5
OLDEST: Final = 3.0
"""and what is shown is kept so many seconds at least and at most."""
MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Each wave as the board shows it, and how far it is as its gate sees it."""

    views: list[dict[str, Any]]
    reached: list[Progress]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The texts with how many each is for, and the seconds until the last has left."""

    variants: list[dict[str, Any]]
    seconds: float


@dataclass(slots=True)
class _Kept:
    value: Any
    until: float


_kept: OrderedDict[Hashable, _Kept] = OrderedDict()
_lock = threading.Lock()


def waves_of(connection: Connection, row: Row[Any], clock: Clock = monotonic) -> Counted:
    """Of a large alert as they were a moment ago; a wave that opens, ends or changes after its end is seen at once."""

    def count() -> Counted:
        views, reached = board.waves_counted(connection, row)
        return Counted(views=views, reached=reached)

    if not _large(row):
        return count()
    steps = connection.execute(
        waves.select().where(waves.c.alert_id == row.id, waves.c.version == row.version).order_by(waves.c.ix)
    )
    marks = tuple((one.opened_at, one.done_at, one.expanded, one.changes) for one in steps)
    return _remembered(("waves", row.id, row.fingerprint, row.state, row.paused, marks), count, clock)


def meant_of(connection: Connection, row: Row[Any], plan: Plan) -> Meant:
    """Texts and people as they were frozen when the alert was submitted."""

    def count() -> Meant:
        reach = snapshot.reach(connection, row.id, row.version)
        seconds = estimate(connection, row, plan, reach)["expected_seconds"]
        return Meant(variants=board.variants_view(connection, row, reach), seconds=seconds)

    if not _large(row):
        return count()
    return _remembered(("meant", row.id, row.fingerprint), count, clock=None)


def _large(row: Row[Any]) -> bool:
    return bool(row.fingerprint) and (row.people or 0) >= LARGE


def _remembered(key: Hashable, count: Callable[[], T], clock: Clock | None) -> T:
    """For good without a clock. The key's fingerprint is salted: no two alerts, of whatever ledger, have the same."""
    begun = clock() if clock else 0.0
    with _lock:
        known = _kept.get(key)
    if known is not None and begun < known.until:
        value: T = known.value
        return value
    value = count()
    done = clock() if clock else 0.0
    until = float("inf") if clock is None else done + min(max(SHARE * (done - begun), LEAST), OLDEST)
    with _lock:
        _kept[key] = _Kept(value, until)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return value
