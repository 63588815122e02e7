"""Bars, a row an incident: own SVG without script, font or style sheet, as the report's. Exercises are hatched.

Every bar has its value in words beside it, so that no colour and no axis is needed to read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dispatcher.evaluation.chart import FONT, INK, LINE, PALE, SOFT
from dispatcher.evaluation.marks import SIZE, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, LEFT, RIGHT, ROW, TOP = 960.0, 300.0, 800.0, 24.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``value``: None where it is not known; then only ``words`` stand."""

    label: str
    value: float | None
    words: str


def bars_svg(key: str, title: str, about: str, bars: Sequence[Bar], *, most: float, hatched: bool) -> str:
    """``key`` is the figure's own among those of a page; ``most`` is what fills the whole width."""
    height = TOP + ROW * len(bars) + 8
    size = f'viewBox="0 0 {WIDTH:g} {height:g}" font-family="{FONT}" font-size="{SIZE:g}" fill="{INK}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-title {key}-desc" {size}>',
            f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(about)}</desc>',
            f'<rect width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>',
            *(_hatching(key) if hatched else ()),
            *(line for index, bar in enumerate(bars) for line in _bar(bar, index, most, _fill(key, hatched=hatched))),
            f'<path d="M{LEFT:g} {TOP:g}V{height - 8:g}" stroke="{SOFT}"/>',
            "</svg>",
        ]
    )


def _fill(key: str, *, hatched: bool) -> str:
    return f"url(#{key}-hatch)" if hatched else LINE


def _hatching(key: str) -> Iterator[str]:
    yield f'<defs><pattern id="{key}-hatch" width="7" height="7" patternUnits="userSpaceOnUse">'
    yield f'<rect width="7" height="7" fill="#ffffff"/><path d="M-1 8L8 -1" stroke="{LINE}" stroke-width="2"/>'
    yield "</pattern></defs>"


def _bar(bar: Bar, index: int, most: float, fill: str) -> Iterator[str]:
    y = TOP + ROW * index
    room = int((LEFT - 20) / (SIZE * WIDE))
    label = bar.label if len(bar.label) <= room else f"{bar.label[: room - 1]}…"
    yield f'<text x="{LEFT - 10:g}" y="{y + 16:.1f}" text-anchor="end">{escape(label)}</text>'
    yield f'<path d="M{LEFT:g} {y + ROW:.1f}H{WIDTH - 8:g}" stroke="{PALE}"/>'
    end = LEFT
    if bar.value is not None and most > 0:
        end = LEFT + max((RIGHT - LEFT) * bar.value / most, 2)
        size = f'x="{LEFT:g}" y="{y + 4:.1f}" width="{end - LEFT:.1f}" height="15"'
        yield f'<rect {size} fill="{fill}" stroke="{LINE}"/>'
    yield f'<text x="{end + 8:.1f}" y="{y + 16:.1f}">{escape(bar.words)}</text>'
