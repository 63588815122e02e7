"""The tables of who may decide: whom was asked, who has stepped aside or is away, and how a yes was given.

Persons stand by their key in the plan; no number, address or name of anybody else is kept here.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from dispatcher.ledger.tables import metadata

__all__ = ["absences", "approval_requests", "approvals", "recusals", "watches"]

# One for each person asked about one fingerprint. ``message``: the service message that told them last; none yet: the
# node tells them at its next tick. ``last_at`` moves when they are asked again.
approval_requests = Table(
    "approval_requests",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("fingerprint", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("capacity", String, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("times", Integer, nullable=False, server_default="1"),
    Column("message", String),
    Column("ended_at", BigInteger),
    Column("ended", String),  # decided, edited, expired, recused, unavailable
)

# Who has said that they are affected: they decide nothing more on the incident.
recusals = Table(
    "recusals",
    metadata,
    Column("incident", Integer, primary_key=True),
    Column("person", String, primary_key=True),
    Column("by", String, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Who is not asked, and decides nothing, from and until when. ``kind``: absence (their own word) or unavailable (the
# crisis team's, until somebody ends it).
absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("to_at", BigInteger),
    Column("by", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("ended_by", String),
)

# The duty rota as its file was when it was read last: who of a role has the watch, from and until when.
watches = Table(
    "watches",
    metadata,
    Column("role", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("from_at", BigInteger, primary_key=True),
    Column("to_at", BigInteger, nullable=False),
)

# How an alert was approved. ``by``: the account that said or recorded it; ``person``: whose yes it is. ``told_at``:
# when those were told who must know of a yes that is not one's own on the page.
approvals = Table(
    "approvals",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("way", String, nullable=False),
    Column("by", String, nullable=False),
    Column("person", String),
    Column("capacity", String, nullable=False),
    Column("authority", Text, nullable=False, server_default=""),
    Column("witness", String),  # an account or a person of the plan; of anybody else only the journal knows the name
    Column("why", Text, nullable=False, server_default=""),
    Column("at", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    Column("confirmed_by", String),
    Column("confirmed_as", String),
    Column("confirmed_at", BigInteger),
)
