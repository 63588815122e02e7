"""A copy of the ledger while its node runs, whole or not at all, and marked as a copy.

SQLite: the driver's backup in one step over a connection that cannot write: a reader, so nobody waits for it, and it
moves no checkpoint (reliability.md 3). The mark inside is how a node that is started on the copy knows to send nothing
before a person says so. PostgreSQL: ``pg_dump``, which ``pg_restore`` reads; what it makes cannot be marked, so the
ledger bears the mark while it is taken. A crash meanwhile leaves it there, which costs a needless pause at most.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import restored
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.ledger.marker import Mark

SAFE = {"PATH", "LANG", "LC_ALL", "HOME", "SSL_CERT_FILE", "SSL_CERT_DIR"}
"""What pg_dump sees of our environment: the settings' secrets are not its business."""
_PASSWORD = re.compile(r"(?<=[^/:]):([^:@/?]*)(?=@)|(?<=[?&])password=([^&]*)&?")
"""Where libpq's URL may hold it: after the user, or among the parameters."""


class NoBackup(DispatcherError):
    """Sikkerhetskopien ble ikke tatt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that is whole. ``taken_at``: what was committed before it is in it."""

    path: Path
    bytes: int
    sha256: str
    taken_at: datetime


def copy_sqlite(database: Path, target: Path, now: datetime) -> Copy:
    """An online copy of a SQLite ledger. Raises NoBackup; what is there under that name is never touched."""

    def make(new: Path) -> None:
        try:
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
                _copy_pages(source, new, now)
        except sqlite3.Error as error:
            raise NoBackup(f"Sikkerhetskopien ble ikke tatt: {error}.") from error

    return _placed(target, make, now)


def _copy_pages(source: sqlite3.Connection, new: Path, now: datetime) -> None:
    with closing(sqlite3.connect(new, isolation_level=None)) as copy:
        source.backup(copy, pages=-1)  # one step: one moment of the ledger
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it that could be forgotten
        mark = (restored.COPIED, str(ms(now)))
        copy.execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = ?2", mark)
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise NoBackup(f"Kopien er ikke hel ({verdict}), og er slettet. Se etter feil med: dispatcher check")


def dump_postgresql(url: str, target: Path, now: datetime, environment: Mapping[str, str]) -> Copy:
    """``pg_dump --format=custom`` of the ledger at a libpq URL. Raises NoBackup.

    The password goes by the environment: a command line can be read by everybody on the machine.
    """
    program = shutil.which("pg_dump", path=environment.get("PATH"))
    if program is None:
        raise NoBackup("pg_dump mangler på denne maskinen. Installer pakken postgresql-client, og prøv igjen.")
    address, password = without_password(url)
    given = {name: value for name, value in environment.items() if name in SAFE or name.startswith("PG")}
    given |= {"PGPASSWORD": password} if password is not None else {}

    def make(new: Path) -> None:
        words = [program, "--format=custom", "--no-password", f"--file={new}", f"--dbname={address}"]
        done = subprocess.run(words, env=given, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"avsluttet med {done.returncode}"])[-1]
            raise NoBackup(f"pg_dump klarte det ikke: {last.removeprefix('pg_dump: ')}")
        _demand_readable(new, environment)

    return _placed(target, make, now)


def _demand_readable(dump: Path, environment: Mapping[str, str]) -> None:
    """What ``pg_restore`` can list has its end; where the program is missing, pg_dump's own word must do."""
    program = shutil.which("pg_restore", path=environment.get("PATH"))
    if program and subprocess.run([program, "--list", dump], capture_output=True, check=False).returncode:
        raise NoBackup("pg_restore kan ikke lese kopien, og den er slettet.")


def without_password(url: str) -> tuple[str, str | None]:
    """A libpq URL as it may be seen, and its password."""
    found = _PASSWORD.search(url)
    if found is None:
        return url, None
    password = found[2] if found[1] is None else found[1]
    return _PASSWORD.sub("", url), unquote(password)


def record(connection: Connection, copy: Copy, actor: str, now: datetime) -> Mark:
    """In the journal; and one more on the counter, so that the marker is ahead of the copy from now on."""
    data = {"file": copy.path.name, "bytes": copy.bytes, "sha256": copy.sha256}
    append(connection, Entry(kind="ledger.backed_up", actor=actor, data=data), now)
    return restored.count_up(connection, now)


def _placed(target: Path, make: Callable[[Path], None], now: datetime) -> Copy:
    """Made under a temporary name beside its place, synced, and given its name only if nobody has it."""
    if target.exists() or target.is_symlink():
        raise _taken(target)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        make(new)
        copy = Copy(path=target, bytes=new.stat().st_size, sha256=_digest_synced(new), taken_at=now)
        _name(new, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise NoBackup(f"Kan ikke skrive sikkerhetskopien i {target.parent} ({error.strerror}).") from error
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                new.with_name(f"{new.name}{beside}").unlink()
    return copy


def _digest_synced(file: Path) -> str:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _name(new: Path, target: Path) -> None:
    """A link is refused where a rename would replace what somebody else put there meanwhile."""
    try:
        os.link(new, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}:
            raise
        if target.exists():  # a disk without hard links, like a memory stick
            raise _taken(target) from None
        new.rename(target)


def _taken(target: Path) -> NoBackup:
    return NoBackup(f"{target} finnes fra før og blir ikke overskrevet. Velg et annet navn.")


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
