"""Approve, return, reject, pause, resume, stop: each one transaction, each journalled, first committed act wins.

A person may approve if tied to a holder or deputy of a role in the plan's chain for the alert **and** holding the
role `approver`; nobody approves what they submitted or last edited. The fingerprint makes it word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from dispatcher.approval.word_for_word import (
    Approval,
    capacity_of,
    four_eyes,
    given_before,
    hold_against,
    may_decide,
    plan_of,
)
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import STATE_WORDS, AlertAct, AlertState
from dispatcher.ledger import alarms, approval_requests, approvals, conduct, incidents, resending, unsure
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import retractions
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.accounts import User

__all__ = [
    "Approval",
    "approve",
    "pause",
    "reject",
    "resend",
    "resume",
    "return_",
    "settle_unsure",
    "stop",
]


def approve(connection: Connection, user: User, alert_id: str, given: Approval, now: datetime) -> bool:
    """*submitted* → *approved*; the first wave opens. Returns True when this person had approved the same before."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.APPROVE)
    if given_before(row, user.name, given.fingerprint):
        return True
    plan, scenario = plan_of(connection, row)
    capacity = capacity_of(plan, scenario, user.person, given.capacity)
    four_eyes(connection, row, user.name, user.person, now)
    may_decide(connection, row, user, now)
    odd = hold_against(connection, row, plan, given, now)
    yes = approvals.Yes(
        way=given.way,
        account=user.name,
        by=user.name,
        person=user.person,
        capacity=capacity,
        authority=approvals.authority_of(plan, scenario, capacity),
        why=given.why,
        odd=odd,
        screen=given.screen,
    )
    approvals.grant(connection, row, yes, now)
    return False


def return_(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> None:
    """*submitted* → *returned*, with what should be changed."""
    row = _decide(connection, user, alert_id, Act.RETURN, why)
    may_decide(connection, row, user, now)
    incidents.move(connection, row, AlertAct.RETURN, decided_why=why)
    approval_requests.end_all(connection, row.id, Ended.DECIDED, now)
    _journal(connection, "alert.returned", user, row, {"why": why}, now)


def reject(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> None:
    """*submitted* → *rejected*, for good."""
    row = _decide(connection, user, alert_id, Act.REJECT, why)
    may_decide(connection, row, user, now)
    incidents.move(connection, row, AlertAct.REJECT, decided_why=why, done_at=ms(now))
    approval_requests.end_all(connection, row.id, Ended.DECIDED, now)
    _journal(connection, "alert.rejected", user, row, {"why": why}, now)


def pause(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> None:
    """Nothing new is claimed until somebody resumes; anyone of crisis-team or approver, alone, at once."""
    row = _decide(connection, user, alert_id, Act.PAUSE, why)
    _still_the_word(row)
    if row.paused is None:
        incidents.move(connection, row, AlertAct.PAUSE, paused=why, paused_at=ms(now))
        _journal(connection, "alert.paused", user, row, {"why": why}, now)


def resume(connection: Connection, user: User, alert_id: str, now: datetime) -> None:
    """Let a paused alert go on, and its blocked lanes too. Raises Conflict when nothing is paused."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.RESUME)
    may_decide(connection, row, user, now)
    _still_the_word(row)
    incidents.move(connection, row, AlertAct.RESUME)
    blocked = alarms.unblock(connection, alert_id)
    if row.paused is None and not blocked:
        raise Conflict("state", "Varselet er ikke på pause.")
    if row.paused is not None:
        conduct.resume(connection, row, now)
    connection.execute(delete(retractions).where(retractions.c.alert_id == alert_id))  # «go on» answers it
    _journal(connection, "alert.resumed", user, row, {}, now)


def _still_the_word(row: Row[Any]) -> None:
    """Nothing of an overtaken alert goes out, so there is nothing to hold or to let go; the newer one is what sends."""
    if row.superseded_by is not None:
        what = f"Varselet er avløst av {row.superseded_by}, og ingenting mer av det går ut."
        raise Conflict("superseded", f"{what} Gjelder det {row.superseded_by}, så bruk det nummeret.")


def stop(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> int:
    """Nothing new leaves; banner and page entry are withdrawn. Returns how many rows were skipped."""
    row = _decide(connection, user, alert_id, Act.STOP, why)
    incidents.move(connection, row, AlertAct.STOP, decided_why=why, stopped_at=ms(now), paused=None, paused_at=None)
    skipped = conduct.stop(connection, alert_id, now)
    _journal(connection, "alert.stopped", user, row, {"why": why, "not_sent": skipped}, now)
    return skipped


def settle_unsure(
    connection: Connection, user: User, alert_id: str, channel: str | None, *, again: bool, now: datetime
) -> int:
    """One act for everything *unsure*: back to *waiting*, or left for good. Returns how many messages it is about."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.UNSURE)
    if row.approved_at is None:
        raise Conflict("state", f"Varselet er {STATE_WORDS[AlertState(row.state)]}. Ingenting av det er sendt.")
    if again and row.superseded_by is not None:
        raise Conflict("superseded", f"Varselet er avløst av {row.superseded_by}. Det sendes ikke på nytt.")
    if again and row.state not in conduct.ACTIVE:
        # Put back to waiting, they would end as skipped, as if no attempt of theirs could have left.
        words = STATE_WORDS[AlertState(row.state)]
        raise Conflict("state", f"Varselet er {words}. Usikre meldinger kan ikke sendes på nytt, bare la stå.")
    return unsure.decide_by_person(connection, alert_id, channel, again=again, actor=user.name, now=now, now_ms=ms(now))


def resend(connection: Connection, user: User, alert_id: str, now: datetime) -> int:
    """Everyone it failed for is tried again; an alert that was *done* is *sending* again. Returns how many messages."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.RESEND)
    if row.superseded_by is not None:
        raise Conflict("superseded", f"Varselet er avløst av {row.superseded_by}. Det sendes ikke på nytt.")
    if incidents.incident(connection, row.incident).closed_at is not None:
        raise Conflict("closed", "Hendelsen er avsluttet. Ingenting av den sendes på nytt.")
    if row.state == AlertState.DONE:
        incidents.move(connection, row, AlertAct.REOPEN, done_at=None)
    elif row.state not in conduct.ACTIVE:
        words = STATE_WORDS[AlertState(row.state)]
        raise Conflict("state", f"Varselet er {words}. Ingenting av det kan sendes på nytt.")
    if row.expires_at <= ms(now):
        raise Conflict("expired", "Varselet er utløpt. Ingenting av det kan sendes på nytt.")
    again = resending.resend_failed(connection, alert_id, user.name, now)
    if not again:
        raise Conflict("state", "Ingen meldinger i dette varselet har feilet.")
    _journal(connection, "alert.resent", user, row, {"of": "failed", "rows": again}, now)
    return again


def _decide(connection: Connection, user: User, alert_id: str, act: Act, why: str) -> Row[Any]:
    row = incidents.alert(connection, alert_id)
    demand(user.roles, act)
    if not why.strip():
        raise InvalidInput(Fault("why", "Skriv en kort begrunnelse. Den står i loggen."))
    return row


def _journal(connection: Connection, kind: str, user: User, row: Row[Any], data: dict[str, Any], now: datetime) -> None:
    append(connection, Entry(kind=kind, actor=user.name, incident=row.incident, alert=row.id, data=data), now)
