"""PostgreSQL: a restored dump sends nothing by itself, and a newcomer cannot stop a ledger that others work on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dispatcher.ledger import claims, nodes, restored
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.marker import Mark, write_mark
from dispatcher.ledger.node_tables import nodes as listed
from dispatcher.ledger.restored import Why
from dispatcher.ledger.tables import alerts
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.postgres import Postgres, program, running_postgres

Make = Callable[..., Scene]
on_a_server = pytest.mark.parametrize("new_ledger", ["postgresql"], indirect=True)


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A server of its own: a dump is restored beside the ledger."""
    with running_postgres() as mine:
        yield mine


def paused(ledger: Ledger) -> str | None:
    chosen = select(alerts.c.paused).where(alerts.c.id == ALERT)
    found: str | None = ledger.read_now(lambda connection: connection.scalar(chosen))
    return found


def claimed(ledger: Ledger, one: Scene) -> int:
    return len(ledger.write_now(claims.cycle, one.lane(), [], 100, one.now_ms).claims)


def backed_up(home: Path, url: str, file: Path) -> None:
    """The command, as whoever runs the machine types it."""
    given = {"PATH": f"{program('pg_dump').parent}:{os.environ['PATH']}", "DISPATCHER_HOME": str(home)}
    words = (sys.executable, "-m", "dispatcher", "backup", str(file))
    done = subprocess.run(words, env=given | {"DISPATCHER_DATABASE_URL": url}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_restored_dump_sends_nothing_before_a_person_resumes(server: Postgres, tmp_path: Path) -> None:
    """Minutes old, and on machines whose own markers know of nothing newer: it says itself that it is a copy."""
    ledger = Ledger(server.fresh())
    one = Scene(ledger, WaveSpec(people=mobiles(20)))
    one.expand()
    restored.start(ledger, tmp_path / "marker", one.now)
    backed_up(tmp_path, str(ledger.where), tmp_path / "copy.dump")
    assert claimed(ledger, one) == 20
    ledger.close()
    url = server.fresh()
    words = (str(program("pg_restore")), "--no-owner", f"--dbname={url}", str(tmp_path / "copy.dump"))
    subprocess.run(words, check=True)
    copy = Ledger(url)
    began = restored.start(copy, tmp_path / "marker", one.now + timedelta(minutes=5))

    assert (began.why, claimed(copy, one)) == (Why.COPY, 0)
    assert "gjenopprettet" in (paused(copy) or "")
    copy.close()


def test_the_ledger_itself_is_no_copy_once_the_dump_is_taken(server: Postgres, tmp_path: Path) -> None:
    """The mark that the dump carries is gone from where it was taken, also when it could not be taken."""
    ledger = Ledger(server.fresh())
    one = Scene(ledger, WaveSpec(people=mobiles(3)))
    one.expand()
    restored.start(ledger, tmp_path / "marker", one.now)
    backed_up(tmp_path, str(ledger.where), tmp_path / "copy.dump")
    (tmp_path / "taken").touch()
    with pytest.raises(AssertionError, match="finnes fra f"):
        backed_up(tmp_path, str(ledger.where), tmp_path / "taken")

    assert restored.start(ledger, tmp_path / "none", one.now).why is None
    assert claimed(ledger, one) == 3
    ledger.close()


@on_a_server
def test_a_newcomer_pauses_nothing_that_others_work_on(scene: Make, tmp_path: Path) -> None:
    """A spare machine whose marker is of another ledger joins in the middle of the night; alone, it would be asked."""
    one = scene(WaveSpec(people=mobiles(20)))
    one.expand()
    restored.start(one.ledger, tmp_path / "one", one.now)
    one.ledger.write_now(nodes.join, "first", "node 1", one.now_ms)
    write_mark(tmp_path / "other", Mark(ledger="feedbeef", starts=3))
    joined = restored.start(one.ledger, tmp_path / "other", one.now)
    free = one.alert().paused is None
    one.ledger.write_now(lambda connection: connection.execute(update(listed).values(stopped_at=1)))
    write_mark(tmp_path / "other", Mark(ledger="feedbeef", starts=3))
    alone = restored.start(one.ledger, tmp_path / "other", one.now)

    assert (joined.why, free) == (None, True)
    assert alone.why is Why.BEHIND
    assert one.alert().paused is not None
