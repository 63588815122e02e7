"""A time axis that gives room to the minutes in which things happen, and says where it was squeezed.

People know at 02.50, approve at 03.22, and are all told within a minute: on one scale the minute is a hair. So quiet
stretches share at most a part of the width; where the scale changes the axis is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatcher.evaluation.words import DAY, HOUR, MINUTE, SECOND, oslo

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 0.5
"""With this share of the width to the busy stretches, one scale does."""
FOR_BUSY = 0.62
SLIVER = 0.04
"""A quiet stretch that is a smaller part of the whole belongs to the busy one beside it."""
LEAST = 56.0
"""No stretch is narrower, in the drawing's units."""
ROOM_SECONDS, ROOM_MINUTES = 70.0, 54.0
"""How far apart ticks stand, with seconds in their labels and without."""
STEPS = [
    *(count * SECOND for count in (1, 2, 5, 10, 15, 30)),
    *(count * MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * HOUR for count in (1, 2, 3, 6, 12)),
    *(count * DAY for count in (1, 2, 7, 14, 28, 91, 365)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the axis with one scale."""

    start: int
    end: int
    left: float
    right: float

    def scale(self) -> float:
        """Milliseconds to a unit of the drawing."""
        return (self.end - self.start) / (self.right - self.left)

    def x(self, moment: int) -> float:
        if self.end == self.start:
            return self.left
        return self.left + (self.right - self.left) * (moment - self.start) / (self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A labelled time. ``seconds``: the label needs them. ``day``: the date stands below, because it is a new one."""

    at: int
    x: float
    seconds: bool
    day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Stretches from left to right that follow each other in time."""

    stretches: tuple[Stretch, ...]

    @property
    def breaks(self) -> list[float]:
        """Where the scale changes."""
        return [stretch.right for stretch in self.stretches[:-1]]

    def x(self, moment: int) -> float:
        """Where a moment stands; what lies outside stands at the edge."""
        for stretch in self.stretches:
            if moment <= stretch.end:
                return max(stretch.x(moment), stretch.left)
        return self.stretches[-1].right

    def ticks(self) -> list[Tick]:
        """Round times, far enough apart for their labels, also across a break; the finest scale chooses first."""
        kept: list[tuple[float, int, float, bool]] = []
        for stretch in sorted(self.stretches, key=Stretch.scale):
            for at, room in _round_times(stretch):
                x = stretch.x(at)
                if all(abs(x - other) >= max(room, width) for other, _, width, _ in kept):
                    kept.append((x, at, room, room == ROOM_SECONDS))
        kept.sort()
        days = [None, *(oslo(at).date() for _, at, _, _ in kept)]
        return [
            Tick(at=at, x=x, seconds=seconds, day=days[index] != days[index + 1])
            for index, (x, at, _, seconds) in enumerate(kept)
        ]


def _round_times(stretch: Stretch) -> list[tuple[int, float]]:
    """Each with the room its label needs."""
    span, width = stretch.end - stretch.start, stretch.right - stretch.left
    step = next((step for step in STEPS if step >= span * _room(step) / width), STEPS[-1])
    # Round on the clock in Norway, also where the steps are hours and days.
    offset = oslo(stretch.start).utcoffset()
    shift = int(offset.total_seconds() * SECOND) if offset else 0
    first = -(-(stretch.start + shift) // step) * step - shift
    return [(at, _room(step)) for at in range(first, stretch.end + 1, step)]


def _room(step: int) -> float:
    return ROOM_SECONDS if step < MINUTE else ROOM_MINUTES


def axis(start: int, end: int, busy: Sequence[tuple[int, int]], *, left: float, right: float) -> Axis:
    """From ``start`` to ``end``, between ``left`` and ``right``; ``busy``: the stretches that deserve the room."""
    end = max(end, start + SECOND)
    parts = _parts(start, end, _merged(busy, start, end))
    span = end - start
    if len(parts) == 1 or sum(b - a for a, b, is_busy in parts if is_busy) >= ENOUGH * span:
        return Axis(stretches=(Stretch(start=start, end=end, left=left, right=right),))
    widths = _widths(parts, right - left)
    stretches, x = [], left
    for (a, b, _), width in zip(parts, widths, strict=True):
        stretches.append(Stretch(start=a, end=b, left=x, right=x + width))
        x += width
    return Axis(stretches=tuple(stretches))


def _merged(busy: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Overlapping stretches are one, and so are two with little between them, beside what they span or beside all."""
    found: list[tuple[int, int]] = []
    for a, b in sorted((max(a, start), min(b, end)) for a, b in busy if a < end and b > start):
        near = max((b - found[-1][0]) / 3, SLIVER * (end - start)) if found else 0
        if found and a - found[-1][1] <= near:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return [(_close(a, start, end), _close(b, end, start)) for a, b in found if b > a]


def _close(moment: int, edge: int, other: int) -> int:
    """The edge itself, where so little lies between that a stretch of its own would say nothing."""
    return edge if abs(moment - edge) <= SLIVER * abs(other - edge) else moment


def _parts(start: int, end: int, busy: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    edges = sorted({start, end, *(moment for pair in busy for moment in pair)})
    return [(a, b, any(x <= a and b <= y for x, y in busy)) for a, b in pairwise(edges)]


def _widths(parts: Sequence[tuple[int, int, bool]], width: float) -> list[float]:
    """Each stretch its least, the rest by time within its own kind: busy or quiet."""
    kinds = {True: FOR_BUSY, False: 1 - FOR_BUSY}
    free = max(width - LEAST * len(parts), 0.0)
    totals = {kind: sum(b - a for a, b, is_busy in parts if is_busy is kind) for kind in kinds}
    used = sum(weight for kind, weight in kinds.items() if totals[kind])
    least = (width - free) / len(parts)
    return [least + free * kinds[is_busy] / used * (b - a) / totals[is_busy] for a, b, is_busy in parts]
