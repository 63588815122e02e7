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
    """The police's clearance, and the log by hand."""


def _tasks() -> None:
    """What people do by hand, and practice."""
