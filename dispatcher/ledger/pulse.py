"""Whether anything was committed since the last look, by any process: SQLite's own counter, for a few microseconds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dispatcher.domain.errors import Unavailable


class Pulse:
    """A connection of its own, because ``data_version`` counts what *other* connections committed."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)

    def version(self) -> int:
        """A number that is another after every commit. Touches no table and waits for no writer."""
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise Unavailable from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
