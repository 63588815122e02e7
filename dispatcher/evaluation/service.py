"""The service messages of an incident: who of the plan was asked or told what, when, and whether it came through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, select

from dispatcher.domain.alarm import Cause
from dispatcher.domain.answers import APPROVAL_CALL, CALL_IN, CALL_IN_CALL, PRACTICE_CALL
from dispatcher.domain.states import SERVICE
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.evaluation.reason_words import advice
from dispatcher.evaluation.troubles import plain
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, deliveries, snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.record import Record

WORDS = {
    "approval-request": "ble spurt om godkjenning",
    "approval-push": "ble spurt om godkjenning med push",
    "approval-again": "ble spurt om godkjenning på nytt",
    "approved-orally": "fikk kvittering for den muntlige godkjenningen",
    "approved-beforehand": "fikk beskjed om at et varsel som var godkjent på forhånd, ble sendt",
    "approved-alone": "fikk beskjed om at varselet ble godkjent alene",
    "promise-soon": "ble minnet om at neste melding er lovet snart",
    "promise-late": "fikk beskjed om at den lovede meldingen er forsinket",
    "expired-still-public": "ble minnet om at nettsiden fortsatt viser varselet",
    APPROVAL_CALL: "ble ringt om godkjenning",
    "approval-code": "fikk teksten og en kode til å godkjenne med på SMS",
    "approval-echo": "fikk vite hva som ble bestemt på SMS",
    "sms-answer": "fikk svar på SMS-en sin",
    CALL_IN: "ble kalt inn til kriseledelsen",
    CALL_IN_CALL: "ble ringt og kalt inn til kriseledelsen",
    PRACTICE_CALL: "ble ringt som en prøve",
    "task-request": "fikk oppgaver",
    "task-withdrawn": "fikk beskjed om at oppgavene er kalt tilbake",
    "task-nobody": "fikk vite at ingen er igjen å spørre om en oppgave",
    "task-answer": "fikk svar på SMS-en sin om en oppgave",
    "practice": "fikk en prøve",
}
ALARMS = {cause.service_key: words.ALARMS[cause] for cause in Cause}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSend:
    """A service message to one person of the plan on one channel. ``person``: the plan's key."""

    person: str
    channel: str
    state: str
    reason: str
    accepted_at: int | None
    delivered_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord:
    """A service message: what it asked or told, about which alert, when. Those it went to are no people told."""

    id: str
    key: str
    about: str
    state: str
    at: int
    plan_hash: str
    sends: tuple[ServiceSend, ...]

    @property
    def by_person(self) -> Mapping[str, list[ServiceSend]]:
        """In the order in which the plan asks them."""
        found: dict[str, list[ServiceSend]] = {}
        for send in self.sends:
            found.setdefault(send.person, []).append(send)
        return found


def service_of(connection: Connection, number: int, plan_hash: str) -> tuple[ServiceRecord, ...]:
    """In the order in which they were sent."""
    mine = select(alerts).where(alerts.c.incident == number, alerts.c.kind == SERVICE)
    rows = connection.execute(mine.order_by(alerts.c.created_at, alerts.c.id)).all()
    return tuple(_record(connection, row, plan_hash) for row in rows)


def _record(connection: Connection, row: Row[Any], plan_hash: str) -> ServiceRecord:
    said = json.loads(row.fields)
    return ServiceRecord(
        id=row.id,
        key=said["key"],
        about=said["about"],
        state=row.state,
        at=row.created_at,
        plan_hash=plan_hash,
        sends=tuple(_sends(connection, row)),
    )


def _sends(connection: Connection, row: Row[Any]) -> list[ServiceSend]:
    mine = and_(snapshot.c.alert_id == deliveries.c.alert_id, snapshot.c.ref == deliveries.c.ref)
    found = connection.execute(
        select(deliveries)
        .join(snapshot, mine)
        .where(deliveries.c.alert_id == row.id)
        .order_by(snapshot.c.id, deliveries.c.id)  # in the order in which the plan asks them
    )
    sends = [
        ServiceSend(
            person=person_of(each.ref),
            channel=each.channel,
            state=each.state,
            reason=each.reason,
            accepted_at=each.accepted_at,
            delivered_at=each.delivered_at,
        )
        for each in found
    ]
    # Before the node has given anybody a row, those it is for stand as waiting.
    meant = connection.scalars(select(snapshot.c.ref).where(snapshot.c.alert_id == row.id).order_by(snapshot.c.id))
    return sends or [_waiting(person_of(ref)) for ref in meant]


def _waiting(person: str) -> ServiceSend:
    return ServiceSend(person=person, channel="", state="waiting", reason="", accepted_at=None, delivered_at=None)


def words_of(key: str) -> str:
    """What those who got it were asked or told."""
    if key in ALARMS:
        return say("fikk alarm om {what}", what=say(ALARMS[key]))
    return say(WORDS[key]) if key in WORDS else say("fikk meldingen «{key}»", key=key)


def why(send: ServiceSend) -> str:
    """Why a message is where it is, in words; empty where nothing is wrong."""
    if not send.reason:
        return ""
    left_out = words.SKIPPED.get(send.reason)
    return say(left_out) if left_out else words.lowered(advice(plain(send.reason)[0]).what)


def service_facts(record: Record) -> list[dict[str, Any]]:
    """The section of the report for machines. No name, number or address: a person is their key in the plan."""
    return [
        {
            "id": each.id,
            "key": each.key,
            "about": each.about,
            "state": each.state,
            "at": rfc3339(each.at),
            "approved_by": "planen",
            "plan": each.plan_hash,
            "messages": [
                {
                    "person": send.person,
                    "channel": send.channel or None,
                    "state": send.state,
                    "reason": send.reason,
                    "accepted_at": rfc3339(send.accepted_at),
                    "delivered_at": rfc3339(send.delivered_at),
                }
                for send in each.sends
            ],
        }
        for each in record.service
    ]
