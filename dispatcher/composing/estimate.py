"""What an alert costs and when it will be done, from its reach and the plan's costs and rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.ledger import incidents, snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan


def estimate(
    connection: Connection, row: Row[Any], plan: Plan, reach: Sequence[snapshot.Reach] | None = None
) -> dict[str, Any]:
    """SMS parts, messages, kroner, and the seconds from approval until the last has left (gates at their share).

    ``reach``: the snapshot's, where it is known already.
    """
    parts_of = {
        (text.cls, text.zone, text.fate, text.channel, text.language): text.parts
        for text in incidents.variants_of(connection, row.id, row.version)
    }
    sms_parts = sms = mails = 0
    for need in snapshot.reach(connection, row.id, row.version) if reach is None else reach:
        if need.step:
            continue  # a fallback costs only where something before it failed
        if need.channel == "sms":
            sms += need.addresses
            sms_parts += need.addresses * parts_of.get(need.need, 1)
        elif need.channel == "email":
            mails += need.addresses
    seconds = max(sms_parts / plan.rates.sms, mails / plan.rates.email)
    return {
        "sms": sms,
        "sms_parts": sms_parts,
        "emails": mails,
        "amount": round(sms_parts * plan.costs.sms_part + mails * plan.costs.email, 2),
        "currency": "NOK",
        "expected_seconds": round(seconds, 1),
    }
