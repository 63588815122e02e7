"""The seal of a wave: any change of its rows is another hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, text

from dispatcher.domain.outcome import Accepted
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger import receipt_seal, receipts
from dispatcher.ledger.receipts import Receipt
from dispatcher.ledger.seal import wave_seal
from dispatcher.ledger.tables import journal
from tests.ledger.scene import Scene, WaveSpec, mobiles
from tests.ledger.test_claims import cycle, end

Make = Callable[..., Scene]


def sent(scene: Make) -> Scene:
    one = scene(WaveSpec(people=[*mobiles(3), None]))
    one.expand()
    for claim in cycle(one, 3).claims:
        cycle(one, 0, end(one, claim, Accepted(provider_id="SM1")))
    return one


def test_the_seal_counts_rows_and_repeats(scene: Make) -> None:
    """The same rows give the same seal."""
    one = sent(scene)
    first = one.ledger.read_now(wave_seal, 1)

    assert (first["deliveries"], first["attempts"], first["receipts"]) == (4, 3, 0)
    assert one.ledger.read_now(wave_seal, 1) == first


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE deliveries SET state = 'delivered' WHERE id = 1",
        "UPDATE attempts SET provider_id = 'SM9' WHERE delivery_id = 2",
        "DELETE FROM attempts WHERE delivery_id = 3",
        "UPDATE deliveries SET ref = 'somebody else' WHERE id = 4",
    ],
)
def test_any_change_breaks_the_seal(scene: Make, change: str) -> None:
    """Who was told, by which attempt, under which name."""
    one = sent(scene)
    before = one.ledger.read_now(wave_seal, 1)
    one.ledger.write_now(lambda connection: connection.exec_driver_sql(change))

    assert one.ledger.read_now(wave_seal, 1)["sha256"] != before["sha256"]


def test_the_seal_can_be_computed_by_anybody_with_the_rows(scene: Make) -> None:
    """Every row as a JSON array of its columns, one after another: any language can do it again."""
    one = sent(scene)

    def by_hand(connection: Connection) -> str:
        rows = [
            *connection.execute(text("SELECT * FROM deliveries ORDER BY id")),
            *connection.execute(text("SELECT * FROM attempts ORDER BY delivery_id, id")),
        ]
        between = (",", ":") if connection.dialect.name == "sqlite" else (", ", ": ")  # as each writes JSON
        lines = [json.dumps(list(row), separators=between, ensure_ascii=False) for row in rows]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    assert one.ledger.read_now(wave_seal, 1)["sha256"] == one.ledger.read_now(by_hand)


def test_a_row_of_another_wave_is_not_in_the_seal(scene: Make) -> None:
    """Also where its id lies between those of this wave."""
    one = sent(scene)
    one.ledger.write_now(
        lambda connection: connection.exec_driver_sql("UPDATE deliveries SET wave_id = 2 WHERE id = 2")
    )

    seal = one.ledger.read_now(wave_seal, 1)

    assert (seal["deliveries"], seal["attempts"]) == (3, 2)
    assert one.ledger.read_now(wave_seal, 3)["deliveries"] == 0


def test_every_receipt_is_in_an_entry_of_the_journal_once(scene: Make) -> None:
    """Also one that comes long after its wave was sealed: the next entry goes on where the last ended."""
    one = sent(scene)

    def receipt(attempt: str) -> None:
        said = Receipt(attempt=attempt, status=ReceiptStatus.SENT, code="", provider_id="SM1", at=one.now_ms)
        one.ledger.write_now(receipts.record, [said])

    def entries(connection: Connection) -> list[dict[str, int]]:
        chosen = select(journal.c.data).where(journal.c.kind == "receipts.sealed").order_by(journal.c.seq)
        return [json.loads(data) for data in connection.scalars(chosen)]

    first, second, third = [row.attempt_id for row in one.rows(state="accepted")]
    receipt(first)
    receipt(second)
    sealed = one.ledger.write_now(receipt_seal.seal_receipts, one.now)
    again = one.ledger.write_now(receipt_seal.seal_receipts, one.now)
    one.later(hours=2)
    receipt(third)
    late = one.ledger.write_now(receipt_seal.seal_receipts, one.now)

    assert (sealed, again, late) == (2, 0, 1)
    assert [(data["first"], data["last"]) for data in one.ledger.read_now(entries)] == [(1, 2), (3, 3)]
    assert not one.ledger.read_now(receipt_seal.unsealed)
