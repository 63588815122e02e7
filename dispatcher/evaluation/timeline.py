"""Everything that happened in one line of time: what people wrote by hand, what was done, and when people knew."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dispatcher.evaluation import task_words, words
from dispatcher.evaluation.acts import BY_HAND, actor, in_words
from dispatcher.evaluation.assessing_acts import APART
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from dispatcher.evaluation.record import AlertRecord, Line, Record

ACT, HAND, TOLD, KNOWN = "act", "hand", "told", "known"
OF_SERVICE = frozenset({"service.sent", "lane.blocked"})
"""What is said here of a service message; the rest of it stands in its own section."""
SEALED_AGAIN = "wave.sealed"
"""A late receipt's seal proves something to whoever checks the log, and tells nobody what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``at`` is when it happened. ``written_at``: when a person wrote it down, where that is another time."""

    at: int
    kind: str
    what: str
    who: str = ""
    written_at: int | None = None


def events(record: Record) -> tuple[Event, ...]:
    """In the order in which it happened."""
    found = [*_known(record), *_journal(record)]
    for alert in record.alerts:
        found += _told(alert)
    return tuple(sorted(found, key=lambda event: event.at))


def _known(record: Record) -> Iterator[Event]:
    if record.occurred_at is not None:
        yield Event(at=record.occurred_at, kind=KNOWN, what=say("Hendelsen inntraff"))
    if record.known_at is not None:
        yield Event(at=record.known_at, kind=KNOWN, what=say("Kommunen fikk vite om hendelsen"))


def _journal(record: Record) -> Iterator[Event]:
    told = (line for line in record.journal if _is_told(record, line))
    for _, bundle in groupby(told, key=_together):
        line, *more = bundle
        yield Event(
            at=line.moment,
            kind=HAND if line.kind == BY_HAND else ACT,
            what=task_words.bundled(record.plan, line.kind, [one.data for one in (line, *more)])
            if more
            else in_words(record, line),
            who=actor(record, line.actor),
            written_at=line.at if line.happened_at is not None or line.kind == BY_HAND else None,
        )


def _is_told(record: Record, line: Line) -> bool:
    if line.kind in APART or line.kind == SEALED_AGAIN:
        return False
    return line.kind in OF_SERVICE or not record.of_service(line)


def _together(line: Line) -> Hashable:
    """Tasks that one person was asked for, or was late with, in the same second are one event; all else is its own."""
    if line.kind not in task_words.BUNDLED:
        return line.seq
    people = tuple(str(line.data.get(key)) for key in ("person", "next", "away"))
    return line.kind, line.actor, line.alert, line.moment // words.SECOND, people


def _told(alert: AlertRecord) -> Iterator[Event]:
    if alert.banner_at is not None:
        yield Event(at=alert.banner_at, kind=TOLD, what=say("Nettsiden oppdatert"))
    if alert.withdrawn_at is not None:
        yield Event(at=alert.withdrawn_at, kind=TOLD, what=say("Varselet tatt bort fra nettsiden"))
    for wave in alert.waves:
        pace, reach = wave.reach.pace, wave.reach
        if pace.first is not None:
            yield Event(at=pace.first, kind=TOLD, what=say("Første person i «{wave}» varslet", wave=wave.name))
        if pace.last is not None and reach.told > 1:
            told = words.of(reach.told, reach.people)
            what = say("Siste person i «{wave}» varslet: {told}", wave=wave.name, told=told)
            yield Event(at=pace.last, kind=TOLD, what=what)
