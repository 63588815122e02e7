"""Alone: danger to life that cannot wait, and everybody who may approve is silent. To be confirmed afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dispatcher.approval.word_for_word import capacity_of, four_eyes, given_before, hold_against, not_aside, plan_of
from dispatcher.domain.approving import CRISIS_TEAM, Way
from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput
from dispatcher.domain.moments import OSLO
from dispatcher.domain.rights import Act, demand, may
from dispatcher.domain.states import AlertKind, AlertState, Severity, Urgency
from dispatcher.ledger import approval_requests, approvals, incidents
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.approval.word_for_word import Approval
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

MAY_BE_ALONE = (AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION)
"""What warns. That the danger is over can wait for somebody to answer."""


def approve_alone(connection: Connection, user: User, alert_id: str, given: Approval, now: datetime) -> bool:
    """*submitted* → *approved* by one of the crisis team, with a reason. Returns True when it was the same before."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.ALONE)
    if not given.why.strip():
        raise InvalidInput(Fault("why", "Skriv hvorfor varselet ikke kan vente. Det står i rapporten."))
    if given_before(row, user.name, given.fingerprint):
        return True
    plan, scenario = plan_of(connection, row)
    minutes = _demand_silence(connection, user, row, plan, scenario, now)
    yes = approvals.Yes(
        way=Way.ALONE,
        account=user.name,
        by=user.name,
        person=user.person,
        capacity=CRISIS_TEAM,
        authority=f"Planen: alene når alle som kan godkjenne, har tiet i {minutes} minutter",
        why=given.why,
        odd=hold_against(connection, row, plan, given, now),
    )
    approvals.grant(connection, row, yes, now)
    return False


def hindrance(connection: Connection, user: User, row: Row[Any], now: datetime) -> str:
    """Why this person may not approve it alone just now; empty when they may. The act itself asks again."""
    plan, scenario = plan_of(connection, row)
    try:
        demand(user.roles, Act.ALONE)
        _demand_silence(connection, user, row, plan, scenario, now)
    except (Conflict, Forbidden) as refused:
        return str(refused)
    return ""


def _demand_silence(
    connection: Connection, user: User, row: Row[Any], plan: Plan, scenario: Scenario, now: datetime
) -> int:
    """How many minutes of silence the plan asks for, which have passed. Raises Forbidden or Conflict."""
    minutes = _bound(row, scenario)
    not_aside(connection, row.incident, user.person, now)
    if row.state == AlertState.SUBMITTED:
        _all_silent(connection, row, plan, scenario, timedelta(minutes=minutes), now)
    return minutes


def _bound(row: Row[Any], scenario: Scenario) -> int:
    """How many minutes of silence the plan asks for. Raises Forbidden where nobody may be alone."""
    if scenario.lead == "police":
        raise Forbidden("police-led", "Politiet leder dette. Ingen i kommunen kan godkjenne det alene.")
    minutes = scenario.approval.alone_after
    grave = row.severity == Severity.EXTREME and row.urgency == Urgency.IMMEDIATE
    if minutes is None or not grave or row.kind not in MAY_BE_ALONE:
        raise Forbidden("alone", "Planen lar ingen godkjenne dette varselet alene. Ring dem som kan godkjenne.")
    return minutes


def _all_silent(
    connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario, bound: timedelta, now: datetime
) -> None:
    """Everybody who can be asked was asked, and the youngest request is as old as the plan says."""
    step = approval_requests.step(connection, plan, scenario, row, now)
    if step is not None and not step.again:
        raise Conflict("asking", "Ikke alle som kan godkjenne, er spurt ennå. Vent, eller ring dem.")
    asked = [one.asked_at for one in approval_requests.of_alert(connection, row) if one.ended_at is None]
    until = at(max(asked, default=row.submitted_at)) + bound
    if now < until:
        clock = f"{until.astimezone(OSLO):%H.%M.%S}"
        raise Conflict("asking", f"De som kan godkjenne, har tid til å svare til kl {clock}. Ring dem så lenge.")


def confirm(connection: Connection, user: User, alert_id: str, now: datetime) -> None:
    """An approver stands behind what was approved alone; the same again is no other confirmation."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.CONFIRM)
    found = approvals.of_alert(connection, alert_id)
    if found is None or found.way != Way.ALONE:
        raise Conflict("state", "Varselet er ikke godkjent alene, så det er ingenting å bekrefte.")
    capacity = _confirming(connection, user, row, found, now)
    if found.confirmed_at is None:
        approvals.confirm(connection, alert_id, user.name, capacity, now)
        data = {"person": user.person, "capacity": capacity, "fingerprint": found.fingerprint}
        entry = Entry(kind="alert.confirmed", actor=user.name, incident=row.incident, alert=row.id, data=data)
        append(connection, entry, now)


def may_confirm(connection: Connection, user: User, row: Row[Any], now: datetime) -> bool:
    """Whether it waits for such a word, and theirs would do. The act itself asks again."""
    found = approvals.of_alert(connection, row.id)
    if found is None or found.way != Way.ALONE or found.confirmed_at is not None or not may(user.roles, Act.CONFIRM):
        return False
    try:
        _confirming(connection, user, row, found, now)
    except Forbidden:
        return False
    return True


def _confirming(connection: Connection, user: User, row: Row[Any], found: Row[Any], now: datetime) -> str:
    """The role in which somebody confirms. Raises Forbidden."""
    plan, scenario = plan_of(connection, row)
    capacity = capacity_of(plan, scenario, user.person, None)
    four_eyes(connection, row, user.name, user.person, now)
    not_aside(connection, row.incident, user.person, now)
    if user.name == found.by or user.person == found.person:
        raise Forbidden("four-eyes", "Den som godkjente alene, kan ikke bekrefte det selv.")
    return capacity
