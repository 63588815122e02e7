"""Part 3: leases, nodes, rate tokens, route probes, alarms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Only adds."""
    op.add_column("attempts", sa.Column("lease_until", sa.BigInteger()))
    op.create_table(
        "nodes",
        sa.Column("incarnation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("incarnation"),
    )
    op.create_table(
        "rates",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane"),
    )
    op.create_table(
        "probes",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("took_ms", sa.Integer(), server_default="0", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane"),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id"),
    )
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        "alarms_standing",
        "alarms",
        ["cause", "about"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    leased = sa.text("state = 'intent' AND lease_until IS NOT NULL")
    op.create_index("attempts_leased", "attempts", ["lease_until"], sqlite_where=leased, postgresql_where=leased)
