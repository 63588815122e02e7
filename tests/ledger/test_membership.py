"""A node among many: what is in doubt has its time from when somebody can be told what has left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select, update

from dispatcher.delivery.membership import Membership
from dispatcher.ledger.tables import deliveries
from tests.ledger.scene import Scene, WaveSpec, mobiles

Make = Callable[..., Scene]


class Standing:
    """The scene's clock, as a node reads it."""

    def __init__(self, one: Scene) -> None:
        self._one = one

    def now(self) -> datetime:
        return self._one.now

    def monotonic(self) -> float:
        return 0.0


def member(one: Scene, name: str, *, serves: bool) -> Membership:
    return Membership(
        ledger=one.ledger, clock=Standing(one), incarnation=name, name=name, settle_after=90.0, serves=serves
    )


@pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)
async def test_while_nobody_takes_callbacks_nothing_in_doubt_comes_due(scene: Make) -> None:
    """A worker is alone; then a node that serves is back, also beside it, and what is in doubt gets its 90 seconds."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()
    one.ledger.write_now(
        lambda connection: connection.execute(update(deliveries).values(state="unsure", due_at=one.now_ms + 5_000))
    )

    def due() -> set[int]:
        rows = one.ledger.read_now(lambda connection: connection.scalars(select(deliveries.c.due_at)).all())
        return {row - one.now_ms for row in rows}

    worker, server = member(one, "worker", serves=False), member(one, "server", serves=True)
    await worker.join()
    joined = due()
    one.later(seconds=60)
    await worker.wait_for_callbacks()
    alone = due()
    one.later(seconds=60)
    await server.join()
    back = due()
    one.later(seconds=80)
    await worker.wait_for_callbacks()

    assert (joined, alone, back, due()) == ({90_000}, {90_000}, {90_000}, {10_000})
