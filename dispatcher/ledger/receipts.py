"""Receipts: what the provider said later. Append-only; the highest of a total order wins, whatever came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, select, update

from dispatcher.domain.states import AttemptState, DeliveryState, ReceiptStatus
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


def record(connection: Connection, found: Sequence[Receipt]) -> int:
    """Keep receipts and move their rows: *accepted* → *delivered* or *failed*; to others they are evidence.

    Valid and unknown attempts are kept. Returns how many were unknown.
    """
    unknown = 0
    for receipt in found:
        row = connection.execute(_ROW, _key(receipt.attempt)).first()
        connection.execute(
            insert(receipts).values(
                attempt_id=receipt.attempt,
                delivery_id=row.delivery if row else None,
                status=str(receipt.status),
                rank=receipt.status.rank,
                code=receipt.code,
                provider_id=receipt.provider_id,
                known=row is not None,
                at=receipt.at,
            )
        )
        if row is None:
            unknown += 1
        else:
            _apply(connection, receipt, row)
    return unknown


_ROW = (
    select(
        attempts.c.id,
        attempts.c.state.label("attempt_state"),
        deliveries.c.id.label("delivery"),
        deliveries.c.state,
        deliveries.c.reason,
        deliveries.c.attempt_id,
    )
    .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
    .where(attempts.c.delivery_id == bindparam("delivery"), attempts.c.id == bindparam("attempt"))
)


def fold(rows: Sequence[tuple[ReceiptStatus, str]]) -> tuple[ReceiptStatus, str]:
    """The status that wins and its code: the maximum over the total order; arrival does not matter."""
    return max(rows, key=lambda row: (row[0].rank, row[1]))


def _apply(connection: Connection, receipt: Receipt, row: Any) -> None:
    if row.attempt_state in (AttemptState.INTENT, AttemptState.UNSURE):
        connection.execute(
            update(attempts)
            .where(attempts.c.delivery_id == row.delivery, attempts.c.id == receipt.attempt)
            .values(state=str(AttemptState.ACCEPTED), provider_id=receipt.provider_id, ended_at=receipt.at)
        )
    status, code = _winning(connection, receipt.attempt, row.delivery)
    after = _state_after(status)
    if row.state in (after, _D.SKIPPED) or not _speaks(row, receipt, after):
        return
    values: dict[str, Any] = {"state": str(after), "settled_by": SETTLED_BY}
    if row.state in (_D.SENDING, _D.UNSURE, _D.WAITING):
        values |= {"accepted_at": receipt.at, "provider_id": receipt.provider_id, "attempt_id": receipt.attempt}
    if after is _D.DELIVERED:
        values["delivered_at"] = receipt.at
    values["reason"] = "" if after is not _D.FAILED else f"undelivered {code}".strip()
    connection.execute(update(deliveries).where(deliveries.c.id == row.delivery).values(**values))


def _speaks(row: Any, receipt: Receipt, after: DeliveryState) -> bool:
    """Whether this attempt's word counts: a phone that confirmed any try has it; else the newest try speaks."""
    if after is _D.DELIVERED or row.attempt_id == receipt.attempt:
        return after is not _D.FAILED or row.state != _D.WAITING
    # An older try that was taken after all: the row must not be sent again while it waits or is in doubt.
    return after is _D.ACCEPTED and row.state in (_D.WAITING, _D.UNSURE)


def _winning(connection: Connection, attempt: str, delivery: int) -> tuple[ReceiptStatus, str]:
    rows = connection.execute(
        select(receipts.c.status, receipts.c.code).where(
            receipts.c.delivery_id == delivery, receipts.c.attempt_id == attempt
        )
    ).all()
    return fold([(ReceiptStatus(status), code) for status, code in rows])


def _state_after(status: ReceiptStatus) -> DeliveryState:
    if status is ReceiptStatus.DELIVERED:
        return _D.DELIVERED
    return _D.FAILED if status in (ReceiptStatus.FAILED, ReceiptStatus.UNDELIVERED) else _D.ACCEPTED


def account_of(connection: Connection, attempt: str) -> str | None:
    """The provider (account) that made an attempt; None when unknown."""
    key = _key(attempt)
    return connection.scalar(
        select(attempts.c.provider).where(attempts.c.delivery_id == key["delivery"], attempts.c.id == attempt)
    )


def _key(attempt: str) -> dict[str, Any]:
    """An attempt's id ends with its delivery's number; -1 for what is no id of ours."""
    number = attempt.rpartition("-")[2]
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return {"delivery": int(number) if known else -1, "attempt": attempt}
