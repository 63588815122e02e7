"""Part 4: who is woken, who may decide, and what people do by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _deciding()
    _calling()
    _clearing()
    _tasks()


def _deciding() -> None:
    """Who was asked, who is away, how it was approved."""


def _calling() -> None:
    """Calls, answers, replies."""


def _clearing() -> None:
    """The police's clearance, and the log by hand."""


def _tasks() -> None:
    """What people do by hand, and practice."""
    op.create_table(
        "tasks",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_for", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("delivery_id"),
    )
    op.create_index("tasks_alert", "tasks", ["alert_id"], unique=False)
    op.add_column("waves", sa.Column("tasks", sa.Text(), server_default="[]", nullable=False))
