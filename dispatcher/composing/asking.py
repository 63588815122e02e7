"""Asking for approval: a service message to everybody of the alert's chain who may say yes, in the same transaction."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.domain.states import AudienceClass, ChannelName, Fate, Mode
from dispatcher.ledger import incidents, service
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import users

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.service import Say

KEY = "approval-request"
LASTS = timedelta(hours=1)
"""Sending of a request ends after this: who has not been reached by then is asked by other means."""
LONGEST_TEXT, LONGEST_PLACE = 1000, 150
"""Signs of the text and of the places that a request carries: the whole must fit in one SMS of ten parts."""


def ask_for_approval(
    connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], say: Say, address: str, now: datetime
) -> str | None:
    """Ask all but those who submitted or last edited it, who may not approve. Returns the message's id."""
    own = users.c.name.in_([row.submitted_by, row.edited_by])
    barred = set(connection.scalars(select(users.c.person).where(own)))
    persons = tuple(person for person in plan.approvers(scenario) if person not in barred)
    if not persons:
        data = {"chain": list(plan.approvers(scenario))}
        nobody = Entry(kind="approval.nobody-to-ask", actor="node", incident=row.incident, alert=row.id, data=data)
        append(connection, nobody, now)
        return None
    said = _texts(connection, row)

    def values(language: str) -> Mapping[str, str]:
        return {
            "scenario": scenario.name,
            "kind": row.kind,
            "people": f"{row.people:,}".replace(",", " "),
            "area": _cut(_areas(plan, row, language), LONGEST_PLACE),
            "text": _cut(_shown(said, language), LONGEST_TEXT),
            "by": _by(connection, plan, row.submitted_by),
            "address": address,
            "number": str(row.incident),
        }

    texts = service.texts_for(say, plan, persons, KEY, values, Mode(row.mode))
    message = service.ServiceMessage(key=KEY, about=row.id, persons=persons, texts=texts, expires_after=LASTS)
    return service.send_service(connection, plan, row.incident, message, now)


def _texts(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    found = incidents.variants_of(connection, row.id, row.version)
    return [text for text in found if text.fate != Fate.RETRACTED]


def _shown(texts: list[Row[Any]], language: str) -> str:
    """What citizens get by SMS, the first zone's; of an alert to others, what they get."""

    def rank(text: Row[Any]) -> tuple[bool, bool, bool]:
        return text.cls != AudienceClass.CITIZEN, text.channel != ChannelName.SMS, text.language != language

    return str(min(texts, key=rank).body)


def _areas(plan: Plan, row: Row[Any], language: str) -> str:
    chosen = [*(area for held in json.loads(row.zones).values() for area in held), *incidents.areas_of(row)]
    return ", ".join(plan.areas[key].words(language) for key in dict.fromkeys(chosen))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} [...]"


def _by(connection: Connection, plan: Plan, name: str) -> str:
    person = connection.scalar(select(users.c.person).where(users.c.name == name))
    return plan.persons[person].name if person in plan.persons else name
