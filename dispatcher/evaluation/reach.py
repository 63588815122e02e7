"""People told, and when: one pass over an alert's deliveries per way of grouping, added up in SQL.

A person who shares a number is told by the delivery that carries it, as in ``conduct.progress``. What comes to Python
is one row per distinct time and end, never a person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, case, func, literal, select

from dispatcher.domain.states import INTERNAL, PERSONAL, AudienceClass, ChannelName, DeliveryState
from dispatcher.evaluation.record import Pace, Reach, StaffAhead
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.expansion import BAD_ADDRESS, NO_ADDRESS
from dispatcher.ledger.tables import deliveries, snapshot

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_D = DeliveryState
TOLD_STATES = [str(_D.ACCEPTED), str(_D.DELIVERED)]
ADDRESSLESS = [NO_ADDRESS, BAD_ADDRESS]
PERSONS = frozenset(AudienceClass) - {AudienceClass.PUBLIC}
STAFF, PRESS, CITIZENS = "staff", "press", "citizens"
ENDS = ("told", "pending", "unsure", "failed", "ended", "unreachable")
HALF, MOST = 50, 95
"""Percent."""
MOST_POINTS = 400
YARDSTICK = 0.9
"""Which share of the staff should know first, where the plan has no gate that says."""


def group_of(cls: Any) -> ColumnElement[str]:
    """SQL: staff (leaders too), press or citizens."""
    inside = [str(each) for each in INTERNAL]
    return case((cls.in_(inside), STAFF), (cls == str(AudienceClass.PRESS), PRESS), else_=CITIZENS)


def effective(alert: str, classes: frozenset[AudienceClass] = PERSONS) -> Subquery:
    """Each delivery to a person as it counts for that person: a covered one as the delivery that carries its number."""
    own, carrier = deliveries, deliveries.alias("carrier")
    covered = and_(own.c.state == str(_D.SKIPPED), carrier.c.id.is_not(None))

    def of(column: str) -> ColumnElement[Any]:
        return case((covered, carrier.c[column]), else_=own.c[column])

    own_told, carrier_told = own.c.state.in_(TOLD_STATES), carrier.c.state.in_(TOLD_STATES)
    return (
        select(
            own.c.wave_id,
            own.c.cls,
            own.c.ref,
            own.c.person_id,
            own.c.channel,
            case((own.c.point_id.is_not(None), 1), else_=0).label("address"),
            case((of("attempts") > 0, 1), else_=0).label("attempted"),
            of("state").label("state"),
            of("reason").label("reason"),
            case(
                (own_told, func.coalesce(own.c.accepted_at, own.c.delivered_at)),
                (carrier_told, func.coalesce(carrier.c.accepted_at, carrier.c.delivered_at)),
            ).label("told_at"),
            case(
                (own.c.state == str(_D.DELIVERED), own.c.delivered_at),
                (carrier.c.state == str(_D.DELIVERED), carrier.c.delivered_at),
            ).label("delivered_at"),
        )
        .join(carrier, carrier.c.id == own.c.covered_by, isouter=True)
        # A subscription or a topic is nobody that anybody knows: they are counted as messages, not as people.
        .where(own.c.alert_id == alert, own.c.cls.in_([str(each) for each in classes]), own.c.channel.in_(PERSONAL))
        .subquery("effective")
    )


def per_person(rows: Subquery, keys: list[ColumnElement[Any]], *extra: ColumnElement[Any]) -> Subquery:
    """One row per person and key: how it ended, when they were told, when their phone confirmed."""

    def any_(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.max(case((condition, 1), else_=0))

    end = case(
        (func.min(rows.c.told_at).is_not(None), "told"),
        (any_(rows.c.state.in_([_D.WAITING, _D.SENDING])) == 1, "pending"),
        (any_(rows.c.state == str(_D.UNSURE)) == 1, "unsure"),
        (any_(rows.c.state == str(_D.FAILED)) == 1, "failed"),
        (any_(and_(rows.c.state == str(_D.SKIPPED), rows.c.reason.not_in(ADDRESSLESS))) == 1, "ended"),
        else_="unreachable",
    )
    return (
        select(
            *keys,
            end.label("end"),
            func.min(rows.c.told_at).label("told_at"),
            func.min(rows.c.delivered_at).label("delivered_at"),
            func.max(rows.c.address).label("address"),
            func.max(rows.c.attempted).label("attempted"),
            *extra,
        )
        .group_by(*keys, rows.c.ref)
        .subquery("per_person")
    )


@dataclass(slots=True)
class Stopwatch:
    """Takes (time, people) in order and keeps the moments and a curve of at most ``MOST_POINTS`` steps."""

    people: int
    told: int = 0
    first: int | None = None
    half: int | None = None
    most: int | None = None
    last: int | None = None
    stride: int = 1
    points: list[tuple[int, int]] = field(default_factory=list)

    def add(self, at: int, count: int) -> None:
        self.told += count
        self.first = at if self.first is None else self.first
        if self.half is None and self._reached(HALF):
            self.half = at
        if self.most is None and self._reached(MOST):
            self.most = at
        self.last = at
        if not self.points or self.told >= self.points[-1][1] + self.stride:
            self.points.append((at, self.told))
        if len(self.points) > MOST_POINTS:
            self.stride *= 2
            self.points = [self.points[0], *self.points[2::2]]

    def _reached(self, percent: int) -> bool:
        return 100 * self.told >= percent * self.people

    def pace(self) -> Pace:
        curve = self.points
        if self.last is not None and curve[-1][1] != self.told:
            curve = [*curve, (self.last, self.told)]
        return Pace(first=self.first, half=self.half, most=self.most, last=self.last, curve=tuple(curve))


class Tally:
    """Adds up one key's rows. People whom no row names yet are counted under ``missing``."""

    def __init__(self, people: int, missing: str) -> None:
        self.people = people
        self.missing = missing
        self.ends = dict.fromkeys(ENDS, 0)
        self.with_address = self.attempted = self.delivered = 0
        self.told, self.confirmed = Stopwatch(people=people), Stopwatch(people=people)

    def add(self, row: Row[Any]) -> None:
        self.ends[row.end] += row.people
        self.with_address += row.address
        self.attempted += row.attempted
        self.delivered += row.delivered
        if row.told_at is not None:
            self.told.add(row.told_at, row.people)

    def reach(self) -> Reach:
        ends = dict(self.ends)
        ends[self.missing] += self.people - sum(ends.values())
        return Reach(
            people=self.people,
            with_address=self.with_address,
            attempted=self.attempted,
            delivered=self.delivered,
            pace=self.told.pace(),
            delivered_pace=self.confirmed.pace(),
            **ends,
        )


