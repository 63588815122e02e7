"""The seal of a wave: any change of its rows is another hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, select, text, update

from dispatcher.domain.outcome import Accepted, Unsure
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger import conduct, receipt_seal, receipts, seal_watch, unsure
from dispatcher.ledger.claims import Claim
from dispatcher.ledger.receipts import Receipt
from dispatcher.ledger.seal import wave_seal
from dispatcher.ledger.tables import OPEN_AGAIN, journal, waves
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
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

    assert first.rows["deliveries"] == 4
    assert (first.rows["attempts"], first.rows["receipts"]) == (3, 0)
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

    assert one.ledger.read_now(wave_seal, 1).rows["sha256"] != before.rows["sha256"]


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

    assert one.ledger.read_now(wave_seal, 1).rows["sha256"] == one.ledger.read_now(by_hand)


def test_a_row_of_another_wave_is_not_in_the_seal(scene: Make) -> None:
    """Also where its id lies between those of this wave."""
    one = sent(scene)
    one.ledger.write_now(
        lambda connection: connection.exec_driver_sql("UPDATE deliveries SET wave_id = 2 WHERE id = 2")
    )

    seal = one.ledger.read_now(wave_seal, 1)

    assert (seal.rows["deliveries"], seal.rows["attempts"]) == (3, 2)
    assert one.ledger.read_now(wave_seal, 3).rows["deliveries"] == 0


def test_every_receipt_is_in_an_entry_of_the_journal_once(scene: Make) -> None:
    """Also one that comes long after its wave was sealed: the next entry goes on where the last ended."""
    one = sent(scene)

    def receipt(attempt: str) -> None:
        said = Receipt(attempt=attempt, status=ReceiptStatus.SENT, code="", provider_id="SM1", at=one.now_ms)
        one.ledger.write_now(receipts.record, [said])

    first, second, third = [row.attempt_id for row in one.rows(state="accepted")]
    receipt(first)
    receipt(second)
    sealed = one.ledger.write_now(receipt_seal.seal_receipts, one.now)
    again = one.ledger.write_now(receipt_seal.seal_receipts, one.now)
    one.later(hours=2)
    receipt(third)
    late = one.ledger.write_now(receipt_seal.seal_receipts, one.now)

    assert (sealed, again, late) == (2, 0, 1)
    assert [(data["first"], data["last"]) for data in entries(one, "receipts.sealed")] == [(1, 2), (3, 3)]
    assert not one.ledger.read_now(receipt_seal.unsealed)


def entries(one: Scene, *kinds: str) -> list[dict[str, Any]]:
    """What the journal's lines of these kinds say."""
    chosen = select(journal.c.data).where(journal.c.kind.in_(kinds)).order_by(journal.c.seq)
    return one.ledger.read_now(lambda connection: [json.loads(data) for data in connection.scalars(chosen)])


def counted(one: Scene) -> tuple[int, int, list[str]]:
    """How many seals were counted again, how many wait, and the waves that do not fit."""
    found = one.ledger.read_now(seal_watch.verify)
    return found.checked, found.waiting, [wave.name for wave in found.broken]


def look(one: Scene) -> None:
    """What the node does once a minute."""
    one.ledger.write_now(receipt_seal.seal_receipts, one.now)
    for wave in one.ledger.read_now(seal_watch.stale):
        one.ledger.write_now(seal_watch.keep, wave, one.ledger.read_now(wave_seal, wave.id), one.now)


def done(scene: Make) -> Scene:
    one = sent(scene)
    while one.tick():
        pass
    return one


def test_a_done_alert_has_its_waves_sealed_at_the_close_and_at_the_end(scene: Make) -> None:
    """Both lines say the same, and counted again it is the same."""
    one = done(scene)
    (closed,), (ended,) = entries(one, "wave.closed"), entries(one, "alert.done")

    assert ended["seals"] == {"0": closed["sealed_rows"]}
    assert counted(one) == (1, 0, [])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE deliveries SET state = 'delivered' WHERE id = 1",
        "UPDATE attempts SET provider_id = 'SM9' WHERE delivery_id = 2",
        "DELETE FROM deliveries WHERE id = 4",
    ],
)
def test_who_counts_again_finds_what_was_changed(scene: Make, change: str) -> None:
    """Also after the node has looked: nothing that it recorded asks for a new seal."""
    one = done(scene)
    one.ledger.write_now(lambda connection: connection.exec_driver_sql(change))
    look(one)

    assert counted(one) == (1, 0, ["wave 0"])


