"""The plan's targets beside what happened: the answer to a request, the gates, the promises, the tasks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.states import DeliveryState, Urgency
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import gate_words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Record, WaveRecord

KEPT, MISSED, OPEN = "kept", "missed", "open"
RESULTS = {KEPT: "holdt", MISSED: "IKKE holdt", OPEN: "ikke avgjort"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``planned`` and ``happened`` are for people. ``late_by``: milliseconds after its time, of what was missed."""

    kind: str
    alert: str
    what: str
    planned: str
    happened: str
    result: str
    late_by: int | None = None

    @property
    def result_words(self) -> str:
        return say(RESULTS[self.result])


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """«Neste melding innen …». ``followed_at``: when the next message was approved; ``by``: which."""

    alert: str
    at: int
    followed_at: int | None
    by: str
    result: str
    late_by: int | None


def targets(record: Record) -> tuple[Target, ...]:
    """In the order of the series, and for each alert in the order in which it went."""
    found: list[Target] = []
    for alert in record.alerts:
        found += [*_answer(record, alert), *_gates(alert), *_tasks(record, alert)]
    return tuple(found)


def promises(record: Record) -> tuple[Promise, ...]:
    """Every promise of a message that was sent, and what became of it."""
    sent = [alert for alert in record.alerts if alert.was_sent]
    return tuple(
        _promise(record, alert, alert.promise_at, sent[index + 1] if index + 1 < len(sent) else None)
        for index, alert in enumerate(sent)
        if alert.promise_at is not None
    )


def _promise(record: Record, alert: AlertRecord, promised: int, after: AlertRecord | None) -> Promise:
    followed = after.approved_at if after else None
    said_late = any(line.kind == "promise.late" and line.alert == alert.id for line in record.journal)
    late_by = None if followed is None or followed <= promised else followed - promised
    kept = followed is not None and late_by is None
    result = KEPT if kept else MISSED if late_by is not None or said_late else OPEN
    by = after.id if after else ""
    return Promise(alert=alert.id, at=promised, followed_at=followed, by=by, result=result, late_by=late_by)


def _answer(record: Record, alert: AlertRecord) -> Iterator[Target]:
    """The time an approver has before the plan has the next one asked."""
    minutes = record.plan.minutes_to_answer(record.scenario)
    if minutes is None or alert.asked_at is None:
        return
    allowed, what = minutes * words.MINUTE, say("Svar fra dem som kan godkjenne")
    planned = say("innen {time}", time=words.duration(allowed))
    if alert.approved_at is None:
        yield Target(kind="answer", alert=alert.id, what=what, planned=planned, happened="–", result=OPEN)
        return
    took = alert.approved_at - alert.asked_at
    late = took - allowed if took > allowed else None
    yield Target(
        kind="answer",
        alert=alert.id,
        what=what,
        planned=planned,
        happened=say("etter {time}", time=words.duration(took)),
        result=KEPT if late is None else MISSED,
        late_by=late,
    )


def _gates(alert: AlertRecord) -> Iterator[Target]:
    if alert.head["urgency"] == Urgency.IMMEDIATE or not alert.was_sent:
        return
    before: WaveRecord | None = None
    for wave in alert.waves:
        if wave.share is not None and before is not None and before.opened_at is not None:
            yield _gate(alert, wave, wave.share, before.opened_at)
        before = wave


def _gate(alert: AlertRecord, wave: WaveRecord, share: float, before: int) -> Target:
    planned = say("når {share} i bølgen foran var varslet", share=words.ratio(share))
    if wave.longest_wait is not None:
        planned += say(", senest etter {time}", time=words.duration(wave.longest_wait))
    happened, result = say("aldri åpnet"), OPEN
    if wave.opened_at is not None:
        after = words.duration(wave.opened_at - before)
        happened = say("åpnet {time} etter bølgen foran: {why}", time=after, why=gate_words(wave))
        result = MISSED if wave.opened_by in ("clock", "external-now") else KEPT
    what = say("Porten foran «{wave}»", wave=wave.name)
    return Target(kind="gate", alert=alert.id, what=what, planned=planned, happened=happened, result=result)


def _tasks(record: Record, alert: AlertRecord) -> Iterator[Target]:
    """One line for all of them: each stands in a section of its own."""
    handed_out = (task for task in record.tasks if task.alert == alert.id and task.asked_at is not None)
    mine = [task for task in handed_out if task.withdrawn_at is None]
    if not mine:
        return
    late = [task.late_by for task in mine if task.late_by is not None]
    out = sum(task.state == DeliveryState.SENDING for task in mine)
    left = sum(not task.done for task in mine) - out
    in_time = len(mine) - len(late) - left - out
    happened = say("{part} i tide", part=words.of(in_time, len(mine)))
    if late:
        happened += say(", {count} for sent (mest {time})", count=len(late), time=words.duration(max(late)))
    if left:
        happened += say(", {count} ikke gjort", count=left)
    if out:
        happened += say(", {count} ikke avgjort", count=out)
    yield Target(
        kind="tasks",
        alert=alert.id,
        what=say("Oppgaver som ble delt ut"),
        planned=say("gjort innen fristen"),
        happened=happened,
        result=MISSED if late or left else OPEN if out else KEPT,
        late_by=max(late, default=None),
    )
