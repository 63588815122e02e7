"""The year for machines: the same facts as the page, from the same record, under stable keys.

    format        "dispatcher-year/1"; keys may be added, none is renamed within /1
    year          which, from and to (Oslo), told_until (its end, or when it was asked), over, municipality
    duties        exercise (§ 7: last, due, met), evaluation (§ 8: per side what is final and what is missing),
                  plan (version, adopted, revised, next revision, overdue, versions used), calendar
    real          incidents, totals, areas; and exercises the same. The two are never added, and tests are in neither
      incidents   number, scenario, event, times, areas, reach, known_to_seconds, staff_lead, promises, deviations, cost
      totals      the same added up; times as median and longest over the incidents that say when it was known
      areas       per area: incidents, and the people there and told, added over incidents
    practice      per role: persons, practised in the year, last, exercises in which somebody of it acted
    lists         per list: what stood when the year began and ends (people, faults, with_contact, age), imports
    measures      opened and closed in the year; open and overdue when it ends; all of them, and apart those of real
                  incidents, of exercises and of neither (other)
    since_exercise  what has changed since the last exercise; null when there is none
    journal       the verdict of the whole chain when the report was made

Times are RFC 3339 in UTC, durations seconds, days ISO dates. No name, number or address of a recipient or a person.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.export_figures import seconds
from dispatcher.evaluation.year.totals import MOMENTS, totals_of
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    import datetime as dt

    from dispatcher.evaluation.year.record import IncidentRow, ListVersion, ListYear, Measures, Side, Since, YearRecord
    from dispatcher.evaluation.year.totals import Totals

FORMAT = "dispatcher-year/1"
DAY = 86_400_000


def year_as_json(record: YearRecord) -> str:
    """The whole year as one JSON object; see the module's head for its keys."""
    return json.dumps(year_facts(record), ensure_ascii=False, indent=1) + "\n"


def year_facts(record: YearRecord) -> dict[str, Any]:
    """The object behind ``year_as_json``."""
    frame = record.frame
    return {
        "format": FORMAT,
        "year": {
            "year": frame.year,
            "from": rfc3339(frame.start),
            "to": rfc3339(frame.end),
            "told_until": rfc3339(frame.until),
            "over": frame.over,
            "municipality": record.municipality,
        },
        "duties": _duties(record),
        "real": _side(record.real),
        "exercises": _side(record.exercises),
        "practice": [
            {
                "role": one.key,
                "title": one.title,
                "persons": one.persons,
                "practised": one.practised,
                "last_at": rfc3339(one.last_at),
                "exercises": one.exercises,
            }
            for one in record.practice
        ],
        "lists": [_list(one, frame.until) for one in record.lists],
        "measures": _measures(record.measures.all)
        | {
            "real": _measures(record.measures.real),
            "exercises": _measures(record.measures.exercises),
            "other": _measures(record.measures.other),
        },
        "since_exercise": _since(record.since) if record.since else None,
        "journal": {
            "whole": not record.chain.broken,
            "entries_in_chain": record.chain.entries,
            "head": record.chain.head,
            "broken_at": record.chain.broken or None,
            "seals": record.chain.seals,
            "broken_seals": list(record.chain.unsealed),
        },
    }


