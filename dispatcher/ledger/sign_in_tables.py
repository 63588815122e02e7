"""The tables of who is signed in and by what: sessions, passwords, passkeys, codes, and the tries of the last hour.

Nothing here lets its reader in: a session's token, a password and a recovery code are kept hashed, an authenticator
app's secret sealed with a key that is not in the database.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from dispatcher.ledger.tables import metadata

__all__ = ["apps", "passkeys", "passwords", "recovery_codes", "sessions", "spent", "tries"]

# One signed-in browser. ``factor_at``: when its second factor was shown last; none yet: it may only enrol one.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("idle_ms", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("factor_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("ended", String),  # signed-out, renewed, ended, password
)

passwords = Table(
    "passwords",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", String, primary_key=True),  # the credential's id, base64url
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("public_key", Text, nullable=False),  # COSE, base64url
    Column("sign_count", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

# An authenticator app. ``last_step``: the newest step a code was taken of; none before it is taken again.
apps = Table(
    "authenticator_apps",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False, server_default="0"),
    Column("last_step", BigInteger, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("digest", String, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

# Wrong passwords and codes of the last hour. ``whose``: a keyed hash of an account, an address, or both.
tries = Table(
    "sign_in_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("whose", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("sign_in_tries_whose", "whose", "at"),
)

# Challenges that a passkey has answered: the same answer is never taken twice.
spent = Table(
    "spent_challenges",
    metadata,
    Column("digest", String, primary_key=True),
    Column("ends_at", BigInteger, nullable=False),
)
