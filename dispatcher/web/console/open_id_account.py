"""One's own account and the municipality's own sign-in: tying them, and letting go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.domain.errors import Forbidden
from dispatcher.ledger import credentials, subjects
from dispatcher.ledger.journal import Entry, append
from dispatcher.web.console.factor import with_factor
from dispatcher.web.console.visit import ACCOUNT, OPEN_ID, Visit
from dispatcher.web.console.words import words_of

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

TIE: Final = f"{ACCOUNT}/innlogging"
UNTIE: Final = f"{TIE}/fjern"
GO: Final = f"{OPEN_ID}/knytt"
LAST: Final = "Dette er den eneste måten du kan logge inn på. Legg til passkey først."


async def tie(visit: Visit) -> web.StreamResponse:
    """Whoever shows their factor may go on; a form leads to no other site, so the way there is a link."""
    return await with_factor(visit, _tie, words_of(visit.language)["open-id-tie"])


async def _tie(visit: Visit, user: User) -> web.StreamResponse:  # noqa: ARG001  every act is told who does it
    name = visit.console.provider.part.name if visit.console.provider else ""
    return visit.page("tie.html", provider=name, go=GO)


async def untie(visit: Visit) -> web.StreamResponse:
    """Nobody comes in by it any more; the last way in stays."""
    return await with_factor(visit, _untie, words_of(visit.language)["open-id-untie"])


async def _untie(visit: Visit, user: User) -> web.StreamResponse:
    provider = visit.console.provider

    def work(connection: Connection) -> None:
        if not credentials.has_factor(connection, user.id):
            raise Forbidden("last", LAST)
        if provider is not None and subjects.untie(connection, user.id, provider.part.issuer):
            append(connection, Entry(kind="user.untied", actor=user.name, data={"user": user.name}), visit.now)

    await visit.node.ledger.write(work)
    return visit.to(ACCOUNT)
