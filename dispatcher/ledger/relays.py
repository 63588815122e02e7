"""Relays: leaders who tell their own people, whom an alert is for and no channel reaches. From the snapshot alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, func, literal, or_, select

from dispatcher.domain.plan import PlanPerson
from dispatcher.domain.states import INTERNAL
from dispatcher.ledger.tables import contact_points, people, snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Row

    from dispatcher.domain.plan import Plan

LEADER = "leder:"
"""Before a leader's reference where the key of a person of the plan would stand."""
_their = people.alias("their")
_LEADS = and_(_their.c.list_id == people.c.list_id, _their.c.ref == people.c.leader)
_REACHED = or_(_their.c.sms_point.is_not(None), _their.c.email_point.is_not(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Somebody of a list who leads others: where they stand, as a person a service message can go to."""

    person_id: int
    list_id: int
    person: PlanPerson


def without_address(alert: str, version: int) -> list[ColumnElement[bool]]:
    """SQL: the municipality's own whom the alert is for and has no address for."""
    return [
        snapshot.c.alert_id == alert,
        snapshot.c.version == version,
        snapshot.c.cls.in_([str(cls) for cls in INTERNAL]),
        people.c.sms_point.is_(None),
        people.c.email_point.is_(None),
    ]


def leaders(connection: Connection, alert: str, version: int) -> list[str]:
    """The references of leaders who can be reached and have such people; "" when some have no such leader."""
    chosen = select(func.coalesce(_their.c.ref, "")).select_from(_people()).where(*without_address(alert, version))
    return sorted(set(connection.scalars(chosen.distinct())))


def led(connection: Connection, alert: str, version: int) -> list[Row[Any]]:
    """Each such person with each leader they have ("": none who can be reached), and the seal of a forgotten row."""
    leader = func.coalesce(_their.c.ref, "")
    chosen = select(snapshot.c.ref, leader.label("leader"), func.max(snapshot.c.sealed).label("sealed"))
    mine = chosen.select_from(_people()).where(*without_address(alert, version))
    return list(connection.execute(mine.group_by(snapshot.c.ref, leader)))


def count(connection: Connection, alert: str, version: int, leader: str, *, shielded: bool = False) -> int:
    """How many such people a leader has; or how many of them stand on no paper."""
    chosen = select(func.count(snapshot.c.ref.distinct())).select_from(_people())
    mine = [*without_address(alert, version), _their.c.ref == leader]
    if shielded:
        mine.append(people.c.shielded)
    return int(connection.scalar(chosen.where(*mine)) or 0)


def led_by(connection: Connection, alert: str, version: int, leader: str, most: int) -> list[Row[Any]]:
    """Those people, for paper alone: name, unit, address; nobody who is shielded."""
    named = (people.c.name, people.c.unit, people.c.address)
    nothing = (literal("").label("value"), literal(None).label("state"))
    chosen = select(*named, *nothing).select_from(_people()).distinct()
    mine = (*without_address(alert, version), _their.c.ref == leader, ~people.c.shielded)
    return list(connection.execute(chosen.where(*mine).order_by(people.c.unit, people.c.name).limit(most)))


def _people() -> Any:
    joined = snapshot.join(people, people.c.id == snapshot.c.person_id)
    return joined.outerjoin(_their, and_(_LEADS, _REACHED))


def leader(connection: Connection, plan: Plan, alert: str, person: str) -> Leader | None:
    """Whoever stands behind ``leder:…`` in the lists that the alert's snapshot was taken from."""
    taken_from = select(snapshot.c.list_id).where(snapshot.c.alert_id == alert).distinct()
    sms, email = contact_points.alias("sms"), contact_points.alias("email")
    row = connection.execute(
        select(people, sms.c.value.label("mobile"), email.c.value.label("mail"))
        .outerjoin(sms, sms.c.id == people.c.sms_point)
        .outerjoin(email, email.c.id == people.c.email_point)
        .where(people.c.list_id.in_(taken_from), people.c.ref == person.removeprefix(LEADER))
        .order_by(people.c.id)
    ).first()
    if row is None:
        return None
    language = row.language or plan.municipality.language
    named = title(person, row.unit)
    made = PlanPerson.model_construct(key=person, name=named, mobile=row.mobile, email=row.mail, language=language)
    return Leader(person_id=row.id, list_id=row.list_id, person=made)


def title(person: str, unit: str | None = None) -> str:
    """What a leader is called where others read it: never a name."""
    return f"leder i {unit}" if unit else f"leder {person.removeprefix(LEADER)}"


def with_leaders(
    connection: Connection, plan: Plan, alert: str, persons: Sequence[str]
) -> tuple[Plan, Mapping[str, Leader]]:
    """The plan with these leaders among its persons, so that they can be told of the task the alert gives them."""
    found = {key: leader(connection, plan, alert, key) for key in persons if key.startswith(LEADER)}
    there = {key: one for key, one in found.items() if one is not None}
    if not there:
        return plan, {}
    known = {**plan.persons, **{key: one.person for key, one in there.items()}}
    return plan.model_copy(update={"persons": known}), there
