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
    """Accounts that the municipality's own sign-in vouches for, and who came in beside it."""
    op.create_table(
        "open_id_subjects",
        sa.Column("issuer", sa.String(), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("tied_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("open_id_subjects_user", "open_id_subjects", ["user_id", "issuer"], unique=True)
    op.create_table(
        "emergency_sign_ins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("emergency_sign_ins_at", "emergency_sign_ins", ["at"])


def _public_side() -> None:
    """What citizens' pages keep."""


def _priority() -> None:
    """What the desk takes first."""
