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
    _versions()
    _measures()
    _feedback()


def _versions() -> None:
    op.create_table(
        "evaluations",
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("assessment", sa.Integer(), sa.ForeignKey("journal.seq")),
        sa.Column("assessed_by", sa.String()),
        sa.Column("assessed_at", sa.BigInteger()),
        sa.Column("heard_by", sa.String()),
        sa.Column("heard_at", sa.BigInteger()),
        sa.Column("hearing_until", sa.String()),
        sa.Column("approved_by", sa.String()),
        sa.Column("approved_at", sa.BigInteger()),
        sa.Column("fingerprint", sa.String()),
    )
    op.create_table(
        "evaluation_parts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
    )
    op.create_index("evaluation_parts_incident", "evaluation_parts", ["incident", "version"])


def _measures() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id")),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_by", sa.String()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
    )
    op.create_index("ix_measures_incident", "measures", ["incident"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("got", sa.String(), nullable=False),
        sa.Column("clear", sa.String(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("erased_by", sa.String()),
        sa.Column("erased_at", sa.BigInteger()),
    )
    op.create_index("feedback_incident", "feedback", ["incident", "at"])


def _archive() -> None:
    """The packages made of an incident, and who confirmed that the archive has them."""


def _privacy() -> None:
    """Holds, what has been made pseudonymous and when, and what a person asked about their own data."""
