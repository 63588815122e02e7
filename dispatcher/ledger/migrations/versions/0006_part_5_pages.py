"""Part 5, second half: what the rest of the console's pages keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _proposals()
    _open_id()
    _public_side()
    _priority()
    _drawn_areas()


def _proposals() -> None:
    """What an approver would rather say."""


def _open_id() -> None:
    """Accounts that the municipality's own sign-in vouches for."""


def _public_side() -> None:
    """What citizens' pages keep."""


def _priority() -> None:
    """What the desk takes first."""


def _drawn_areas() -> None:
    """What is drawn for an incident, and the lists whose people have been placed in it."""
    op.create_table(
        "drawn_areas",
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("polygon", sa.Text(), nullable=False),
        sa.Column("drawn_by", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "drawn_lists",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("list_id", sa.Integer(), primary_key=True),
    )
