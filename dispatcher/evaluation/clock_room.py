"""The clock under the chart of an incident: which stretches of time get the room, and where its edges lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.evaluation import words
from dispatcher.evaluation.axis import Axis, axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatcher.evaluation.marks import Mark
    from dispatcher.evaluation.record import AlertRecord, Record, WaveRecord

LEFT, RIGHT = 218.0, 918.0
PAUSE = words.MINUTE
FEW = 0.05
"""People told after a gap longer than this, and than all before it, are another stretch; a few stragglers are none."""


def axis_of(record: Record, alerts: Sequence[AlertRecord], marks: Sequence[Mark]) -> Axis:
    """From the first moment of these alerts to the last; the stretches in which people were being told get the room."""
    moments = [mark.at for mark in marks]
    if not alerts or alerts[0].id == record.alerts[0].id:
        moments.append(record.opened_at)
    busy: list[tuple[int, int]] = []
    for alert in alerts:
        for wave in alert.waves:
            if wave.opened_at is None:
                continue
            moments += [wave.opened_at, *_moments(alert, wave)]
            busy += _busy(alert, wave, wave.opened_at)
    start, end = min(moments), max(moments)
    pad = max((end - start) // 60, words.SECOND)
    busy = [(a, b + max((b - a) // 20, 200)) for a, b in busy]
    return axis(start, end + pad, busy, left=LEFT, right=RIGHT)


def _moments(alert: AlertRecord, wave: WaveRecord) -> list[int]:
    if wave.public:
        return [alert.banner_at] if alert.banner_at is not None else []
    return [at for at, _ in (*wave.reach.pace.curve, *wave.reach.delivered_pace.curve)]


def _busy(alert: AlertRecord, wave: WaveRecord, opened: int) -> list[tuple[int, int]]:
    """The stretches in which a wave's people were told or confirmed."""
    if wave.public:
        return [(opened, max(alert.banner_at or opened, opened))]
    found: list[tuple[int, int]] = []
    for curve in (wave.reach.pace.curve, wave.reach.delivered_pace.curve):
        found += _stretches(curve, opened)
    return found or [(opened, opened)]


def _stretches(curve: Sequence[tuple[int, int]], opened: int) -> Iterator[tuple[int, int]]:
    start, end, before, seen = opened, opened, 0, 0
    for at, count in curve:
        if at - end > max(PAUSE, end - start) and seen > before:
            if seen - before >= FEW * curve[-1][1]:
                yield start, end
            start, before = at, seen
        end, seen = at, count
    if seen - before >= FEW * max(seen, 1):
        yield start, end
