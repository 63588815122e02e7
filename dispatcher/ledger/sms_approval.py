"""Approval by SMS: whom it is offered, with which code, and what is said about it afterwards.

Offered only where the plan's scenario allows it, for texts that are the template's own, each whole in the request, and
about which nothing is odd: what has to be seen is seen on the page. The code is derived, never kept; three tries, a
quarter of an hour.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.replies import code_for
from dispatcher.domain.states import AlertState, ChannelName, Mode
from dispatcher.ledger import incidents, service, whole_text
from dispatcher.ledger.call_tables import codes
from dispatcher.ledger.dialects import added
from dispatcher.ledger.service import ServiceMessage, language_of
from dispatcher.ledger.tables import alerts, users
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.service import Say

LASTS = timedelta(minutes=15)
TRIES = 3
REQUEST, ECHO, ANSWER = "approval-code", "approval-echo", "sms-answer"
_SMS = (ChannelName.SMS,)


def offer(
    connection: Connection,
    plan: Plan,
    scenario: Scenario,
    alert: str,
    persons: Sequence[str],
    say: Say,
    reply: str,
    now: datetime,
) -> int:
    """Send each of these persons the whole text and their own code; returns how many."""
    row = incidents.alert(connection, alert)
    texts = whole_text.texts(connection, scenario, row)
    if not (scenario.approval.by_sms and reply):
        return 0
    if whole_text.hindrance(connection, plan, row, now, texts):
        return 0  # the request says so
    offered = 0
    for person in persons:
        about = {"about": f"{row.id}/{row.version}", "person": person, "alert_id": row.id, "offered_at": ms(now)}
        if added(connection, upsert(codes).values(**about)):
            values = _request(connection, plan, scenario, row, reply) | {
                "code": code_for(row.salt, row.fingerprint, person),
                "text": _in(texts, language_of(plan, plan.persons[person])),
            }
            _send(connection, plan, row, REQUEST, (person,), values, say, now)
            offered += 1
    return offered


def forget(connection: Connection, row: Row[Any]) -> None:
    """What was offered of this version is void, since its fingerprint is: it may be offered again, with new codes."""
    connection.execute(delete(codes).where(codes.c.about == f"{row.id}/{row.version}"))


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()))


def _request(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], reply: str) -> dict[str, str]:
    by = connection.scalar(select(users.c.person).where(users.c.name == row.submitted_by))
    name = plan.persons[by].name if by in plan.persons else str(row.submitted_by)
    people = f"{row.people:,}".replace(",", " ")
    return {"scenario": scenario.name, "people": people, "by": name, "reply": reply, "number": str(row.incident)}


def open_codes(
    connection: Connection, persons: Sequence[str], modes: Sequence[Mode], now: datetime
) -> list[tuple[str, Row[Any]]]:
    """What these persons may answer now: each the person and the alert, submitted still and in the version offered."""
    chosen = (
        select(codes.c.person, codes.c.about, alerts)
        .join(alerts, alerts.c.id == codes.c.alert_id)
        .where(
            codes.c.person.in_(persons),
            codes.c.offered_at > ms(now - LASTS),
            codes.c.tries < TRIES,
            codes.c.used_at.is_(None),
            alerts.c.state == str(AlertState.SUBMITTED),
            alerts.c.mode.in_([str(mode) for mode in modes]),
        )
        .order_by(codes.c.offered_at.desc())
        .with_for_update(of=codes)
    )
    rows = connection.execute(chosen).all()
    return [(row.person, row) for row in rows if row.about == f"{row.id}/{row.version}"]


def matching(found: Sequence[tuple[str, Row[Any]]], code: str) -> tuple[str, Row[Any]] | None:
    """The one whose code this is, compared without telling how much of it was right."""
    right = [one for one in found if hmac.compare_digest(code_for(one[1].salt, one[1].fingerprint, one[0]), code)]
    return right[0] if right else None


def count_wrong(connection: Connection, found: Sequence[tuple[str, Row[Any]]]) -> None:
    """A wrong code is a try of everybody it may have been meant for."""
    for person, row in found:
        connection.execute(update(codes).where(_one(person, row)).values(tries=codes.c.tries + 1))


def use(connection: Connection, person: str, row: Row[Any], now: datetime) -> None:
    """The code has had its effect and has no other."""
    connection.execute(update(codes).where(_one(person, row)).values(used_at=ms(now)))


def _one(person: str, row: Row[Any]) -> Any:
    return and_(codes.c.about == f"{row.id}/{row.version}", codes.c.person == person)


def echo(
    connection: Connection, plan: Plan, row: Row[Any], by: str, *, yes: bool, say: Say, reply: str, now: datetime
) -> None:
    """Tell whoever submitted it, and everybody who was offered the same, what was decided and how to stop it."""
    mine = connection.scalars(select(codes.c.person).where(codes.c.about == f"{row.id}/{row.version}"))
    submitter = connection.scalar(select(users.c.person).where(users.c.name == row.submitted_by))
    scenario = plan.scenarios[incidents.incident(connection, row.incident).scenario]
    chain = plan.approvers(scenario.decided(crisis=row.crisis_switch is not None))
    persons = tuple(person for person in dict.fromkeys([*mine, *chain, submitter]) if person in plan.persons)
    values = {
        "scenario": scenario.name,
        "by": plan.persons[by].name,
        "since": now.isoformat(),
        "yes": "1" if yes else "",
        "no": "" if yes else "1",
        "reply": reply,
        "number": str(row.incident),
    }
    _send(connection, plan, row, ECHO, persons, values, say, now)


def answer(connection: Connection, plan: Plan, row: Row[Any], person: str, said: str, say: Say, now: datetime) -> None:
    """Tell one person what became of their reply."""
    _send(connection, plan, row, ANSWER, (person,), {"said": said, "number": str(row.incident)}, say, now)


def _send(
    connection: Connection,
    plan: Plan,
    row: Row[Any],
    key: str,
    persons: tuple[str, ...],
    values: Mapping[str, str],
    say: Say,
    now: datetime,
) -> None:
    texts = service.texts_for(say, plan, persons, key, lambda _: values, Mode(row.mode), _SMS)
    message = ServiceMessage(key=key, about=row.id, persons=persons, texts=texts, expires_after=LASTS, ways=_SMS)
    service.send_service(connection, plan, row.incident, message, now)
