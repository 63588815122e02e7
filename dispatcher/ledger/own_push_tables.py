"""Browsers of those who hold roles: where their own requests go. Apart from citizens', who are told of alerts there."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["own_subscriptions"]

# ``ref``: push:<hash of the endpoint>, as citizens' have. One browser is one account's; the person is the account's.
own_subscriptions = Table(
    "own_subscriptions",
    metadata,
    Column("ref", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("point_id", ForeignKey("contact_points.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("gone_at", BigInteger),
)
