"""The plan's targets beside what happened: the answer to a request, the gates, the promises, the tasks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.states import AlertState, DeliveryState, Urgency
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import gate_words
from dispatcher.evaluation.facts import cleared_at
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Record, WaveRecord
    from dispatcher.evaluation.tasks import TaskRecord

KEPT, MISSED, OPEN, MOOT = "kept", "missed", "open", "not-applicable"
RESULTS = {KEPT: "holdt", MISSED: "IKKE holdt", OPEN: "ikke avgjort", MOOT: "ikke aktuelt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``planned`` and ``happened`` are for people. ``late_by``: milliseconds after its time, of what was missed.

    ``why``: of one that is *not-applicable*, what the alert came to before the time was out.
    """

    kind: str
    alert: str
    what: str
    planned: str
    happened: str
    result: str
    late_by: int | None = None
    why: str = ""

    @property
    def result_words(self) -> str:
        said = say(RESULTS[self.result])
        return f"{said}: {self.why}" if self.why else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """When nothing more was asked of an alert, and why."""

    at: int
    why: str

    def before(self, deadline: int | None) -> bool:
        """Whether it was over while there was still time; with no deadline there always was."""
        return deadline is None or self.at < deadline


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
        over = _over(record, alert)
        found += [*_answer(record, alert), *_gates(alert, over), *_tasks(record, alert, over)]
    return tuple(found)


def _over(record: Record, alert: AlertRecord) -> Over | None:
    """The first that ended it: overtaken, stopped, expired, or the incident closed; None while its time still runs."""
    newer = next((one for one in record.alerts if one.id == alert.head["superseded_by"]), None)
    ends = [
        (newer.approved_at, say("avløst av {alert}", alert=newer.id)) if newer else (None, ""),
        (alert.stopped_at, say("varselet ble stoppet")),
        (alert.done_at if alert.state == AlertState.EXPIRED else None, say("varselet utløp")),
        (record.closed_at, say("hendelsen ble avsluttet")),
    ]
    at, why = min(((at, why) for at, why in ends if at is not None), default=(None, ""))
    return None if at is None else Over(at=at, why=why)


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
    """The time an approver has before the plan has the next one asked; it runs from when they could say yes."""
    minutes = record.plan.minutes_to_answer(record.scenario)
    if minutes is None or alert.asked_at is None:
        return
    allowed, what = minutes * words.MINUTE, say("Svar fra dem som kan godkjenne")
    planned = say("innen {time}", time=words.duration(allowed))
    if alert.approved_at is None:
        yield Target(kind="answer", alert=alert.id, what=what, planned=planned, happened="–", result=OPEN)
        return
    cleared = cleared_at(record, alert)
    took = alert.approved_at - (alert.asked_at if cleared is None else cleared)
    happened = say("etter {time}" if cleared is None else "{time} etter politiets klarering", time=words.duration(took))
    late = took - allowed if took > allowed else None
    yield Target(
        kind="answer",
        alert=alert.id,
        what=what,
        planned=planned,
        happened=happened,
        result=KEPT if late is None else MISSED,
        late_by=late,
    )


def _gates(alert: AlertRecord, over: Over | None) -> Iterator[Target]:
    if alert.head["urgency"] == Urgency.IMMEDIATE or not alert.was_sent:
        return
    before: WaveRecord | None = None
    for wave in alert.waves:
        if wave.share is not None and before is not None and before.opened_at is not None:
            yield _gate(alert, wave, wave.share, before.opened_at, over)
        before = wave


def _gate(alert: AlertRecord, wave: WaveRecord, share: float, before: int, over: Over | None) -> Target:
    planned = say("når {share} i bølgen foran var varslet", share=words.ratio(share))
    if wave.longest_wait is not None:
        planned += say(", senest etter {time}", time=words.duration(wave.longest_wait))
    happened, result = say("aldri åpnet"), OPEN
    deadline = None if wave.longest_wait is None else before + wave.longest_wait
    moot = over if wave.opened_at is None and over is not None and over.before(deadline) else None
    if moot:
        result = MOOT
    if wave.opened_at is not None:
        after = words.duration(wave.opened_at - before)
        happened = say("åpnet {time} etter bølgen foran: {why}", time=after, why=gate_words(wave))
        result = MISSED if wave.opened_by in ("clock", "external-now") else KEPT
    what = say("Porten foran «{wave}»", wave=wave.name)
    why = moot.why if moot else ""
    return Target(kind="gate", alert=alert.id, what=what, planned=planned, happened=happened, result=result, why=why)


def _tasks(record: Record, alert: AlertRecord, over: Over | None) -> Iterator[Target]:
    """One line for all of them: each stands in a section of its own."""
    handed_out = [task for task in record.tasks if task.alert == alert.id and task.asked_at is not None]
    if not handed_out:
        return
    counted = [task for task in handed_out if not _moot(task, over)]
    late = [task.late_by for task in counted if task.late_by is not None]
    out = 0 if over else sum(task.state == DeliveryState.SENDING for task in counted)
    left = sum(not task.done for task in counted) - out
    in_time, moot = len(counted) - len(late) - left - out, len(handed_out) - len(counted)
    happened = say("{part} i tide", part=words.of(in_time, len(counted))) if counted else ""
    if late:
        happened += say(", {count} for sent (mest {time})", count=len(late), time=words.duration(max(late)))
    if left:
        happened += say(", {count} ikke gjort", count=left)
    if out:
        happened += say(", {count} ikke avgjort", count=out)
    if moot:
        happened += say(", {count} gjaldt ikke lenger", count=moot)
    yield Target(
        kind="tasks",
        alert=alert.id,
        what=say("Oppgaver som ble delt ut"),
        planned=say("gjort innen fristen"),
        happened=happened.removeprefix(", "),
        result=MOOT if not counted else MISSED if late or left else OPEN if out else KEPT,
        late_by=max(late, default=None),
        why=over.why if over and not counted else "",
    )


def _moot(task: TaskRecord, over: Over | None) -> bool:
    """Whether nobody needed it done any more before its time was out; what was done in time counts all the same."""
    in_time = task.done and task.late_by is None
    return over is not None and not in_time and over.before(task.due_at)
