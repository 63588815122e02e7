"""A first alert whose words were adopted beforehand: one person of a role the plan names sends it alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.approving import Way
from dispatcher.domain.states import AlertKind, Mode
from dispatcher.ledger import absences, approvals, disk, drawn, oddities
from dispatcher.ledger.journal import Entry, append
from dispatcher.rendering import is_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, PreApproved, Scenario
    from dispatcher.ledger.accounts import User

FILLED_IN = frozenset({"choice", "place", "time"})
"""Kinds of field whose words somebody has read before: all but free text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands now: ``words``, the digest of the scenario's texts, and ``free``, bytes left on the disk."""

    words: str
    free: int | None


def approved_beforehand(
    connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], user: User, standing: Standing, now: datetime
) -> bool:
    """Approve what was just submitted, if the plan has done so already. False: somebody must be asked."""
    adopted = scenario.approval.pre_approved
    if adopted is None or row.kind != AlertKind.FIRST:
        return False
    role = next((role for role in adopted.roles if user.person in plan.roles[role].chain), None)
    if role is None:
        return False
    why = _of_words(adopted, row, standing) or _hindrance(connection, plan, scenario, row, user, standing.free, now)
    if why:
        entry = Entry(
            kind="approval.not-beforehand", actor=user.name, incident=row.incident, alert=row.id, data={"why": why}
        )
        append(connection, entry, now)
        return False
    yes = approvals.Yes(
        way=Way.PRE_APPROVED,
        account=user.name,
        by=user.name,
        person=user.person,
        capacity=role,
        authority=_adopted(adopted),
    )
    approvals.grant(connection, row, yes, now)
    return True


def _of_words(adopted: PreApproved, row: Row[Any], standing: Standing) -> str:
    """Why the words are not those that were adopted. An exercise may go on without knowing which those were."""
    if not adopted.digest:
        return "planen sier ikke hvilke ord som er vedtatt: digest mangler" if row.mode == Mode.REAL else ""
    return "" if is_of(adopted.digest, standing.words) else "ordene er endret etter at de ble vedtatt"


def _hindrance(
    connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], user: User, free: int | None, now: datetime
) -> str:
    """Why somebody must be asked all the same; empty: nothing."""
    if scenario.lead == "police":
        return "politiet leder"
    if json.loads(row.texts):
        return "egen tekst"
    if drawn.of_alert(connection, row):
        return "et område er tegnet, og navnet på det er ikke lest på forhånd"
    if any(not _read_before(scenario, key, value) for key, value in json.loads(row.fields).items()):
        return "fritekst"
    away = absences.away(connection, now)
    if user.person in away or user.person in absences.recused(connection, row.incident):
        return "personen er borte, berørt eller inhabil"
    if oddities.odd(connection, row, plan, now):
        return "noe er uvanlig"
    return "for liten plass på disken" if free is not None and free < disk.needs(connection, row) else ""


def _read_before(scenario: Scenario, key: str, value: str) -> bool:
    spec = scenario.field(key)
    return not value or (spec is not None and (spec.kind in FILLED_IN or value == spec.default))


def _adopted(adopted: PreApproved) -> str:
    return f"Teksten er vedtatt på forhånd av {adopted.adopted_by}, sak {adopted.case}, {adopted.date:%d.%m.%Y}"
