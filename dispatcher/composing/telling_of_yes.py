"""A yes that was not given on the page is told: to whoever said it aloud, to all who would have been asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dispatcher.composing.asking import areas_in_words, grouped, name_of
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.approving import Way
from dispatcher.domain.states import Mode
from dispatcher.ledger import absences, approvals, incidents, service
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.service import Say

KEYS = {
    Way.ORAL: "approved-orally",
    Way.PRE_APPROVED: "approved-beforehand",
    Way.ALONE: "approved-alone",
}
WAYS = tuple(KEYS)
LASTS = timedelta(hours=1)


def tell_of_yes(connection: Connection, alert: str, say: Say, address: str, now: datetime) -> bool:
    """Tell of it once; whether a message was sent. Two nodes at once: the second finds it told."""
    found = approvals.of_alert(connection, alert)
    if found is None or not approvals.told(connection, alert, now):
        return False
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    persons = _persons(connection, plan, scenario, row, found)
    if not persons:
        return False
    way = Way(found.way)

    def values(language: str) -> Mapping[str, str]:
        return _values(connection, plan, scenario, row, found, language) | {"address": f"{address}/a/{alert}"}

    texts = service.texts_for(say, plan, persons, KEYS[way], values, Mode(row.mode))
    message = service.ServiceMessage(key=KEYS[way], about=alert, persons=persons, texts=texts, expires_after=LASTS)
    service.send_service(connection, plan, row.incident, message, now)
    return True


def _persons(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], found: Row[Any]) -> tuple[str, ...]:
    if found.way == Way.ORAL:
        return (found.person,)
    aside = absences.recused(connection, row.incident) | {found.person}
    return tuple(person for person in plan.approvers(scenario) if person not in aside)


def _values(
    connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], found: Row[Any], language: str
) -> dict[str, str]:
    common = {"scenario": scenario.name, "kind": row.kind, "alert": row.id, "number": str(row.incident)}
    common |= {"by": name_of(connection, plan, found.by)}
    if found.way == Way.ORAL:
        return common | {"since": at(found.at).isoformat()}
    return common | {"people": grouped(row.people), "area": areas_in_words(plan, row, language)}
