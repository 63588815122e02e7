"""Who asks: a bearer token for programs; for what is only read, a browser's session too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Final

from aiohttp import web

from dispatcher.domain.errors import Unauthorised
from dispatcher.domain.rights import Act, demand, may
from dispatcher.ledger.accounts import User, user_of
from dispatcher.web.console.visit import session_of
from dispatcher.web.problems import Handler
from dispatcher.web.refusals import ASKS
from dispatcher.web.services import services

SCHEME: Final = "bearer"

ForUser = Callable[[web.Request, User], Awaitable[web.StreamResponse]]


async def who(request: web.Request) -> User:
    """Raises Unauthorised without a token that belongs to somebody.

    A session shows and never acts here: acts of a browser are the console's forms, which bring its token and factor.
    """
    if "Authorization" not in request.headers and request.method in {"GET", "HEAD"}:
        session = await session_of(request)
        if session is not None and session.factor_at is not None:
            request[ASKS] = session.user.id
            return session.user
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != SCHEME or not token or not token.isascii():
        raise Unauthorised
    user = await services(request).ledger.glance(user_of, token)
    request[ASKS] = user.id
    return user


async def admit(request: web.Request, acts: tuple[Act, ...]) -> User:
    """Who asks, if their roles allow one of the acts at least. Raises Unauthorised or Forbidden.

    What is done is checked again in its own transaction; here it is so that nobody learns anything before.
    """
    user = await who(request)
    if not any(may(user.roles, act) for act in acts):
        demand(user.roles, acts[0])
    return user


def acting(handler: ForUser, *acts: Act) -> Handler:
    """A handler that acts for somebody who may."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        return await handler(request, await admit(request, acts))

    return guarded


def reading(handler: Handler, act: Act) -> Handler:
    """A handler that shows the same to everybody who may see it."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        await admit(request, (act,))
        return await handler(request)

    return guarded