def reach_by(
    connection: Connection, alert: Row[Any], keys: list[str], meant: Mapping[Any, int]
) -> dict[Hashable, Reach]:
    """The reach of each key: ``wave_id``, ``channel``, ``group`` or none of them for everybody.

    ``meant``: how many people the snapshot has under each key. Those without a row yet are *pending*; when nothing
    may leave any more they are *ended*.
    """
    rows = effective(alert.id)
    each = per_person(rows, [_key(rows, key) for key in keys])
    names = [each.c[key] for key in keys]
    missing = "pending" if alert.state in ACTIVE or alert.approved_at is None else "ended"
    tallies = {key: Tally(people, missing) for key, people in meant.items()}
    for row in connection.execute(_told(each, names)):
        tallies[_key_of(row, len(keys))].add(row)
    for row in connection.execute(_delivered(rows, keys)):
        tallies[_key_of(row, len(keys))].confirmed.add(row.delivered_at, row.people)
    return {key: tally.reach() for key, tally in tallies.items()}


def _key(rows: Subquery, key: str) -> ColumnElement[Any]:
    return group_of(rows.c.cls).label("group") if key == "group" else rows.c[key]


def _key_of(row: Row[Any], width: int) -> Hashable:
    return row[0] if width == 1 else tuple(row[:width])


