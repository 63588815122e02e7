"""What people did by hand, in the report: who was asked, done when, refused why, late, and taken over by whom.

The state is the delivery's; who was asked in turn, and by when, is the journal's. Nobody counts as told by a task.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, deliveries, waves
from dispatcher.ledger.task_planning import read_ref
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatcher.evaluation.record import Line, Record

_D = DeliveryState
FIELDS = (
    *("id", "alert", "wave", "key", "place", "title", "state", "reason", "outcome", "asked", "asked_at", "due_at"),
    *("done_at", "answered_at", "written_at", "by", "for", "late_seconds", "passed_on", "taken_over", "why"),
    "withdrawn_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """A task as it went. ``asked``: who, in turn. ``due_at``: the first one's time. ``by``: the account, or plan:…"""

    id: int
    alert: str
    wave: str
    key: str
    place: str
    state: str
    reason: str
    asked: tuple[str, ...]
    asked_at: int | None
    due_at: int | None
    passed_on: bool
    answered_at: int | None
    written_at: int | None
    by: str | None
    person: str | None
    why: str | None
    withdrawn_at: int | None

    @property
    def done(self) -> bool:
        return self.state == _D.ACCEPTED

    @property
    def late_by(self) -> int | None:
        """How long after the first one's time it was done; None when it was in time, or is not done."""
        if not self.done or self.answered_at is None or self.due_at is None:
            return None
        return max(self.answered_at - self.due_at, 0) or None

    @property
    def taken_over(self) -> bool:
        """Whether somebody else did it than the one who was asked first."""
        return self.done and self.person is not None and self.person != (self.asked or (self.person,))[0]


def tasks_of(connection: Connection, number: int, lines: Sequence[Line]) -> tuple[TaskRecord, ...]:
    """Every task of an incident, in the order in which they were planned."""
    chosen = (
        select(
            *(deliveries.c[name] for name in ("id", "ref", "alert_id", "state", "reason")),
            waves.c.name.label("wave"),
            *(
                tasks.c[name]
                for name in ("asked_at", "answered_at", "written_at", "answered_by", "answered_for", "why")
            ),
            tasks.c.withdrawn_at,
        )
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(tasks, tasks.c.delivery_id == deliveries.c.id, isouter=True)
        .where(alerts.c.incident == number, deliveries.c.channel == str(ChannelName.TASK))
        .order_by(deliveries.c.id)
    )
    told: dict[int, list[Line]] = {}
    for line in lines:
        if line.kind in ("task.asked", "task.late"):
            told.setdefault(int(line.data["delivery"]), []).append(line)
    return tuple(_record(row, told.get(row.id, [])) for row in connection.execute(chosen))


def _record(row: Any, told: Sequence[Line]) -> TaskRecord:
    key, place = read_ref(row.ref)
    asked = [line.data["person" if line.kind == "task.asked" else "next"] for line in told]
    first = next((line.data["due_at"] for line in told if line.kind == "task.asked"), None)
    return TaskRecord(
        id=row.id,
        alert=row.alert_id,
        wave=row.wave,
        key=key,
        place=place,
        state=row.state,
        reason=row.reason,
        asked=tuple(dict.fromkeys(person for person in asked if person)),
        asked_at=row.asked_at,
        due_at=ms(datetime.fromisoformat(first)) if first else None,
        passed_on=any(line.kind == "task.late" for line in told),
        answered_at=row.answered_at,
        written_at=row.written_at,
        by=row.answered_by,
        person=row.answered_for,
        why=row.why,
        withdrawn_at=row.withdrawn_at,
    )


def totals(found: Sequence[TaskRecord]) -> dict[str, int]:
    """How many there were, and what became of them: total = done + refused + unanswered + out + … + skipped."""
    counted = Counter(each.state for each in found)
    states = (_D.ACCEPTED, _D.FAILED, _D.UNSURE, _D.SENDING, _D.WAITING, _D.SKIPPED)
    named = ("done", "refused", "unanswered", "out", "not_handed_out", "skipped")
    sums = {name: counted[str(state)] for name, state in zip(named, states, strict=True)}
    sums |= {"done_late": sum(each.late_by is not None for each in found)}
    return {"total": len(found), **sums, "taken_over": sum(each.taken_over for each in found)}


