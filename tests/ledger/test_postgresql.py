"""What PostgreSQL does that a file cannot: several nodes on one ledger, and a server that goes and comes back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic, sleep

import pytest
from sqlalchemy import Connection, select, text, update

from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.ledger import claims, nodes, unsure
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import attempts, deliveries, meta, users
from tests.ledger.scene import Scene, WaveSpec, mobiles
from tests.postgres import running_postgres

Make = Callable[..., Scene]
on_a_server = pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)
PATIENCE = 20.0
CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND query LIKE 'LISTEN %'"
)


@pytest.fixture
def beside() -> Iterator[Callable[[Scene], Ledger]]:
    """Another node's ledger on the same database."""
    opened: list[Ledger] = []

    def open_(one: Scene) -> Ledger:
        opened.append(Ledger(one.ledger.where))
        return opened[-1]

    yield open_
    for ledger in opened:
        ledger.close()


@on_a_server
def test_two_nodes_never_claim_the_same_row(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """Both claim at once, again and again: every row once, and none left."""
    one = scene(WaveSpec(people=mobiles(200)))
    one.expand()
    other = beside(one)

    def claim(ledger: Ledger) -> list[int]:
        found: list[int] = []
        while got := asyncio.run(ledger.write_beside(claims.cycle, one.lane(), [], 7, one.now_ms)).claims:
            found += [claim.delivery for claim in got]
        return found

    with ThreadPoolExecutor(2) as threads:
        mine, theirs = threads.map(claim, [one.ledger, other])

    assert sorted(mine + theirs) == [row.id for row in one.rows()]


@on_a_server
def test_nobody_writes_beside_who_writes_alone(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """A decision waits for the cycles under way, and a cycle begun after it sees it."""
    one = scene(WaveSpec(people=mobiles(1)))
    other, inside, go_on = beside(one), threading.Event(), threading.Event()
    order: list[str] = []

    def cycle(_: Connection) -> None:
        inside.set()
        assert go_on.wait(PATIENCE)
        order.append("cycle")

    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(lambda: asyncio.run(one.ledger.write_beside(cycle)))
        assert inside.wait(PATIENCE)
        alone = threads.submit(other.write_now, lambda _: order.append("alone"))
        assert not alone.done()
        go_on.set()
        running.result(PATIENCE)
        alone.result(PATIENCE)

    assert order == ["cycle", "alone"]


@on_a_server
def test_a_deadlock_is_run_again(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """Of two cycles that wait for each other the server undoes one, and it is simply done again."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()
    other, met = beside(one), threading.Barrier(2)

    def touch(connection: Connection, first: int, second: int) -> None:
        change = update(deliveries).values(tries=deliveries.c.tries + 1)
        connection.execute(change.where(deliveries.c.id == first))
        if not met.broken:
            with suppress(threading.BrokenBarrierError):  # the second time nobody comes
                met.wait(2.0)
        connection.execute(change.where(deliveries.c.id == second))

    with ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(lambda: asyncio.run(one.ledger.write_beside(touch, 1, 2))),
            threads.submit(lambda: asyncio.run(other.write_beside(touch, 2, 1))),
        ]
        for each in running:
            each.result(PATIENCE)

    assert [row.tries for row in one.rows()] == [2, 2]


@on_a_server
def test_an_error_never_quotes_a_row(scene: Make) -> None:
    """The server's own words repeat what was written; only its code goes on."""
    one = scene(WaveSpec(people=[]))
    row = {"name": "Kari Nordmann", "roles": "[]", "created_at": 0}

    def twice(connection: Connection) -> None:
        connection.execute(users.insert(), row)
        connection.execute(users.insert(), row)

    with pytest.raises(DispatcherError) as caught:
        one.ledger.write_now(twice)

    assert "UniqueViolation 23505" in str(caught.value)
    assert "Kari" not in str(caught.value)


@on_a_server
def test_a_lease_that_is_over_puts_the_attempt_in_doubt(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """By the server's clock, by whatever node, and a zombie's outcome changes nothing after it."""
    one = scene(WaveSpec(people=mobiles(3)))
    one.expand()
    asyncio.run(one.ledger.write_beside(claims.cycle, one.lane(), [], 2, one.now_ms))
    other = beside(one)
    early = other.read_now(unsure.expired)
    one.ledger.write_now(lambda connection: connection.execute(update(attempts).values(lease_until=1)))

    assert not early
    assert other.read_now(unsure.expired)
    assert other.write_now(unsure.recover_expired, one.now_ms, 90_000) == 2
    assert one.states() == ["unsure", "unsure", "waiting"]
    assert [row.reason for row in one.rows()][:2] == ["node died"] * 2


@on_a_server
def test_leases_that_run_out_while_it_looks_strand_nobody(scene: Make) -> None:
    """The server's clock goes on from one statement to the next: never a try in doubt whose row is still *sending*."""
    count = 400
    one = scene(WaveSpec(people=mobiles(count)))
    one.expand()
    asyncio.run(one.ledger.write_beside(claims.cycle, one.lane(), [], count, one.now_ms))
    one_after_the_other = text(
        "UPDATE attempts SET lease_until = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + delivery_id"
    )
    stranded = text(
        "SELECT count(*) FROM deliveries JOIN attempts ON attempts.id = deliveries.attempt_id "
        "WHERE deliveries.state = 'sending' AND attempts.state <> 'intent'"
    )
    one.ledger.write_now(lambda connection: connection.execute(one_after_the_other))
    until, found = monotonic() + PATIENCE, 0
    while found < count and monotonic() < until:
        found += one.ledger.write_now(unsure.recover_expired, one.now_ms, 90_000)
        assert one.ledger.read_now(lambda connection: connection.scalar(stranded)) == 0

    assert found == count
    assert set(one.states()) == {"unsure"}


@on_a_server
def test_who_only_reads_may_think_for_long(scene: Make) -> None:
    """A frozen writer is cut off, for it holds everybody up; a long report is not."""
    one = scene(WaveSpec(people=[]))

    def patience(connection: Connection) -> object:
        return connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar()

    assert (one.ledger.write_now(patience), one.ledger.read_now(patience)) == ("10s", "10min")


@on_a_server
def test_who_lives_is_known_by_the_servers_clock(scene: Make) -> None:
    """A node whose own clock is years off is seen by the others, and one that left is not."""
    one = scene(WaveSpec(people=[]))
    first = one.ledger.write_now(nodes.join, "a", "node a", 0)
    second = one.ledger.write_now(nodes.join, "b", "node b", 0)

    assert (first, second) == (False, True)
    assert one.ledger.database.node_running()
    for name in ("a", "b"):
        one.ledger.write_now(nodes.leave, name, 0)
    assert not one.ledger.database.node_running()


@on_a_server
def test_what_another_decides_is_heard_and_what_i_decide_is_not(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """LISTEN wakes the lanes of the others; an act of my own has woken mine already."""
    one = scene(WaveSpec(people=[]))
    other, heard = beside(one), threading.Event()
    pulse = one.ledger.database.pulse(heard.set)
    try:
        assert heard.wait(PATIENCE)  # it listens
        heard.clear()
        before = pulse.version()
        one.ledger.write_now(lambda connection: connection.execute(meta.insert(), {"key": "mine", "value": "1"}))
        other.write_now(lambda connection: connection.execute(meta.insert(), {"key": "theirs", "value": "1"}))
        assert heard.wait(PATIENCE)
        assert pulse.version() >= before + 2
    finally:
        pulse.close()


@on_a_server
def test_who_could_not_listen_for_a_while_takes_that_for_news(scene: Make, beside: Callable[[Scene], Ledger]) -> None:
    """Its connection is cut: what was decided meanwhile is looked for, and the next decision is heard again."""
    one = scene(WaveSpec(people=[]))
    other, heard = beside(one), threading.Event()
    pulse = one.ledger.database.pulse(heard.set)
    try:
        assert heard.wait(PATIENCE)
        heard.clear()
        assert other.write_now(lambda connection: connection.execute(CUT).rowcount) == 1
        heard.clear()  # that itself was a commit, and may have been heard before the cut
        assert heard.wait(PATIENCE)  # it listens again
        heard.clear()
        other.write_now(lambda connection: connection.execute(meta.insert(), {"key": "theirs", "value": "1"}))
        assert heard.wait(PATIENCE)
    finally:
        pulse.close()


@on_a_server
def test_an_empty_look_tells_nobody(scene: Make) -> None:
    """Lanes that look in vain must not wake each other for ever."""
    one = scene(WaveSpec(people=[]))
    heard = threading.Event()
    pulse = one.ledger.database.pulse(heard.set)
    try:
        assert heard.wait(PATIENCE)
        heard.clear()
        before = pulse.version()
        asyncio.run(one.ledger.write_beside(claims.cycle, one.lane(), [], 5, one.now_ms))
        one.ledger.write_now(lambda connection: connection.execute(meta.insert(), {"key": "end", "value": "1"}))
        until = monotonic() + PATIENCE
        while pulse.version() == before and monotonic() < until:
            sleep(0.01)
        assert pulse.version() == before + 1
        assert not heard.is_set()
    finally:
        pulse.close()


@on_a_server
def test_a_connection_that_dies_in_the_middle_of_a_write_is_plainly_unavailable(
    scene: Make, beside: Callable[[Scene], Ledger]
) -> None:
    """Not an error of the driver's that nobody catches, which would end the node; and the next write goes through."""
    one = scene(WaveSpec(people=[]))
    other = beside(one)

    def cut_in_the_middle(connection: Connection) -> None:
        me = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        other.read_now(lambda reader: reader.execute(text("SELECT pg_terminate_backend(:me)"), {"me": me}))
        connection.execute(meta.insert(), {"key": "mine", "value": "1"})

    with pytest.raises(Unavailable):
        one.ledger.write_now(cut_in_the_middle)
    one.ledger.write_now(lambda connection: connection.execute(meta.insert(), {"key": "mine", "value": "2"}))
    found = one.ledger.read_now(lambda connection: connection.scalar(select(meta.c.value).where(meta.c.key == "mine")))

    assert found == "2"


def test_a_server_that_dies_and_comes_back() -> None:
    """Every call says Unavailable meanwhile, what was acknowledged is there, and work goes on by itself."""
    with running_postgres(durable=True) as server:
        ledger = Ledger(server.fresh())
        ledger.write_now(lambda connection: connection.execute(meta.insert(), {"key": "kept", "value": "yes"}))
        server.kill()
        with pytest.raises(Unavailable):
            ledger.write_now(lambda connection: connection.execute(text("SELECT 1")))
        with pytest.raises(Unavailable):
            ledger.read_now(lambda connection: connection.execute(text("SELECT 1")))
        server.start()
        found = ledger.write_now(lambda connection: connection.scalar(select(meta.c.value).where(meta.c.key == "kept")))
        ledger.close()

    assert found == "yes"
