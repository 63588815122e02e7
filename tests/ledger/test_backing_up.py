"""A copy of a ledger in use: whole, private, never over another file, and known by itself as a copy."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from dispatcher.ledger import backing_up, restored
from dispatcher.ledger.backing_up import NoBackup, copy_sqlite, without_password
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.foreign_wal import set_aside
from dispatcher.ledger.journal import Entry, append, verify
from dispatcher.ledger.restored import Why
from dispatcher.ledger.tables import journal
from tests.ledger.scene import START, Scene, WaveSpec, mobiles

Make = Callable[..., Scene]
pytestmark = pytest.mark.sqlite


def in_use(scene: Make) -> Scene:
    """A ledger with rows, some of it in the write-ahead log only."""
    one = scene(WaveSpec(people=mobiles(300)))
    one.expand()
    return one


def test_a_copy_is_whole_private_and_one_file(scene: Make, tmp_path: Path) -> None:
    """What is in the write-ahead log is in it too; nothing lies beside it, and its hash is the file's."""
    one, target = in_use(scene), tmp_path / "copy.db"
    copy = copy_sqlite(one.ledger.path, target, START)
    with sqlite3.connect(target) as found:
        rows = found.execute("SELECT count(*) FROM deliveries").fetchone()[0]
        verdict = found.execute("PRAGMA integrity_check").fetchone()[0]
    found.close()

    assert (rows, verdict) == (300, "ok")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy.db"]
    assert (copy.bytes, copy.sha256) == (target.stat().st_size, hashlib.sha256(target.read_bytes()).hexdigest())


def test_what_is_there_is_never_overwritten(scene: Make, tmp_path: Path) -> None:
    """Not by a copy, and not when somebody puts a file there meanwhile."""
    one, target = in_use(scene), tmp_path / "copy.db"
    target.write_text("yesterday's", encoding="utf-8")
    with pytest.raises(NoBackup, match="finnes fra før"):
        copy_sqlite(one.ledger.path, target, START)
    with pytest.raises(NoBackup, match="finnes fra før"):
        backing_up._placed(tmp_path / "late.db", lambda _: (tmp_path / "late.db").touch(), START)

    assert target.read_text(encoding="utf-8") == "yesterday's"
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"copy.db", "late.db"}


def test_a_copy_that_is_not_whole_is_none(scene: Make, tmp_path: Path) -> None:
    """A damaged page is found before the copy has its name; nothing is left behind."""
    one, damaged = in_use(scene), tmp_path / "damaged.db"
    with sqlite3.connect(one.ledger.path) as source, sqlite3.connect(damaged) as whole:
        source.backup(whole)
    source.close()
    whole.close()
    with damaged.open("rb+") as file:
        for page in range(8, 40):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    with pytest.raises(NoBackup):
        copy_sqlite(damaged, tmp_path / "copy.db", START)

    assert not list(tmp_path.glob("*copy.db*"))


def test_a_copy_holds_up_no_writer_and_is_of_one_moment(scene: Make, tmp_path: Path) -> None:
    """While it is taken others commit; the chain in the copy is whole, and ends where the copy began."""
    one, stop = in_use(scene), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            one.ledger.write_now(append, Entry(kind="note", actor="test"), START)
            written.append(len(written))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            copy_sqlite(one.ledger.path, tmp_path / f"{number}.db", START)
    finally:
        stop.set()
        writer.join()
    verdicts = []
    for number in range(5):
        copy = Ledger(tmp_path / f"{number}.db")
        verdicts.append(copy.read_now(verify))
        copy.close()

    assert len(written) > 5
    assert not [verdict for verdict in verdicts if verdict.broken]
    assert verdicts[0].entries < verdicts[-1].entries <= len(written)


