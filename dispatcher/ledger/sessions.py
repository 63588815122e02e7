"""Sessions of the console: a random reference token in a cookie, kept hashed here, ended by time or by somebody.

An approver's device stays signed in for a season, since the act itself asks for the factor; everybody else's ends
with the working day. A token is new at sign-in and each time a factor is shown.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, exists, insert, select, update

from dispatcher.domain.states import Role
from dispatcher.ledger.accounts import User, user_from
from dispatcher.ledger.sign_in_tables import passkeys, sessions
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Sequence

IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
FRESH = timedelta(minutes=5)
"""For how long a factor that was shown stands for the next act."""
TOUCH = timedelta(minutes=1)
"""A session's last sight is kept no finer than this: reading a page is no write."""

SIGNED_OUT, RENEWED, ENDED = "signed-out", "renewed", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One signed-in browser. ``factor_at``: when its second factor was shown last.

    ``has_passkey``: whether a device of theirs can be asked to show it.
    """

    digest: str
    user: User
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    factor_at: datetime | None
    has_passkey: bool

    def fresh(self, now: datetime) -> bool:
        """Whether the factor was shown so lately that an act need not ask for it."""
        return self.factor_at is not None and timedelta(0) <= now - self.factor_at <= FRESH

    def stale_sight(self, now: datetime) -> bool:
        """Whether its last sight should be written down."""
        return now - self.seen_at >= TOUCH


def open_(
    connection: Connection,
    user: User,
    now: datetime,
    *,
    approvers: timedelta,
    factor: bool,
    shown: datetime | None = None,
) -> str:
    """A new session; returns its token, the only time it can be read. ``approvers``: how long theirs last.

    ``shown``: when the factor was, if not now.
    """
    idle, longest = (approvers, approvers) if Role.APPROVER in user.roles else (IDLE, LONGEST)
    factor_at = ms(shown or now) if factor else None
    return _insert(connection, user.id, idle // timedelta(milliseconds=1), ms(now + longest), factor_at, now)


def renew(connection: Connection, session: Session, now: datetime, *, shown: datetime | None = None) -> str:
    """The factor was shown: a new token, the old one ends. The absolute limit stays where it was."""
    row = connection.execute(select(sessions).where(sessions.c.digest == session.digest)).one()
    end(connection, session.digest, RENEWED, now)
    return _insert(connection, row.user_id, row.idle_ms, row.ends_at, ms(shown or now), now)


def _insert(connection: Connection, user: int, idle: int, ends: int, factor: int | None, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    row = {"digest": _digest(token), "user_id": user, "created_at": ms(now), "seen_at": ms(now)}
    connection.execute(insert(sessions).values(**row, idle_ms=idle, ends_at=ends, factor_at=factor))
    return token


def of_token(connection: Connection, token: str, now: datetime) -> Session | None:
    """Whose session this is; None when it has ended, by whatever limit."""
    alive = (*_alive(now), sessions.c.digest == _digest(token))
    row = connection.execute(_CHOSEN.where(*alive)).first()
    return None if row is None else _session(row)


def of_user(connection: Connection, user: int, now: datetime) -> Sequence[Session]:
    """Every session of theirs that still holds, the newest first."""
    chosen = _CHOSEN.where(*_alive(now), sessions.c.user_id == user).order_by(sessions.c.created_at.desc())
    return [_session(row) for row in connection.execute(chosen)]


def touch(connection: Connection, digest: str, now: datetime) -> None:
    """Its browser was seen."""
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=ms(now)))


def end(connection: Connection, digest: str, why: str, now: datetime) -> None:
    """Over; nothing opens it again."""
    mine = (sessions.c.digest == digest, sessions.c.ended_at.is_(None))
    connection.execute(update(sessions).where(*mine).values(ended_at=ms(now), ended=why))


def end_all(connection: Connection, user: int, why: str, now: datetime, *, but: str = "") -> int:
    """Every session of theirs ends, except the one named. Returns how many did."""
    mine = (sessions.c.user_id == user, sessions.c.digest != but, *_alive(now))
    return connection.execute(update(sessions).where(*mine).values(ended_at=ms(now), ended=why)).rowcount


_DEVICE = exists().where(passkeys.c.user_id == sessions.c.user_id).label("has_passkey")
_CHOSEN = select(sessions, users.c.id.label("id"), users.c.name, users.c.roles, users.c.person, _DEVICE).join(
    users, users.c.id == sessions.c.user_id
)


def _alive(now: datetime) -> tuple[Any, ...]:
    return (
        sessions.c.ended_at.is_(None),
        sessions.c.ends_at > ms(now),
        sessions.c.seen_at + sessions.c.idle_ms > ms(now),
    )


def _session(row: Row[Any]) -> Session:
    return Session(
        digest=row.digest,
        user=user_from(row),
        created_at=at(row.created_at),
        seen_at=at(row.seen_at),
        ends_at=at(row.ends_at),
        factor_at=at(row.factor_at),
        has_passkey=row.has_passkey,
    )


def _digest(token: str) -> str:
    # The token has 256 random bits: a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()
