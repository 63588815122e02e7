"""The table of what approvers would rather have sent. Their words stand in the journal alone: sealed, erasable."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["proposals"]

# About one version of an alert, which it returned. ``taken_version``: the version that was submitted with it.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("by", String, nullable=False),
    Column("person", String),
    Column("at", BigInteger, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Column("taken_by", String),
    Column("taken_at", BigInteger),
    Column("taken_version", Integer),
    Index("proposals_alert", "alert_id", "version"),
)
