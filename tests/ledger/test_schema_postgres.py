"""The schema on PostgreSQL: the same steps lead to the same tables, and those who open at once take turns."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from alembic.autogenerate import compare_metadata
from sqlalchemy import Connection, Engine, create_engine, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from dispatcher.ledger import journal, migrations, schema
from dispatcher.ledger.schema import UnknownSchema
from dispatcher.ledger.tables import SCHEMA_VERSION, meta
from dispatcher.ledger.tables import journal as lines
from dispatcher.ledger.whole import metadata
from tests.postgres import program, running_postgres

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
Made = Callable[[str], Engine]


def engine_of(url: str) -> Engine:
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)


def url_of(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One server for these tests."""
    with running_postgres() as one:
        yield one.url()


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> Iterator[Made]:
    """Makes empty databases on it."""
    admin = engine_of(server).execution_options(isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make(name: str) -> Engine:
        made.append(name)
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return engine_of(url_of(server, name))

    yield make
    with admin.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def as_part_2(engine: Engine) -> None:
    """The tables of part 2 with its stamp, as its SQLite file would be, carried over."""
    with engine.begin() as connection:
        migrations.move_up(connection, None, "2")
        keys = {"schema": "2", "ledger": "feed", "capture_token": "beef"}
        connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in keys.items()])


def catalogue(url: str) -> list[str]:
    """Every line that pg_dump has of the schema, in an order that does not depend on when a column came."""
    dump = [str(program("pg_dump")), "--schema-only", "--no-owner", url]
    text = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    return sorted(line.rstrip(",") for line in text.splitlines() if not line.startswith("\\"))  # \restrict is random


def migrated_entries(connection: Connection) -> list[str]:
    moved = select(lines.c.data).where(lines.c.kind == "ledger.migrated")
    return list(connection.scalars(moved))


def test_moved_up_is_as_made_new_on_postgresql(server: str, database: Made) -> None:
    """By Alembic's eye and line by line in what pg_dump writes: checks and partial indexes too."""
    moved, new = database("moved"), database("new")
    as_part_2(moved)
    with moved.begin() as connection:
        assert schema.prepare(connection) == ("feed", "beef")
        assert compare_metadata(migrations.comparing(connection), metadata) == []
        assert migrated_entries(connection) == ['{"from": "2", "to": "8"}']
        assert journal.verify(connection).broken == 0
    with new.begin() as connection:
        schema.prepare(connection)

    found = catalogue(url_of(server, "moved"))
    assert found == catalogue(url_of(server, "new"))
    assert any("lease_until" in line for line in found)


@pytest.mark.parametrize("start", ["empty", "part_2"])
def test_those_who_open_at_once_take_turns(database: Made, start: str) -> None:
    """The second waits for the first at the advisory lock, and then finds all of it done."""
    engine = database(f"turns_{start}")
    if start == "part_2":
        as_part_2(engine)

    def second() -> tuple[str, str]:
        with engine.begin() as connection:
            return schema.prepare(connection)

    with ThreadPoolExecutor(1) as beside:
        with engine.begin() as connection, engine.connect() as watching:
            first = schema.prepare(connection)
            answer = beside.submit(second)
            until = monotonic() + 30
            while not watching.exec_driver_sql(WAITING).scalar():
                assert monotonic() < until
                assert not answer.done()
                sleep(0.01)
        assert answer.result(timeout=30) == first
    with engine.connect() as connection:
        assert len(migrated_entries(connection)) == (1 if start == "part_2" else 0)


def test_a_step_that_fails_leaves_postgresql_as_it_was(server: str, database: Made) -> None:
    """Tables are made in the transaction too: the column that was added is gone again."""
    engine = database("failing")
    as_part_2(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alarms (what TEXT)")
    before = catalogue(url_of(server, "failing"))

    with pytest.raises(DatabaseError, match="already exists"), engine.begin() as connection:
        schema.prepare(connection)

    assert catalogue(url_of(server, "failing")) == before
    with engine.connect() as connection:
        assert connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) == "2"


def test_an_unknown_schema_is_refused_on_postgresql(database: Made) -> None:
    """A newer one, and another program's tables; nothing is added."""
    newer, theirs = database("newer"), database("theirs")
    with newer.begin() as connection:
        schema.prepare(connection)
        connection.execute(meta.update().where(meta.c.key == "schema").values(value="9"))
    with theirs.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE meta (id INTEGER)")

    with pytest.raises(UnknownSchema, match=f"har skjema 9, .* bruker {SCHEMA_VERSION}"), newer.begin() as connection:
        schema.prepare(connection)
    with pytest.raises(UnknownSchema, match="et annet program"), theirs.begin() as connection:
        schema.prepare(connection)

    with theirs.connect() as connection:
        assert inspect(connection).get_table_names() == ["meta"]
