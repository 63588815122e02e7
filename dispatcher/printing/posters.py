"""The posters of an alert: its approved text, large, one sheet of A4 a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup

from dispatcher.domain.states import AlertState, AudienceClass, ChannelName, Mode, Severity
from dispatcher.ledger import incidents
from dispatcher.ledger.times import at
from dispatcher.printing.fitting import size_for
from dispatcher.printing.words import PosterWords, moment, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Municipality, Plan

_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9])")
APPROVED = frozenset({AlertState.APPROVED, AlertState.SENDING, AlertState.DONE, AlertState.EXPIRED})
_WITH_ITS_NUMBER = re.compile(r"(?<=\d) (?=[a-zæøå])|(?<=\bkl) (?=\d)")
_MARKS = re.compile(r"^ØVELSE\S*\s+|\s+ØVELSE\S*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One sheet. ``size``: how large the text can be. ``warning``: why it must not be put up, or empty."""

    language: str
    words: PosterWords
    label: str
    severe: bool
    headline: str
    lines: tuple[str, ...]
    todo: tuple[str, ...]
    when: str
    number: int | str
    exercise: bool
    warning: str
    size: str


def posters(connection: Connection, alert_id: str, plan: Plan) -> list[Poster]:
    """A sheet in each of the plan's languages. Raises NotFound; none for an alert that says nothing in public."""
    row = incidents.alert(connection, alert_id)
    texts = {text.language: text for text in _public(incidents.variants_of(connection, row.id, row.version))}
    return [_poster(row, texts[language], language) for language in plan.municipality.languages if language in texts]


def _public(found: list[Row[Any]]) -> list[Row[Any]]:
    """The text for the wall; where nothing is to be hung up, what the page says."""
    said = [text for text in found if text.cls == AudienceClass.PUBLIC and not text.fate]
    copied = [text for text in said if text.channel == ChannelName.TASK]
    return copied or [text for text in said if text.channel == ChannelName.BANNER]


def _poster(row: Row[Any], text: Row[Any], language: str) -> Poster:
    words = words_of(language)
    told = row.approved_at or row.composed_at
    headline, exercise = unmarked(text.headline), row.mode != Mode.REAL
    lines, todo = sentences(unmarked(text.body)), sentences(unmarked(text.instruction))
    return Poster(
        language=language,
        words=words,
        label=words.kinds.get(row.kind, words.kinds["first"]),
        severe=row.severity in (Severity.EXTREME, Severity.SEVERE) and row.kind not in ("all-clear", "retraction"),
        headline=headline.removesuffix("."),
        lines=lines,
        todo=todo,
        when=moment(at(told), words),
        number=row.incident,
        exercise=exercise,
        warning=warning(row, words),
        size=size_for(headline, lines, todo, exercise=exercise),
    )


def warning(row: Row[Any], words: PosterWords) -> str:
    """Why a sheet of the alert must not be put up; empty when it may."""
    if row.state not in APPROVED:
        return words.void if row.state in (AlertState.STOPPED, AlertState.REJECTED) else words.draft
    return words.void if row.superseded_by else ""


def unmarked(text: str) -> str:
    """A part of the text without its ØVELSE first and last: the sheet has one strip above and one below it all."""
    return _MARKS.sub("", text)


def sentences(text: str) -> tuple[str, ...]:
    """One line a sentence: a poster is read in passing."""
    parts = (_WITH_ITS_NUMBER.sub("\N{NO-BREAK SPACE}", part.strip()) for part in _SENTENCES.split(text))
    return tuple(part for part in parts if part)


def page_code(municipality: Municipality) -> Markup:
    """The crisis page as a QR code, drawn in the page itself; it survives a torn corner and a wet night."""
    code = segno.make(f"https://{municipality.page}", error="q", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704  drawn by the library of black squares alone
