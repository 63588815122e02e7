"""What an alert's deliveries are to people, in SQL. ``walk`` counts them; here is what a delivery means to a person.

A person who shares a number is told by the delivery that carries it, as in ``conduct.progress``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Subquery, and_, case, func, literal, select

from dispatcher.domain.states import INTERNAL, PERSONAL, AudienceClass, ChannelName, DeliveryState
from dispatcher.evaluation.record import StaffAhead
from dispatcher.ledger.expansion import BAD_ADDRESS, NO_ADDRESS
from dispatcher.ledger.tables import deliveries, snapshot

if TYPE_CHECKING:
    from collections.abc import Hashable

_D = DeliveryState
TOLD_STATES = [str(_D.ACCEPTED), str(_D.DELIVERED)]
ADDRESSLESS = [NO_ADDRESS, BAD_ADDRESS]
PERSONS = frozenset(AudienceClass) - {AudienceClass.PUBLIC}
STAFF, PRESS, CITIZENS = "staff", "press", "citizens"
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
            own.c.variant_id,
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


def meant_by(connection: Connection, alert: Row[Any], key: str | None) -> dict[Hashable, int]:
    """How many different people the frozen snapshot has per wave or group, or in all (key ``()``)."""
    column = {"wave_id": snapshot.c.wave_id, "group": group_of(snapshot.c.cls)}.get(key or "", literal(0))
    counted = select(column.label("key"), func.count(snapshot.c.ref.distinct())).where(*_persons(alert))
    return {row[0] if key else (): row[1] for row in connection.execute(counted.group_by(column))}


def recipients_meant(connection: Connection, alert: Row[Any]) -> int:
    """How many recipients the frozen snapshot has: a person once for each class."""
    return int(connection.scalar(select(func.count()).select_from(snapshot).where(*_persons(alert))) or 0)


def _persons(alert: Row[Any]) -> tuple[ColumnElement[bool], ...]:
    return (
        snapshot.c.alert_id == alert.id,
        snapshot.c.version == alert.version,
        snapshot.c.cls != str(AudienceClass.PUBLIC),
        snapshot.c.channel.is_(None),
    )


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
