"""Who asks: a bearer token for programs. The console's session comes with the console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Final

from aiohttp import web

from dispatcher.domain.errors import Unauthorised
from dispatcher.ledger.accounts import User, user_of
from dispatcher.web.problems import Handler
from dispatcher.web.services import services

SCHEME: Final = "bearer"

ForUser = Callable[[web.Request, User], Awaitable[web.StreamResponse]]


async def who(request: web.Request) -> User:
    """Raises Unauthorised without a token that belongs to somebody."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != SCHEME or not token or not token.isascii():
        raise Unauthorised
    return await services(request).ledger.read(user_of, token)


def signed_in(handler: ForUser) -> Handler:
    """A handler that is only reached by somebody we know."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        return await handler(request, await who(request))

    return guarded
