"""An SMS that came in: a yes or no with a code, a pause, a task ticked, an answer of the crisis team, or words.

Taken once, in one transaction, and kept whatever it meant. What it asks for and may not have leaves the reply and the
reason behind, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.approval import decisions, task_replies
from dispatcher.domain import answers
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.replies import Meaning, Reply, read_reply
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import SERVICE, AlertState, Mode
from dispatcher.ledger import accounts, answering, drawn, incidents, replying, sms_approval
from dispatcher.ledger.answering import Given
from dispatcher.ledger.service import person_of
from dispatcher.ledger.tables import alerts, users
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.replying import Inbound
    from dispatcher.ledger.service import Say

PAUSED = "Sendingen er satt på pause. Ingenting mer går ut før en som godkjenner, lar den gå videre."
WRONG_CODE = "Koden stemmer ikke, og ingenting er bestemt. Se etter i meldingen, eller godkjenn på siden."
NO_ACCOUNT = "Du har ingen konto som kan bestemme dette. Ring den som sendte varselet inn."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How replies are answered: in which words, and from which number by mode; ``free``: bytes on the ledger's disk."""

    say: Say
    numbers: Mapping[Mode, str] = field(default_factory=dict)
    free: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a reply was taken for."""

    meaning: str
    person: str = ""
    incident: int | None = None


def take(connection: Connection, given: Inbound, desk: Desk, now: datetime) -> Taken | None:
    """Keep an SMS and do what it asks; None: it was kept before, and is done nothing about again."""
    if not replying.claim(connection, given, now):
        return None
    told = replying.persons_at(connection, given)
    taken = _of_the_plan(connection, given, told, desk, now) if told else _of_anybody(connection, given)
    replying.keep(connection, given, incident=taken.incident, person=taken.person, meaning=taken.meaning, now=now)
    return taken


def _of_anybody(connection: Connection, given: Inbound) -> Taken:
    return Taken(meaning="words", incident=replying.incident_of(connection, given))


def _of_the_plan(connection: Connection, given: Inbound, told: Sequence[Row[Any]], desk: Desk, now: datetime) -> Taken:
    reply = read_reply(given.text)
    ticked = task_replies.take(connection, given, told, reply, desk.say, now)
    if ticked:
        return Taken(meaning=ticked.meaning, person=ticked.person, incident=ticked.incident)
    match reply.meaning:
        case Meaning.YES | Meaning.NO:
            return _decided(connection, given, told, reply, desk, now)
        case Meaning.PAUSE:
            return _paused(connection, told, reply, desk, now)
        case Meaning.ANSWER:
            return _answered(connection, given, told, reply, now)
        case Meaning.NOTHING:
            return Taken(meaning="words", person=person_of(told[0].ref), incident=told[0].incident)


def _answered(connection: Connection, given: Inbound, told: Sequence[Row[Any]], reply: Reply, now: datetime) -> Taken:
    called = replying.called_in(connection, told)
    if called is None or reply.answer is None:
        return Taken(meaning="words", person=person_of(told[0].ref), incident=told[0].incident)
    person, incident = called
    said = Given(incident=incident, person=person, answer=reply.answer, way=answers.Way.SMS, source=given.source)
    answering.give(connection, said, now)
    return Taken(meaning="answer", person=person, incident=incident)


def _decided(
    connection: Connection, given: Inbound, told: Sequence[Row[Any]], reply: Reply, desk: Desk, now: datetime
) -> Taken:
    persons = list(dict.fromkeys(person_of(row.ref) for row in told))
    found = sms_approval.open_codes(connection, persons, given.modes, now)
    if not found:
        return Taken(meaning="no-request", person=persons[0], incident=told[0].incident)
    right = sms_approval.matching(found, reply.code)
    if right is None:
        sms_approval.count_wrong(connection, found)
        person, row = found[0]
        sms_approval.answer(connection, _plan(connection, row), row, person, WRONG_CODE, desk.say, now)
        return Taken(meaning="wrong-code", person=person, incident=row.incident)
    person, row = right
    yes = reply.meaning is Meaning.YES
    plan = _plan(connection, row)

    def decide(user: User) -> None:
        if yes:
            approval = decisions.Approval(fingerprint=row.fingerprint, free=desk.free, way=Way.SMS)
            decisions.approve(connection, user, row.id, approval, now)
        else:
            decisions.reject(connection, user, row.id, "NEI på SMS", now)

    refused = _done(connection, person, Act.APPROVE if yes else Act.REJECT, decide)
    if refused:
        sms_approval.answer(connection, plan, row, person, refused, desk.say, now)
        return Taken(meaning="refused", person=person, incident=row.incident)
    sms_approval.use(connection, person, row, now)
    number = desk.numbers.get(Mode(row.mode), "")
    sms_approval.echo(connection, plan, row, person, yes=yes, say=desk.say, reply=number, now=now)
    return Taken(meaning=str(reply.meaning), person=person, incident=row.incident)


def _paused(connection: Connection, told: Sequence[Row[Any]], reply: Reply, desk: Desk, now: datetime) -> Taken:
    """The newest alert that goes out, of the incident that is named or of the last they heard of."""
    meant = [row for row in told if not reply.code or str(row.incident) == reply.code]
    going = next((alert for row in meant if (alert := _going_out(connection, row.incident)) is not None), None)
    person = person_of((meant or told)[0].ref)
    if going is None:
        return Taken(meaning="nothing-to-pause", person=person, incident=(meant or told)[0].incident)

    def decide(user: User) -> None:
        decisions.pause(connection, user, going.id, "PAUSE på SMS", now)

    refused = _done(connection, person, Act.PAUSE, decide)
    sms_approval.answer(connection, _plan(connection, going), going, person, refused or PAUSED, desk.say, now)
    return Taken(meaning="refused" if refused else "pause", person=person, incident=going.incident)


def _going_out(connection: Connection, incident: int) -> Row[Any] | None:
    going = alerts.c.state.in_([str(AlertState.APPROVED), str(AlertState.SENDING)])
    chosen = select(alerts).where(alerts.c.incident == incident, alerts.c.kind != SERVICE, going)
    return connection.execute(chosen.order_by(alerts.c.approved_at.desc()).limit(1)).first()


def _done(connection: Connection, person: str, act: Act, decide: Callable[[User], None]) -> str:
    """Do it as this person's account; why not, in words, where the rules say no: then nothing of it is left."""
    names = connection.scalars(select(users.c.name).where(users.c.person == person).order_by(users.c.id))
    mine = [accounts.user_named(connection, name) for name in names]
    user = next((user for user in mine if may(user.roles, act)), None)
    if user is None:
        return NO_ACCOUNT
    try:
        with connection.begin_nested():
            decide(user)
    except DispatcherError as error:
        return str(error)
    return ""


def _plan(connection: Connection, row: Row[Any]) -> Plan:
    opened = incidents.incident(connection, row.incident)
    return plan_from_document(drawn.plan_document(connection, opened))