def test_a_copy_knows_that_it_is_one_and_the_marker_is_ahead_of_it(scene: Make, tmp_path: Path) -> None:
    """By its own word, and by the counter; the ledger it was taken of is trusted as before."""
    one = in_use(scene)
    marker = tmp_path / "marker"
    restored.start(one.ledger, marker, one.now)
    taken = copy_sqlite(one.ledger.path, tmp_path / "copy.db", START)
    mark = one.ledger.write_now(backing_up.record, taken, "kommandolinje:test", one.now)
    copy = Ledger(tmp_path / "copy.db")
    first, second = (restored.start(copy, tmp_path / "elsewhere", one.now).why for _ in range(2))
    found = one.ledger.read_now(restored.look, START)
    before = copy_sqlite(one.ledger.path, tmp_path / "plain.db", START)
    copy.close()

    assert (first, second) == (Why.COPY, None)
    assert (found.copied_at, found.mark) == (None, mark)
    assert mark.starts == 2
    assert before.bytes > 0


def test_the_journal_says_that_a_copy_was_taken(scene: Make, tmp_path: Path) -> None:
    """Its name, size and hash: so one can tell later which file is the true one."""
    one = in_use(scene)
    taken = copy_sqlite(one.ledger.path, tmp_path / "copy.db", START)
    one.ledger.write_now(backing_up.record, taken, "kommandolinje:test", one.now)

    def read(connection: Connection) -> list[str]:
        return list(connection.scalars(select(journal.c.data).where(journal.c.kind == "ledger.backed_up")))

    (data,) = one.ledger.read_now(read)
    assert json.loads(data) == {"file": "copy.db", "bytes": taken.bytes, "sha256": taken.sha256}


def test_a_log_left_over_from_the_dead_ledger_is_not_played_into_the_copy(scene: Make, tmp_path: Path) -> None:
    """Put in the ledger's place with the old ``-wal`` still there: it is moved away, and the copy opens whole."""
    one, place = in_use(scene), tmp_path / "restored.db"
    copy_sqlite(one.ledger.path, tmp_path / "copy.db", START)
    one.ledger.write_now(append, Entry(kind="note", actor="test"), START)
    shutil.copy(f"{one.ledger.path}-wal", f"{place}-wal")
    shutil.copy(tmp_path / "copy.db", place)
    left = Path(f"{place}-wal").stat().st_size
    aside = set_aside(place)
    ledger = Ledger(place)
    entries = ledger.read_now(verify).entries
    again = set_aside(place)
    ledger.close()

    assert left > 0
    assert aside == Path(f"{place}-wal.left-over")
    assert again is None
    assert entries == 0


def test_a_ledgers_own_log_is_left_alone(scene: Make, tmp_path: Path) -> None:
    """Also of a node that was killed a moment after it made its file."""
    one = in_use(scene)
    dead = tmp_path / "dead.db"
    shutil.copy(one.ledger.path, dead)
    shutil.copy(f"{one.ledger.path}-wal", f"{dead}-wal")

    assert set_aside(dead) is None
    assert Path(f"{dead}-wal").exists()


@pytest.mark.parametrize(
    ("url", "seen", "password"),
    [
        ("postgresql://ola:a%40b@db:5432/varsling", "postgresql://ola@db:5432/varsling", "a@b"),
        ("postgresql://ola:@db/varsling", "postgresql://ola@db/varsling", ""),
        ("postgresql://ola@db/varsling?password=a%26b&x=1", "postgresql://ola@db/varsling?x=1", "a&b"),
        ("postgresql://ola@/varsling?host=/run", "postgresql://ola@/varsling?host=/run", None),
        ("postgresql:///varsling?host=/tmp/x", "postgresql:///varsling?host=/tmp/x", None),
    ],
)
def test_no_password_on_a_command_line(url: str, seen: str, password: str | None) -> None:
    """It is taken out of the address, and handed over by the environment."""
    assert without_password(url) == (seen, password)


def test_without_pg_dump_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    """And nothing is left behind."""
    with pytest.raises(NoBackup, match="postgresql-client"):
        backing_up.dump_postgresql("postgresql:///x", tmp_path / "copy", START, {"PATH": str(tmp_path)})

    assert not list(tmp_path.iterdir())
