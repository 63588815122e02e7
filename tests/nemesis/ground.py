"""What a run stands on: a SQLite file on a small disk of its own, or a PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

DATABASES = ("sqlite", "postgresql")
SMALL_DISK = "192m"
"""What a node asks for before an alert is approved (80 MiB and its rows), a ledger of a long run, and its log."""
CHUNK = b"\0" * 65536


class Ground:
    """The database of a run: where it is, how many nodes it bears, and how it can be hurt."""

    nodes = 1
    past_lease = 2.0
    can_fill = False
    can_kill = False
    one_clock = False

    def __init__(self, url: str) -> None:
        self.url = url
        """For the node."""
        self.reading_url = url
        """For the checker."""
        self.settings: dict[str, str] = {"DISPATCHER_DATABASE_URL": url}

    def fill(self) -> None:
        """Let the disk be full."""

    def free(self) -> None:
        """Let there be room again."""

    async def kill_database(self) -> None:
        """SIGKILL its every process, and start it again."""


class SqliteGround(Ground):
    """A file; on a small file system of its own where this process may mount one, so that it can be filled."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        super().__init__(f"sqlite:///{folder / 'dispatcher.db'}")
        self.can_fill = mounted
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Write until nothing more goes in."""
        with self._ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(CHUNK):
                pass

    def free(self) -> None:
        """The ballast goes overboard."""
        self._ballast.unlink()


@asynccontextmanager
async def sqlite_ground(folder: Path) -> AsyncIterator[Ground]:
    """A folder for the file, mounted if root may."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(disk))
    try:
        yield SqliteGround(disk, mounted=mounted)
    finally:
        if mounted:  # what stood on the small disk is kept: whoever looks for a fault wants the ledger
            shutil.copytree(disk, folder / "kept")
            _run("umount", str(disk))


def _run(*words: str) -> bool:
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def ground_of(database: str, folder: Path) -> AbstractAsyncContextManager[Ground]:
    """The ground a run asks for by name."""
    if database == "sqlite":
        return sqlite_ground(folder)
    from tests.nemesis.postgres_ground import postgres_ground  # noqa: PLC0415  a laptop may have no PostgreSQL

    return postgres_ground(folder)
