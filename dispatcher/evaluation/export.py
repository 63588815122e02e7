"""The report for machines: the same facts as the page, from the same record, under stable keys.

    format       "dispatcher-evaluation/1"; keys may be added, none is renamed within /1
    incident     number, scenario, event, mode, municipality, language (of the words), opened_by, reason, the times
    plan         hash, name, version, status, adopted_by, case, date
    summary      steps (known → triggered → submitted → asked (→ cleared) → approved → first, half,
                 most (95 %), last citizen told; delivered_at: when as many had it confirmed),
                 staff_lead, reach, story; of the alert named by *alert*
    alerts       each alert of the series under the API's own keys, and besides
      reach        everybody, counted once (see below); groups: the same for staff, press, citizens
      waves        opened_at, opened_by (share, clock, approval, immediate, empty), done_at, gate, people, told, reach,
                   channels: the seven states that add up to total, covered, reach
      banner_at, withdrawn_at, staff_lead, attempts, retries, duplicates, failures, not_told, unsure, skipped,
      cost_estimate, cost (sms_parts and emails that a provider took, amount at the plan's prices), lists,
      variants (every text, word for word)
      cuts         audience, zone, area, language, unit: recipients (a person once a class) of each; areas may overlap
      quality      routes (what each provider answered), failovers, sent_again (doubtful messages, by who decided),
                   costs (estimate and spent by channel), list_faults
      streets      citizens not told = the people of places + no_street + shielded; a place: areas, name, people = its
                   streets' + few_people, on few_streets that have too few to be named. areas is one or none: of those
                   a citizen lives in the smallest by the alert's citizens, none that is the whole municipality
      relayed      people_without_address and how many of them are behind a relay that is confirmed; ways: each task,
                   the people behind it (null: nobody knows, or forgotten), confirmed_at; nobody is told by a word
    replies      SMS that people without a role sent back, about the incident
    approvals    every yes: person, role, way, deputy, authority, witness, confirmed_by
    crisis_team  sittings (since, until, words), leaders and members (since, words: the names, as somebody wrote them)
                 and the last answers to the call-in; partners: told when, written when
    targets      the plan's beside what happened: result kept, missed, open or not-applicable (why: the alert was
                 overtaken, stopped or expired, or the incident closed, before its time was out), late_seconds;
                 promises: kept, missed or open
    wrong_texts  of each correction and retraction: ran_seconds (first told → its sending ended), people,
                 stood_alone_seconds (first told → first told otherwise), on_page_from and until
    decisions    what people decided: at, who, words with the reason
    text_changes returned versions and corrections: each changed text before and after
    deviations   kind, alert, at, who, words, grave
    tasks        what people did by hand: totals, and each (asked, due_at, done_at = when it happened, written_at, by,
                 for, late_seconds, taken_over, why); never among people told
    service      messages to persons of the plan, never among people told: id, key, about (an alert), at, plan,
                 messages (person = key in the plan, channel, state, reason, accepted_at, delivered_at)
    evaluator    judgement, apart from the facts: missing, impressions_due, evaluation (the newest version: state,
                 assessment, approved_by, fingerprint, impressions, comments, outside, goals), measures, citizens
    journal      entries (seq, at = written, happened_at, kind, actor, words, data, hash), verdict of the whole chain,
                 anchor (one hash for all lines of this incident: ``verify-log PACKAGE --anchor``)

*reach*: people = told + pending + unsure + failed + ended + unreachable; with_address, attempted and delivered are
parts of people. ``first_at``, ``half_at``, ``most_at`` (95 %), ``last_at`` are shares of people, null if never; curve
is [time, people told so far]. Times are RFC 3339 in UTC, durations seconds. No name, number or address of a recipient.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.domain.anchor import anchor
from dispatcher.evaluation.acts import in_words
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.evaluator import evaluator_facts
from dispatcher.evaluation.export_figures import lead_facts, reach_facts, seconds, wave_facts
from dispatcher.evaluation.facts import lead_of, main_alert, steps_of
from dispatcher.evaluation.figure_export import cut_facts, quality_facts, street_facts
from dispatcher.evaluation.language import spoken
from dispatcher.evaluation.reason_words import advice
from dispatcher.evaluation.relayed import relayed_facts
from dispatcher.evaluation.service import service_facts
from dispatcher.evaluation.story import story
from dispatcher.evaluation.story_export import course_facts, people_facts
from dispatcher.evaluation.tasks import task_facts
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.facts import Step
    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import AlertRecord, Line, ListRecord, Record
    from dispatcher.evaluation.said import VariantRecord
    from dispatcher.evaluation.trouble_record import Failure

FORMAT = "dispatcher-evaluation/1"


def as_json(record: Record) -> str:
    """The whole record as one JSON object; see the module's head for its keys."""
    return json.dumps(as_facts(record), ensure_ascii=False, indent=1) + "\n"


def as_facts(record: Record) -> dict[str, Any]:
    """The object behind ``as_json``."""
    with spoken(record.plan.language):
        return _facts(record)


