"""Statements that run for every message: written in SQLAlchemy Core, compiled once, rows handed over as tuples.

Core's own executemany turns each row's dictionary into parameters anew: measured 3–5 µs a row and statement, more than
SQLite needs to write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import DispatcherError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Insert, Select, Update


class Hot:
    """One statement whose bound names, as it is compiled, are ``names``; each row is a tuple in that order.

    Raises DispatcherError at first use when the names are not in the order of the compiled statement.
    """

    def __init__(self, statement: Insert | Update | Select[Any], *names: str) -> None:
        self._statement = statement
        self._names = names
        self._compiled: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def run(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> int:
        """Execute for all rows; returns how many rows it changed."""
        sql, _ = self.compiled(connection)
        return connection.exec_driver_sql(sql, list(rows)).rowcount

    def fetch(self, connection: Connection, row: tuple[Any, ...]) -> Sequence[Any]:
        """Execute once and return plain rows."""
        sql, fixed = self.compiled(connection)
        return connection.exec_driver_sql(sql, row + fixed).fetchall()

    def compiled(self, connection: Connection) -> tuple[str, tuple[Any, ...]]:
        """The statement for this database, and what it binds after the row (SQLite's OFFSET 0)."""
        kept = self._compiled.get(connection.dialect.name)
        if kept is None:
            found = self._statement.compile(dialect=connection.dialect)
            order = tuple(found.positiontup or ())
            if order[: len(self._names)] != self._names:
                raise DispatcherError(f"a hot statement binds {order}, its rows come as {self._names}")
            kept = str(found), tuple(found.params[name] for name in order[len(self._names) :])
            self._compiled[connection.dialect.name] = kept
        return kept
