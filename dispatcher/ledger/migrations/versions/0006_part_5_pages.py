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
    _priority()
    _drawn_areas()


def _proposals() -> None:
    """What an approver would rather say."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("person", sa.String()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
        sa.Column("taken_by", sa.String()),
        sa.Column("taken_at", sa.BigInteger()),
        sa.Column("taken_version", sa.Integer()),
    )
    op.create_index("proposals_alert", "proposals", ["alert_id", "version"])


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


def _priority() -> None:
    """What the desk takes first, and what it leaves out."""
    op.add_column("alerts", sa.Column("priority", sa.String(), nullable=False, server_default="normal"))
    op.add_column("alerts", sa.Column("left_out", sa.Text(), nullable=False, server_default="[]"))


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
