"""Advisory locks beside the SQLite file: one node for its life, one writer at a time over all processes.

SQLite before 3.51.3 can corrupt a WAL when one connection checkpoints while another commits (reliability.md 3), so
every write transaction and checkpoint of any process runs under the write lock.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from dispatcher.domain.errors import DispatcherError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WAIT = 5.0
A_LOOK = 0.5


class AnotherNode(DispatcherError):
    """En annen node bruker denne databasen."""


class WriteLock:
    """The second advisory lock: held for one write transaction, waited for at most five seconds."""

    def __init__(self, database: Path) -> None:
        self._file = os.open(f"{database}.write", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises Unavailable after five seconds."""
        self._take()
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _take(self) -> None:
        until = monotonic() + LONGEST_WAIT
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() >= until:
                    raise Unavailable from None
                sleep(0.002)
            else:
                return

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)


@contextmanager
def import_lock(database: Path) -> Iterator[None]:
    """Held while lists are imported: the node and a command beside it must not import the same list at once."""
    file = os.open(f"{database}.lists", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def node_running(database: Path) -> bool:
    """Whether a node holds its lock on this file. A shared lock, let go at once: two who ask see no node in each other.

    Called seldom: a node that starts in that very moment is turned away.
    """
    try:
        file = os.open(f"{database}.node", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(file)


def _taken_within(file: int, seconds: float) -> bool:
    """A command that looks whether a node runs holds the lock for an instant; a node stays."""
    until = monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= until:
                return False
            sleep(0.02)
        else:
            return True


class NodeLock:
    """The first advisory lock: one node per SQLite file, for the node's life."""

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database}.node")
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _taken_within(self._file, A_LOOK):
            holder = self._path.read_text(encoding="utf-8").strip() or "ukjent"
            os.close(self._file)
            raise AnotherNode(f"En annen node bruker denne databasen: {holder}.")

    def name(self, holder: str) -> None:
        """Write who holds it, for the one who is turned away."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, holder.encode(), 0)

    def close(self) -> None:
        """Let the next node in."""
        os.close(self._file)
