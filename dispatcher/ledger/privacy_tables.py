"""The tables of holds, of what has been made pseudonymous, and of who has asked to be taken off a list by choice.

A hold's words stand in the journal alone: sealed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from dispatcher.ledger.tables import metadata

__all__ = ["holds", "pseudonyms", "removals", "retention_runs"]

# Nothing of the incident is made pseudonymous while one stands.
holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("set_by", String, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Column("lifted_by", String),
    Column("lifted_at", BigInteger),
    Column("lifted_entry", ForeignKey("journal.seq")),
    # Of two admins at once, one sets it.
    Index(
        "holds_standing",
        "incident",
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

# One going through an incident's recipient rows. ``key`` makes the pseudonyms, so that a run that was killed goes on
# with the same ones; it is erased with the run's end, and then nobody can make them again.
retention_runs = Table(
    "retention_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("about", Text, nullable=False),  # JSON: the groups whose time is up; [] for people who asked for it
    Column("asked", Text),  # JSON: the references of who asked, while it runs
    Column("key", String),
    Column("started_at", BigInteger, nullable=False),
    Column("people", Integer, nullable=False, server_default="0"),
    Column("messages", Integer, nullable=False, server_default="0"),
    Column("ended_at", BigInteger),
)

# What stands for what while a run goes on, and no longer: lists and contact points by their ids.
pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("run", ForeignKey("retention_runs.id"), primary_key=True),
    Column("kind", String, primary_key=True),  # "list" or "point"
    Column("old", Integer, primary_key=True, autoincrement=False),
    Column("new", Integer, nullable=False),
)

# Whom an import leaves out: keyed hashes of what was on their row, never an address (``ledger.removals``).
removals = Table(
    "removals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_key", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("way", String, nullable=False),  # alone, shared, named: what the hash is of
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Column("removed_by", String, nullable=False),
    Column("removed_at", BigInteger, nullable=False),
    Index("removals_digest", "digest"),
)