def test_a_late_receipt_gets_a_new_seal_at_the_next_look(scene: Make) -> None:
    """Until then the wave waits; it is not taken for broken."""
    one = done(scene)
    attempt = one.rows(state="accepted")[0].attempt_id
    said = Receipt(attempt=attempt, status=ReceiptStatus.DELIVERED, code="", provider_id="SM1", at=one.now_ms)
    one.ledger.write_now(receipts.record, [said])
    before = counted(one)
    look(one)
    look(one)

    assert before == (0, 1, [])
    assert counted(one) == (1, 0, [])
    assert [line["sealed_rows"]["receipts"] for line in entries(one, "wave.sealed")] == [1]


def overtaken(scene: Make) -> tuple[Scene, Claim]:
    """The phone confirms the first try while the second is out: the wave is closed and sealed before that ends."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    (first,) = cycle(one, 1).claims
    cycle(one, 0, end(one, first, Unsure(reason="silence")))
    decide(one, again=True)
    (second,) = cycle(one, 1).claims
    said = Receipt(attempt=first.attempt, status=ReceiptStatus.DELIVERED, code="", provider_id="SM1", at=one.now_ms)
    one.ledger.write_now(receipts.record, [said])
    while one.tick():
        pass
    look(one)
    look(one)
    assert counted(one) == (1, 0, [])
    return one, second


def test_a_try_that_ends_after_its_wave_was_sealed_is_no_tampering(scene: Make) -> None:
    """What we recorded ourselves waits for a new seal, and gets it at the next look."""
    one, second = overtaken(scene)
    cycle(one, 0, end(one, second, Accepted(provider_id="SM2")))
    before = counted(one)
    look(one)

    assert before == (0, 1, [])
    assert counted(one) == (1, 0, [])


def test_a_try_whose_node_died_after_its_wave_was_sealed_is_no_tampering(scene: Make) -> None:
    """Recovery puts it in doubt; that is recorded, and sealed."""
    one, _ = overtaken(scene)
    one.ledger.write_now(unsure.recover, "second", one.now_ms, 90_000)
    before = counted(one)
    look(one)

    assert before == (0, 1, [])
    assert counted(one) == (1, 0, [])


def test_a_stopped_alert_is_sealed_once_nothing_of_it_is_in_doubt(scene: Make) -> None:
    """It never closes its waves; a doubt waits for a person, and their decision is in the seal."""
    one = scene(WaveSpec(people=mobiles(3)))
    one.expand()
    for claim in cycle(one, 2).claims:
        cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    one.ledger.write_now(conduct.stop, ALERT, one.now)
    one.set_alert(state="stopped")
    look(one)
    in_doubt = counted(one)
    decide(one, again=False)
    look(one)

    assert in_doubt == (0, 1, [])
    assert counted(one) == (1, 0, [])


def test_what_is_decided_while_a_wave_closes_keeps_it_open(scene: Make) -> None:
    """Left by one and sent again by another, between the tick's look and its commit: a closed wave sends nothing."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    for claim in cycle(one, 1).claims:
        cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    decide(one, again=False)
    found = one.ledger.read_now(seal_watch.with_seals, one.ledger.read_now(conduct.due, one.now))
    decide(one, again=True)
    one.ledger.write_now(conduct.carry_out, found, one.now)

    assert [item.what for item in found] == ["close"]
    assert entries(one, "wave.closed") == []
    assert len(cycle(one, 5).claims) == 1


def test_sent_again_after_the_wave_was_closed_opens_it_again(scene: Make) -> None:
    """Another wave still sends; somebody thinks again about those that were left in doubt in the first."""
    one = scene(WaveSpec(people=mobiles(1)), WaveSpec(people=mobiles(1, "43"), share=1.0, longest_wait=60_000))
    one.expand()
    for claim in cycle(one, 1).claims:
        cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    decide(one, again=False)
    one.tick()
    closed = entries(one, "wave.closed")
    decide(one, again=True)

    assert len(closed) == 1
    assert 1 in [claim.delivery for claim in cycle(one, 5).claims]


def test_an_alert_with_a_wave_that_is_open_again_is_not_done(scene: Make) -> None:
    """Between the tick's look and its commit a receipt has started the next channel."""
    one = sent(scene)
    one.tick()
    found = one.ledger.read_now(seal_watch.with_seals, one.ledger.read_now(conduct.due, one.now))
    one.ledger.write_now(lambda connection: connection.execute(update(waves).values(**OPEN_AGAIN)))
    one.ledger.write_now(conduct.carry_out, found, one.now)

    assert [item.what for item in found] == ["finish"]
    assert one.alert().state != "done"


def decide(one: Scene, *, again: bool) -> None:
    """A person decides about everything in doubt."""
    one.ledger.write_now(
        lambda connection: unsure.decide_by_person(
            connection, ALERT, "sms", again=again, actor="kari", now=one.now, now_ms=one.now_ms
        )
    )
