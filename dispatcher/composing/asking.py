"""Asking for approval: a service message to everybody of the alert's chain whose turn it is, in one transaction.

The same for whoever submits and for the node's tick: whom was asked stands in the ledger, and so does who is next.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.composing.missing import missing
from dispatcher.composing.pushing import push_request
from dispatcher.domain.states import AudienceClass, ChannelName, Fate, Mode
from dispatcher.ledger import approval_requests, clearance, incidents, service, waking
from dispatcher.ledger.dialects import added
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import reminders, users
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.asking import Step
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.service import Say

    Make = Callable[[str], str]

KEY, AGAIN = "approval-request", "approval-again"
LASTS = timedelta(hours=1)
"""Sending of a request ends after this: who has not been reached by then is asked by other means."""
LONGEST_TEXT, LONGEST_PLACE = 1000, 150
"""Signs of the text and of the places that a request carries: the whole must fit in one SMS of ten parts."""


def ask_for_approval(
    connection: Connection,
    plan: Plan,
    scenario: Scenario,
    row: Row[Any],
    say: Say,
    address: str,
    now: datetime,
    before: Collection[str] = (),
) -> str | None:
    """Ask those whose turn it is, never whoever submitted or last edited it. Returns the message's id.

    ``before``: who was asked about the same words under an earlier fingerprint, and need not wait for their turn again.
    """
    step = approval_requests.step(connection, plan, scenario, row, now)
    if step is None:
        _nobody(connection, plan, scenario, row, now)
        return None
    if step.at > now or in_vain(connection, row, step):
        return None
    if step.again:
        persons = approval_requests.ask_again(connection, row, step.persons, now)
        waking.ring_again(connection, row, persons, now)
    else:
        roles = approval_requests.chain(connection, plan, scenario, now)
        asked = {person: role for person, role in roles.items() if person in (*step.persons, *before)}
        persons = approval_requests.open_(connection, row, asked, now)
    if not persons:
        return None  # another node was quicker
    given = _again(connection, plan, row, now) if step.again else _request(connection, plan, scenario, row, now)
    key = AGAIN if step.again else KEY

    def values(language: str) -> Mapping[str, str]:
        common = {"scenario": scenario.name, "kind": row.kind, "number": str(row.incident)}
        common["address"] = f"{address}/a/{row.id}"
        return common | {name: make(language) for name, make in given.items()}

    texts = service.texts_for(say, plan, persons, key, values, Mode(row.mode))
    message = service.ServiceMessage(key=key, about=row.id, persons=persons, texts=texts, expires_after=LASTS)
    sent = service.send_service(connection, plan, row.incident, message, now)
    approval_requests.told(connection, row, persons, sent)
    push_request(connection, plan, scenario, row, persons, say, now)
    return sent


def in_vain(connection: Connection, row: Row[Any], step: Step) -> bool:
    """Whether asking again is for nothing: no yes of anybody's holds before the police have said theirs."""
    return step.again and clearance.missing(connection, row)


def _request(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], now: datetime) -> dict[str, Make]:
    said, by = _texts(connection, row), name_of(connection, plan, row.submitted_by)
    lacks = missing(connection, plan, scenario, row, now)
    return {
        **{name: _always(words) for name, words in lacks.items()},
        "people": lambda _: grouped(row.people),
        "area": lambda language: areas_in_words(plan, row, language),
        "text": lambda language: _cut(_shown(said, language), LONGEST_TEXT),
        "by": lambda _: by,
    }


def _always(words: str) -> Make:
    return lambda _: words


def _again(connection: Connection, plan: Plan, row: Row[Any], now: datetime) -> dict[str, Make]:
    minutes = max(round((now - at(row.submitted_at)).total_seconds() / 60), 1)
    by = name_of(connection, plan, row.submitted_by)
    return {"minutes": lambda _: str(minutes), "by": lambda _: by}


def _nobody(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], now: datetime) -> None:
    """Written down once for what was submitted, however often it is looked at."""
    once = {"alert_id": row.id, "what": _nobody_once(row), "at": ms(now)}
    if added(connection, upsert(reminders).values(**once)):
        data = {"chain": list(plan.approvers(scenario))}
        nobody = Entry(kind="approval.nobody-to-ask", actor="node", incident=row.incident, alert=row.id, data=data)
        append(connection, nobody, now)


def nobody_told(connection: Connection, row: Row[Any]) -> bool:
    """Whether it is written down that there is nobody to ask."""
    found = select(reminders.c.at).where(reminders.c.alert_id == row.id, reminders.c.what == _nobody_once(row))
    return connection.execute(found).first() is not None


def _nobody_once(row: Row[Any]) -> str:
    return f"nobody-to-ask-{row.fingerprint[:16]}"


def grouped(people: int) -> str:
    """5 212."""
    return f"{people:,}".replace(",", " ")


def areas_in_words(plan: Plan, row: Row[Any], language: str) -> str:
    """Where an alert is for, cut where it would fill the message."""
    return _cut(_areas(plan, row, language), LONGEST_PLACE)


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


def name_of(connection: Connection, plan: Plan, name: str) -> str:
    """The person behind an account, as the plan names them."""
    person = connection.scalar(select(users.c.person).where(users.c.name == name))
    return plan.persons[person].name if person in plan.persons else name
