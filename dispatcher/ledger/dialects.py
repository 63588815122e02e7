"""What the two databases say in different words: JSON arrays as tables, rows as JSON, the database's own clock.

Everything else is written once. SQLite is told with its json1 functions, PostgreSQL with jsonb's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ColumnElement, Connection, LargeBinary, String, bindparam, cast, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.dialects.postgresql import Insert
    from sqlalchemy.sql.compiler import SQLCompiler

_POSTGRESQL = "postgresql"


class _Each(FunctionElement[str]):
    """A JSON array as rows of one column, ``value``."""

    name = "json_values"
    inherit_cache = True


@compiles(_Each)
def _each_sqlite(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(_Each, _POSTGRESQL)
def _each_postgresql(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS JSONB))"


def words_of(array: ColumnElement[str]) -> Select[tuple[str]]:
    """SQL: the strings of a JSON array."""
    rows = _Each(array).table_valued(column("value", String))
    return select(rows.c.value)


def any_word(array: ColumnElement[str], wanted: Sequence[str]) -> ColumnElement[bool]:
    """SQL: whether a column's JSON array has any of these strings."""
    rows = _Each(array).table_valued(column("value", String))
    held = select(1).select_from(rows).where(rows.c.value.in_(list(wanted)))
    return held.correlate(array.table).exists()


def numbers_of(array: ColumnElement[str]) -> Select[tuple[int]]:
    """SQL: the numbers of a JSON array."""
    rows = _Each(array).table_valued(column("value", String))
    return select(cast(rows.c.value, BigInteger))


def among(number: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """SQL: the column is one of the numbers of the JSON array bound as ``name``: one value, however many they are."""
    return number.in_(numbers_of(bindparam(name, type_=String)))


def added(connection: Connection, row: Insert) -> bool:
    """Insert a row that may be there already; whether it was new. (A driver forgets an insert's count at once.)"""
    result = connection.execute(row.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True})
    return bool(result.rowcount)


class RowAsJson(FunctionElement[str]):
    """Columns as one JSON array."""

    name = "row_as_json"
    type = String()
    inherit_cache = True


@compiles(RowAsJson)
def _row_sqlite(element: RowAsJson, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **kw)})"


@compiles(RowAsJson, _POSTGRESQL)
def _row_postgresql(element: RowAsJson, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_build_array({compiler.process(element.clauses, **kw)})"


class RowsAsJson(FunctionElement[str]):
    """A group's arrays as one text, a JSON array of arrays: a row a step would be a hand-over of a lock a row."""

    name = "rows_as_json"
    type = String()
    inherit_cache = True


@compiles(RowsAsJson)
def _rows_sqlite(element: RowsAsJson, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **kw)})"


@compiles(RowsAsJson, _POSTGRESQL)
def _rows_postgresql(element: RowsAsJson, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(coalesce(json_agg({compiler.process(element.clauses, **kw)}), '[]') AS TEXT)"


class AsBytes(FunctionElement[bytes]):
    """A JSON value as the bytes of its text."""

    name = "as_bytes"
    type = LargeBinary()
    inherit_cache = True


@compiles(AsBytes)
def _bytes_sqlite(element: AsBytes, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS BLOB)"


@compiles(AsBytes, _POSTGRESQL)
def _bytes_postgresql(element: AsBytes, compiler: SQLCompiler, **kw: Any) -> str:
    return f"convert_to(CAST({compiler.process(element.clauses, **kw)} AS TEXT), 'UTF8')"


class DatabaseClock(FunctionElement[int]):
    """Milliseconds since 1970 by PostgreSQL's clock, the same for all nodes; NULL on SQLite, where one node is all."""

    name = "database_clock"
    type = BigInteger()
    inherit_cache = True


@compiles(DatabaseClock)
def _clock_sqlite(_: DatabaseClock, __: SQLCompiler, **___: Any) -> str:
    return "NULL"


@compiles(DatabaseClock, _POSTGRESQL)
def _clock_postgresql(_: DatabaseClock, __: SQLCompiler, **___: Any) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
