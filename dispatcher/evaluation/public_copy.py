"""The copy for anybody who asks for access: written from what may stand in it, not by striking out what may not (R120).

Names are roles, recipients are counts, and each place that is left out says so with its ground. The log of it is a CSV
too (R119).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from dispatcher.domain.grounds import GROUNDS
from dispatcher.domain.spreadsheet import guarded
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import NODE
from dispatcher.evaluation.capacity import is_deputy
from dispatcher.evaluation.case_paper import environment
from dispatcher.evaluation.disclosure import FIGURES, INSIDE, OWN_PEOPLE, TYPED, inside_texts, said, typed
from dispatcher.evaluation.facts import main_alert, steps_of
from dispatcher.evaluation.language import BOKMAAL, NYNORSK_CODE, spoken
from dispatcher.evaluation.page import style
from dispatcher.evaluation.paper_words import PUBLIC, in_language
from dispatcher.evaluation.table import BOM
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dispatcher.evaluation.disclosure import Judgement
    from dispatcher.evaluation.record import AlertRecord, Line, Record
    from dispatcher.evaluation.said import VariantRecord

HEADS = {
    BOKMAAL: ("Linje", "Tid", "Hvem", "Hva", "Tekst", "Tatt ut etter"),
    NYNORSK_CODE: ("Linje", "Tid", "Kven", "Kva", "Tekst", "Teke ut etter"),
}
"""Of the log's table: it is read by whoever asked for access."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLine:
    """A line of the public log. ``ground``: the law by which what somebody wrote is left out."""

    seq: int
    at: int
    who: str
    what: str
    text: str = ""
    ground: str = ""


def public_copy(record: Record, judgement: Judgement) -> str:
    """One HTML file. The same record and judgement always give the same bytes."""
    with spoken(record.plan.language):
        return environment().get_template("public_copy.html").render(_context(record, judgement))


def public_log(record: Record, judgement: Judgement) -> str:
    """The log as CSV that opens in a Norwegian Excel, without anybody's name."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS.get(record.plan.language, HEADS[BOKMAAL]))
    for line in public_lines(record, judgement):
        cells = [str(line.seq), rfc3339(line.at) or "", line.who, line.what, line.text, line.ground]
        writer.writerow([guarded(cell) for cell in cells])
    return BOM + written.getvalue()


def public_lines(record: Record, judgement: Judgement) -> list[PublicLine]:
    """What was done, in order of time, by which office, in fixed words; and what somebody wrote, if it may go out."""
    said = in_language(PUBLIC, record.plan.language)
    shown = [line for line in record.journal if f"act-{line.kind}" in said and not record.of_service(line)]
    return sorted((_line(record, judgement, line, said) for line in shown), key=lambda line: (line.at, line.seq))


def _line(record: Record, judgement: Judgement, line: Line, said: Mapping[str, str]) -> PublicLine:
    text, place = typed(line), str(line.seq)
    out = GROUNDS[judgement.left_out[place]].law if text and place in judgement.left_out else ""
    capacity = str(line.data.get("capacity") or "")
    role = record.plan.role(capacity)
    if is_deputy(record, capacity, line.data.get("person")):
        role = said["deputy"].format(role=role)
    what = said[f"act-{line.kind}"].format(role=role or "–", wave=line.data.get("name", ""), alert=line.alert or "")
    shown = text if line.kind in TYPED and place in judgement.included else ""
    return PublicLine(seq=line.seq, at=line.moment, who=_office(record, line, said), what=what, text=shown, ground=out)


def _office(record: Record, line: Line, said: Mapping[str, str]) -> str:
    """The role that whoever did it holds or deputises in the plan; of anybody else, only that they work here."""
    if line.actor == NODE:
        return "Dispatcher"
    person = record.people_of.get(line.actor, "")
    roles = record.plan.document.get("roles", {})
    held = [role for role in roles.values() if person and person == role.get("holder")]
    deputised = [role for role in roles.values() if person and person in role.get("deputies", ())]
    if held:
        return str(held[0].get("title", ""))
    return said["deputy"].format(role=deputised[0].get("title", "")) if deputised else said["somebody"]


def _context(record: Record, judgement: Judgement) -> dict[str, Any]:
    language, alert = record.plan.language, main_alert(record)
    lines, left = public_lines(record, judgement), judgement.left_out
    return {
        "record": record,
        "plan": record.plan,
        "language": language,
        "words": in_language(PUBLIC, language),
        "mark": words.MARKS.get(record.mode, record.mode.upper()),
        "style": Markup(style()),  # noqa: S704  our own file
        "alert": alert,
        "channels": words.CHANNELS,
        "languages": words.LANGUAGES,
        "areas": words.listed([record.plan.area(key) for key in alert.areas]) if alert else "",
        "steps": steps_of(record, alert) if alert else (),
        "figures_out": GROUNDS[left[FIGURES]].law if FIGURES in left else "",
        "texts": [text for sent in record.alerts for text in _outside(sent)],
        "inside": inside_texts(record),
        "inside_out": GROUNDS[left[INSIDE]].law if INSIDE in left else "",
        "lines": lines,
        "left_out": sum(bool(line.ground) for line in lines) + sum(place in left for place in (FIGURES, INSIDE)),
        "laws": {GROUNDS[key].law: GROUNDS[key].words(language) for key in sorted(set(left.values()))},
    }


def _outside(alert: AlertRecord) -> Iterator[VariantRecord]:
    """What everybody could read already: the texts to citizens and press of what was sent."""
    yield from (text for text in said(alert) if text.cls not in OWN_PEOPLE)
