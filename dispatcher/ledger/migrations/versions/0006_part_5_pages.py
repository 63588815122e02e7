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


def _proposals() -> None:
    """What an approver would rather say."""


def _open_id() -> None:
    """Accounts that the municipality's own sign-in vouches for."""


def _public_side() -> None:
    """What citizens' pages keep."""


def _priority() -> None:
    """What the desk takes first, and what it leaves out."""
    op.add_column("alerts", sa.Column("priority", sa.String(), nullable=False, server_default="normal"))
    op.add_column("alerts", sa.Column("left_out", sa.Text(), nullable=False, server_default="[]"))
