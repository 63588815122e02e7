"""Two nodes that ask again at the same instant: each approver is counted, and told, once."""

from __future__ import annotations

import threading
from asyncio import run
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import Connection, text

from dispatcher.composing.asking_on import ask_on
from dispatcher.ledger import approval_requests, incidents
from dispatcher.ledger.engine import Ledger
from tests.deciding import ADDRESS, service
from tests.office import OfficeScene

PATIENCE = 20.0
HELD = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
on_a_server = pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)


@pytest.fixture
def other(office: OfficeScene) -> Iterator[Ledger]:
    """Another node's ledger on the same server."""
    ledger = Ledger(office.ledger.where)
    yield ledger
    ledger.close()


def somebody_waits(connection: Connection) -> None:
    """Until the other node stands before a lock of ours: it has read what we have not committed."""
    until = monotonic() + PATIENCE
    while not connection.scalar(HELD):
        assert monotonic() < until, "nobody came"
        sleep(0.01)


@on_a_server
def test_who_comes_second_counts_nobody(office: OfficeScene, other: Ledger) -> None:
    """Both have read the same last time; the row lets one of them move it, also without the writers' lock."""
    alert, _ = office.submitted()
    office.later(minutes=5)
    row = office.ledger.read_now(incidents.alert, alert)
    persons = tuple(one.person for one in office.ledger.read_now(approval_requests.of_alert, row))
    counted = threading.Event()

    def first(connection: Connection) -> tuple[str, ...]:
        found = approval_requests.ask_again(connection, row, persons, office.now)
        counted.set()
        somebody_waits(connection)
        return found

    def second(connection: Connection) -> tuple[str, ...]:
        assert counted.wait(PATIENCE)
        return approval_requests.ask_again(connection, row, persons, office.now)

    with ThreadPoolExecutor(2) as nodes:
        both = [
            nodes.submit(run, ledger.write_beside(work)) for ledger, work in ((office.ledger, first), (other, second))
        ]
        mine, theirs = (node.result(PATIENCE) for node in both)
    times = {one.times for one in office.ledger.read_now(approval_requests.of_alert, row)}

    assert (mine, theirs) == (persons, ())
    assert times == {2}


@on_a_server
def test_two_ticks_at_once_send_one_message(office: OfficeScene, other: Ledger) -> None:
    """Let go together, again and again: a round of asking is one service message."""
    alert, _ = office.submitted()
    gate = threading.Barrier(2)

    def tick(ledger: Ledger) -> Any:
        gate.wait(PATIENCE)
        return ledger.write_now(ask_on, alert, office.desk.say, ADDRESS, office.now)

    for rounds in range(1, 4):
        office.later(minutes=5)
        with ThreadPoolExecutor(2) as nodes:
            said = list(nodes.map(tick, [office.ledger, other]))

        assert sorted(said) == [False, True]
        assert len(service(office)) == 1 + rounds
