"""What people do by hand: who was asked, by when, and what they answered. The state stands on the delivery."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from dispatcher.ledger.tables import metadata

tasks = Table(
    "tasks",
    metadata,
    Column("delivery_id", Integer, primary_key=True, autoincrement=False),
    Column("alert_id", String, nullable=False),
    Column("key", String, nullable=False),  # of the plan frozen on the incident
    Column("place", String, nullable=False, server_default=""),  # a posting place's key
    Column("person", String, nullable=False),  # who is asked now
    Column("step", Integer, nullable=False, server_default="0"),  # their place in the role's chain
    Column("asked_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger),  # when it was done, as it was told
    Column("written_at", BigInteger),  # when that was written down
    Column("answered_by", String),  # the account that wrote it
    Column("answered_for", String),  # the person who did it
    Column("why", Text),  # their own words: beside the chain, where it can be erased
    Column("withdrawn_at", BigInteger),  # when those asked were told that the alert is stopped
    Index("tasks_alert", "alert_id"),
)
