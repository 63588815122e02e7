"""What follows from the record: how long each step took, and how far ahead the staff were. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.evaluation.language import say
from dispatcher.evaluation.reach import CITIZENS, PRESS, STAFF
from dispatcher.evaluation.record import Reach

if TYPE_CHECKING:
    from dispatcher.evaluation.record import AlertRecord, Record

CLEARED = "alert.cleared"
Moment = tuple[str, str, int | None, int | None]
"""Key, words, when it was accepted or done, when it was delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A moment on the way from knowing to telling. ``key`` is stable, ``words`` are for people; None is never.

    ``delivered_at``: when the phones of as many people had confirmed it.
    """

    key: str
    words: str
    at: int | None
    since_before: int | None
    since_known: int | None
    delivered_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How far the staff were ahead of everybody outside (R033). Milliseconds; negative: they came after.

    ``lead``: first told outside − first told of the staff. ``share_lead``: first told outside − when ``share`` of the
    staff were told. None where one of the two never happened; then the flags say what.
    """

    staff_people: int
    staff_told: int
    first_staff: int | None
    first_external: int | None
    external: str
    share: float
    planned: bool
    share_at: int | None
    told_before: int
    lead: int | None
    share_lead: int | None

    @property
    def staff_never_told(self) -> bool:
        """Somebody outside was told, and nobody of the staff whom the alert was for."""
        return self.first_external is not None and self.first_staff is None and self.staff_people > 0

    @property
    def negative(self) -> bool:
        """Those outside were told before the first of the staff."""
        return self.staff_never_told or (self.lead is not None and self.lead < 0)

    @property
    def too_early(self) -> bool:
        """Those outside were told before the plan's share of the staff knew."""
        if self.first_external is None or not self.staff_people:
            return False
        return self.share_at is None or self.share_at > self.first_external


def lead_of(alert: AlertRecord) -> Lead:
    """The staff's lead in one alert."""
    staff, ahead = alert.groups.get(STAFF, Reach(people=0)), alert.staff_ahead
    first, outside, enough = staff.pace.first, alert.first_external_at, ahead.share_at
    return Lead(
        staff_people=staff.people,
        staff_told=staff.told,
        first_staff=first,
        first_external=outside,
        external=_first_outside(alert),
        share=ahead.share,
        planned=ahead.planned,
        share_at=enough,
        told_before=ahead.told_before,
        lead=None if outside is None or first is None else outside - first,
        share_lead=None if outside is None or enough is None else outside - enough,
    )


def _first_outside(alert: AlertRecord) -> str:
    """Who was first outside: the page, the press or the citizens."""
    firsts = {
        "page": alert.banner_at,
        PRESS: alert.groups[PRESS].pace.first if PRESS in alert.groups else None,
        CITIZENS: alert.groups[CITIZENS].pace.first if CITIZENS in alert.groups else None,
    }
    known = {key: at for key, at in firsts.items() if at is not None}
    return min(known, key=lambda key: known[key]) if known else ""


def steps_of(record: Record, alert: AlertRecord) -> tuple[Step, ...]:
    """Known → triggered → submitted → asked (→ cleared) → approved → first, half, 95 % and last citizen told."""
    first = alert is record.alerts[0]
    citizens = alert.groups.get(CITIZENS)
    moments: list[Moment] = []
    if first:
        moments.append(("known", say("Kommunen fikk vite om hendelsen"), record.known_at, None))
    moments += [
        ("triggered", say("Varselet ble utløst" if first else "Meldingen ble laget"), alert.created_at, None),
        ("submitted", say("Sendt inn til godkjenning"), alert.submitted_at, None),
        ("asked", say("De som kan godkjenne, ble spurt"), alert.asked_at, None),
        *_waited_for(record, alert),
        ("approved", say("Godkjent"), alert.approved_at, None),
    ]
    if citizens:
        pace, confirmed = citizens.pace, citizens.delivered_pace
        moments += [
            ("first", say("De første innbyggerne varslet"), pace.first, confirmed.first),
            ("half", say("Halvparten av innbyggerne varslet"), pace.half, confirmed.half),
            ("most", say("95 % av innbyggerne varslet"), pace.most, confirmed.most),
            ("last", say("Den siste som ble varslet"), pace.last, confirmed.last),
        ]
    return _steps(moments, record.known_at)


def _waited_for(record: Record, alert: AlertRecord) -> list[Moment]:
    at = cleared_at(record, alert)
    return [] if at is None else [("cleared", say("Politiets klarering skrevet inn"), at, None)]


def cleared_at(record: Record, alert: AlertRecord) -> int | None:
    """When the police's word was written that those who may approve, and had been asked already, had to wait for."""
    lines = (line for line in record.journal if line.kind == CLEARED and line.alert == alert.id)
    written = [line.at for line in lines if alert.approved_at is None or line.at <= alert.approved_at]
    return written[-1] if written and alert.asked_at is not None and written[-1] >= alert.asked_at else None


def _steps(moments: list[Moment], known: int | None) -> tuple[Step, ...]:
    found: list[Step] = []
    before: int | None = None
    for key, words, at, delivered_at in moments:
        found.append(
            Step(
                key=key,
                words=words,
                at=at,
                since_before=None if at is None or before is None else at - before,
                since_known=None if at is None or known is None or key == "known" else at - known,
                delivered_at=delivered_at,
            )
        )
        before = before if at is None else at
    return tuple(found)


def main_alert(record: Record) -> AlertRecord | None:
    """The alert that the key facts are about: the first that was approved, else the first of all."""
    return next((alert for alert in record.alerts if alert.was_sent), record.alerts[0] if record.alerts else None)


def took_over(record: Record, alert: AlertRecord) -> AlertRecord | None:
    """The alert that those got who still waited when ``alert`` was superseded; without it they would seem forgotten."""
    sent = [one for one in record.alerts[record.alerts.index(alert) + 1 :] if one.was_sent]
    followed = sent and alert.head["superseded_by"] == sent[0].id and alert.everybody.ended
    return sent[0] if followed else None
