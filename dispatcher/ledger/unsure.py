"""Unsure: attempts that may have left and of which no answer came. Settled by evidence, then policy, then a person.

In this order (reliability.md 2.7): the provider's list once for the whole gap; callbacks, for SETTLE_AFTER; the list
again; the alert's policy or a person. A list proves acceptance, never its absence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, select, text, update

from dispatcher.domain.policy import Settling
from dispatcher.domain.states import AttemptState, ChannelName, DeliveryState
from dispatcher.ledger import fallback
from dispatcher.ledger.conduct import ACTIVE, ASKED
from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.fallback import BY_PERSON
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.seal import changed_at
from dispatcher.ledger.tables import (
    CHANGED,
    LEASED,
    OPEN_AGAIN,
    alerts,
    attempts,
    contact_points,
    deliveries,
    variants,
    waves,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dispatcher.ledger.claims import Lane

_D = DeliveryState
BY_POLICY = "policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One unsure delivery, with what is needed to look for it at the provider. Times in milliseconds.

    ``attempts``: the tries of it that may have left. ``provider``: who may have it, the last attempt's.
    """

    delivery: int
    alert: str
    attempt: str
    provider: str
    channel: ChannelName
    policy: str
    active: bool
    attempts: int
    first_attempt_at: int
    attempt_at: int
    due_at: int
    address: str = field(repr=False)
    body: str = field(repr=False)


def recover(connection: Connection, incarnation: str, now: int, settle_after: int) -> int:
    """Every *sending* row of an earlier incarnation → *unsure*, never straight back to *waiting*. Returns how many."""
    return _put_in_doubt(connection, attempts.c.incarnation != incarnation, now, settle_after)


def expired(connection: Connection) -> bool:
    """Whether a node has gone without a word: an attempt of its is out longer than its lease (PostgreSQL)."""
    return connection.execute(select(attempts.c.id).where(_LEASE_OVER).limit(1)).first() is not None


def recover_expired(connection: Connection, now: int, settle_after: int) -> int:
    """*sending* rows whose lease is over by the database's clock → *unsure*, by whatever node. Returns how many."""
    return _put_in_doubt(connection, _LEASE_OVER, now, settle_after)


_LEASE_OVER = and_(text(f"attempts.{LEASED}"), attempts.c.lease_until < DatabaseClock())


def _put_in_doubt(connection: Connection, gone: ColumnElement[bool], now: int, settle_after: int) -> int:
    """The tries in one statement, then the rows of just those: a lease may run out between two looks at the clock.

    A try may be in doubt whose row has moved on, and whose wave may be sealed: a phone confirmed an older one.
    """
    # A task is out with a person, whatever becomes of the node that asked them.
    sent = exists().where(deliveries.c.id == attempts.c.delivery_id, deliveries.c.channel != str(ChannelName.TASK))
    tries = connection.execute(
        update(attempts)
        .where(attempts.c.state == str(AttemptState.INTENT), gone, sent)
        .values(state=str(AttemptState.UNSURE), reason="node died", ended_at=now)
        .returning(attempts.c.delivery_id, attempts.c.id)
    ).all()
    rows = 0
    for start in range(0, len(tries), 500):
        some = tries[start : start + 500]
        doubted = set(
            connection.scalars(
                update(deliveries)
                .where(
                    deliveries.c.id.in_([each.delivery_id for each in some]),
                    deliveries.c.attempt_id.in_([each.id for each in some]),
                    deliveries.c.state == str(_D.SENDING),
                )
                .values(state=str(_D.UNSURE), reason="node died", due_at=now + settle_after, settled_by=None)
                .returning(deliveries.c.id)
            )
        )
        changed_at(connection, {each.delivery_id for each in some} - doubted)
        rows += len(doubted)
    return rows


def _current_attempt() -> ColumnElement[bool]:
    return and_(attempts.c.delivery_id == deliveries.c.id, attempts.c.id == deliveries.c.attempt_id)


def _may_have_left() -> Any:
    """How many tries of a delivery ended in doubt; one that certainly never left is no send."""
    tries = attempts.alias()
    return (
        select(func.count())
        .where(tries.c.delivery_id == deliveries.c.id, tries.c.state == str(AttemptState.UNSURE))
        .scalar_subquery()
    )


_UNDECIDED = and_(
    deliveries.c.state == str(_D.UNSURE),
    deliveries.c.settled_by.is_(None),
    deliveries.c.channel != str(ChannelName.TASK),  # people have no callbacks
)


def postpone(connection: Connection, until: int) -> None:
    """After a restart callbacks get their time again: undecided *unsure* rows are due no earlier than ``until``."""
    connection.execute(update(deliveries).where(_UNDECIDED, deliveries.c.due_at < until).values(due_at=until))


