"""A small disk of its own for a test: a real tmpfs, bounded, that can be filled to the last byte and freed again."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEBIBYTE = 1 << 20
LARGEST = 256
"""MiB. It is the machine's memory."""
FILLER = "filler"


@contextmanager
def tmpfs(place: Path, mebibytes: int) -> Iterator[Path]:
    """Mounted at ``place`` until the block ends. Raises PermissionError where the machine does not let us mount."""
    assert mebibytes <= LARGEST
    place.mkdir(parents=True, exist_ok=True)
    options = f"size={mebibytes}m,mode=700"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PermissionError(done.stderr.strip())
    try:
        yield place
    finally:
        done = subprocess.run(["umount", place], capture_output=True, text=True, check=False)
        if done.returncode:  # a process that a broken test left behind must not keep the mount for ever
            subprocess.run(["umount", "--lazy", place], check=True)


def can_mount(folder: Path) -> bool:
    """Whether this machine lets us mount a tmpfs."""
    try:
        with tmpfs(folder / "probe", 1):
            return True
    except (PermissionError, FileNotFoundError):
        return False


def fill(place: Path, leave: int = 0) -> None:
    """Take what is free, to the last byte but ``leave``; called again, what has become free since."""
    with (place / FILLER).open("ab") as file:
        while True:
            free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize - leave
            if free <= 0:
                return
            try:
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, min(free, MEBIBYTE))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                return


def free_again(place: Path) -> None:
    """Give back what ``fill`` took."""
    (place / FILLER).unlink()
