"""The tables of the machinery itself: nodes, rate tokens, route probes, alarms. None holds personal data."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, String, Table, Text, text

from dispatcher.ledger.tables import metadata

__all__ = ["alarms", "nodes", "probes", "rates"]

# Who works on this ledger. ``beat_at`` is the database's clock: nodes whose own clocks differ agree on who lives.
nodes = Table(
    "nodes",
    metadata,
    Column("incarnation", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("beat_at", BigInteger, nullable=False),
    Column("stopped_at", BigInteger),
    Column("serves", Boolean, nullable=False, server_default="1"),  # takes callbacks; a worker does not
)

# A sender's pace, one row a lane: taken from in the transaction that claims, so that all nodes together keep it.
rates = Table(
    "rates",
    metadata,
    Column("lane", String, primary_key=True),  # channel/kind/provider
    Column("tokens", Float, nullable=False),  # segments
    Column("at", BigInteger, nullable=False),
)

# The last word of each route: whether its credentials still open it.
probes = Table(
    "probes",
    metadata,
    Column("lane", String, primary_key=True),  # channel/kind/provider
    Column("ok", Boolean, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("took_ms", Integer, nullable=False, server_default="0"),
    Column("at", BigInteger, nullable=False),
)

# What the auditor has found: told when ``told_at`` is set, over when ``ended_at`` is. ``seen_at``: when a node last
# found it so; what only a node can see is over when none has for a while.
alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", String, nullable=False),
    Column("about", String, nullable=False),  # an alert, «alert/wave», «alert/channel», a lane, or "" for the node
    Column("words", Text, nullable=False, server_default=""),
    Column("since", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    Column("ended_at", BigInteger),
    # Of two nodes that find the same at once, one raises it.
    Index(
        "alarms_standing",
        "cause",
        "about",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)
