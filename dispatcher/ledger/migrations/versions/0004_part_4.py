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
    _content()


def _deciding() -> None:
    """Who was asked, who is away, how it was approved."""


def _calling() -> None:
    """Calls, answers, replies."""


def _clearing() -> None:
    """The police's clearance, and the log by hand."""


def _tasks() -> None:
    """What people do by hand, and practice."""


def _content() -> None:
    """Who stands behind the template that a text was made from."""
    op.add_column("variants", sa.Column("adopted", sa.Text()))
