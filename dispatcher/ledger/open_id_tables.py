"""The tables of the municipality's own sign-in: whom it means by whom, and who came in beside it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["emergency_sign_ins", "subjects"]

# A person of the provider's is one account of ours, and the other way round. Never tied by name or e-mail address:
# those are given to somebody else when somebody leaves.
subjects = Table(
    "open_id_subjects",
    metadata,
    Column("issuer", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("tied_at", BigInteger, nullable=False),
    Index("open_id_subjects_user", "user_id", "issuer", unique=True),
)

# Each sign-in by a password while there is a provider. The auditor makes it loud.
emergency_sign_ins = Table(
    "emergency_sign_ins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("emergency_sign_ins_at", "at"),
)
