"""How long a text that was corrected or taken back ran, to how many, and when the right word came. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.states import AlertKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Record

MENDS = (str(AlertKind.CORRECTION), str(AlertKind.RETRACTION))


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongText:
    """``alert`` was wrong, ``by`` mended it. Milliseconds; None for what never happened.

    It *ran* from the first who was told until its sending ended: paused, stopped, overtaken or done. It *stood alone*
    until the first was told otherwise, the page included. ``last``: when the last one got it.
    """

    alert: str
    by: str
    kind: str
    why: str
    first: int | None
    last: int | None
    ended: int
    people: int
    delivered: int
    on_page_from: int | None
    on_page_until: int | None
    right_first: int | None
    right_half: int | None
    right_most: int | None

    @property
    def ran(self) -> int | None:
        return None if self.first is None else max(self.ended - self.first, 0)

    @property
    def stood_alone(self) -> int | None:
        return None if self.first is None or self.right_first is None else max(self.right_first - self.first, 0)


def wrong_texts(record: Record) -> tuple[WrongText, ...]:
    """Of each sent correction and retraction, what it mended."""
    by_id = {alert.id: alert for alert in record.alerts}
    found = ((by_id.get(str(alert.head["follows"])), alert) for alert in record.alerts if alert.kind in MENDS)
    return tuple(_wrong(record, wrong, right) for wrong, right in found if wrong and right.was_sent and wrong.was_sent)


def _wrong(record: Record, wrong: AlertRecord, right: AlertRecord) -> WrongText:
    told, mended = wrong.everybody, right.everybody
    return WrongText(
        alert=wrong.id,
        by=right.id,
        kind=right.kind,
        why=str(right.head["why"] or ""),
        first=_earliest(told.pace.first, wrong.banner_at),
        last=told.pace.last,
        ended=min(_ends(record, wrong, right)),
        people=told.told,
        delivered=told.delivered,
        on_page_from=wrong.banner_at,
        on_page_until=_earliest(right.banner_at, wrong.withdrawn_at) if wrong.banner_at is not None else None,
        right_first=_earliest(mended.pace.first, right.banner_at),
        right_half=mended.pace.half,
        right_most=mended.pace.most,
    )


def _ends(record: Record, wrong: AlertRecord, right: AlertRecord) -> Iterator[int]:
    """What could have ended the sending of it; the first of them did."""
    approved = right.approved_at or right.created_at
    yield approved
    yield from (moment for moment in (wrong.done_at, wrong.stopped_at) if moment is not None)
    paused: int | None = None
    for line in record.journal:
        if line.alert == wrong.id and line.at <= approved:
            if line.kind == "alert.paused":
                paused = line.at if paused is None else paused
            elif line.kind == "alert.resumed":
                paused = None
    if paused is not None:
        yield paused


def _earliest(*moments: int | None) -> int | None:
    return min((moment for moment in moments if moment is not None), default=None)
