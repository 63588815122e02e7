"""The *saksframlegg*: two pages for the political body: what the record knows is filled in, what is judged left open.

Plain headings, paragraphs and tables, so that it can be pasted into Word or the case system. Bokmål or nynorsk, as the
municipality writes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dispatcher.domain.approving import Way
from dispatcher.domain.evaluating import ASSESSMENT, EvaluationState
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import actor, approval_words
from dispatcher.evaluation.assessing_acts import day
from dispatcher.evaluation.capacity import is_deputy
from dispatcher.evaluation.deviations import confirmed_words, deviations
from dispatcher.evaluation.evaluator import status
from dispatcher.evaluation.facts import main_alert
from dispatcher.evaluation.language import say, spoken
from dispatcher.evaluation.page import style
from dispatcher.evaluation.paper_words import CASE, in_language
from dispatcher.evaluation.story import story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatcher.evaluation.record import Line, Record
    from dispatcher.ledger.measures import Measure

OVERRIDES = frozenset(
    "gate-by-clock unsure-decided without-police external-now odd stop pause nobody-to-ask unavailable".split()
)
"""Deviations that somebody decided, or that the plan decided for them: what the body must be told of."""
MOST_ROWS, MOST_MEASURES = 7, 6
"""Of decisions and measures: two pages are two pages. All of them stand in the report."""
ANSWER, SENTENCE, CELL = 400, 140, 70
"""Letters of a free text that there is room for: an answer, what was decided, and any other cell of a table."""
CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Taken on somebody else's behalf: when, by whom, by what right, and what."""

    at: int | None
    who: str
    right: str
    what: str


def case_paper(record: Record) -> str:
    """One HTML file. The same record always gives the same bytes."""
    with spoken(record.plan.language):
        return environment().get_template("case_paper.html").render(_context(record))


def decisions(record: Record) -> list[Decision]:
    """Every approval with its delegation, and every override, in order of time."""
    found = [*_approvals(record), *_overrides(record)]
    return sorted(found, key=lambda each: (each.at is not None, each.at or 0))


def _approvals(record: Record) -> Iterator[Decision]:
    for line in record.journal:
        if line.kind == "alert.approved" and not record.of_service(line):
            capacity = str(line.data.get("capacity") or "")
            right = str(line.data.get("authority") or record.plan.authority(capacity))
            yield Decision(
                at=line.at, who=actor(record, line.actor), right=right, what=_approved(record, line, capacity)
            )


def _approved(record: Record, line: Line, capacity: str) -> str:
    """As the holder or a deputy; a yes that was not an approver's own says in what way."""
    if line.data.get("way") in _TOLD_APART:
        said = words.ended(approval_words(record, line.data)) + confirmed_words(record, line)
        return f"{line.alert}: {said}"
    key = "deputy" if is_deputy(record, capacity, line.data.get("person")) else "approved"
    return CASE[key][record.plan.language].format(alert=line.alert, role=record.plan.role(capacity))


_TOLD_APART = frozenset({Way.ALONE, Way.ORAL, Way.PRE_APPROVED})


def _overrides(record: Record) -> Iterator[Decision]:
    for one in deviations(record):
        if one.kind in OVERRIDES:
            yield Decision(at=one.at, who=one.who, right="", what=one.words)


def _context(record: Record) -> dict[str, Any]:
    alert, language, decided = main_alert(record), record.plan.language, decisions(record)
    rows, measures = [_decided(one) for one in decided[:MOST_ROWS]], _measures(record)
    cells = [cell for row in [*rows, *(row for row, _ in measures[:MOST_MEASURES])] for cell in row]
    return {
        "record": record,
        "plan": record.plan,
        "language": language,
        "words": in_language(CASE, language),
        "mark": words.MARKS.get(record.mode, record.mode.upper()),
        "style": Markup(style()),  # noqa: S704  our own file
        "alert": alert,
        "areas": words.listed([record.plan.area(key) for key in alert.areas]) if alert else "",
        "story": story(record, plain=True),
        "decisions": rows,
        "more": len(decided) - MOST_ROWS,
        "paid": _paid(record),
        "assessment": _assessment(record),
        "measures": measures[:MOST_MEASURES],
        "more_measures": len(measures) - MOST_MEASURES,
        "cut": any(cell.endswith(CUT) for cell in cells),
    }


def _assessment(record: Record) -> list[tuple[str, str]]:
    """What the evaluator judged, once it is approved: a draft is nobody's word to a council."""
    found = record.evaluated.found if record.evaluated else None
    if found is None or found.state is not EvaluationState.FINAL:
        return []
    rest = CASE["rest"][record.plan.language]
    answers = ((say(asked), found.assessment.get(key, "")) for key, asked in ASSESSMENT.items())
    return [(asked, shortened(answer, rest, most=ANSWER)) for asked, answer in answers if answer]


def _decided(one: Decision) -> tuple[str, ...]:
    """A row of the table of decisions."""
    at = "–" if one.at is None else words.stamp(one.at, seconds=False)
    return at, one.who or "–", shortened(one.what, most=SENTENCE), shortened(one.right, most=CELL) or "–"


def _measures(record: Record) -> list[tuple[tuple[str, ...], bool]]:
    """A row of each, and whether it is overdue; the open ones stand first."""
    part = record.evaluated
    if part is None:
        return []
    return [(_measure(one, part.today), one.overdue(part.today)) for one in part.measures]


def _measure(one: Measure, today: date) -> tuple[str, ...]:
    said = (shortened(text or "–", most=CELL) for text in (one.what, one.why, one.owner))
    return *said, day(one.due), shortened(status(one, today), most=CELL)


def shortened(text: str, rest: str = CUT, *, most: int) -> str:
    """All of a text that there is room for; else as many whole words as there is, and ``rest``."""
    flowing = " ".join(text.split())
    if len(flowing) <= most:
        return flowing
    kept = flowing[: most - len(rest) + 1].rpartition(" ")[0] or flowing[: most - len(rest)]
    return f"{kept.rstrip(' ,;:.')}{rest}"


def _paid(record: Record) -> float | None:
    """What all alerts cost by the plan's prices; None when it names none or nothing was sent."""
    sums = [
        record.plan.price(sms_parts=alert.spent.sms_parts, emails=alert.spent.emails)
        for alert in record.alerts
        if alert.was_sent
    ]
    return sum(amount for amount in sums if amount is not None) if any(each is not None for each in sums) else None


@cache
def environment() -> Environment:
    """The templates of the papers, and the words they need."""
    environment = Environment(
        loader=PackageLoader("dispatcher.evaluation", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {each.__name__: each for each in (words.stamp, words.day, words.number, words.kroner)}
    return environment
