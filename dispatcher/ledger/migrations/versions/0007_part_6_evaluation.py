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
    """Holds, what has been made pseudonymous and when, and people whom no page may show."""
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), sa.ForeignKey("journal.seq"), nullable=False),
        sa.Column("lifted_by", sa.String()),
        sa.Column("lifted_at", sa.BigInteger()),
        sa.Column("lifted_entry", sa.Integer(), sa.ForeignKey("journal.seq")),
    )
    standing = sa.text("lifted_at IS NULL")
    op.create_index(
        "holds_standing", "holds", ["incident"], unique=True, sqlite_where=standing, postgresql_where=standing
    )
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text()),
        sa.Column("key", sa.String()),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("messages", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ended_at", sa.BigInteger()),
    )
    op.create_index("ix_retention_runs_incident", "retention_runs", ["incident"])
    op.create_table(
        "pseudonyms",
        sa.Column("run", sa.Integer(), sa.ForeignKey("retention_runs.id"), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("old", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("new", sa.Integer(), nullable=False),
    )
    op.add_column("people", sa.Column("shielded", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("snapshot", sa.Column("sealed", sa.String()))
