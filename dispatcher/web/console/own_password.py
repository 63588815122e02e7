"""A new password for one's own account: the one there is must be known, and every other browser is signed out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Forbidden, InvalidInput
from dispatcher.ledger import credentials, sessions
from dispatcher.ledger.journal import Entry, append
from dispatcher.signing_in import passwords
from dispatcher.web.console.factor import limits_of
from dispatcher.web.console.visit import ACCOUNT, Visit

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

WRONG = "Passordet du har nå, stemmer ikke. Ingenting er endret."


async def change(visit: Visit) -> web.StreamResponse:
    """Raises Forbidden when the old one is wrong, InvalidInput when the new one is too easy."""
    user, ledger = visit.user(), visit.node.ledger
    limits = limits_of(visit, user.name)

    def known(connection: Connection) -> str | None:
        limits.demand(connection, visit.now)
        return credentials.password_of(connection, user.id)

    if not await asyncio.to_thread(passwords.matches, await ledger.write(known), visit.form.one("old")):
        await ledger.write(limits.wrong, visit.now)
        raise Forbidden("password", WRONG)
    fault = passwords.fault(visit.form.one("new"), user.name, visit.node.plan.municipality.name)
    if fault is not None:
        raise InvalidInput(fault, title=fault.what)
    kept = await asyncio.to_thread(passwords.hashed, visit.form.one("new"))

    def work(connection: Connection) -> None:
        credentials.set_password(connection, user.id, kept, visit.now)
        here = visit.session.digest if visit.session else ""
        sessions.end_all(connection, user.id, sessions.ENDED, visit.now, but=here)
        append(connection, Entry(kind="user.password", actor=user.name, data={"user": user.name}), visit.now)

    await ledger.write(work)
    return visit.to(ACCOUNT)
