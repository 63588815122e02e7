"""An incident's series, in order."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from dispatcher.ledger import incidents
from dispatcher.ledger.tables import alerts
from tests.ledger.scene import ALERT, Scene, WaveSpec


def test_alerts_of_one_moment_are_in_the_order_of_their_numbers(scene: Callable[..., Scene]) -> None:
    """Whatever order the database keeps them in: 1001-2 before 1001-10."""
    one = scene(WaveSpec(people=[]))

    def copies(connection: Connection) -> None:
        row = dict(connection.execute(select(alerts)).one()._mapping)
        for number in (10, 2):
            connection.execute(insert(alerts).values(row | {"id": f"1001-{number}"}))

    one.ledger.write_now(copies)

    assert [row.id for row in one.ledger.read_now(incidents.alerts_of, 1001)] == [ALERT, "1001-2", "1001-10"]
