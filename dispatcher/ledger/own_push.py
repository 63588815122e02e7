"""Tying a browser to an account, so that requests come there by push; and who of the plan's persons has one.

The address is a contact point of its own, also where a citizen's subscription has the same browser: each is erased for
itself, when it is taken back or the push service says that it is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection, func, insert, select, update

from dispatcher.domain.states import ChannelName
from dispatcher.ledger.own_push_tables import own_subscriptions as own
from dispatcher.ledger.subscriptions import forget, ref_of
from dispatcher.ledger.tables import contact_points, users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.ledger.subscriptions import Subscription

PUSH = str(ChannelName.PUSH)


def tie(connection: Connection, account: str, given: Subscription, now: int) -> int:
    """The browser is this account's from now on, with these keys; returns how many browsers the account has."""
    point = {"channel": PUSH, "value": _address(given), "fictional": given.fictional}
    row = connection.execute(select(own).where(own.c.ref == given.ref).with_for_update()).one_or_none()
    if row is None:
        made = connection.execute(insert(contact_points).values(**point)).inserted_primary_key
        values: dict[str, Any] = {"ref": given.ref, "account": account, "point_id": made[0], "created_at": now}  # type: ignore[index]
        connection.execute(insert(own).values(**values))
    else:
        connection.execute(update(contact_points).where(contact_points.c.id == row.point_id).values(**point))
        connection.execute(update(own).where(own.c.ref == given.ref).values(account=account, gone_at=None))
    return count(connection, account)


def untie(connection: Connection, account: str, endpoint: str, now: int) -> int:
    """The account's browser wants no more requests; another's is left alone. Returns how many are left."""
    mine = (own.c.ref == ref_of(endpoint), own.c.account == account, own.c.gone_at.is_(None))
    forget(connection, list(connection.scalars(select(own.c.point_id).where(*mine))), now)
    return count(connection, account)


def count(connection: Connection, account: str) -> int:
    """How many browsers requests to an account go to."""
    mine = (own.c.account == account, own.c.gone_at.is_(None))
    return int(connection.scalar(select(func.count()).select_from(own).where(*mine)) or 0)


def browsers(connection: Connection, persons: Sequence[str]) -> list[tuple[str, str, int]]:
    """The browsers of these persons of the plan, by their accounts: person, ref, contact point."""
    mine = (users.c.person.in_(persons), own.c.gone_at.is_(None))
    chosen = select(users.c.person, own.c.ref, own.c.point_id).join(users, users.c.name == own.c.account)
    return [(row.person, row.ref, row.point_id) for row in connection.execute(chosen.where(*mine).order_by(own.c.ref))]


def _address(given: Subscription) -> str:
    whole = {"endpoint": given.endpoint, "p256dh": given.p256dh, "auth": given.auth, "own": True}
    return orjson.dumps(whole).decode()