def _measures(one: Measures) -> dict[str, Any]:
    return {
        "opened": one.opened,
        "closed": one.closed,
        "open": one.open,
        "overdue": one.overdue,
        "open_by_kind": dict(one.by_kind),
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _duties(record: YearRecord) -> dict[str, Any]:
    exercised, plan = record.exercised, record.plan
    sides = {"real": totals_of(record.real), "exercises": totals_of(record.exercises)}
    return {
        "exercise": {
            "met": exercised.met,
            "last": exercised.number,
            "scenario": exercised.scenario or None,
            "at": rfc3339(exercised.at),
            "due": _day(exercised.due),
        },
        "evaluation": {
            key: {
                "met": not totals.unevaluated,
                "evaluated": totals.evaluated,
                "of": totals.to_evaluate,
                "missing": list(totals.unevaluated),
            }
            for key, totals in sides.items()
        },
        "plan": {
            "name": plan.name,
            "version": plan.version,
            "adopted": plan.adopted,
            "adopted_by": plan.adopted_by,
            "case": plan.case,
            "date": _day(plan.date),
            "last_revised": _day(plan.last_revised),
            "next_revision": _day(plan.next_revision),
            "overdue": plan.overdue,
            "used": dict(plan.used),
        },
        "calendar": [
            {
                "task": one.task,
                "responsible": one.responsible,
                "last_done": _day(one.last_done),
                "due": _day(one.due),
                "overdue": one.overdue,
            }
            for one in record.calendar
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "incidents": [_row(row) for row in side.rows],
        "totals": _totals(totals_of(side)),
        "areas": [
            {
                "key": area.key,
                "name": area.name,
                "coordinator": area.coordinator or None,
                "incidents": area.incidents,
                "people": area.people,
                "told": area.told,
            }
            for area in side.areas
        ],
    }


def _row(row: IncidentRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "scenario": row.scenario,
        "event": row.event,
        "opened_at": rfc3339(row.opened_at),
        "known_at": rfc3339(row.known_at),
        "closed_at": rfc3339(row.closed_at),
        "sent": row.sent,
        "alerts": row.alerts,
        "areas": {key: {"people": area.people, "told": area.told} for key, area in row.areas.items()},
        "people": row.people,
        "with_address": row.with_address,
        "told": row.told,
        "delivered": row.delivered,
        "citizens": row.citizens,
        "citizens_told": row.citizens_told,
        "known_to_seconds": {key: seconds(row.known_to[key]) for key in MOMENTS},
        "staff_lead": {"seconds": seconds(row.lead), "negative": row.lead_negative},
        "promises": {"given": row.promises, "kept": row.promises_kept, "late": row.promises_late},
        "deviations": {"all": row.deviating, "grave": row.grave, "by_kind": dict(row.deviations)},
        "cost": {"amount": row.cost, "currency": "NOK", "sms_parts": row.sms_parts, "emails": row.emails},
        "evaluated_at": rfc3339(row.evaluated_at),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "incidents": totals.incidents,
        "sent": totals.sent,
        "open": totals.open,
        "alerts": totals.alerts,
        "people": totals.people,
        "with_address": totals.with_address,
        "told": totals.told,
        "delivered": totals.delivered,
        "citizens": totals.citizens,
        "citizens_told": totals.citizens_told,
        "known_to_seconds": {
            key: {"of": times.of, "median": seconds(times.median), "longest": seconds(times.longest)}
            for key, times in totals.times.items()
        },
        "staff_lead_negative": totals.lead_negative,
        "promises": {"given": totals.promises, "kept": totals.promises_kept, "late": totals.promises_late},
        "deviations": {"all": totals.deviations, "grave": totals.grave, "by_kind": dict(totals.by_kind)},
        "cost": {"amount": totals.cost, "currency": "NOK", "sms_parts": totals.sms_parts, "emails": totals.emails},
    }


def _list(each: ListYear, until: int) -> dict[str, Any]:
    return {
        "key": each.key,
        "file": each.file,
        "before": _version(each.before) if each.before else None,
        "last": _version(each.last) | {"age_days": (until - each.last.imported_at) // DAY},
        "imports": each.imports,
    }


def _version(one: ListVersion) -> dict[str, Any]:
    return {
        "imported_at": rfc3339(one.imported_at),
        "people": one.people,
        "faults": one.faults,
        "with_contact": one.with_contact,
    }


def _since(since: Since) -> dict[str, Any]:
    return {
        "exercise": since.number,
        "at": rfc3339(since.at),
        "real_incidents": list(since.real),
        "plan_changed": since.plan_changed,
        "plan_then": since.plan_then,
        "plan_now": since.plan_now,
        "scenarios_new": list(since.scenarios_new),
        "scenarios_gone": list(since.scenarios_gone),
        "roles_changed": list(since.roles_changed),
        "lists_changed": list(since.lists_changed),
        "persons_practised": since.practised,
        "measures_closed": since.measures_closed,
    }
