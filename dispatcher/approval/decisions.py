"""Approve, return, reject, pause, resume, stop: each one transaction, each journalled, first committed act wins.

A person may approve if tied to a holder or deputy of a role in the plan's chain for the alert **and** holding the
role `approver`; nobody approves what they submitted or last edited. The fingerprint makes it word for word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import STATE_WORDS, AlertAct, AlertState
from dispatcher.ledger import alarms, conduct, disk, incidents, oddities, resending, series, turns, unsure
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import retractions
from dispatcher.ledger.times import ms
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.misfire import Odd
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User

SHORTEST_FINGERPRINT = 12
ALREADY_APPROVED = (AlertState.APPROVED, AlertState.SENDING, AlertState.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What an approver says. ``fingerprint``: its first 12 hex digits or more. ``capacity``: the role they act in.

    ``seen``: the keys of what is odd about the alert that they have seen, and approve it all the same. ``free``: bytes
    free on the ledger's disk, of which the one who asks knows; None: nobody can say.
    """

    fingerprint: str
    capacity: str | None = None
    why: str = ""
    seen: tuple[str, ...] = ()
    free: int | None = None
    way: str = "api"


def approve(connection: Connection, user: User, alert_id: str, given: Approval, now: datetime) -> bool:
    """*submitted* → *approved*; the first wave opens. Returns True when this person had approved the same before."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.APPROVE)
    _check_shape(given.fingerprint)
    if row.state in ALREADY_APPROVED and row.approved_by == user.name and _matches(row, given.fingerprint):
        return True
    _not_decided(row)
    plan = _plan_of(connection, row)
    capacity = capacity_of(plan, connection, row, user, given.capacity)
    _four_eyes(row, user)
    if row.state == AlertState.SUBMITTED and row.expires_at <= ms(now):
        raise Conflict("expired", "Varselet er utløpt og kan ikke godkjennes.")
    _not_overtaken(connection, row)
    if row.state == AlertState.SUBMITTED and not _matches(row, given.fingerprint):
        what = "Fingeravtrykket stemmer ikke: varselet er endret siden du så det, eller det er skrevet feil."
        raise Conflict("fingerprint", f"{what} Les varselet på nytt.")
    odd = _all_seen(connection, row, plan, given.seen, now)
    disk.demand_room(connection, row, given.free)
    incidents.move(
        connection,
        row,
        AlertAct.APPROVE,
        approved_by=user.name,
        approved_as=capacity,
        approved_at=ms(now),
        approved_fingerprint=row.fingerprint,
        decided_why=given.why,
    )
    data: dict[str, Any] = {"fingerprint": row.fingerprint, "capacity": capacity, "person": user.person}
    data |= {"why": given.why, "way": given.way}
    data |= {"seen": [each.key for each in odd], "odd": {each.key: each.words for each in odd}}
    _journal(connection, "alert.approved", user, row, data, now)
    turns.supersede(connection, row.incident, row.id, now)
    turns.open_first_waves(connection, row, now)
    return False


def _check_shape(fingerprint: str) -> None:
    if len(fingerprint) < SHORTEST_FINGERPRINT or any(char not in "0123456789abcdef" for char in fingerprint.lower()):
        what = "Oppgi minst de 12 første tegnene av fingeravtrykket, slik det står i visningen av varselet."
        raise InvalidInput(Fault("fingerprint", what))


def _matches(row: Row[Any], given: str) -> bool:
    return bool(row.fingerprint) and row.fingerprint.startswith(given.lower())


def _not_decided(row: Row[Any]) -> None:
    """The other of two decisions at once is told who was first."""
    if row.state in ALREADY_APPROVED:
        raise Conflict("state", f"Varselet er allerede godkjent av {row.approved_by}.")


def _not_overtaken(connection: Connection, row: Row[Any]) -> None:
    """An alert follows the newest that was approved before it; if another came between, it says the wrong things."""
    newest = next((alert for alert, _ in series.approved(connection, row.incident) if alert != row.id), None)
    if newest != row.follows:
        raise Conflict("superseded", f"Hendelsen har fått et nyere varsel ({newest}) siden dette ble laget.")


def _all_seen(
    connection: Connection, row: Row[Any], plan: Plan, seen: tuple[str, ...], now: datetime
) -> tuple[Odd, ...]:
    """What is odd about the alert, all of it ticked. Raises Conflict naming the rest."""
    if row.state != AlertState.SUBMITTED:
        return ()
    odd = oddities.odd(connection, row, plan, now)
    missed = [each for each in odd if each.key not in seen]
    if missed:
        told = " ".join(f"{each.key}: {each.words}" for each in missed)
        raise Conflict("odd", f"Noe er uvanlig. Svar at du har sett det før du godkjenner. {told}")
    return odd


def _plan_of(connection: Connection, row: Row[Any]) -> Plan:
    frozen = incidents.incident(connection, row.incident)
    return plan_from_document(incidents.plan_document(connection, frozen.plan_hash))


def capacity_of(plan: Plan, connection: Connection, row: Row[Any], user: User, asked: str | None) -> str:
    """The role in which this person may approve this alert. Raises Forbidden when the plan's chain has them not."""
    scenario = plan.scenarios[incidents.incident(connection, row.incident).scenario]
    mine = [role for role in scenario.approval.approvers if user.person in plan.roles[role].chain]
    if not mine or user.person is None:
        titles = ", ".join(plan.roles[role].title for role in scenario.approval.approvers)
        raise Forbidden(
            "chain", f"Planen lar bare disse godkjenne dette varselet: {titles}, eller deres stedfortredere."
        )
    if asked is None:
        return mine[0]
    if asked not in mine:
        raise Forbidden("capacity", "Planen gir deg ikke rett til å godkjenne i den rollen.")
    return asked


def _four_eyes(row: Row[Any], user: User) -> None:
    if user.name in (row.submitted_by, row.edited_by):
        raise Forbidden("four-eyes", "Den som har sendt inn eller sist endret et varsel, kan ikke godkjenne det selv.")


def return_(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> None:
    """*submitted* → *returned*, with what should be changed."""
    row = _decide(connection, user, alert_id, Act.RETURN, why)
    incidents.move(connection, row, AlertAct.RETURN, decided_why=why)
    _journal(connection, "alert.returned", user, row, {"why": why}, now)


def reject(connection: Connection, user: User, alert_id: str, why: str, now: datetime) -> None:
    """*submitted* → *rejected*, for good."""
    row = _decide(connection, user, alert_id, Act.REJECT, why)
    incidents.move(connection, row, AlertAct.REJECT, decided_why=why, done_at=ms(now))
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
