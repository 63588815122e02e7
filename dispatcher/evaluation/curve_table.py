"""The curves of the chart as a table: how many people were told, and confirmed, by when; of all and of each wave.

The points are the record's, at most some hundreds of each curve: between two of them a curve stands where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Reach, Record

FIELDS = ("alert", "wave", "at", "told", "delivered", "people")
"""``wave``: its name; empty for all people of the alert, each once. ``told``, ``delivered``: so far, of ``people``."""


def curve_rows(record: Record) -> Iterator[list[str]]:
    """Head first; of each alert that was sent the curve of all, then those of its waves."""
    yield list(FIELDS)
    for alert in record.alerts:
        for name, reach in _curves(alert) if alert.was_sent else ():
            for at, told, delivered in _points(reach):
                yield [alert.id, name, rfc3339(at) or "", str(told), str(delivered), str(reach.people)]


def _curves(alert: AlertRecord) -> Iterator[tuple[str, Reach]]:
    yield "", alert.everybody
    yield from ((wave.name, wave.reach) for wave in alert.waves if not wave.public)


def _points(reach: Reach) -> Iterator[tuple[int, int, int]]:
    """Both curves along one line of time."""
    told, delivered = dict(reach.pace.curve), dict(reach.delivered_pace.curve)
    so_far = confirmed = 0
    for at in sorted(told.keys() | delivered.keys()):
        so_far, confirmed = told.get(at, so_far), delivered.get(at, confirmed)
        yield at, so_far, confirmed
