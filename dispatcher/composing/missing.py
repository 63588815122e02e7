"""What stands between an alert and a yes, for those who are asked: nobody is to open it in vain, or unprepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.ledger import clearance, incidents, oddities, whole_text

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario

LONGEST_ODD = 600
"""Signs of all that is odd, in a letter; the page has the whole."""


def missing(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], now: datetime) -> dict[str, str]:
    """Values of the request: empty is nothing. ``odd``: what must be seen, in words; the others say only that it is."""
    odd = " ".join(each.words for each in oddities.odd(connection, row, plan, now))
    return {
        "uncleared": "1" if clearance.missing(connection, row) else "",
        "odd": odd if len(odd) <= LONGEST_ODD else f"{odd[:LONGEST_ODD].rsplit(' ', 1)[0]} [...]",
        "no_code": _no_code(connection, plan, scenario, row, now),
        "drafts": "1" if incidents.drafts_of(connection, row.id, row.version) else "",
    }


def _no_code(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], now: datetime) -> str:
    """Why no code comes by SMS, where the plan has said that one may."""
    if not scenario.approval.by_sms:
        return ""
    return whole_text.hindrance(connection, plan, row, now, whole_text.texts(connection, scenario, row))
