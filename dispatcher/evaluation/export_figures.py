"""Reach, pace, lead, waves: the figures of the report under stable keys. The head of ``export`` says what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from dispatcher.evaluation.facts import Lead
    from dispatcher.evaluation.record import ChannelRecord, Pace, Reach, WaveRecord


def seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def lead_facts(lead: Lead) -> dict[str, Any]:
    return {
        "staff_people": lead.staff_people,
        "staff_told": lead.staff_told,
        "first_staff_at": rfc3339(lead.first_staff),
        "first_external_at": rfc3339(lead.first_external),
        "first_external": lead.external or None,
        "seconds": seconds(lead.lead),
        "negative": lead.negative,
        "share": lead.share,
        "share_is_planned": lead.planned,
        "share_at": rfc3339(lead.share_at),
        "share_seconds": seconds(lead.share_lead),
        "staff_told_before_external": lead.told_before,
        "external_before_share": lead.too_early,
    }


def reach_facts(reach: Reach) -> dict[str, Any]:
    return {
        "people": reach.people,
        "with_address": reach.with_address,
        "attempted": reach.attempted,
        "told": reach.told,
        "delivered": reach.delivered,
        "not_told": reach.not_told,
        "pending": reach.pending,
        "unsure": reach.unsure,
        "failed": reach.failed,
        "ended": reach.ended,
        "unreachable": reach.unreachable,
        **pace_facts(reach.pace),
        "delivered_pace": pace_facts(reach.delivered_pace),
    }


def pace_facts(pace: Pace) -> dict[str, Any]:
    return {
        "first_at": rfc3339(pace.first),
        "half_at": rfc3339(pace.half),
        "most_at": rfc3339(pace.most),
        "last_at": rfc3339(pace.last),
        "curve": [[rfc3339(at), count] for at, count in pace.curve],
    }


def wave_facts(wave: WaveRecord) -> dict[str, Any]:
    waited = None if wave.longest_wait is None else wave.longest_wait / 1000
    return {
        "ix": wave.ix,
        "name": wave.name,
        "public": wave.public,
        "internal": wave.internal,
        "audiences": list(wave.audiences),
        "gate": None if wave.share is None else {"share": wave.share, "longest_wait_seconds": waited},
        "opened_at": rfc3339(wave.opened_at),
        "opened_by": wave.opened_by,
        "before_when_opened": {"people": wave.seen_people, "told": wave.seen_told},
        "done_at": rfc3339(wave.done_at),
        "people": wave.reach.people,
        "told": wave.reach.told,
        "reach": reach_facts(wave.reach),
        "channels": {each.channel: channel_facts(each) for each in wave.channels},
    }


def channel_facts(channel: ChannelRecord) -> dict[str, Any]:
    return {
        "total": channel.total,
        **channel.states,
        "covered": channel.covered,
        "reach": reach_facts(channel.reach),
    }
