"""The tables of the police's word and of crisis mode. Names and words stand in the journal alone: sealed, erasable."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["clearances", "crisis_modes"]

# A clearance of one version of an alert, or of its retraction. The newest counts. ``sealed`` is the journal's own seal
# over who said what: it stands in the fingerprint, also after the words are erased.
clearances = Table(
    "clearances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("purpose", String, nullable=False),  # "alert" or "retraction"
    Column("at", BigInteger, nullable=False),  # when the police said it
    Column("recorded_at", BigInteger, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Column("sealed", String, nullable=False),
    Index("clearances_alert", "alert_id", "purpose", "id"),
)

# Kriseledelse established or dissolved: the switch between everyday and crisis rules (R002), each with its log line.
crisis_modes = Table(
    "crisis_modes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", Integer, nullable=False, index=True),
    Column("established", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),  # when it happened
    Column("recorded_at", BigInteger, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
)
