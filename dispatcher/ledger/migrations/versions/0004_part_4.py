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
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False, server_default=""),
        sa.Column("source", sa.String(), unique=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_answers_incident", "answers", ["incident"])
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.String(), nullable=False, unique=True),
        sa.Column("incident", sa.Integer()),
        sa.Column("person", sa.String(), nullable=False, server_default=""),
        sa.Column("meaning", sa.String(), nullable=False, server_default=""),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_replies_incident", "replies", ["incident"])
    op.create_table(
        "codes",
        sa.Column("about", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("offered_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("used_at", sa.BigInteger()),
    )
    op.create_table(
        "wakings",
        sa.Column("about", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("ended", sa.String(), nullable=False, server_default=""),
    )
    op.create_index("wakings_due", "wakings", ["next_at"])


def _clearing() -> None:
    """The police's clearance, and the log by hand."""


def _tasks() -> None:
    """What people do by hand, and practice."""
