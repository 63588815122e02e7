"""Sign-ins by a password while the municipality has a sign-in of its own: kept apart, so that they are loud."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.open_id_tables import emergency_sign_ins
from dispatcher.ledger.sign_in_tables import apps, passwords
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.ledger.accounts import User

LOUD_FOR = timedelta(hours=12)
"""For so long it stands on Start: whoever comes to work in the morning sees what was done at night."""


def signed_in(connection: Connection, user: User, now: datetime) -> None:
    """Somebody came in by a password."""
    connection.execute(insert(emergency_sign_ins).values(user_id=user.id, at=ms(now)))
    append(connection, Entry(kind="emergency.signed-in", actor=user.name, data={"user": user.name}), now)


def lately(connection: Connection, now: datetime) -> Sequence[tuple[str, datetime]]:
    """Whose accounts were used so, and when last."""
    mine = emergency_sign_ins.c.at > ms(now - LOUD_FOR)
    last = (
        select(users.c.name, func.max(emergency_sign_ins.c.at).label("last"))
        .join(users, users.c.id == emergency_sign_ins.c.user_id)
        .where(mine)
        .group_by(users.c.name)
        .order_by(users.c.name)
    )
    return [(row.name, at(row.last)) for row in connection.execute(last)]


def able(connection: Connection) -> int:
    """How many accounts could come in so: a password, an app that shows codes, and something they may do."""
    both = users.join(passwords, passwords.c.user_id == users.c.id).join(apps, apps.c.user_id == users.c.id)
    whole = (apps.c.confirmed, users.c.roles != "[]")
    return int(connection.scalar(select(func.count()).select_from(both).where(*whole)) or 0)
