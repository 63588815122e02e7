"""Who decided, sat in the crisis team and told the partners: the people behind the incident's key facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.answers import CALL_IN_ANSWERS, Answer, words_of
from dispatcher.domain.approving import Way
from dispatcher.domain.log_kinds import LEADS, NEEDS_NAMES, PREPARED, SITS
from dispatcher.evaluation.acts import actor
from dispatcher.evaluation.capacity import is_deputy
from dispatcher.evaluation.facts import CLEARED
from dispatcher.evaluation.hand_acts import BY_HAND, ERASED, SWITCHES, crisis_modes
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import Line, Record

WAYS: dict[str, str] = {
    Way.PAGE: "på godkjenningssiden",
    Way.BESIDE: "på en annens skjerm, med egen innlogging",
    Way.API: "med egen bruker",
    Way.SMS: "på SMS",
    Way.ORAL: "muntlig, med vitne",
    Way.PRE_APPROVED: "godkjent på forhånd, i planen",
    Way.ALONE: "ALENE: ingen av dem som kan godkjenne, svarte",
    Way.TWO: "av to i kriseledelsen",
}
PARTNERS = frozenset(PREPARED) - frozenset(SWITCHES) - NEEDS_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A yes. ``person``: whose it is; ``deputy``: for another who holds the role; ``by``: who wrote it in, if another.

    ``authority`` is what was written with it; else what the plan says of the role.
    """

    alert: str
    at: int
    person: str
    role: str
    way: str
    way_words: str
    deputy: bool
    authority: str
    witness: str
    by: str
    why: str
    confirmed_by: str
    confirmed_at: int | None

    @property
    def unusual(self) -> bool:
        """Not the holder's own yes to what lay before them."""
        return self.deputy or self.way in (Way.ORAL, Way.PRE_APPROVED, Way.ALONE, Way.TWO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The crisis team, from it was established until it was dissolved. ``words``: what was written of who sat."""

    since: int
    until: int | None
    by: str
    words: str
    ended_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who led the crisis team or sat in it, as somebody wrote it. ``since``: from when. ``words``: the names."""

    since: int
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledIn:
    """What one of the crisis team answered to the call-in, last."""

    person: str
    answer: str
    words: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A partner who was told. ``at``: when it happened; ``written_at``: when it was written."""

    what: str
    at: int
    written_at: int
    by: str


def approvals(record: Record) -> tuple[Approval, ...]:
    """Every yes of the incident, in the order in which they were given."""
    confirmed = {line.alert: line for line in record.journal if line.kind == "alert.confirmed"}
    return tuple(
        _approval(record, line, confirmed.get(line.alert)) for line in record.journal if line.kind == "alert.approved"
    )


def _approval(record: Record, line: Line, confirmed: Line | None) -> Approval:
    data, capacity = line.data, str(line.data.get("capacity") or "")
    person, writer = data.get("person"), actor(record, line.actor)
    whose = record.plan.person(str(person)) if person else actor(record, str(data.get("for") or line.actor))
    way = str(data.get("way") or "")
    oral = way == Way.ORAL
    return Approval(
        alert=line.alert or "",
        at=line.moment,
        person=whose,
        role=record.plan.role(capacity) if capacity else "",
        way=way,
        way_words=say(WAYS[way]) if way in WAYS else "",
        deputy=is_deputy(record, capacity, person),
        authority=str(data.get("authority") or record.plan.authority(capacity)).rstrip("."),
        witness=record.plan.person(str(data.get("witness") or ERASED)) if oral else "",
        by=writer if writer != whose else "",
        why=str(data.get("why") or ""),
        confirmed_by=actor(record, confirmed.actor) if confirmed else "",
        confirmed_at=confirmed.at if confirmed else None,
    )


def sittings(record: Record) -> tuple[Sitting, ...]:
    """Each time the crisis team was established, with when it was dissolved."""
    found: list[Sitting] = []
    for established, at, by, words in crisis_modes(record):
        if established:
            found.append(Sitting(since=at, until=None, by=actor(record, by), words=words))
        elif found and found[-1].until is None:
            last = found[-1]
            found[-1] = Sitting(since=last.since, until=at, by=last.by, words=last.words, ended_by=actor(record, by))
    return tuple(found)


def leaders(record: Record) -> tuple[Named, ...]:
    """Who led, in the order in which they took over; a line that a later one corrects is left out."""
    return _named(record, LEADS)


def members(record: Record) -> tuple[Named, ...]:
    """Who sat, likewise."""
    return _named(record, SITS)


def _named(record: Record, kind: str) -> tuple[Named, ...]:
    corrected = {line.data["corrects"] for line in record.journal if line.kind == BY_HAND and "corrects" in line.data}
    lines = [line for line in record.journal if line.kind == BY_HAND and line.data.get("kind") == kind]
    found = [
        Named(
            since=line.moment,
            by=actor(record, line.actor),
            words=str(line.data.get("text", ERASED)).removeprefix(PREPARED[kind]).strip(),
        )
        for line in lines
        if line.seq not in corrected
    ]
    return tuple(sorted(found, key=lambda named: named.since))


def called_in(record: Record) -> tuple[CalledIn, ...]:
    """The last answer of each who answered the call-in."""
    said = [line for line in record.journal if line.kind == "answer.given" and line.data["answer"] in CALL_IN_ANSWERS]
    return tuple(
        CalledIn(
            person=record.plan.person(str(line.data["person"])),
            answer=line.data["answer"],
            words=words_of(Answer(line.data["answer"]), record.plan.language),
            at=line.moment,
        )
        for line in {line.data["person"]: line for line in said}.values()
    )


def partners(record: Record) -> tuple[Told, ...]:
    """Those outside who were told by name: as the log has it, as the police cleared it, as tasks were done."""
    return tuple(sorted([*_of_log(record), *_of_tasks(record)], key=lambda told: told.at))


def _of_log(record: Record) -> Iterator[Told]:
    for line in record.journal:
        by = actor(record, line.actor)
        if line.kind == BY_HAND and line.data.get("kind") in PARTNERS:
            yield Told(what=str(line.data.get("text", ERASED)), at=line.moment, written_at=line.at, by=by)
        elif line.kind == CLEARED:
            who = str(line.data.get("function") or ERASED)
            what = say("Politiet klarerte det som skulle sies i {alert} ({who})", alert=line.alert, who=who)
            yield Told(what=what, at=line.moment, written_at=line.at, by=by)


def _of_tasks(record: Record) -> Iterator[Told]:
    for task in record.tasks:
        if task.done and task.answered_at is not None and record.plan.tells_partners(task.key):
            yield Told(
                what=record.plan.task(task.key, task.place),
                at=task.answered_at,
                written_at=task.written_at or task.answered_at,
                by=record.plan.person(task.person or ""),
            )
