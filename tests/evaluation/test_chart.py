"""The one chart: well-formed, spoken, and no label over another, whatever happened when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.evaluation.axis import LEAST, axis
from dispatcher.evaluation.chart import charts, timeline_svg
from dispatcher.evaluation.clock_room import LEFT, RIGHT
from dispatcher.evaluation.marks import Mark, place, width_of
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import CITIZENS_OPEN, night_a
from tests.evaluation.reading import table
from tests.evaluation.test_page import ahead, draft
from tests.evaluation.written import MINUTE, T0, Human, Send, Step, Story
from tests.evaluation.written import Told as Line

Tell = Callable[[Story], Told]
SVG = "{http://www.w3.org/2000/svg}"
# Arial's mean width of a letter in Norwegian text is 0.50 em, of a digit 0.556; DejaVu Sans is the widest fallback.
LETTER = 0.6
SHEET_WIDTH, SHEET_HEIGHT = 178, 200
"""Millimetres: what ``print.css`` gives a figure on A4, under a heading."""
DAY = 24 * 60 * MINUTE


@dataclass(frozen=True)
class Box:
    """Where a text stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def boxes(svg: str) -> list[Box]:
    """Every text of the drawing, by its own attributes."""
    found = []
    for each in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314  our own drawing
        text, size = each.text or "", float(each.attrib["font-size"])
        x, y, width = float(each.attrib["x"]), float(each.attrib["y"]), len(text) * size * LETTER
        left = {"start": x, "middle": x - width / 2, "end": x - width}[each.attrib.get("text-anchor", "start")]
        found.append(Box(text, left, y - size * 0.75, left + width, y + size * 0.2))
    return found


def overlaps(found: Sequence[Box]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for one, other in combinations(found, 2) if one.touches(other)]


def outside(svg: str) -> list[str]:
    _, _, width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split())  # noqa: S314
    return [box.text for box in boxes(svg) if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height]


def stories() -> list[Story]:
    """What a chart must stand: a night, seconds only, days, nothing sent, everything at once, much pausing."""
    quick, slow, at_once, restless = night_a(60), night_a(60), night_a(60), night_a(60)
    quick.known = None
    for human in slow.humans[::7]:
        for send in human.sends.values():
            send.accepted = send.accepted and send.accepted + 2 * DAY
    slow.stopped = T0 + 5 * DAY
    at_once.known, at_once.submitted, at_once.approved = T0, T0, T0
    for step in at_once.steps:
        step.opened = T0
    for human in at_once.humans:
        for send in human.sends.values():
            send.accepted = send.accepted and T0
            send.delivered = send.delivered and T0
    restless.lines = [
        *restless.lines,
        *(Line(kind="alert.paused", actor="ola", at=CITIZENS_OPEN + 5000 * n, data={"why": "x"}) for n in range(12)),
    ]
    return [night_a(200), quick, slow, at_once, restless, draft(), ahead(-90), Story(alert=False)]


def test_no_label_lies_over_another(tell: Tell) -> None:
    """Nor outside the drawing, in any of the stories."""
    for number, story in enumerate(stories()):
        svg = timeline_svg(tell(story).record)

        assert overlaps(boxes(svg)) == [], number
        assert outside(svg) == [], number


def test_the_chart_is_spoken_and_has_its_table(tell: Tell) -> None:
    """A role, a title and a description that are pointed at, and the figures in the table behind."""
    told = tell(night_a(200))
    root = ET.fromstring(timeline_svg(told.record))  # noqa: S314
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    rows = {row[0]: row for row in table(told.page, "Når folk ble varslet")}

    assert root.attrib["role"] == "img"
    assert title is not None
    assert about is not None
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], about.attrib["id"]]
    assert "Innbyggere: 182 av 200 (91\u00a0%) varslet" in (about.text or "")
    assert rows["Innbyggere"][1:3] == ["200", "03.22.43"]
    assert rows["Nettside"][-1] == "oppdatert 03.22.41"


def test_every_wave_has_its_panel_and_every_step_its_mark(tell: Tell) -> None:
    """Known, triggered, submitted, approved, and why each gate opened; the one opened by its clock in words."""
    texts = [box.text for box in boxes(timeline_svg(tell(night_a(80)).record))]

    for label in ("Kommunen visste 02.50", "Utløst 03.12.00", "Sendt inn 03.15.00", "Godkjent 03.22.00"):
        assert label in texts
    for name in ("Kriseledelse og ledere", "De som må handle", "Nettside", "Innbyggere"):
        assert name in texts
    assert "åpnet 03.22.41, lengste ventetid var ute" in texts


def test_one_curve_has_everybody_once(tell: Tell) -> None:
    """Kari stands in two waves and is one of two, told when the first wave reached her; one wave has no such curve."""
    steps = [
        Step(name="Ansatte", audiences=("vakt",), opened=T0, by="approval"),
        Step(name="Innbyggere", audiences=("innbyggere",), opened=T0 + MINUTE, by="share"),
    ]
    early, late = Send(accepted=T0 + 1000), Send(state="delivered", accepted=T0 + 90_000, delivered=T0 + 95_000)
    humans = [
        Human(ref="kari", wave=0, cls="staff", sends={"sms": early}),
        Human(ref="kari", wave=1, cls="citizen", sends={"sms": late}),
        Human(ref="per", wave=1, cls="citizen", sends={"sms": late}),
    ]
    told = tell(Story(steps=steps, humans=humans)).record
    alone = tell(Story(steps=steps[:1], humans=humans[:1])).record
    texts = [box.text for box in boxes(timeline_svg(told))]
    everybody = told.alerts[0].everybody

    assert texts[texts.index("Alle personer") :][:2] == ["Alle personer", "2 av 2 (100\u00a0%)"]
    assert everybody.pace.curve == ((T0 + 1000, 1), (T0 + 90_000, 2))
    assert everybody.delivered_pace.curve == ((T0 + 95_000, 2),)
    assert "Alle personer" not in timeline_svg(alone)


