"""The steps from each schema to the next, made with Alembic. Imported only when a ledger is not of this build's schema.

Driven by ``dispatcher.ledger.schema`` over its own connection and transaction: no alembic.ini, no table of Alembic's.
A step only adds (tables, columns that may be empty or have a default, indexes), so that a node of the build before
works on while another starts.
"""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from dispatcher.ledger.whole import metadata

_steps = ScriptDirectory(str(Path(__file__).parent))


def head() -> str:
    """The revision that the steps end at."""
    return str(_steps.get_current_head())


def leads_up_from(revision: str) -> bool:
    """Whether it is a revision that a step starts at."""
    return revision in {step.down_revision for step in _steps.walk_revisions()}


def move_up(connection: Connection, found: str | None, to: str = "head") -> None:
    """Every step from ``found`` on (None: from nothing), in the connection's transaction."""
    steps = list(_steps.iterate_revisions(to, found or "base"))
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(steps):
            step.module.upgrade()


def comparing(connection: Connection) -> MigrationContext:
    """Alembic's eye on a database, types and defaults included."""
    options = {"target_metadata": metadata, "compare_type": True, "compare_server_default": _default_differs}
    return MigrationContext.configure(connection, opts=options)


def _default_differs(
    context: MigrationContext, _column: object, _wanted: object, found: str | None, _given: object, rendered: str | None
) -> bool | None:
    """SQLite tells ``''`` in a way that Alembic takes for no default; PostgreSQL is asked as Alembic does (None)."""
    if context.dialect.name != "sqlite":
        return None
    return (None if found is None else found.strip("()'")) != rendered


def missing() -> str:
    """What the tables have and the steps have not, as the operations of the next step; empty if there is nothing."""
    with create_engine("sqlite://").connect() as connection:
        move_up(connection, None)
        found = produce_migrations(comparing(connection), metadata).upgrade_ops
        return "" if found is None or found.is_empty() else render_python_code(found)
