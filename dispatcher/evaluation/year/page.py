"""The yearly report as one HTML file in the municipality's language: nothing is fetched, and nothing runs."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dispatcher.evaluation import words
from dispatcher.evaluation.page import TEMPLATES, style
from dispatcher.evaluation.year.chart import Bar, bars_svg
from dispatcher.evaluation.year.summary import day, duties, figures, measures_said, shown, status, unmet
from dispatcher.evaluation.year.words import words_of
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.year.record import ListYear, Side, YearRecord

FILTERS = (words.number, words.day, words.duration, words.kroner, words.sentence)
DAY = words.DAY


def year_page(record: YearRecord) -> str:
    """The whole report. The same record always gives the same bytes."""
    said = words_of(record.language)
    return _environment().get_template("year.html").render(_context(record, said))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dispatcher.evaluation", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {each.__name__: each for each in FILTERS} | {"iso": rfc3339, "date": day}
    environment.globals |= {"share": words.share, "of": words.of, "listed": words.listed}
    return environment


def _context(record: YearRecord, said: Mapping[str, str]) -> dict[str, Any]:
    frame = record.frame
    sides = (("real", record.real), ("exercises", record.exercises))
    return {
        "record": record,
        "w": said,
        "year": frame.year,
        "last_day": day(frame.day),
        "style": Markup(style()),  # noqa: S704  our own file
        "duties": duties(record, said),
        "unmet": partial(unmet, said=said),
        "measures": [
            (name, one, measures_said(one, said))
            for name, one in (
                ("real", record.measures.real),
                ("exercises", record.measures.exercises),
                ("measures-other", record.measures.other),
            )
            if one.some
        ],
        "figures": [
            (one, *(shown(one, value, said) for value in (one.real, one.exercises))) for one in figures(record)
        ],
        "sides": [(key, side, _charts(key, side, said)) for key, side in sides],
        "areas": list(zip(record.real.areas, record.exercises.areas, strict=False)),
        "names": {area.key: area.name for side in (record.real, record.exercises) for area in side.areas},
        "lists": [(each, (frame.until - each.last.imported_at) // DAY, _faults(each)) for each in record.lists],
        "plan_status": status(record, said),
    }


def _faults(each: ListYear) -> int | None:
    """What stood when the year began, None for a list that came in the year."""
    return each.before.faults if each.before else None


def _charts(key: str, side: Side, said: Mapping[str, str]) -> list[tuple[str, Markup]]:
    """Two figures of a side: how fast, and how many. A side without anything sent has none."""
    if not side.sent:
        return []
    hatched = key == "exercises"
    mark = "ØVELSE: " if hatched else ""
    names = {row.number: f"{row.number} {row.scenario}, {words.day(row.opened_at)[:6]}" for row in side.sent}
    times = [
        Bar(label=names[row.number], value=at, words=said["unknown"] if at is None else words.duration(at))
        for row in side.sent
        for at in (row.known_to["first"],)
    ]
    told = [
        Bar(
            label=names[row.number],
            value=row.told / row.people if row.people else None,
            words=words.of(row.told, row.people) if row.people else said["none"],
        )
        for row in side.sent
    ]
    longest = max((bar.value for bar in times if bar.value is not None), default=0.0)
    figures = (("time", times, longest), ("told", told, 1.0))
    return [
        (
            f"{mark}{said[f'chart-{kind}']}",
            Markup(  # noqa: S704  every text in it is escaped where it is drawn
                bars_svg(
                    f"{key}-{kind}",
                    f"{mark}{said[f'chart-{kind}']}",
                    _spoken(bars, said),
                    bars,
                    most=most,
                    hatched=hatched,
                )
            ),
        )
        for kind, bars, most in figures
    ]


def _spoken(bars: list[Bar], said: Mapping[str, str]) -> str:
    return f"{'. '.join(f'{bar.label}: {bar.words}' for bar in bars)}. {said['chart-behind']}"
