"""Part 4: who is woken, who may decide, and what people do by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _nodes()
    _deciding()
    _calling()
    _clearing()
    _tasks()


def _nodes() -> None:
    """Which of them take callbacks."""
    op.add_column("nodes", sa.Column("serves", sa.Boolean(), server_default="1", nullable=False))


def _deciding() -> None:
    """Who was asked, who is away, how it was approved."""


def _calling() -> None:
    """Calls, answers, replies."""


def _clearing() -> None:
    """The police's clearance, silent units, and the log by hand."""
    op.add_column("alerts", sa.Column("needs_clearance", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("alerts", sa.Column("silent_units", sa.Text(), server_default="[]", nullable=False))
    op.add_column("snapshot", sa.Column("silent", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "clearances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("clearances_alert", "clearances", ["alert_id", "purpose", "id"])
    op.create_table(
        "crisis_modes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("established", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_crisis_modes_incident", "crisis_modes", ["incident"])


def _tasks() -> None:
    """What people do by hand, and practice."""
