"""Statements that the driver runs itself: in the same transaction, with the same faults as the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger.prepared import Prepared
from dispatcher.ledger.tables import meta
from tests.ledger.scene import Scene, WaveSpec

Make = Callable[..., Scene]
KEEP = Prepared("INSERT INTO meta (key, value) VALUES ('kept', :value)")


def kept(one: Scene) -> list[str]:
    return one.ledger.read_now(
        lambda connection: list(connection.scalars(select(meta.c.value).where(meta.c.key == "kept")))
    )


def test_what_it_writes_is_committed_with_its_unit_of_work(scene: Make) -> None:
    """It runs on the driver's own cursor, inside the transaction that the ledger began."""
    one = scene(WaveSpec(people=[]))
    one.ledger.write_now(lambda connection: KEEP.run(connection, {"value": "yes"}))

    assert kept(one) == ["yes"]


def test_its_fault_is_one_of_ours_takes_the_work_back_and_names_no_values(scene: Make) -> None:
    """A parameter may be an address: only the database's own words go on."""
    one = scene(WaveSpec(people=[]))
    broken = Prepared("INSERT INTO nowhere (address) VALUES (:address)")

    def work(connection: Connection) -> None:
        KEEP.run(connection, {"value": "no"})
        broken.run(connection, {"address": "+4742000001"})

    with pytest.raises(DispatcherError) as caught:
        one.ledger.write_now(work)

    assert "no such table" in str(caught.value) or "UndefinedTable" in str(caught.value)
    assert "+47" not in str(caught.value)
    assert one.ledger.failing
    assert kept(one) == []


def test_a_reader_that_may_not_write_says_so(scene: Make) -> None:
    """The same refusal as by any other statement."""
    one = scene(WaveSpec(people=[]))

    with pytest.raises(DispatcherError, match=r"readonly|ReadOnly"):
        one.ledger.read_now(lambda connection: KEEP.run(connection, {"value": "no"}))
