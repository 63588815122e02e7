"""Reach in its cuts, and quality: sections 3 and 4 of the report for machines. ``export`` names the keys."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.breakdown import CUTS, part_name
from dispatcher.evaluation.street_record import FEWEST
from dispatcher.evaluation.streets import place_name

if TYPE_CHECKING:
    from dispatcher.evaluation.quality import Cost, Quality
    from dispatcher.evaluation.record import AlertRecord, Record
    from dispatcher.evaluation.street_record import Streets


def cut_facts(record: Record, alert: AlertRecord) -> dict[str, Any]:
    """Recipients by audience, zone, area, language and unit."""
    return {
        cut: [
            {"key": each.key, "name": part_name(record, cut, each.key)}
            | {name: getattr(each, name) for name in ("people", "with_address", "attempted", "told", "delivered")}
            | {"not_told": each.not_told}
            for each in alert.cuts[cut]
        ]
        for cut in CUTS
    }


def street_facts(record: Record, streets: Streets) -> dict[str, Any]:
    """Citizens not told, per area and street."""
    return asdict(streets) | {
        "places": [asdict(each) | {"name": place_name(record, each)} for each in streets.places],
        "fewest_of_a_street": FEWEST,
    }


def quality_facts(quality: Quality) -> dict[str, Any]:
    """Routes, failovers, second sends by who decided, cost by channel, what the lists had wrong."""
    return {
        "routes": [asdict(each) for each in quality.routes],
        "failovers": dict(quality.failovers),
        "sent_again": {"by_policy": quality.again_by_policy, "by_person": quality.again_by_person},
        "costs": [_cost(each) for each in quality.costs],
        "list_faults": [
            {
                "list": each.key,
                "faults": each.faults,
                "kinds": [{"what": what, "rows": rows} for what, rows in each.kinds],
            }
            for each in quality.lists
        ],
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "channel": cost.channel,
        "unit": "sms_part" if cost.channel == "sms" else "message",
        "estimate": {"messages": cost.planned_messages, "units": cost.planned_units, "amount": cost.planned},
        "spent": {"messages": cost.messages, "units": cost.units, "amount": cost.amount},
        "currency": "NOK",
    }
