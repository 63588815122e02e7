"""The tables of calls, answers, replies and codes. Numbers and what people wrote lie sealed in the journal alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from dispatcher.ledger.tables import metadata

__all__ = ["answers", "codes", "replies", "wakings"]

# Everybody who is to be rung, about what, and how far it has come. ``about``: an alert and its version, or an incident.
wakings = Table(
    "wakings",
    metadata,
    Column("about", String, primary_key=True),
    Column("person", String, primary_key=True),  # a key of the plan
    Column("incident", Integer, nullable=False),
    Column("key", String, nullable=False),  # the service text that is read aloud
    Column("rounds", Integer, nullable=False, server_default="0"),
    Column("next_at", BigInteger),  # none: it is over
    Column("ended", String, nullable=False, server_default=""),
    Index("wakings_due", "next_at"),
)

# What they answered: all of it, the last counts. ``source``: what it came by, so that the same word is kept once.
answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", Integer, nullable=False, index=True),
    Column("about", String, nullable=False),
    Column("person", String, nullable=False),
    Column("answer", String, nullable=False),
    Column("way", String, nullable=False),
    Column("given_by", String, nullable=False, server_default=""),
    Column("source", String, unique=True),
    Column("at", BigInteger, nullable=False),
)

# What came to REPLY_NUMBER. ``person``: of the plan, "" for anybody else; ``meaning``: what it was taken for.
replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, unique=True),  # the provider's id of it
    Column("incident", Integer, index=True),
    Column("person", String, nullable=False, server_default=""),
    Column("meaning", String, nullable=False, server_default=""),
    Column("entry", String, nullable=False),  # the hash of its line in the journal, which has number and text
    Column("at", BigInteger, nullable=False),
)

# Whom an approval by SMS was offered, and how often they have answered wrongly. The code itself is never kept.
codes = Table(
    "codes",
    metadata,
    Column("about", String, primary_key=True),  # an alert and its version
    Column("person", String, primary_key=True),
    Column("alert_id", String, nullable=False),
    Column("offered_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("used_at", BigInteger),
)
