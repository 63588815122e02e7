"""A ledger is made, moved up or refused: what part 2 left opens whole, and what nobody knows is left as it is."""

from __future__ import annotations

import ast
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from sqlalchemy import Connection, create_engine

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import journal, migrations
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.locks import WriteLock
from dispatcher.ledger.schema import OlderSchema, UnknownSchema
from dispatcher.ledger.tables import SCHEMA_VERSION
from dispatcher.ledger.whole import metadata

PART_2 = Path(__file__).parent / "part_2" / "ledger.sql"
STEPS = Path(migrations.__file__).parent / "versions"
ADDITIVE = {"add_column", "create_table", "create_index"}


@pytest.fixture
def part_2(tmp_path: Path) -> Path:
    """The file that a node of part 2 left behind."""
    path = tmp_path / "dispatcher.db"
    change(path, PART_2.read_text(encoding="utf-8"))
    return path


def change(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def dumped(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def split(definitions: str) -> list[str]:
    """At the commas that stand in no bracket and no quotes."""
    parts, depth, quoted = [""], 0, False
    for sign in definitions:
        quoted ^= sign == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def shape(rows: Any) -> dict[str, list[str]]:
    """Each table as the set of its columns and constraints (an added column stands last), each index as it is."""
    found = {}
    for name, sql in rows:
        words = re.sub(r"\s+", " ", sql)
        table = re.fullmatch(r"CREATE TABLE (\S+) \((.*)\)([^)]*)", words)
        if table is None:
            found[name] = [words]
        else:
            found[name] = [*sorted(part.strip() for part in split(table[2])), table[1].strip('"'), table[3].strip()]
    return found


def shape_of(connection: Connection) -> dict[str, list[str]]:
    return shape(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all())


def file_shape(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    found = shape(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
    connection.close()
    return found


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by column."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in tables}  # noqa: S608
    connection.close()
    return found


def migrated_entries(ledger: Ledger) -> list[str]:
    asked = "SELECT data FROM journal WHERE kind = 'ledger.migrated'"
    return ledger.read_now(lambda connection: list(connection.exec_driver_sql(asked).scalars()))


def test_the_steps_end_at_the_schema_of_the_code() -> None:
    """Alembic's head is the revision a new ledger is stamped with."""
    assert migrations.head() == SCHEMA_VERSION


def test_no_step_is_missing() -> None:
    """What ``python -m dispatcher.ledger.migrations`` prints for the next step is nothing."""
    assert migrations.missing() == ""


def test_every_step_only_adds() -> None:
    """A node of the build before can go on beside one that has moved the ledger up."""
    used = {
        node.func.attr
        for path in sorted(STEPS.glob("0*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "op"
    }

    assert used
    assert used <= ADDITIVE


def test_moved_up_is_as_made_new() -> None:
    """By Alembic's eye, and word by word in SQLite's own catalogue: columns, types, defaults, checks, indexes."""
    with create_engine("sqlite://").connect() as moved, create_engine("sqlite://").connect() as new:
        migrations.move_up(moved, None)
        metadata.create_all(new)

        assert compare_metadata(migrations.comparing(moved), metadata) == []
        assert shape_of(moved) == shape_of(new)
        assert len(shape_of(new)) > len(metadata.tables)


def test_the_frozen_schema_is_what_part_2_made(part_2: Path) -> None:
    """The first step makes the very tables that a file of part 2 has."""
    with create_engine("sqlite://").connect() as frozen:
        migrations.move_up(frozen, None, "2")

        assert shape_of(frozen) == file_shape(part_2)


def test_a_ledger_of_part_2_moves_up_with_every_row(part_2: Path) -> None:
    """Every row is as it was, the chain goes on where it ended, and the ledger is still the same one."""
    before = rows_of(part_2)
    ledger = Ledger(part_2)
    verdict, entries, identity = ledger.read_now(journal.verify), migrated_entries(ledger), ledger.identity
    ledger.close()

    after = rows_of(part_2)
    added = after["journal"].pop()
    kept = {
        table: [{column: row[column] for column in old} for row, old in zip(after[table], rows, strict=True)]
        for table, rows in before.items()
    }
    stamp = next(row for row in before["meta"] if row["key"] == "schema")
    stamp["value"] = SCHEMA_VERSION

    assert kept == before
    assert len(before["attempts"]) > 50
    assert (verdict.entries, verdict.broken) == (len(before["journal"]) + 1, 0)
    assert added["prev"] == before["journal"][-1]["hash"]
    assert entries == ['{"from": "2", "to": "8"}']
    assert {"key": "ledger", "value": identity} in before["meta"]


def test_a_ledger_is_moved_up_once(part_2: Path) -> None:
    """The next who opens it has nothing to do."""
    Ledger(part_2).close()
    moved = dumped(part_2)

    Ledger(part_2).close()

    assert dumped(part_2) == moved


def test_two_processes_that_open_at_once_move_it_up_once(part_2: Path) -> None:
    """Both have begun to open it before either may write, and both get a ledger."""
    # Alembic is imported beforehand: on a busy machine that takes longer than the other waits for the write lock.
    program = (
        "import sys\nfrom pathlib import Path\nimport dispatcher.ledger.migrations\n"
        "from dispatcher.ledger.engine import Ledger\n"
        "print('opening', flush=True)\nledger = Ledger(Path(sys.argv[1]))\nprint(ledger.identity)\nledger.close()"
    )
    lock = WriteLock(part_2)
    with lock.held():
        command = [sys.executable, "-c", program, str(part_2)]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        began = [process.stdout.readline() for process in both if process.stdout]
    identities = [process.communicate(timeout=60)[0].strip() for process in both]
    lock.close()
    ledger = Ledger(part_2)
    entries = migrated_entries(ledger)
    ledger.close()

    assert began == ["opening\n", "opening\n"]
    assert identities == [ledger.identity, ledger.identity]
    assert len(entries) == 1


def test_a_step_that_fails_leaves_the_ledger_as_it_was(part_2: Path) -> None:
    """The column that was added before the step failed is gone again, and so is the stamp."""
    change(part_2, "CREATE TABLE alarms (what TEXT)")
    before = dumped(part_2)

    with pytest.raises(DispatcherError, match="alarms already exists"):
        Ledger(part_2)

    assert dumped(part_2) == before


def test_who_only_looks_does_not_move_it_up(part_2: Path) -> None:
    """The error says both schemas and what will move it up."""
    before = dumped(part_2)

    with pytest.raises(OlderSchema, match=r"har skjema 2, og denne utgaven bruker 8\. .* dispatcher serve"):
        Ledger(part_2, moves_up=False)

    assert dumped(part_2) == before


@pytest.mark.parametrize("revision", ["9", "1", "0003", "head", ""])
def test_an_unknown_schema_is_refused(part_2: Path, revision: str) -> None:
    """A newer one, one from before the first step, and what is no revision at all; nothing is changed."""
    change(part_2, f"UPDATE meta SET value = '{revision}' WHERE key = 'schema'")  # noqa: S608
    before = dumped(part_2)

    with pytest.raises(UnknownSchema, match=rf"har skjema {revision}, som .* ikke kjenner.*Ingenting er endret"):
        Ledger(part_2)

    assert dumped(part_2) == before


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE TABLE bookings (id INTEGER)",
        "CREATE TABLE meta (name TEXT, content TEXT); INSERT INTO meta VALUES ('schema', '2')",
        "CREATE TABLE meta (key TEXT, value TEXT); INSERT INTO meta VALUES ('schema', '5')",
    ],
)
def test_another_programs_database_is_left_alone(tmp_path: Path, theirs: str) -> None:
    """Also when it happens to have a table of the same name."""
    path = tmp_path / "theirs.db"
    change(path, theirs)
    before = dumped(path)

    with pytest.raises(UnknownSchema, match="tilhører et annet program"):
        Ledger(path)

    assert dumped(path) == before


def test_alembic_is_imported_only_when_there_is_something_to_move(tmp_path: Path, part_2: Path) -> None:
    """It takes a second: not when a ledger is made, nor when it is opened again."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom dispatcher.ledger.engine import Ledger\n"
        "for path in sys.argv[1:]:\n    Ledger(Path(path)).close()\n    print('alembic' in sys.modules)"
    )
    new = tmp_path / "new.db"
    command = [sys.executable, "-c", program, str(new), str(new), str(part_2)]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "False",
        "True",
    ]
