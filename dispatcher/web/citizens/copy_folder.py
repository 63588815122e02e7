"""A folder of files that another web server hands out: each written whole or not at all, and never by two at once.

Several nodes may share it. Whoever writes has first read the folder's stamp and *then* looked at the ledger; if the
stamp is another by the time they hold the lock, somebody who knew more was quicker, and nothing is written.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

STAMP: Final = ".dispatcher-copy"
LOCK: Final = ".dispatcher-lock"
READABLE: Final = 0o644


class CopyFolder:
    """``stamp``: which version of all files lies there; it is written last, so half a copy is written anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def stamp(self) -> str:
        """Nothing when there is no copy, or it cannot be read."""
        try:
            return (self.path / STAMP).read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def write(self, files: Mapping[str, bytes], *, stamp: str, instead_of: str) -> bool:
        """Put the files there, in their order. False: the stamp was no longer the expected one. Raises OSError."""
        self.path.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if self.stamp() != instead_of:
                return False
            for name, body in {**files, STAMP: stamp.encode()}.items():
                self._put(self.path / name, body)
        return True

    def _put(self, path: Path, body: bytes) -> None:
        """By another name and a rename: who reads meanwhile gets the old one whole, a dead node's is reused."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        try:
            with beside.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(READABLE)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Raises BlockingIOError while another node writes: it is asked again in a moment."""
        with (self.path / LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
