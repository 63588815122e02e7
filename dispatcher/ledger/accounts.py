"""Accounts and tokens. A token is printed once and kept hashed; who it belongs to decides what it may do."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from dispatcher.domain.errors import Conflict, NotFound, Unauthorised
from dispatcher.domain.states import Role
from dispatcher.ledger.tables import tokens, users
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. ``person`` ties it to a person of the plan; without it nobody can approve."""

    id: int
    name: str
    roles: frozenset[Role]
    person: str | None


def add_user(connection: Connection, name: str, roles: Sequence[Role], person: str | None, now: datetime) -> User:
    """Make an account. Raises Conflict when the name is taken."""
    if connection.scalar(select(func.count()).where(users.c.name == name)):
        raise Conflict("state", f"Det finnes allerede en bruker som heter {name}.")
    row = {"name": name, "roles": json.dumps(sorted(roles)), "person": person, "created_at": ms(now)}
    result = connection.execute(insert(users).values(**row))
    return User(id=int(result.inserted_primary_key[0]), name=name, roles=frozenset(roles), person=person)  # type: ignore[index]


def create_token(connection: Connection, name: str, now: datetime) -> str:
    """A new token of a user; the only time it can be read. Raises NotFound."""
    token = f"dsp_{secrets.token_urlsafe(32)}"
    row = {"digest": _digest(token), "user_id": user_named(connection, name).id, "created_at": ms(now)}
    connection.execute(insert(tokens).values(**row))
    return token


def user_named(connection: Connection, name: str) -> User:
    """Raises NotFound."""
    row = connection.execute(select(users).where(users.c.name == name)).first()
    if row is None:
        raise NotFound(f"Det finnes ingen bruker som heter {name}. Lag en med: dispatcher user add {name} --role …")
    return user_from(row)


def set_user(connection: Connection, name: str, roles: Sequence[Role], person: str | None) -> User:
    """Give an account these roles and this person instead of what it had; at once. Raises NotFound."""
    changed = user_named(connection, name)
    values = {"roles": json.dumps(sorted(roles)), "person": person}
    connection.execute(update(users).where(users.c.id == changed.id).values(**values))
    return user_named(connection, name)


def revoke_tokens(connection: Connection, name: str) -> int:
    """Make every token of a user worthless; how many there were. Raises NotFound."""
    found = user_named(connection, name)
    return connection.execute(delete(tokens).where(tokens.c.user_id == found.id)).rowcount


def user_of(connection: Connection, token: str) -> User:
    """Whose token this is. Raises Unauthorised."""
    row = connection.execute(
        select(users).join(tokens, tokens.c.user_id == users.c.id).where(tokens.c.digest == _digest(token))
    ).first()
    if row is None:
        raise Unauthorised
    return user_from(row)


def user_from(row: Row[Any]) -> User:
    """An account out of its row."""
    roles = frozenset(Role(role) for role in json.loads(row.roles))
    return User(id=row.id, name=row.name, roles=roles, person=row.person)


def _digest(token: str) -> str:
    # The token has 256 random bits: a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()
