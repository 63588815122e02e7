"""What follows from the rows of a side: sums, medians, shares. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.year.record import Side

MOMENTS = ("first", "half", "most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """From the municipality knew until the citizens were told, in milliseconds, of the ``of`` incidents that say."""

    of: int
    median: int | None
    longest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A side added up. People are added over incidents: who was told in three counts three times.

    ``unevaluated``: numbers of incidents that are closed, in which something was sent, and whose evaluation is not
    final. ``cost``: None when one of the plans names no prices.
    """

    incidents: int
    sent: int
    open: int
    alerts: int
    people: int
    with_address: int
    told: int
    delivered: int
    citizens: int
    citizens_told: int
    times: Mapping[str, Times]
    lead_negative: int
    promises: int
    promises_kept: int
    promises_late: int
    deviations: int
    grave: int
    by_kind: Mapping[str, int]
    cost: float | None
    sms_parts: int
    emails: int
    evaluated: int
    to_evaluate: int
    unevaluated: tuple[int, ...]


def totals_of(side: Side) -> Totals:
    """Of all rows; times and duties only of those in which something was sent."""
    rows, sent = side.rows, side.sent
    costs = [row.cost for row in sent if row.cost is not None]
    over = [row for row in sent if row.closed_at is not None or row.evaluated_at is not None]
    return Totals(
        incidents=len(rows),
        sent=len(sent),
        open=sum(row.closed_at is None for row in rows),
        alerts=sum(row.alerts for row in rows),
        people=sum(row.people for row in rows),
        with_address=sum(row.with_address for row in rows),
        told=sum(row.told for row in rows),
        delivered=sum(row.delivered for row in rows),
        citizens=sum(row.citizens for row in rows),
        citizens_told=sum(row.citizens_told for row in rows),
        times={key: _times(side, key) for key in MOMENTS},
        lead_negative=sum(row.lead_negative for row in rows),
        promises=sum(row.promises for row in rows),
        promises_kept=sum(row.promises_kept for row in rows),
        promises_late=sum(row.promises_late for row in rows),
        deviations=sum(row.deviating for row in rows),
        grave=sum(row.grave for row in rows),
        by_kind=dict(sum((Counter(row.deviations) for row in rows), Counter())),
        cost=round(sum(costs), 2) if len(costs) == len(sent) else None,
        sms_parts=sum(row.sms_parts for row in rows),
        emails=sum(row.emails for row in rows),
        evaluated=sum(row.evaluated_at is not None for row in over),
        to_evaluate=len(over),
        unevaluated=tuple(row.number for row in over if row.evaluated_at is None),
    )


def _times(side: Side, key: str) -> Times:
    found = [time for row in side.sent if (time := row.known_to[key]) is not None]
    return Times(of=len(found), median=round(median(found)) if found else None, longest=max(found, default=None))
