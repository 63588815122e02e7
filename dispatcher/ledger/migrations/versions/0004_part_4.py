"""Part 4: who is woken, who may decide, and what people do by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _nodes()
    _deciding()
    _crisis_rules()
    _own_push()
    _calling()
    _clearing()
    _tasks()
    _content()
    _seals()


def _nodes() -> None:
    """Which of them take callbacks."""
    op.add_column("nodes", sa.Column("serves", sa.Boolean(), server_default="1", nullable=False))


def _deciding() -> None:
    """Who was asked, who is away, how it was approved."""
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_absences_person", "absences", ["person"], unique=False)
    op.create_table(
        "approval_requests",
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("alert_id", "fingerprint", "person"),
    )
    op.create_table(
        "approvals",
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("authority", sa.Text(), server_default="", nullable=False),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_as", sa.String(), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("alert_id"),
    )
    op.create_table(
        "recusals",
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "person"),
    )
    op.create_table(
        "watches",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("role", "person", "from_at"),
    )


def _crisis_rules() -> None:
    """By which switch to crisis mode an alert is decided."""
    op.add_column("alerts", sa.Column("crisis_switch", sa.Integer()))


def _own_push() -> None:
    """Browsers that requests go to."""
    op.create_table(
        "own_subscriptions",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["contact_points.id"]),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index("ix_own_subscriptions_account", "own_subscriptions", ["account"], unique=False)


def _calling() -> None:
    """Calls, answers, replies."""
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False, server_default=""),
        sa.Column("source", sa.String(), unique=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_answers_incident", "answers", ["incident"])
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.String(), nullable=False, unique=True),
        sa.Column("incident", sa.Integer()),
        sa.Column("person", sa.String(), nullable=False, server_default=""),
        sa.Column("meaning", sa.String(), nullable=False, server_default=""),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_replies_incident", "replies", ["incident"])
    op.create_table(
        "codes",
        sa.Column("about", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("offered_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("used_at", sa.BigInteger()),
    )
    op.create_table(
        "wakings",
        sa.Column("about", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("ended", sa.String(), nullable=False, server_default=""),
    )
    op.create_index("wakings_due", "wakings", ["next_at"])


def _clearing() -> None:
    """The police's clearance, silent units, and the log by hand."""
    op.add_column("alerts", sa.Column("needs_clearance", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("alerts", sa.Column("silent_units", sa.Text(), server_default="[]", nullable=False))
    op.add_column("snapshot", sa.Column("silent", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "clearances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("clearances_alert", "clearances", ["alert_id", "purpose", "id"])
    op.create_table(
        "crisis_modes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("established", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_crisis_modes_incident", "crisis_modes", ["incident"])


def _tasks() -> None:
    """What people do by hand, and practice."""
    op.create_table(
        "tasks",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_for", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("delivery_id"),
    )
    op.create_index("tasks_alert", "tasks", ["alert_id"], unique=False)
    op.add_column("people", sa.Column("leader", sa.String()))
    op.add_column("waves", sa.Column("tasks", sa.Text(), server_default="[]", nullable=False))


def _content() -> None:
    """Who stands behind the template that a text was made from."""
    op.add_column("variants", sa.Column("adopted", sa.Text()))
    op.add_column("variants", sa.Column("adopted_before", sa.Text()))


def _seals() -> None:
    """Which waves want a new seal: those of an earlier build get one when a node next looks."""
    op.add_column("waves", sa.Column("changes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("waves", sa.Column("sealed", sa.Integer(), nullable=True))
