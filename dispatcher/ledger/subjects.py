"""Whom the municipality's own sign-in means: a person of the provider's and an account of ours, one to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from dispatcher.domain.errors import Conflict
from dispatcher.ledger.accounts import User, user_from
from dispatcher.ledger.open_id_tables import subjects
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime

TAKEN = "Denne innloggingen er allerede knyttet til en annen bruker. Den må løses derfra først."


def user_meant(connection: Connection, issuer: str, subject: str) -> User | None:
    """The account that a person of the provider's is; None of a stranger."""
    mine = (subjects.c.issuer == issuer, subjects.c.subject == subject)
    row = connection.execute(select(users).join(subjects, subjects.c.user_id == users.c.id).where(*mine)).first()
    return None if row is None else user_from(row)


def is_tied(connection: Connection, user: int, issuer: str) -> bool:
    """Whether the provider can vouch for this account."""
    mine = (subjects.c.user_id == user, subjects.c.issuer == issuer)
    return connection.execute(select(subjects.c.subject).where(*mine)).first() is not None


def tie(connection: Connection, user: int, issuer: str, subject: str, now: datetime) -> None:
    """From now on this person is this account, instead of whom it was. Raises Conflict when they are another's."""
    meant = user_meant(connection, issuer, subject)
    if meant is not None and meant.id != user:
        raise Conflict("state", TAKEN)
    untie(connection, user, issuer)
    row = {"issuer": issuer, "subject": subject, "user_id": user, "tied_at": ms(now)}
    connection.execute(insert(subjects).values(**row))


def untie(connection: Connection, user: int, issuer: str) -> bool:
    """Nobody at the provider is this account any more. Whether somebody was."""
    mine = (subjects.c.user_id == user, subjects.c.issuer == issuer)
    return bool(connection.execute(delete(subjects).where(*mine)).rowcount)


def untie_everywhere(connection: Connection, user: int) -> None:
    """At every provider there ever was."""
    connection.execute(delete(subjects).where(subjects.c.user_id == user))