def summary(found: Sequence[TaskRecord]) -> str:
    """«13 oppgaver. 9 ble gjort, 2 av dem etter fristen. 1 ble avvist. 3 fikk ikke svar før fristen.»"""
    count = totals(found)
    done = say("{count} ble gjort", count=words.number(count["done"]))
    if count["done_late"]:
        done += say(", {count} av dem etter fristen", count=words.number(count["done_late"]))
    said = [f"{words.plural(count['total'], 'oppgave', 'oppgaver')}", done]
    for key, text in (
        ("refused", "ble avvist"),
        ("unanswered", "har ikke fått svar, og fristen er ute"),
        ("out", "er hos noen, og fristen er ikke ute"),
        ("not_handed_out", "er ikke delt ut"),
        ("skipped", "ble utelatt"),
        ("taken_over", "ble gjort av en annen enn den som ble spurt først"),
    ):
        if count[key]:
            said.append(f"{words.number(count[key])} {say(text)}")
    return ". ".join(said) + "."


def handed_out(found: Sequence[TaskRecord]) -> list[TaskRecord]:
    """Those that somebody was asked to do, or may still be."""
    return [each for each in found if not _left_out(each)]


def left_out(found: Sequence[TaskRecord]) -> list[tuple[str, str, list[TaskRecord]]]:
    """Those that nobody was ever asked to do: the alert, why in words, and the tasks."""
    together: dict[tuple[str, str], list[TaskRecord]] = {}
    for each in filter(_left_out, found):
        together.setdefault((each.alert, each.reason), []).append(each)
    return [(alert, say(words.SKIPPED.get(why, why)), tasks) for (alert, why), tasks in together.items()]


def _left_out(each: TaskRecord) -> bool:
    return each.state == _D.SKIPPED and not each.asked


def outcome(record: Record, each: TaskRecord) -> str:
    """What became of a task, in words."""
    called_back = say(". Kalt tilbake: varselet ble stoppet") if each.withdrawn_at is not None else ""
    return _outcome(record, each) + called_back


def _outcome(record: Record, each: TaskRecord) -> str:
    match DeliveryState(each.state):
        case _D.ACCEPTED:
            late = say(", {time} etter fristen", time=words.duration(each.late_by)) if each.late_by else ""
            other = say(", av {who}", who=record.plan.person(str(each.person))) if each.taken_over else ""
            return say("gjort") + other + late
        case _D.FAILED:
            return say("avvist av {who}", who=record.plan.person(str(each.person)))
        case _D.UNSURE:
            return say("ikke svar før fristen")
        case _D.SENDING:
            return say("hos den som ble spurt")
        case _D.WAITING:
            return say("ikke delt ut")
        case _D.SKIPPED:
            return say("utelatt: {why}", why=say(words.SKIPPED.get(each.reason, each.reason)))
        case _D.DELIVERED:
            raise ValueError("a task is never delivered")


def writer(record: Record, each: TaskRecord) -> str:
    """Who wrote the answer down, when that was another than whoever did it."""
    if each.by is None or each.person in (record.people_of.get(each.by), person_of(each.by)):
        return ""
    person = record.people_of.get(each.by)
    return record.plan.person(person) if person else each.by


def task_facts(record: Record) -> dict[str, Any]:
    """The section of the report for machines: the totals, and each task. A person is their key in the plan."""
    return {"totals": totals(record.tasks), "tasks": [_facts(record, each) for each in record.tasks]}


def _facts(record: Record, each: TaskRecord) -> dict[str, Any]:
    return {
        "id": str(each.id),
        "alert": each.alert,
        "wave": each.wave,
        "key": each.key,
        "place": each.place,
        "title": record.plan.task(each.key, each.place),
        "state": each.state,
        "reason": each.reason,
        "outcome": outcome(record, each),
        "asked": list(each.asked),
        "asked_at": rfc3339(each.asked_at),
        "due_at": rfc3339(each.due_at),
        "done_at": rfc3339(each.answered_at) if each.done else None,
        "answered_at": rfc3339(each.answered_at),
        "written_at": rfc3339(each.written_at),
        "by": each.by,
        "for": each.person,
        "late_seconds": None if each.late_by is None else round(each.late_by / 1000),
        "passed_on": each.passed_on,
        "taken_over": each.taken_over,
        "why": each.why,
        "withdrawn_at": rfc3339(each.withdrawn_at),
    }


def task_rows(record: Record) -> Iterator[list[str]]:
    """The same as a table, head first."""
    yield list(FIELDS)
    for facts in (_facts(record, each) for each in record.tasks):
        yield [_said(facts[field]) for field in FIELDS]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
