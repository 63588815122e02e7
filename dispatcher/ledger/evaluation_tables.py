"""The tables of what people write beside the record. Their words stand in the journal alone: sealed, erasable.

What a citizen has said is in no chain: it stands here, and is gone when it is erased.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from dispatcher.ledger.tables import metadata

__all__ = ["evaluation_parts", "evaluations", "feedback", "measures"]

# One for each version of an incident's evaluation; a final one is never written again. ``assessment``: the entry with
# its newest words. ``hearing_until``: a date, the last day for comments.
evaluations = Table(
    "evaluations",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String, nullable=False),  # draft, hearing, final
    Column("begun_by", String, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("assessment", ForeignKey("journal.seq")),
    Column("assessed_by", String),
    Column("assessed_at", BigInteger),
    Column("heard_by", String),
    Column("heard_at", BigInteger),
    Column("hearing_until", String),
    Column("approved_by", String),
    Column("approved_at", BigInteger),
    Column("fingerprint", String),
)

# What belongs to a version: impressions, comments, outside figures, goals of an exercise. A goal that is set before
# there is an incident has none yet. ``entry``: its newest words.
evaluation_parts = Table(
    "evaluation_parts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id")),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),  # impression, comment, outside, goal
    Column("outcome", String),  # of a goal: reached, partly, not
    Column("by", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
    Index("evaluation_parts_incident", "incident", "version"),
)

# What is to be done so that it goes better next time, also when no incident asked for it. ``due``: a date.
measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), index=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),  # open, begun, closed
    Column("due", String, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_by", String),
    Column("closed_at", BigInteger),
    Column("entry", ForeignKey("journal.seq"), nullable=False),
)

# What citizens say of the alerts of an incident. ``words`` may hold what they should not: null once erased.
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("language", String, nullable=False),
    Column("got", String, nullable=False),
    Column("clear", String, nullable=False),
    Column("words", Text),
    Column("erased_by", String),
    Column("erased_at", BigInteger),
    Index("feedback_incident", "incident", "at"),
)
