"""Room on the ledger's disk: what an alert needs, and the ballast that is thrown when there is none left.

A full disk must not keep a node from recording what it has sent. So 16 MiB of real zeros lie beside the file; the node
deletes them when a write fails with *full*, and lays them down again when there is room.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, func, select

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import PERSONAL
from dispatcher.ledger.snapshot import channels_of, waves_of
from dispatcher.ledger.tables import snapshot

if TYPE_CHECKING:
    from typing import Any

MEBIBYTE = 1 << 20
BALLAST = 16 * MEBIBYTE
MARGIN = 64 * MEBIBYTE
"""Bytes. Twice the write-ahead log's usual size; what else goes on in an hour is small beside it."""
PER_DELIVERY = 1024
"""Bytes: row, attempt, indexes and three receipts took 760 [measured, 40,000 deliveries]; the rest is for retries."""


class NoRoom(Unavailable):
    """Disken har ikke plass til å føre logg over utsendingen."""

    retry_after = 60

    def __init__(self, *, free: int, needed: int) -> None:
        have, need = free // MEBIBYTE, -(-needed // MEBIBYTE)
        super().__init__(
            f"Varselet kan ikke godkjennes: det er {have} MiB ledig på disken, og utsendingen trenger {need}. "
            "Frigjør plass der databasen ligger, og godkjenn på nytt. Ingenting er sendt, og ingenting er tapt."
        )


def free_beside(database: Path | None) -> int | None:
    """Bytes free where a SQLite file lies; None where there is no file of ours, or nobody can say."""
    if database is None:
        return None
    try:
        return shutil.disk_usage(database.parent).free
    except OSError:
        return None


def demand_room(connection: Connection, alert: Row[Any], free: int | None) -> None:
    """Raises NoRoom when the disk has less than what this alert writes down, and a margin."""
    needed = needs(connection, alert)
    if free is not None and free < needed:
        raise NoRoom(free=free, needed=needed)


def needs(connection: Connection, alert: Row[Any]) -> int:
    """Bytes: a delivery for each person and planned channel, reserves too."""
    steps = waves_of(connection, alert.id, alert.version)
    return MARGIN + PER_DELIVERY * sum(_rows(connection, wave) for wave in steps)


def _rows(connection: Connection, wave: Row[Any]) -> int:
    planned = sum(1 for channel, _ in channels_of(wave) if channel in PERSONAL)
    counted = select(func.count(), func.count(snapshot.c.channel)).where(snapshot.c.wave_id == wave.id)
    total, others = connection.execute(counted).one()
    return (int(total) - int(others)) * planned + int(others)


class Ballast:
    """The zeros beside a SQLite file."""

    def __init__(self, database: Path) -> None:
        self.path = Path(f"{database}.ballast")

    def there(self) -> bool:
        """Whole, and really on the disk: a hole in a file makes no room when it is deleted."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return found.st_size >= BALLAST and found.st_blocks * 512 >= BALLAST

    def room(self) -> bool:
        """Whether there is room for it and for everything else."""
        free = free_beside(self.path)
        return free is not None and free >= BALLAST + MARGIN

    def make(self) -> bool:
        """Lay it down. False: the disk would not have it."""
        new = Path(f"{self.path}.new")
        try:
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                os.posix_fallocate(file, 0, BALLAST)
                os.fsync(file)
            finally:
                os.close(file)
            new.replace(self.path)
        except OSError:
            new.unlink(missing_ok=True)
            return False
        return True

    def drop_if_full(self) -> bool:
        """For a node that starts on a full disk: it could not even say that it has started."""
        free = free_beside(self.path)
        return free is not None and free < MEBIBYTE and self.drop()

    def drop(self) -> bool:
        """Make room. False: there was none to be had."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True