def due_before(connection: Connection, moment: int) -> bool:
    """Whether any undecided *unsure* row is due before then."""
    return (
        connection.execute(select(deliveries.c.id).where(_UNDECIDED, deliveries.c.due_at < moment).limit(1)).first()
        is not None
    )


def doubts(connection: Connection, lane: Lane) -> list[Doubt]:
    """The undecided unsure deliveries of a lane's channel, whichever provider may have them; oldest first."""
    rows = connection.execute(
        select(
            deliveries,
            alerts.c.state.label("alert_state"),
            alerts.c.superseded_by,
            alerts.c.unsure_policy,
            attempts.c.at.label("attempt_at"),
            attempts.c.provider.label("attempt_provider"),
            _may_have_left().label("doubtful"),
            contact_points.c.value,
            variants.c.body,
        )
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(attempts, _current_attempt())
        .join(variants, variants.c.id == deliveries.c.variant_id)
        .join(contact_points, contact_points.c.id == deliveries.c.point_id, isouter=True)
        .where(
            text("deliveries.state = 'unsure'"),  # the words of the partial index
            deliveries.c.channel == str(lane.channel),
            deliveries.c.settled_by.is_(None),
            alerts.c.mode.in_(lane.modes),
        )
        .order_by(deliveries.c.due_at)
    )
    return [_doubt(row) for row in rows]


def _doubt(row: Row[Any]) -> Doubt:
    return Doubt(
        delivery=row.id,
        alert=row.alert_id,
        attempt=row.attempt_id,
        provider=row.attempt_provider,
        channel=ChannelName(row.channel),
        policy=row.unsure_policy,
        active=row.alert_state in ACTIVE and row.superseded_by is None,
        attempts=row.doubtful,
        first_attempt_at=row.first_attempt_at,
        attempt_at=row.attempt_at,
        due_at=row.due_at,
        address=row.value or "",
        body=row.body,
    )


def decide(connection: Connection, decided: Sequence[tuple[Doubt, Settling]], now: datetime, now_ms: int) -> None:
    """By policy: *unsure* → *waiting* (again), or left *unsure* and a person is asked. Journalled per alert."""
    counts: dict[tuple[str, ChannelName, Settling], int] = defaultdict(int)
    for doubt, settling in decided:
        # Undecided still: another node's settler may have been quicker.
        mine = (
            deliveries.c.id == doubt.delivery,
            deliveries.c.state == str(_D.UNSURE),
            deliveries.c.settled_by.is_(None),
        )
        if settling is Settling.AGAIN:
            values: dict[str, Any] = {"state": str(_D.WAITING), "due_at": now_ms, "settled_by": BY_POLICY}
        else:
            values = {"settled_by": ASKED}
        if connection.execute(update(deliveries).where(*mine).values(**values)).rowcount:
            counts[doubt.alert, doubt.channel, settling] += 1
    for (alert, channel, settling), count in counts.items():
        _journal(connection, "unsure.policy", "node", alert, {"channel": channel, "to": settling, "rows": count}, now)


def decide_by_person(
    connection: Connection, alert: str, channel: str | None, *, again: bool, actor: str, now: datetime, now_ms: int
) -> int:
    """One act for all unsure rows of an alert (and channel): *unsure* → *waiting*, or left *unsure* for good."""
    mine = [deliveries.c.alert_id == alert, deliveries.c.state == str(_D.UNSURE)]
    if channel:
        mine.append(deliveries.c.channel == channel)
    by = f"{BY_PERSON}:{actor}"
    values: dict[str, Any] = {"settled_by": by}
    if again:
        values |= {"state": str(_D.WAITING), "due_at": now_ms}
    touched = select(deliveries.c.wave_id).where(*mine)
    connection.execute(update(waves).where(waves.c.id.in_(touched)).values(**(OPEN_AGAIN if again else CHANGED)))
    decided = list(connection.scalars(update(deliveries).where(*mine).values(**values).returning(deliveries.c.id)))
    changed = len(decided)
    if not again:
        fallback.advance(connection, decided, now_ms)  # nobody is left with a perhaps if there is another way
    data = {"channel": channel, "to": "resend" if again else "leave", "rows": changed}
    _journal(connection, "unsure.decided", actor, alert, data, now)
    return changed


def _journal(connection: Connection, kind: str, actor: str, alert: str, data: dict[str, Any], now: datetime) -> None:
    incident = connection.scalar(select(alerts.c.incident).where(alerts.c.id == alert))
    append(connection, Entry(kind=kind, actor=actor, incident=incident, alert=alert, data=data), now)
