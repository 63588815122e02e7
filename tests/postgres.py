"""A real PostgreSQL for tests: the installed server's own programs, as an unprivileged user, in a scratch folder."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from dispatcher.ledger.engine import Ledger
from tests.free_port import free_port

VERSIONS = Path("/usr/lib/postgresql")
START = 30
WRITES_COPIES_OUT = 15
"""The version since which a copy goes through the log unless told otherwise. An older one has no such word."""
_numbers = count(1)


def program(name: str) -> Path:
    """One of the installed server's programs, of the newest version."""
    return max(VERSIONS.glob("*/bin"), key=lambda path: int(path.parent.name)) / name


class Postgres:
    """One server. It may be killed with all its children, and started again on the same files."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.port = free_port()
        self.durable = durable
        self._folder = folder
        self._user = _unprivileged()
        if self._user:
            shutil.chown(folder, self._user)
        words = ("--auth=trust", "--username=dispatcher", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", "--pgdata", str(self.data), *words)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_settings(durable=durable))

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://dispatcher@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it answers, also after a kill: it mends itself first."""
        for lock in (self.data / "postmaster.pid", *self._folder.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)  # of a server that was killed and lies about as a zombie
        where = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1"
        words = ("--pgdata", str(self.data), "--log", str(self.log), "--wait", f"--timeout={START}", "--options", where)
        self._run("pg_ctl", "start", *words)

    def kill(self) -> None:
        """SIGKILL to the server and every child, as when the machine dies."""
        pids = self.pids()
        for pid in pids:  # the first is the server itself: nobody is left to restart the others
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        for pid in pids:
            _wait_gone(pid)

    def pids(self) -> list[int]:
        """The server and its children."""
        server = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="utf-8").split()
        return [server, *map(int, children)]

    def stop(self) -> None:
        """Stop at once; what it holds is thrown away."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--pgdata", str(self.data), "--mode=immediate", "--wait")

    def fresh(self, template: str = "template1") -> str:
        """The URL of a new database."""
        name = f"town{next(_numbers)}"
        as_files = " STRATEGY FILE_COPY" if int(program("postgres").parent.parent.name) >= WRITES_COPIES_OUT else ""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}{as_files}")
        return self.url(name)

    def execute(self, statement: str) -> None:
        """Run a statement outside every transaction."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, name: str, *words: str) -> None:
        with (self._folder / "errors.log").open("ab") as errors:
            done = subprocess.run(
                [str(program(name)), *words],
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # the server inherits it: a pipe would be waited for
                stderr=errors,
                check=False,
                user=self._user,
                group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            )
        if done.returncode:
            logs = [
                path.read_text(encoding="utf-8") for path in (self._folder / "errors.log", self.log) if path.exists()
            ]
            raise RuntimeError(f"{name}: {' '.join(logs)}")


def _settings(*, durable: bool) -> str:
    """Small, and as quick as the test allows: a server that is thrown away need not reach the disk."""
    lines = ["max_connections = 200", "shared_buffers = 32MB", "timezone = UTC", "log_min_messages = warning"]
    if not durable:
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    return "\n".join(lines) + "\n"


def _unprivileged() -> str | None:
    """Whom to start it as: root may not. Debian's package makes the account; any other will do."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait_gone(pid: int) -> None:
    """Until the process is no more (or is a zombie that its parent has yet to see)."""
    while True:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state in "ZX":
            return


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A server of its own in a scratch folder that its user may reach. ``durable``: for tests that kill it."""
    folder = Path(tempfile.mkdtemp(prefix="dispatcher-postgres-"))
    server = Postgres(folder, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """Ledgers' databases on one server, each a copy of another: copying takes a tenth of making one."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._empty = ""

    @contextmanager
    def lent(self, like: str = "") -> Iterator[str]:
        """The URL of a ledger for a test: a copy of the one at the URL ``like``, which nobody is in; else empty."""
        self._empty = self._empty or self.made()
        url = self._server.fresh(_name(like or self._empty))
        yield url
        self._server.execute(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def made(self) -> str:
        """The URL of a new ledger, for as long as the server is there."""
        url = self._server.fresh()
        Ledger(url).close()
        return url


def _name(url: str) -> str:
    return url.rpartition("/")[2]
