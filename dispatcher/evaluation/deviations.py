"""What went otherwise than the plan says, or that a person had to decide: each with when, who and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.approving import Way
from dispatcher.domain.pausing import by_itself
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import NODE, actor, in_words
from dispatcher.evaluation.capacity import approver, is_deputy
from dispatcher.evaluation.facts import lead_of
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Line, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """``kind`` is stable, ``words`` are for people. ``grave``: the order or the record was broken."""

    kind: str
    alert: str | None
    at: int | None
    who: str
    words: str
    grave: bool = False


_FROM_JOURNAL = {
    "alert.paused": "pause",
    "alert.resumed": "resume",
    "alert.stopped": "stop",
    "alert.expired": "expired",
    "lane.blocked": "blocked",
    "route.broken": "route-broken",
    "route.switched": "route-switched",
    "promise.late": "promise-late",
    "public.still": "still-public",
    "approval.nobody-to-ask": "nobody-to-ask",
    "alert.without-police": "without-police",
    "alert.external-now": "external-now",
    "alert.released": "released",
    "alert.resent": "resent",
    "approver.recused": "recused",
    "approver.unavailable": "unavailable",
}


def deviations(record: Record) -> tuple[Deviation, ...]:
    """In the order of time; what has no time of its own stands first."""
    found = [*_of_plan(record), *_of_journal(record), *_alarms(record), *_ways(record)]
    for alert in record.alerts:
        found += [*_lead(alert), *_own_texts(alert), *_deputies(record, alert), *_doubles(alert)]
    return tuple(sorted(found, key=lambda each: (each.at is not None, each.at or 0)))


def _of_plan(record: Record) -> Iterator[Deviation]:
    if not record.plan.adopted:
        what = say("Planen som ble brukt, er ikke vedtatt.")
        yield Deviation(kind="draft-plan", alert=None, at=None, who="", words=what)
    if record.chain.broken:
        what = say("Loggen er brutt ved linje {line}: {why}.", line=record.chain.broken, why=record.chain.why)
        yield Deviation(kind="broken-chain", alert=None, at=None, who="", words=what, grave=True)
    for wave in record.chain.unsealed:
        what = say("Radene i bølgen {wave} er endret etter at de ble forseglet.", wave=wave)
        yield Deviation(kind="broken-seal", alert=None, at=None, who="", words=what, grave=True)


def _of_journal(record: Record) -> Iterator[Deviation]:
    for line in record.journal:
        if record.of_service(line) and line.kind != "lane.blocked":
            continue
        kind = _FROM_JOURNAL.get(line.kind) or _other(line)
        if kind and not (kind == "pause" and by_itself(line.data)):
            yield Deviation(
                kind=kind,
                alert=line.alert,
                at=line.at,
                who=actor(record, line.actor),
                words=words.ended(in_words(record, line)),
            )


_WAYS = {Way.ALONE: "alone", Way.ORAL: "oral", Way.PRE_APPROVED: "pre-approved"}


def _ways(record: Record) -> Iterator[Deviation]:
    """A yes that was not an approver's own, word for word; one given alone stays grave, confirmed or not."""
    for line in record.journal:
        if line.kind != "alert.approved" or line.data.get("way") not in _WAYS:
            continue
        way, told = Way(line.data["way"]), words.ended(in_words(record, line)) + confirmed_words(record, line)
        yield Deviation(
            kind=_WAYS[way],
            alert=line.alert,
            at=line.at,
            who=actor(record, line.actor),
            words=told,
            grave=way is Way.ALONE,
        )


def confirmed_words(record: Record, line: Line) -> str:
    """Of an approval that was given alone: who stands behind it since, if anybody."""
    if line.data.get("way") != Way.ALONE:
        return ""
    later = (one for one in record.journal if one.kind == "alert.confirmed" and one.alert == line.alert)
    after = next(later, None)
    if after is None:
        return say(" Ingen har bekreftet det.")
    return say(" Bekreftet av {who}.", who=actor(record, after.actor))


def _alarms(record: Record) -> Iterator[Deviation]:
    """Each with when the crisis team was told and when it was over; what caused it may stand as a line of its own."""
    for alarm in record.alarms:
        told, over = say("Ingen fikk alarm om det."), say("Ikke over.")
        if alarm.told_at:
            told = say("Krisestaben fikk alarm {at}.", at=words.stamp(alarm.told_at))
        if alarm.ended_at:
            over = say("Over {at}.", at=words.stamp(alarm.ended_at))
        yield Deviation(
            kind=f"alarm-{alarm.cause}",
            alert=alarm.alert,
            at=alarm.since,
            who=actor(record, NODE),
            words=f"{alarm.words} {told} {over}",
        )


def _other(line: Line) -> str | None:
    if line.kind == "wave.opened" and line.data.get("by") == "clock":
        return "gate-by-clock"
    if line.kind == "wave.opened" and line.data.get("by") == "empty":
        return "empty-wave"
    if line.kind == "unsure.policy" and line.data.get("to") == "again":
        return "resent-by-policy"
    if line.kind == "alert.approved" and line.data.get("seen"):
        return "odd"
    if line.kind == "unsure.decided":
        return "unsure-decided"
    return None


def _lead(alert: AlertRecord) -> Iterator[Deviation]:
    lead = lead_of(alert)
    if lead.negative:
        yield Deviation(
            kind="external-before-staff",
            alert=alert.id,
            at=lead.first_external,
            who="",
            words=say("Innbyggerne fikk vite det FØR de ansatte."),
            grave=True,
        )
    elif lead.too_early:
        share = words.ratio(lead.share)
        planned = say("Planen har ingen port foran denne bølgen.")
        if lead.planned:
            planned = say("Planen sier {share} først.", share=share)
        told = words.of(lead.told_before, lead.staff_people)
        early = say("Da varselet gikk ut av huset, var {told} ansatte og ledere varslet.", told=told)
        yield Deviation(
            kind="external-before-share",
            alert=alert.id,
            at=lead.first_external,
            who="",
            words=f"{early} {planned}",
            grave=lead.planned,
        )


def _own_texts(alert: AlertRecord) -> Iterator[Deviation]:
    own = [variant.key for variant in alert.variants if variant.own]
    if own:
        yield Deviation(
            kind="own-text",
            alert=alert.id,
            at=alert.submitted_at,
            who="",
            words=say("Egen tekst i stedet for malens: {names}.", names=words.listed(own)),
        )


def _deputies(record: Record, alert: AlertRecord) -> Iterator[Deviation]:
    by, capacity = alert.head["approved_by"], alert.head["approved_as"]
    if by and is_deputy(record, str(capacity or ""), approver(record, alert)):
        role, authority = record.plan.role(capacity), record.plan.authority(capacity)
        right = say(" Grunnlag: {rule}.", rule=authority) if authority else ""
        yield Deviation(
            kind="deputy",
            alert=alert.id,
            at=alert.approved_at,
            who=actor(record, by),
            words=say("Godkjent av stedfortreder for {role}.", role=role) + right,
        )


def _doubles(alert: AlertRecord) -> Iterator[Deviation]:
    count = sum(alert.duplicates.values())
    if count:
        some = words.plural(count, "melding kan ha kommet", "meldinger kan ha kommet")
        what = say("{some} fram to ganger: sendt på nytt etter et forsøk uten svar.", some=words.sentence(some))
        yield Deviation(kind="duplicates", alert=alert.id, at=None, who="", words=what)
