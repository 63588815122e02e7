"""Receipts: what the provider said later. Append-only; the highest of a total order wins, whatever came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, select, update

from dispatcher.domain.states import AttemptState, ChannelName, DeliveryState, ReceiptStatus
from dispatcher.ledger import fallback
from dispatcher.ledger.tables import attempts, deliveries, receipts

if TYPE_CHECKING:
    from collections.abc import Sequence

_D = DeliveryState
SETTLED_BY = "receipt"
LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One callback, already known to be signed by the attempt's own account. ``at`` in milliseconds."""

    attempt: str
    status: ReceiptStatus
    code: str
    provider_id: str
    at: int


def may_lose_somebody(found: Sequence[Receipt]) -> bool:
    """Whether any of them may start the next channel: that looks at other rows too, so nobody may write beside it."""
    return any(_state_after(receipt.status) is _D.FAILED for receipt in found)


def record(connection: Connection, found: Sequence[Receipt]) -> int:
    """Keep receipts and move their rows: *accepted* → *delivered* or *failed*; to others they are evidence.

    Valid and unknown attempts are kept. Returns how many were unknown.
    """
    unknown = 0
    failed: list[int] = []
    for receipt in sorted(found, key=lambda one: one.attempt.rpartition("-")[2]):  # two nodes lock in the same order
        row = connection.execute(_ROW, key_of(receipt.attempt)).first()
        kept = {"attempt_id": receipt.attempt, "delivery_id": row.delivery if row else None, "known": row is not None}
        kept |= {"status": str(receipt.status), "rank": receipt.status.rank, "code": receipt.code}
        connection.execute(_KEEP, kept | {"provider_id": receipt.provider_id, "at": receipt.at})
        if row is None:
            unknown += 1
        elif _apply(connection, receipt, row) is _D.FAILED:
            failed.append(row.delivery)
    if failed:  # *undelivered* starts the next channel as a refusal does, also an hour later
        fallback.advance(connection, failed, max(receipt.at for receipt in found))
    return unknown


# Built once: a receipt comes twice for every SMS, and building a statement costs more than running it.
_KEEP = insert(receipts)

_ROW = (
    select(
        attempts.c.id,
        attempts.c.state.label("attempt_state"),
        deliveries.c.id.label("delivery"),
        deliveries.c.state,
        deliveries.c.reason,
        deliveries.c.attempt_id,
        deliveries.c.accepted_at,
        deliveries.c.provider_id,
    )
    .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
    .where(attempts.c.delivery_id == bindparam("delivery"), attempts.c.id == bindparam("attempt"))
    .with_for_update(of=deliveries)  # PostgreSQL: two of one attempt may come to two nodes at once; each sees the other
)


def fold(rows: Sequence[tuple[ReceiptStatus, str]]) -> tuple[ReceiptStatus, str]:
    """The status that wins and its code: the maximum over the total order; arrival does not matter."""
    return max(rows, key=lambda row: (row[0].rank, row[1]))


def _apply(connection: Connection, receipt: Receipt, row: Any) -> DeliveryState | None:
    """Move the row if this receipt's word counts; where to."""
    if row.attempt_state in (AttemptState.INTENT, AttemptState.UNSURE):
        connection.execute(_TAKEN, {**key_of(receipt.attempt), "by": receipt.provider_id, "when": receipt.at})
    status, code = _winning(connection, receipt.attempt, row.delivery)
    after = _state_after(status)
    # A phone that confirmed has it, by whichever try: what is said of another try takes nothing of that back.
    if row.state in (after, _D.SKIPPED, _D.DELIVERED) or not _speaks(row, receipt, after):
        return None
    new = row.state in (_D.SENDING, _D.UNSURE, _D.WAITING)
    connection.execute(
        _MOVE,
        {
            "delivery": row.delivery,
            "after": str(after),
            "why": f"undelivered {code}".strip() if after is _D.FAILED else "",
            "accepted": receipt.at if new else row.accepted_at,
            "by": receipt.provider_id if new else row.provider_id,
            "attempt": receipt.attempt if new else row.attempt_id,
            "delivered": receipt.at if after is _D.DELIVERED else None,
        },
    )
    return after


_TAKEN = (
    update(attempts)
    .where(attempts.c.delivery_id == bindparam("delivery"), attempts.c.id == bindparam("attempt"))
    .values(state=str(AttemptState.ACCEPTED), provider_id=bindparam("by"), ended_at=bindparam("when"))
)

_MOVE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(
        state=bindparam("after"),
        settled_by=SETTLED_BY,
        reason=bindparam("why"),
        accepted_at=bindparam("accepted"),
        provider_id=bindparam("by"),
        attempt_id=bindparam("attempt"),
        delivered_at=bindparam("delivered"),
    )
)


def _speaks(row: Any, receipt: Receipt, after: DeliveryState) -> bool:
    """Whether this attempt's word counts: a phone that confirmed any try has it; else the newest try speaks."""
    if after is _D.DELIVERED or row.attempt_id == receipt.attempt:
        return after is not _D.FAILED or row.state != _D.WAITING
    # An older try that was taken after all: the row must not be sent again while it waits or is in doubt.
    return after is _D.ACCEPTED and row.state in (_D.WAITING, _D.UNSURE)


_SAID = select(receipts.c.status, receipts.c.code).where(
    receipts.c.delivery_id == bindparam("delivery"), receipts.c.attempt_id == bindparam("attempt")
)


def _winning(connection: Connection, attempt: str, delivery: int) -> tuple[ReceiptStatus, str]:
    rows = connection.execute(_SAID, {"delivery": delivery, "attempt": attempt}).all()
    return fold([(ReceiptStatus(status), code) for status, code in rows])


def _state_after(status: ReceiptStatus) -> DeliveryState:
    if status is ReceiptStatus.DELIVERED:
        return _D.DELIVERED
    return _D.FAILED if status in (ReceiptStatus.FAILED, ReceiptStatus.UNDELIVERED) else _D.ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which alert's message an attempt was, and which way it went."""

    alert: str
    channel: ChannelName
    provider: str


def places(connection: Connection, wanted: Sequence[str]) -> dict[str, Place]:
    """By attempt; unknown ones are left out."""
    found = {}
    for attempt in wanted:
        row = connection.execute(_PLACE, key_of(attempt)).first()
        if row is not None:
            found[attempt] = Place(alert=row.alert_id, channel=ChannelName(row.channel), provider=row.provider)
    return found


_PLACE = (
    select(deliveries.c.alert_id, deliveries.c.channel, attempts.c.provider)
    .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
    .where(attempts.c.delivery_id == bindparam("delivery"), attempts.c.id == bindparam("attempt"))
)


def account_of(connection: Connection, attempt: str) -> str | None:
    """The provider (account) that made an attempt; None when unknown."""
    key = key_of(attempt)
    return connection.scalar(
        select(attempts.c.provider).where(attempts.c.delivery_id == key["delivery"], attempts.c.id == attempt)
    )


def key_of(attempt: str) -> dict[str, Any]:
    """An attempt's id ends with its delivery's number; -1 for what is no id of ours."""
    number = attempt.rpartition("-")[2]
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return {"delivery": int(number) if known else -1, "attempt": attempt}
