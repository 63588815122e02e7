"""The seal of a wave: any change of its rows is another hash."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dispatcher.domain.outcome import Accepted
from dispatcher.ledger.seal import wave_seal
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