def test_a_series_has_a_chart_of_each_alert_that_fits_a_sheet(tell: Tell) -> None:
    """First the alerts beside each other; one that was never sent has none. All in one was cut off at the paper's edge.

    Each alert's axis begins with it: on the series' own, 22 minutes of the second are a hair.
    """
    record = tell(night_a(60)).record
    (first,) = record.alerts
    moments = ("created_at", "submitted_at", "approved_at")
    later = {name: getattr(first, name) + 3 * DAY for name in moments}
    second = replace(first, id="1001-2", kind="correction", **later)
    unsent = replace(second, id="1001-3", kind="all-clear", approved_at=None)
    whole, each = charts(replace(record, alerts=(first, second, unsent)))
    both, alone = ([box.text for box in boxes(svg)] for svg in (whole, each["1001-2"]))

    assert list(each) == ["1001-1", "1001-2"]
    assert [text for text in both if text.startswith("1001-")] == ["1001-1: første melding", "1001-2: rettelse"]
    drawn = {"whole": whole, **each}
    assert len({ET.fromstring(svg).attrib["aria-labelledby"] for svg in drawn.values()}) == 3  # noqa: S314
    for of, svg in drawn.items():
        _, _, width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split())  # noqa: S314
        assert height / width * SHEET_WIDTH < SHEET_HEIGHT, of
        assert overlaps(boxes(svg)) == [], of
        assert outside(svg) == [], of
    assert "Kommunen visste 02.50" in [box.text for box in boxes(each["1001-1"])]
    assert not any("Kommunen visste" in text or "Utløst" in text for text in alone)
    assert [text for text in alone if text.startswith("Rettelse")] == ["Rettelse 25.11.\u00a003.12.00"]
    assert charts(record) == (timeline_svg(record), {})


def test_a_long_name_has_a_second_line(tell: Tell) -> None:
    """It was cut off after one: «Ledere, sykehjem og servicetorget» is who they are."""
    story = night_a(40)
    story.steps[1].name = "Ledere, sykehjem og servicetorget i hele kommunen"
    texts = [box.text for box in boxes(timeline_svg(tell(story).record))]

    assert texts[texts.index("Ledere, sykehjem og") + 1] == "servicetorget i hele…"


def test_another_day_stands_with_its_date(tell: Tell) -> None:
    """A straggler two days later, and a stop on the fifth: no clock time is taken for one of the first night."""
    slow = stories()[2]
    told = tell(slow)
    texts = " ".join(box.text for box in boxes(timeline_svg(told.record)))
    rows = {row[0]: row for row in table(told.page, "Når folk ble varslet")}

    assert "Stoppet 27.11.\u00a003.12.00" in texts
    assert "siste 24.11.\u00a003.2" in texts
    assert rows["Innbyggere"][-1].startswith("24.11.\u00a003.2")
    assert rows["Innbyggere"][2] == "03.22.43"


def test_names_with_markup_do_not_break_the_drawing(tell: Tell) -> None:
    """A wave called <b>&« is drawn as it is called."""
    steps = [Step(name="<b>&«", audiences=("innbyggere",), opened=T0, by="approval")]
    humans = [Human(ref="a", wave=0, cls="citizen", sends={"sms": Send(accepted=T0)})]

    assert "<b>&«" in [box.text for box in boxes(timeline_svg(tell(Story(steps=steps, humans=humans)).record))]


MOMENTS = st.integers(T0, T0 + 3 * DAY)


@given(
    busy=st.lists(st.tuples(MOMENTS, st.integers(0, DAY)), max_size=5),
    span=st.integers(0, 3 * DAY),
    seen=st.lists(MOMENTS),
)
def test_the_axis_never_runs_backwards(busy: list[tuple[int, int]], span: int, seen: list[int]) -> None:
    """Later stands to the right, every stretch has room, ticks are apart, all within the drawing."""
    along = axis(T0, T0 + span, [(start, start + long) for start, long in busy], left=LEFT, right=RIGHT)
    places = [along.x(moment) for moment in sorted(seen)]
    ticks = [tick.x for tick in along.ticks()]

    assert places == sorted(places)
    assert all(LEFT - 0.01 <= x <= RIGHT + 0.01 for x in [*places, *ticks])
    assert along.stretches[0].left == LEFT
    assert abs(along.stretches[-1].right - RIGHT) < 0.01
    assert len(along.stretches) == 1 or all(each.right - each.left >= LEAST - 0.01 for each in along.stretches)
    assert all(later - before >= 50 for before, later in pairwise(ticks))


@given(
    moments=st.lists(MOMENTS, max_size=15), words=st.lists(st.text("abcæøå 0123", min_size=1, max_size=24), min_size=15)
)
def test_marks_are_stacked_and_never_touch(moments: list[int], words: list[str]) -> None:
    """One rule for any moments and any words: the highest row in which nothing is touched, inside the drawing."""
    along = axis(T0, T0 + 3 * DAY, [], left=LEFT, right=RIGHT)
    marks = [Mark(at=at, label=label) for at, label in zip(moments, words, strict=False)]
    placed = place(marks, along, left=8, right=952)

    assert len(placed) == len(marks)
    for one, other in combinations(placed, 2):
        assert one.row != other.row or one.right <= other.left or other.right <= one.left
    for each in placed:
        assert each.left >= 8
        assert each.right <= 952 + 0.01
        assert each.right - each.left == pytest.approx(width_of(each.mark.label))
