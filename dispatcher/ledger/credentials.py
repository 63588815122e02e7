"""What an account shows to sign in: its password's hash, passkeys, an authenticator app, recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.ledger.dialects import added
from dispatcher.ledger.sign_in_tables import apps, passkeys, passwords, recovery_codes, spent
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def set_password(connection: Connection, user: int, hashed: str, now: datetime) -> None:
    """The new one instead of the old."""
    connection.execute(delete(passwords).where(passwords.c.user_id == user))
    connection.execute(insert(passwords).values(user_id=user, hash=hashed, changed_at=ms(now)))


def password_of(connection: Connection, user: int) -> str | None:
    """Its hash; None of an account that has none."""
    return connection.scalar(select(passwords.c.hash).where(passwords.c.user_id == user))


def remove_password(connection: Connection, user: int) -> None:
    """Whoever knew it, knows nothing that opens any more."""
    connection.execute(delete(passwords).where(passwords.c.user_id == user))


def add_passkey(connection: Connection, user: int, key: str, public_key: str, count: int, now: datetime) -> None:
    """One more device."""
    row = {"id": key, "user_id": user, "public_key": public_key, "sign_count": count, "created_at": ms(now)}
    connection.execute(insert(passkeys).values(**row))


def passkey(connection: Connection, key: str) -> Row[Any] | None:
    """By the credential's id."""
    return connection.execute(select(passkeys).where(passkeys.c.id == key)).first()


def passkeys_of(connection: Connection, user: int) -> Sequence[Row[Any]]:
    """An account's devices, the first one first."""
    mine = select(passkeys).where(passkeys.c.user_id == user).order_by(passkeys.c.created_at, passkeys.c.id)
    return list(connection.execute(mine))


def used_passkey(connection: Connection, key: str, count: int, now: datetime) -> None:
    """It has signed; its counter has moved."""
    connection.execute(update(passkeys).where(passkeys.c.id == key).values(sign_count=count, used_at=ms(now)))


def remove_passkey(connection: Connection, user: int, key: str) -> bool:
    """Whether the account had it."""
    mine = (passkeys.c.user_id == user, passkeys.c.id == key)
    return bool(connection.execute(delete(passkeys).where(*mine)).rowcount)


def set_app(connection: Connection, user: int, sealed: str, step: int, now: datetime) -> None:
    """An authenticator app that has shown that it works, instead of what there was; ``step``: of the code it showed."""
    connection.execute(delete(apps).where(apps.c.user_id == user))
    row = {"user_id": user, "sealed": sealed, "confirmed": True, "last_step": step, "created_at": ms(now)}
    connection.execute(insert(apps).values(**row))


def app_of(connection: Connection, user: int) -> Row[Any] | None:
    """None of an account that has none."""
    return connection.execute(select(apps).where(apps.c.user_id == user, apps.c.confirmed)).first()


def spend_step(connection: Connection, user: int, step: int) -> bool:
    """Take a code of this step. False: one of it, or of a later one, was taken before."""
    mine = (apps.c.user_id == user, apps.c.last_step < step)
    return bool(connection.execute(update(apps).where(*mine).values(last_step=step)).rowcount)


def remove_factors(connection: Connection, user: int) -> None:
    """Every passkey, the app and the recovery codes: the account begins anew with its password."""
    for table in (passkeys, apps, recovery_codes):
        connection.execute(delete(table).where(table.c.user_id == user))


def set_recovery_codes(connection: Connection, user: int, digests: Iterable[str], now: datetime) -> None:
    """These instead of what there was; the old ones are worth nothing any more."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user))
    rows = [{"user_id": user, "digest": digest, "created_at": ms(now)} for digest in digests]
    connection.execute(insert(recovery_codes), rows)


def spend_recovery_code(connection: Connection, user: int, digest: str, now: datetime) -> bool:
    """Take one. False: the account has none such left."""
    mine = (recovery_codes.c.user_id == user, recovery_codes.c.digest == digest, recovery_codes.c.used_at.is_(None))
    return bool(connection.execute(update(recovery_codes).where(*mine).values(used_at=ms(now))).rowcount)


def recovery_codes_left(connection: Connection, user: int) -> int:
    """How many can still be used."""
    mine = (recovery_codes.c.user_id == user, recovery_codes.c.used_at.is_(None))
    return int(connection.scalar(select(func.count()).select_from(recovery_codes).where(*mine)) or 0)


def has_factor(connection: Connection, user: int) -> bool:
    """Whether the account has anything besides a password."""
    return bool(passkeys_of(connection, user)) or app_of(connection, user) is not None


def spend_challenge(connection: Connection, digest: str, ends_at: int, now: datetime) -> bool:
    """Take an answer to a challenge. False: it was taken before. Those that are over are forgotten meanwhile."""
    connection.execute(delete(spent).where(spent.c.ends_at < ms(now)))
    return added(connection, upsert(spent).values(digest=digest, ends_at=ends_at))
