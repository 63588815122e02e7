"""One incident after the other as a line of the year: its own report's record, of which only the line is kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from dispatcher.domain.states import AudienceClass, Mode
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.facts import lead_of, main_alert, steps_of
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.reach import CITIZENS, effective, per_person
from dispatcher.evaluation.record import Reach
from dispatcher.evaluation.year.record import AreaReach, AreaRow, IncidentRow, Side
from dispatcher.ledger import incidents as opened
from dispatcher.ledger.reminders import JOURNALLED, PROMISE_KEPT, PROMISE_LATE
from dispatcher.ledger.tables import incidents, memberships, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.record import AlertRecord, Chain, Record
    from dispatcher.evaluation.year.frame import Frame

MOMENTS = ("first", "half", "most")
WHOLE = "all"


def side_of(
    connection: Connection, frame: Frame, mode: Mode, plan: Plan, chain: Chain, evaluated: Mapping[int, int]
) -> Side:
    """All incidents of a mode that were opened in the year, with their areas added up."""
    chosen = select(incidents.c.id).where(
        incidents.c.mode == str(mode), incidents.c.opened_at >= frame.start, incidents.c.opened_at < frame.end
    )
    numbers = list(connection.scalars(chosen.order_by(incidents.c.opened_at, incidents.c.id)))
    names: dict[str, str] = {}
    rows = tuple(_rows(connection, numbers, chain, evaluated, names))
    return Side(rows=rows, areas=tuple(_areas(rows, plan, names)))


def _rows(
    connection: Connection, numbers: list[int], chain: Chain, evaluated: Mapping[int, int], names: dict[str, str]
) -> Iterator[IncidentRow]:
    """A record at a time: a year of large incidents needs the memory of one."""
    for number in numbers:
        record = gather(connection, number, chain)
        areas = _reached_in(connection, record)
        names |= {key: record.plan.area(key) for key in areas if key not in names}
        yield _row(record, areas, evaluated.get(number))


def _row(record: Record, areas: Mapping[str, AreaReach], evaluated_at: int | None) -> IncidentRow:
    alert = _first_sent(record)
    everybody = alert.everybody if alert else Reach(people=0)
    citizens = alert.groups.get(CITIZENS, Reach(people=0)) if alert else Reach(people=0)
    lead = lead_of(alert) if alert else None
    kinds = Counter(line.kind for line in record.journal)
    found = deviations(record)
    sms_parts = sum(one.spent.sms_parts for one in record.alerts)
    emails = sum(one.spent.emails for one in record.alerts)
    return IncidentRow(
        number=record.number,
        scenario=record.plan.scenario(record.scenario),
        event=record.plan.event(record.scenario),
        opened_at=record.opened_at,
        closed_at=record.closed_at,
        known_at=record.known_at,
        sent=alert is not None,
        alerts=sum(one.was_sent for one in record.alerts),
        areas=areas,
        people=everybody.people,
        with_address=everybody.with_address,
        told=everybody.told,
        delivered=everybody.delivered,
        citizens=citizens.people,
        citizens_told=citizens.told,
        known_to=_known_to(record, alert),
        lead=lead.lead if lead else None,
        lead_negative=bool(lead and lead.negative),
        promises=sum(one.was_sent and one.promise_at is not None for one in record.alerts),
        promises_kept=kinds[JOURNALLED[PROMISE_KEPT]],
        promises_late=kinds[JOURNALLED[PROMISE_LATE]],
        deviations=Counter(each.kind for each in found),
        grave=sum(each.grave for each in found),
        cost=record.plan.price(sms_parts=sms_parts, emails=emails),
        sms_parts=sms_parts,
        emails=emails,
        evaluated_at=evaluated_at,
    )


def _first_sent(record: Record) -> AlertRecord | None:
    alert = main_alert(record)
    return alert if alert is not None and alert.was_sent else None


def _known_to(record: Record, alert: AlertRecord | None) -> dict[str, int | None]:
    """None where the municipality did not write down when it knew, or the share of the citizens was never told."""
    if alert is None or record.known_at is None:
        return dict.fromkeys(MOMENTS)
    steps = {step.key: step.at for step in steps_of(record, alert)}
    moments = {key: steps.get(key) for key in MOMENTS}
    return {key: None if at is None else at - record.known_at for key, at in moments.items()}


def _reached_in(connection: Connection, record: Record) -> dict[str, AreaReach]:
    """Each area that any approved alert was for, zones included, and the people there of the first of them."""
    alert = _first_sent(record)
    if alert is None:
        return {}
    rows = {row.id: row for row in opened.alerts_of(connection, record.number) if row.approved_at is not None}
    keys = list(dict.fromkeys(key for row in rows.values() for key in opened.all_areas_of(row)))
    found = _people_in(connection, rows[alert.id], keys)
    whole = AreaReach(people=alert.everybody.people, told=alert.everybody.told)
    areas = record.plan.document.get("areas", {})
    return {key: whole if areas.get(key, {}).get("kind") == WHOLE else found.get(key, AreaReach()) for key in keys}


def _people_in(connection: Connection, alert: Any, keys: list[str]) -> dict[str, AreaReach]:
    rows = effective(alert.id)
    each = per_person(rows, [], rows.c.ref.label("ref"))
    told = select(each.c.ref).where(each.c.told_at.is_not(None)).subquery("told")
    lives = (memberships.c.list_id == snapshot.c.list_id) & (memberships.c.person_id == snapshot.c.person_id)
    chosen = (
        select(
            memberships.c.key,
            func.count(snapshot.c.ref.distinct()).label("people"),
            func.count(told.c.ref.distinct()).label("told"),
        )
        .select_from(snapshot)
        .join(memberships, lives & (memberships.c.kind == "area") & memberships.c.key.in_(keys))
        .outerjoin(told, told.c.ref == snapshot.c.ref)
        .where(
            snapshot.c.alert_id == alert.id,
            snapshot.c.version == alert.version,
            snapshot.c.cls != str(AudienceClass.PUBLIC),
        )
        .group_by(memberships.c.key)
    )
    return {row.key: AreaReach(people=row.people, told=row.told) for row in connection.execute(chosen)}


def _areas(rows: tuple[IncidentRow, ...], plan: Plan, names: Mapping[str, str]) -> Iterator[AreaRow]:
    """The plan's areas in its own order, also those in which nothing happened, and then those it has no longer."""
    coordinators = {key: plan.roles[one.role].title for one in plan.coordinators for key in one.areas}
    known = {key: area.name for key, area in plan.areas.items()}
    for key, name in (known | {key: name for key, name in names.items() if key not in known}).items():
        mine = [row.areas[key] for row in rows if key in row.areas]
        yield AreaRow(
            key=key,
            name=name,
            coordinator=coordinators.get(key, ""),
            incidents=len(mine),
            people=sum(one.people for one in mine),
            told=sum(one.told for one in mine),
        )