def _facts(record: Record) -> dict[str, Any]:
    alert = main_alert(record)
    return {
        "format": FORMAT,
        "incident": _incident(record),
        "plan": {"hash": record.plan.hash}
        | {key: record.plan.about.get(key) for key in ("name", "version", "status", "adopted_by", "case", "date")},
        "summary": {
            "alert": alert.id if alert else None,
            "steps": [_step(step) for step in steps_of(record, alert)] if alert else [],
            "staff_lead": lead_facts(lead_of(alert)) if alert else None,
            "reach": reach_facts(alert.everybody) if alert else None,
            "story": list(story(record)),
        },
        **people_facts(record),
        **course_facts(record),
        "alerts": [
            _alert(each, record.plan)
            | {"cuts": cut_facts(record, each), "quality": quality_facts(each.quality)}
            | {"streets": street_facts(record, each.streets), "relayed": relayed_facts(record, each)}
            for each in record.alerts
        ],
        "replies": record.replies,
        "deviations": [
            {
                "kind": each.kind,
                "alert": each.alert,
                "at": rfc3339(each.at),
                "who": each.who,
                "words": each.words,
                "grave": each.grave,
            }
            for each in deviations(record)
        ],
        "tasks": task_facts(record),
        "service": service_facts(record),
        "evaluator": evaluator_facts(record),
        "journal": {
            "entries": [_line(record, line) for line in record.journal],
            "verdict": {
                "whole": not record.chain.broken,
                "entries_in_chain": record.chain.entries,
                "head": record.chain.head,
                "anchor": anchor(line.hash for line in record.journal),
                "broken_at": record.chain.broken or None,
                "why": record.chain.why,
                "seals": record.chain.seals,
                "broken_seals": list(record.chain.unsealed),
            },
        },
    }


def _incident(record: Record) -> dict[str, Any]:
    return {
        "number": record.number,
        "scenario": record.scenario,
        "scenario_name": record.plan.scenario(record.scenario),
        "event": record.plan.event(record.scenario),
        "mode": record.mode,
        "municipality": record.plan.municipality,
        "language": record.plan.language,
        "opened_by": record.opened_by,
        "opened_at": rfc3339(record.opened_at),
        "occurred_at": rfc3339(record.occurred_at),
        "known_at": rfc3339(record.known_at),
        "closed_at": rfc3339(record.closed_at),
        "reason": record.reason,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "at": rfc3339(step.at),
        "seconds_since_before": seconds(step.since_before),
        "seconds_since_known": seconds(step.since_known),
        "delivered_at": rfc3339(step.delivered_at),
    }


def _alert(alert: AlertRecord, plan: FrozenPlan) -> dict[str, Any]:
    return {
        **alert.head,
        "approved_word_for_word": alert.as_approved,
        "reach": reach_facts(alert.everybody),
        "groups": {group: reach_facts(reach) for group, reach in alert.groups.items()},
        "waves": [wave_facts(wave) for wave in alert.waves],
        "banner_at": rfc3339(alert.banner_at),
        "withdrawn_at": rfc3339(alert.withdrawn_at),
        "staff_lead": lead_facts(lead_of(alert)),
        "attempts": alert.attempts,
        "retries": [
            {"channel": each.channel, "outcome": each.outcome, "reason": each.reason, "tries": each.tries}
            for each in alert.retries
        ],
        "duplicates": dict(alert.duplicates),
        "failures": [_failure(each) for each in alert.failures],
        "not_told": [
            {
                "group": each.group,
                "list": each.list_key,
                "reason": each.reason,
                "fault": each.fault,
                "people": each.people,
            }
            for each in alert.not_told
        ],
        "unsure": [
            {
                "channel": each.channel,
                "messages": each.messages,
                "sent_again": each.again,
                "confirmed": each.confirmed,
                "left_by_person": each.left,
                "asked": each.asked,
                "open": each.open,
                "returned_to_queue": each.returned,
            }
            for each in alert.unsure
        ],
        "skipped": [
            {"channel": channel, "reason": reason, "messages": count}
            for (channel, reason), count in alert.skipped.items()
        ],
        "cost_estimate": {"amount": alert.head["cost"], "currency": "NOK"},
        "cost": {
            "amount": plan.price(sms_parts=alert.spent.sms_parts, emails=alert.spent.emails),
            "currency": "NOK",
            "sms_parts": alert.spent.sms_parts,
            "emails": alert.spent.emails,
        },
        "lists": [_list(each) for each in alert.lists],
        "variants": [_variant(each) for each in alert.variants],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    words = advice(failure.reason)
    return {
        "channel": failure.channel,
        "reason": failure.reason,
        "codes": list(failure.codes),
        "after_acceptance": failure.late,
        "messages": failure.messages,
        "words": words.what,
        "advice": words.todo,
    }


def _list(each: ListRecord) -> dict[str, Any]:
    return {
        "key": each.key,
        "file": each.file,
        "sha256": each.sha256,
        "imported_at": rfc3339(each.imported_at),
        "people_in_list": each.rows,
        "faults": each.faults,
        "in_force_now": each.in_force,
        "fictional": each.fictional,
        "people": each.people,
    }


def _variant(variant: VariantRecord) -> dict[str, Any]:
    return {
        "key": variant.key,
        "class": variant.cls,
        "zone": variant.zone or None,
        "fate": variant.fate or None,
        "channel": variant.channel,
        "language": variant.language,
        "headline": variant.headline,
        "body": variant.body,
        "instruction": variant.instruction,
        "html": variant.html,
        "parts": variant.parts,
        "encoding": variant.encoding,
        "own_text": variant.own,
        "messages": dict(variant.states),
    }


def _line(record: Record, line: Line) -> dict[str, Any]:
    data: Mapping[str, Any] = line.data
    return {
        "seq": line.seq,
        "at": rfc3339(line.at),
        "happened_at": rfc3339(line.happened_at),
        "kind": line.kind,
        "actor": line.actor,
        "alert": line.alert,
        "words": in_words(record, line),
        "data": dict(data),
        "hash": line.hash,
    }
