"""Part 6: who has asked to be taken off a list by choice, as keyed hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "8"
down_revision = "7"


def upgrade() -> None:
    """Only adds."""
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("list_key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("removals_digest", "removals", ["digest"])
