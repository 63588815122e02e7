"""What stands in red, for ever, on every page of an alert that was approved alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.approval import alone
from dispatcher.composing.asking import name_of
from dispatcher.domain.approving import Way
from dispatcher.ledger import approvals
from dispatcher.ledger.times import at
from dispatcher.web.console.words import moment, words_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User


def alone_facts(
    connection: Connection, row: Row[Any], plan: Plan, user: User, language: str, now: datetime
) -> dict[str, Any] | None:
    """Who, when, why, and whether somebody stands behind it; None of an alert that was approved otherwise."""
    found = approvals.of_alert(connection, row.id)
    if found is None or found.way != Way.ALONE:
        return None
    words = words_of(language)
    told = words["alone-unconfirmed"]
    if found.confirmed_by:
        who = name_of(connection, plan, found.confirmed_by)
        told = words["alone-confirmed"].format(name=who, at=moment(at(found.confirmed_at), language))
    return {
        "title": words["alone-given"].format(
            name=name_of(connection, plan, found.by), at=moment(at(found.at), language)
        ),
        "why": found.why,
        "told": told,
        "may_confirm": alone.may_confirm(connection, user, row, now),
    }
