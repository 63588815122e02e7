"""A PostgreSQL of the tests' own: a scratch cluster on a Unix socket, run as a user who may."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
OWNER = "postgres"  # root may not run it


def program(name: str) -> str:
    """Where it is: on PATH, or where Debian keeps it, newest version first."""
    newest = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]), reverse=True)
    found = shutil.which(name) or next(iter(newest), None)
    assert found, f"PostgreSQL is not installed: no {name}"
    return str(found)


def _run(*command: str) -> None:
    user = OWNER if os.geteuid() == 0 else None
    # The server inherits what pg_ctl holds, so a pipe would never end.
    subprocess.run(command, user=user, cwd="/", check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """The URL of a server that keeps all in ``folder`` (which its owner can reach) and ends with the block."""
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    data = str(folder / "data")
    _run(program("initdb"), "-D", data, "-U", "dispatcher", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    _run(program("pg_ctl"), "start", "-w", "-s", "-D", data, "-l", str(folder / "log"), "-o", options)
    try:
        yield f"postgresql://dispatcher@/postgres?host={folder}"
    finally:
        _run(program("pg_ctl"), "stop", "-w", "-s", "-D", data, "-m", "immediate")