def _told(each: Subquery, names: list[Any]) -> Select[Any]:
    return (
        select(
            *names,
            each.c.end,
            each.c.told_at,
            func.count().label("people"),
            func.sum(each.c.address).label("address"),
            func.sum(each.c.attempted).label("attempted"),
            func.sum(case((each.c.delivered_at.is_not(None), 1), else_=0)).label("delivered"),
        )
        .group_by(*names, each.c.end, each.c.told_at)
        .order_by(each.c.told_at)
    )


def _delivered(rows: Subquery, keys: list[str]) -> Select[Any]:
    columns = [_key(rows, key) for key in keys]
    first = (
        select(*columns, func.min(rows.c.delivered_at).label("delivered_at"))
        .where(rows.c.delivered_at.is_not(None))
        .group_by(*columns, rows.c.ref)
        .subquery("first")
    )
    names = [first.c[key] for key in keys]
    return (
        select(*names, first.c.delivered_at, func.count().label("people"))
        .group_by(*names, first.c.delivered_at)
        .order_by(first.c.delivered_at)
    )


def meant_by(connection: Connection, alert: Row[Any], key: str | None) -> dict[Hashable, int]:
    """How many different people the frozen snapshot has per wave or group, or in all (key ``()``)."""
    column = {"wave_id": snapshot.c.wave_id, "group": group_of(snapshot.c.cls)}.get(key or "", literal(0))
    found = connection.execute(
        select(column.label("key"), func.count(snapshot.c.ref.distinct()))
        .where(
            snapshot.c.alert_id == alert.id,
            snapshot.c.version == alert.version,
            snapshot.c.cls != str(AudienceClass.PUBLIC),
            snapshot.c.channel.is_(None),
        )
        .group_by(column)
    )
    return {row[0] if key else (): row[1] for row in found}


def first_told_outside(connection: Connection, alert: str) -> int | None:
    """When the first message to somebody outside the municipality's own house was accepted, the banner included.

    Nobody counts as told by a task: its time is a person's word, to the minute.
    """
    inside = [str(each) for each in INTERNAL]
    told_at = func.coalesce(deliveries.c.accepted_at, deliveries.c.delivered_at)
    outside = deliveries.c.alert_id == alert, deliveries.c.state.in_(TOLD_STATES), deliveries.c.cls.not_in(inside)
    by_message = deliveries.c.channel != str(ChannelName.TASK)
    return connection.execute(select(func.min(told_at)).where(*outside, by_message)).scalar_one_or_none()


def staff_ahead(
    connection: Connection, alert: str, *, share: float | None, people: int, outside: int | None
) -> StaffAhead:
    """When ``share`` of the ``people`` of the staff were told, and how many were when the first outside was."""
    planned, share = share is not None, YARDSTICK if share is None else share
    each = per_person(effective(alert, INTERNAL), [])
    told = each.c.told_at.is_not(None)
    needed = math.ceil(round(share * people, 6))
    ordered = select(each.c.told_at).where(told).order_by(each.c.told_at)
    share_at = connection.scalar(ordered.offset(needed - 1).limit(1)) if needed else None
    told_before = 0
    if outside is not None:
        before = select(func.count()).select_from(each).where(each.c.told_at <= outside)
        told_before = connection.execute(before).scalar_one()
    return StaffAhead(planned=planned, share=share, share_at=share_at, told_before=told_before)


def banner_told(connection: Connection, alert: str) -> int | None:
    """When the public page and banner took the alert."""
    public = deliveries.c.channel == str(ChannelName.BANNER)
    told = deliveries.c.alert_id == alert, deliveries.c.state.in_(TOLD_STATES), public
    return connection.execute(select(func.min(deliveries.c.accepted_at)).where(*told)).scalar_one_or_none()
