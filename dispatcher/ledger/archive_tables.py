"""The archive packages made of incidents: what was made, mailed, and confirmed received by the archive."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["archive_packages"]

# One package of one incident. ``anchor`` is the hash over the hashes of the incident's own lines, as its report has it;
# ``entry`` the line that says it was made. Only ``confirmed_at`` says that the archive has it: what is only made or
# mailed may still be lost.
archive_packages = Table(
    "archive_packages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", String, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Column("anchor", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("mailed_at", BigInteger),  # when postmottak's mail server took it
    Column("mailed_by", String),
    Column("confirmed_at", BigInteger),
    Column("confirmed_by", String),
    Column("reference", String),  # the archive's own: case number or document id
)
