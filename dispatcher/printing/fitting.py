"""How large a poster's text can be: the largest of four sizes whose lines are no taller than the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

SHEET, STRIPS = 292.0, 24.0
"""Millimetres of a sheet of A4, a little to spare; what the two strips of an exercise take of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one kind of text: the signs it holds in a wide typeface, its height, and the space after a part."""

    signs: int
    height: float
    after: float = 0.0

    def tall(self, parts: Sequence[str]) -> float:
        """Millimetres that these parts take, each from a new line."""
        return sum(ceil(len(part) / self.signs) * self.height + self.after for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One size, as ``print.css`` has it. ``rest``: what is not text."""

    name: str
    headline: Line
    what: Line
    todo: Line
    rest: float


SIZES = (
    Size(
        name="large",
        headline=Line(signs=16, height=19.1),
        what=Line(signs=40, height=9.9, after=2.5),
        todo=Line(signs=25, height=11.2, after=2.5),
        rest=146,
    ),
    Size(
        name="middle",
        headline=Line(signs=19, height=15.8),
        what=Line(signs=46, height=8.6, after=2.5),
        todo=Line(signs=31, height=9.1, after=2.5),
        rest=142,
    ),
    Size(
        name="small",
        headline=Line(signs=25, height=12.5),
        what=Line(signs=57, height=7.0, after=2.5),
        todo=Line(signs=41, height=7.1, after=2.5),
        rest=138,
    ),
    Size(
        name="tiny",
        headline=Line(signs=33, height=9.6),
        what=Line(signs=76, height=5.4, after=1.5),
        todo=Line(signs=54, height=5.4, after=1.5),
        rest=134,
    ),
)


def size_for(headline: str, what: Sequence[str], todo: Sequence[str], *, exercise: bool) -> str:
    """The largest that fits; of a text too long for all, the smallest, and it goes on to a second sheet uncut."""
    room = SHEET - (STRIPS if exercise else 0)
    for size in SIZES:
        if size.rest + size.headline.tall([headline]) + size.what.tall(what) + size.todo.tall(todo) <= room:
            return size.name
    return SIZES[-1].name
