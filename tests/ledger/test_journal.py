"""The chain: what is edited, removed, swapped or erased, and what verification says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dispatcher.ledger import journal
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.journal import Entry, Verdict
from tests.ledger.scene import START


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Five entries; the third carries personal data."""
    made = Ledger(tmp_path / "dispatcher.db")
    for number in range(1, 6):
        personal = {"name": "Kari Prøve"} if number == 3 else None
        entry = Entry(kind="log.line", actor="kari", data={"text": f"linje {number} æøå"}, personal=personal)
        made.write_now(journal.append, entry, START)
    yield made
    made.close()


def verdict_after(ledger: Ledger, *statements: str) -> Verdict:
    def change(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    ledger.write_now(change)
    return ledger.read_now(journal.verify)


def test_an_untouched_chain_verifies(ledger: Ledger) -> None:
    """Five entries, no break, and the head is the last hash."""
    verdict = ledger.read_now(journal.verify)

    assert (verdict.entries, verdict.broken) == (5, 0)
    assert len(verdict.head) == 64


@pytest.mark.parametrize(
    ("statement", "broken", "why"),
    [
        ("UPDATE journal SET data = replace(data, 'linje 2', 'linje X') WHERE seq = 2", 2, "endret"),
        ("UPDATE journal SET at = at + 1 WHERE seq = 4", 4, "endret"),
        ("UPDATE journal SET actor = 'per' WHERE seq = 1", 1, "endret"),
        ("DELETE FROM journal WHERE seq = 3", 4, "mangler"),
        ('UPDATE journal SET personal = \'{"name": "Ola"}\' WHERE seq = 3', 3, "personopplysningene"),
        ("UPDATE journal SET kind = 'alert.approved' WHERE seq = 5", 5, "endret"),
    ],
)
def test_the_first_broken_entry_is_named(ledger: Ledger, statement: str, broken: int, why: str) -> None:
    """Edited, removed, swapped: the verdict says where and what."""
    verdict = verdict_after(ledger, statement)

    assert verdict.broken == broken
    assert why in verdict.why


def test_a_long_log_is_walked_a_slice_at_a_time(ledger: Ledger) -> None:
    """To its very end, across each edge; a line from before the first is no line of it."""
    more = 2 * journal.SLICE + 1 - 5

    def write(connection: Connection) -> None:
        for number in range(more):
            journal.append(connection, Entry(kind="log.line", actor="kari", data={"text": str(number)}), START)

    ledger.write_now(write)
    whole = ledger.read_now(journal.verify)
    found = [
        verdict_after(ledger, f"UPDATE journal SET at = at + 1 WHERE seq = {seq}").broken  # noqa: S608  a number
        for seq in (2 * journal.SLICE + 1, journal.SLICE + 1, journal.SLICE)
    ]
    before = verdict_after(ledger, "UPDATE journal SET seq = -1 WHERE seq = 1")

    assert (whole.entries, whole.broken) == (2 * journal.SLICE + 1, 0)
    assert found == [2 * journal.SLICE + 1, journal.SLICE + 1, journal.SLICE]
    assert "linje 1 mangler" in before.why


def test_swapped_entries_are_found(ledger: Ledger) -> None:
    """Two entries that change places break the chain at the first of them."""
    verdict = verdict_after(
        ledger,
        "UPDATE journal SET seq = 99 WHERE seq = 2",
        "UPDATE journal SET seq = 2 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 99",
    )

    assert verdict.broken == 2


def test_a_person_can_be_erased_and_the_chain_stands(ledger: Ledger) -> None:
    """Data and salt deleted: the seal in the chain outlives them."""
    verdict = verdict_after(ledger, "UPDATE journal SET personal = NULL, salt = NULL WHERE seq = 3")

    assert verdict.broken == 0
