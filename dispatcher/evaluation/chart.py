"""People told over time, a panel of all and one per wave under one clock. Own SVG: nothing is fetched.

An incident of one alert is one chart. A series is one of its alerts beside each other and one of each alert: all in
one is taller than a sheet of paper, and gives the minutes of each no room on an axis of days. Everything is told
without colour (filled against dashed, words beside the line), so that it survives a grey printer.
Labels of moments are stacked by one rule: each takes the highest row in which it touches no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from dispatcher.evaluation import words
from dispatcher.evaluation.clock_room import LEFT, RIGHT, axis_of
from dispatcher.evaluation.language import say
from dispatcher.evaluation.marks import SIZE, WIDE, Placed, marks_of, place, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatcher.evaluation.axis import Axis
    from dispatcher.evaluation.record import AlertRecord, Reach, Record, WaveRecord

WIDTH = 960.0
PANEL, GAP, PAGE_PANEL = 64.0, 26.0, 30.0
ROW = 19.0
SMALL = 12.0
INK, SOFT, LINE, FILL, PALE = "#14212b", "#44525c", "#0b4a6f", "#cfe0ea", "#e9edf0"
RED = "#a3161a"
FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One curve: a wave of an alert, or everybody in it (``wave`` None)."""

    alert: AlertRecord
    wave: WaveRecord | None
    name: str


def timeline_svg(record: Record) -> str:
    """Every panel of the incident in one SVG element, also of an incident in which nothing was sent."""
    several = len(record.alerts) > 1
    panels = [one for alert in record.alerts for one in _panels(alert, f"{alert.id}: " if several else "")]
    return _svg(record, record.alerts, panels, "timeline")


def charts(record: Record) -> tuple[str, dict[str, str]]:
    """The chart of the whole incident, and of a series that of each alert that was sent, by its id."""
    sent = [alert for alert in record.alerts if alert.was_sent]
    if len(record.alerts) < 2 or not sent:
        return timeline_svg(record), {}
    named = [(one, f"{one.id}: {say(words.KINDS.get(one.kind, one.kind))}") for one in sent]
    side_by_side = [Panel(alert=one, wave=None, name=name) for one, name in named]
    each = {one.id: _svg(record, (one,), _panels(one), f"timeline-{one.id}") for one in sent}
    return _svg(record, record.alerts, side_by_side, "timeline"), each


def _panels(alert: AlertRecord, before: str = "") -> list[Panel]:
    if not alert.was_sent:
        return []
    everybody = [Panel(alert=alert, wave=None, name=f"{before}{say('Alle personer')}")] if alert.together else []
    return everybody + [Panel(alert=alert, wave=wave, name=f"{before}{wave.name}") for wave in alert.waves]


def _svg(record: Record, alerts: Sequence[AlertRecord], panels: Sequence[Panel], key: str) -> str:
    marks = marks_of(record, alerts)
    along = axis_of(record, alerts, marks)
    labels = place(marks, along, left=8.0, right=WIDTH - 8)
    rows = 1 + max((label.row for label in labels), default=0)
    top = 66.0 + rows * ROW
    drawn, bottom = _drawn(record, panels, along, top)
    bottom = max(bottom, top + 12)
    height = bottom + 74.0
    title, about = _spoken(record, panels)
    size = f'viewBox="0 0 {WIDTH:g} {height:g}" font-family="{FONT}" font-size="{SIZE:g}" fill="{INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-title {key}-desc" {size}>',
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(about)}</desc>',
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>',
        *(_legend() if panels else ()),
        *_exercise(record, 24.0),
        *_marks(labels, bottom),
        *drawn,
        *_clock(along, bottom, record),
        "</svg>",
    ]
    return "\n".join(parts)


def _spoken(record: Record, panels: Sequence[Panel]) -> tuple[str, str]:
    mark = words.MARKS.get(record.mode, "")
    title = f"{mark}: {say('Personer varslet over tid')}" if mark else say("Personer varslet over tid")
    told = [
        say("{wave}: {told} varslet", wave=one.name, told=words.of(one.wave.reach.told, one.wave.reach.people))
        for one in panels
        if one.wave is not None and not one.wave.public
    ]
    together = [_all_told(one.alert) for one in panels if one.wave is None]
    return title, ". ".join([*together, *told, say("Tallene står i tabellen under figuren.")])


def _all_told(alert: AlertRecord) -> str:
    reach = alert.everybody
    told, delivered = (words.of(count, reach.people) for count in (reach.told, reach.delivered))
    text = say("hver person talt én gang: {told} varslet, {delivered} bekreftet levert", told=told, delivered=delivered)
    return f"{alert.id}, {text}"


def _text(
    x: float, y: float, text: str, *, size: float = SIZE, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{side}{weight}>{escape(text)}</text>'


def _exercise(record: Record, y: float) -> Iterator[str]:
    """What is not real says so first and last, here as in every text."""
    mark = words.MARKS.get(record.mode, "")
    if mark:
        yield _text(WIDTH - 8, y, mark, fill=RED, anchor="end", bold=True)


def _legend() -> Iterator[str]:
    y, x = 24.0, 8.0
    signs = {
        say("varslet: minst én kanal har godtatt"): (
            f'<rect x="{{x:g}}" y="{y - 11:g}" width="26" height="12" fill="{FILL}"/>'
            f'<path d="M{{x:g}} {y - 11:g}h26" stroke="{LINE}" stroke-width="2.5"/>'
        ),
        say("bekreftet levert til telefonen"): (
            f'<path d="M{{x:g}} {y - 5:g}h26" stroke="{INK}" stroke-width="1.6" stroke-dasharray="4 3"/>'
        ),
        say("bølgen åpnet"): f'<path d="M{{x:g}} {y - 10:g}m8 0l10 0l-5 9z" fill="{INK}"/>',
    }
    for text, sign in signs.items():
        yield sign.format(x=x)
        yield _text(x + 32, y, text)
        x += 32 + width_of(text) + 8


def _marks(labels: Sequence[Placed], bottom: float) -> Iterator[str]:
    for label in labels:
        y = 58.0 + label.row * ROW
        width = 1.8 if label.mark.strong else 1.0
        dash = "" if label.mark.strong else ' stroke-dasharray="2 3"'
        yield f'<path d="M{label.x:.1f} {y + 5:.1f}V{bottom:.1f}" stroke="{SOFT}" stroke-width="{width}"{dash}/>'
    for label in labels:
        y = 58.0 + label.row * ROW
        # A white ground keeps the lines of other moments out of the letters.
        yield (
            f'<rect x="{label.left - 2:.1f}" y="{y - 12:.1f}" width="{label.right - label.left + 4:.1f}" '
            f'height="{ROW - 3:.1f}" fill="#ffffff"/>'
        )
        yield _text(label.left, y, label.mark.label, bold=label.mark.strong)


def _drawn(record: Record, panels: Sequence[Panel], along: Axis, top: float) -> tuple[list[str], float]:
    drawn: list[str] = []
    y = top
    for one in panels:
        drawn += _wave(one, one.wave, along, y, record.opened_at) if one.wave else _together(one, along, y, record)
        y += (PAGE_PANEL if one.wave and one.wave.public else PANEL) + GAP
    return drawn, y - GAP if panels else top


def _wave(panel: Panel, wave: WaveRecord, along: Axis, y: float, opened: int) -> Iterator[str]:
    height = PAGE_PANEL if wave.public else PANEL
    yield from _page(panel.alert, wave, along, y) if wave.public else _people(wave.reach, wave.opened_at, along, y)
    yield from _name(panel.name, _reached(panel.alert, wave, opened), y)
    yield from _gate(wave, along, y, y + height, opened)


def _together(panel: Panel, along: Axis, y: float, record: Record) -> Iterator[str]:
    """All people of the alert in one curve; the strip above says how those in two waves are counted."""
    alert = panel.alert
    opened = min((wave.opened_at for wave in alert.waves if wave.opened_at is not None), default=None)
    yield from _people(alert.everybody, opened, along, y)
    yield from _name(panel.name, _told(alert.everybody, record.opened_at), y)
    if alert.together:
        text = say("hver person talt én gang, også den som står i flere bølger")
        width = width_of(text, SMALL)
        yield f'<rect x="{LEFT + 6:g}" y="{y - 14:.1f}" width="{width:.1f}" height="13" fill="#ffffff"/>'
        yield _text(LEFT + 6, y - 4, text, size=SMALL, fill=SOFT)


def _reached(alert: AlertRecord, wave: WaveRecord, opened: int) -> list[str]:
    if wave.public:
        at = alert.banner_at
        return [say("oppdatert {at}", at=words.clock_on(at, opened)) if at is not None else say("ikke oppdatert")]
    return _told(wave.reach, opened)


def _told(reach: Reach, opened: int) -> list[str]:
    if not reach.people:
        return [say("ingen mottakere")]
    last = say("ingen varslet")
    if reach.pace.last is not None:
        last = say("siste {at}", at=words.clock_on(reach.pace.last, opened))
    told, people = words.number(reach.told), words.number(reach.people)
    return [f"{told} av {people} ({words.share(reach.told, reach.people)})", last]


def _name(name: str, below: Sequence[str], y: float) -> Iterator[str]:
    room = int((LEFT - 24) / (SIZE * WIDE))
    lines = wrap(name, room, max_lines=2, placeholder="…")
    for index, line in enumerate(lines):
        yield _text(8, y + 12 + 16 * index, line, bold=True)
    for index, text in enumerate(below):
        yield _text(8, y + 14 + 16 * (index + len(lines)), text, size=SMALL, fill=SOFT)


def _people(reach: Reach, opened: int | None, along: Axis, y: float) -> Iterator[str]:
    bottom = y + PANEL
    yield f'<rect x="{LEFT:g}" y="{y:.1f}" width="{RIGHT - LEFT:g}" height="{PANEL:g}" fill="none" stroke="{PALE}"/>'
    yield f'<path d="M{LEFT:g} {y + PANEL / 2:.1f}H{RIGHT:g}" stroke="{PALE}"/>'
    for percent, height in ((100, y + 4), (50, y + PANEL / 2 + 4), (0, bottom + 4)):
        yield _text(RIGHT + 6, height, f"{percent}\u00a0%", size=11, fill=SOFT)
    people = reach.people
    if opened is None:
        yield _text(LEFT + 8, y + PANEL / 2 + 4, say("ikke åpnet"), size=SMALL, fill=SOFT)
        return
    told = _steps(reach.pace.curve, people, along, opened, y)
    if told:
        yield f'<path d="{told}V{bottom:.1f}H{along.x(opened):.1f}z" fill="{FILL}"/>'
        yield f'<path d="{told}" fill="none" stroke="{LINE}" stroke-width="2.5"/>'
    delivered = _steps(reach.delivered_pace.curve, people, along, opened, y)
    if delivered:
        yield f'<path d="{delivered}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-dasharray="4 3"/>'
    yield f'<path d="M{LEFT:g} {bottom:.1f}H{RIGHT:g}" stroke="{SOFT}"/>'


def _steps(curve: Sequence[tuple[int, int]], people: int, along: Axis, opened: int, y: float) -> str:
    """The path of a curve, held from each step to the next and on to the edge."""
    if not curve or not people:
        return ""
    path = [f"M{along.x(opened):.1f} {y + PANEL:.1f}"]
    path += [f"H{along.x(at):.1f}V{y + PANEL * (1 - count / people):.1f}" for at, count in curve]
    return "".join([*path, f"H{RIGHT:g}"])


def _page(alert: AlertRecord, wave: WaveRecord, along: Axis, y: float) -> Iterator[str]:
    middle = y + PAGE_PANEL / 2
    yield f'<path d="M{LEFT:g} {middle:.1f}H{RIGHT:g}" stroke="{PALE}" stroke-width="2"/>'
    if alert.banner_at is None:
        text = say("ikke åpnet") if wave.opened_at is None else say("ikke oppdatert")
        yield _text(LEFT + 8, middle - 6, text, size=SMALL, fill=SOFT)
        return
    x, end = along.x(alert.banner_at), along.x(alert.withdrawn_at) if alert.withdrawn_at else RIGHT
    yield f'<path d="M{x:.1f} {middle:.1f}H{end:.1f}" stroke="{LINE}" stroke-width="6"/>'
    yield f'<path d="M{x:.1f} {middle - 8:.1f}l8 8l-8 8l-8 -8z" fill="{LINE}" stroke="#ffffff"/>'


def _gate(wave: WaveRecord, along: Axis, top: float, bottom: float, opened: int) -> Iterator[str]:
    """When the wave opened and why, in the strip above its panel, where nothing else is written."""
    if wave.opened_at is None:
        return
    x = along.x(wave.opened_at)
    red = wave.opened_by == "clock"
    why = say(words.OPENED_BY.get(wave.opened_by or "", wave.opened_by or ""))
    text = say("åpnet {at}, {why}", at=words.clock_on(wave.opened_at, opened), why=why)
    room = width_of(text, SMALL)
    fits = x + 10 + room <= RIGHT + 34
    yield f'<path d="M{x - 5:.1f} {top - 9:.1f}l10 0l-5 9z" fill="{RED if red else INK}"/>'
    yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{RED if red else INK}"/>'
    start = x + 9 if fits else x - 9
    ground = start if fits else start - room
    yield f'<rect x="{ground:.1f}" y="{top - 14:.1f}" width="{room:.1f}" height="13" fill="#ffffff"/>'
    colour = RED if red else SOFT
    yield _text(start, top - 4, text, size=SMALL, fill=colour, anchor="start" if fits else "end", bold=red)


def _clock(along: Axis, bottom: float, record: Record) -> Iterator[str]:
    y = bottom + 10
    yield f'<path d="M{LEFT:g} {y:.1f}H{RIGHT:g}" stroke="{INK}" stroke-width="1.2"/>'
    for tick in along.ticks():
        yield f'<path d="M{tick.x:.1f} {y:.1f}v5" stroke="{INK}"/>'
        yield _text(tick.x, y + 19, words.clock(tick.at, seconds=tick.seconds), size=SMALL, anchor="middle")
        if tick.day:
            yield _text(tick.x, y + 34, words.oslo(tick.at).strftime("%d.%m."), size=11, fill=SOFT, anchor="middle")
    for x in along.breaks:
        yield f'<path d="M{x - 6:.1f} {y + 6:.1f}l6 -12M{x:.1f} {y + 6:.1f}l6 -12" stroke="{INK}" stroke-width="1.6"/>'
    note = say("Klokken er norsk tid, {day}.", day=words.day(record.opened_at)) + (
        say(" Ved // skifter tidsaksen målestokk: der det skjedde lite, er den trykket sammen.") if along.breaks else ""
    )
    yield _text(8, y + 54, note, size=SMALL, fill=SOFT)
    yield from _exercise(record, y + 54)
