"""Decisions: approve, return, reject, pause, resume, stop, and what becomes of the unsure and the failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import decisions, exceptions
from dispatcher.approval.oral import Spoken, approve_orally
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.ledger.accounts import User
from dispatcher.ledger.disk import free_beside
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Approve, Nothing, Reasoned, Resend, Unsure
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

Decide = Callable[[Connection, User, str, str, datetime], Any]


async def approve(request: web.Request, user: User) -> web.Response:
    """Approves word for word; the first wave opens."""
    node = services(request)
    given = await body_of(request, Approve)
    spoken = _spoken(given)
    approval = decisions.Approval(
        fingerprint=given.fingerprint,
        capacity=given.capacity,
        why=given.why or "",
        seen=tuple(given.seen),
        free=free_beside(node.ledger.file),
    )

    def work(connection: Connection) -> bool:
        alert, now = request.match_info["id"], node.clock.now()
        if spoken is not None:
            return approve_orally(connection, user, alert, approval, spoken, now)
        return decisions.approve(connection, user, alert, approval, now)

    already = await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request) | {"already": already})


def _spoken(given: Approve) -> Spoken | None:
    """Of a yes that was said aloud. Raises InvalidInput for half of it."""
    if given.for_ is None and given.witness is None:
        return None
    if given.for_ is None or given.witness is None:
        where = "for" if given.for_ is None else "witness"
        raise InvalidInput(Fault(where, "En muntlig godkjenning har både for (hvem) og witness (vitnet)."))
    return Spoken(person=given.for_, witness=given.witness)


async def return_(request: web.Request, user: User) -> web.Response:
    """Back to the desk, with what should be changed."""
    return await _reasoned(request, user, decisions.return_)


async def reject(request: web.Request, user: User) -> web.Response:
    """No, for good."""
    return await _reasoned(request, user, decisions.reject)


async def pause(request: web.Request, user: User) -> web.Response:
    """Nothing new leaves until somebody resumes."""
    return await _reasoned(request, user, decisions.pause)


async def stop(request: web.Request, user: User) -> web.Response:
    """Nothing new leaves, and banner and page are withdrawn at once."""
    return await _reasoned(request, user, decisions.stop)


async def _reasoned(request: web.Request, user: User, decide: Decide) -> web.Response:
    node = services(request)
    given = await body_of(request, Reasoned)

    def work(connection: Connection) -> None:
        decide(connection, user, request.match_info["id"], given.why, node.clock.now())

    await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request))


async def resume(request: web.Request, user: User) -> web.Response:
    """Lets a paused alert go on."""
    node = services(request)
    await body_of(request, Nothing)

    def work(connection: Connection) -> None:
        decisions.resume(connection, user, request.match_info["id"], node.clock.now())

    await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request))


async def release(request: web.Request, user: User) -> web.Response:
    """Ends a hold before its time; the waves open as their gates say."""
    node = services(request)
    await body_of(request, Nothing)

    def work(connection: Connection) -> None:
        exceptions.release_now(connection, user, request.match_info["id"], node.clock.now())

    await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request))


async def external_now(request: web.Request, user: User) -> web.Response:
    """Opens every wave at once, staff first in order only: a deviation, with its reason."""
    return await _reasoned(request, user, exceptions.external_now)


async def unsure(request: web.Request, user: User) -> web.Response:
    """One act for everything unsure: send again, or leave it."""
    node = services(request)
    given = await body_of(request, Unsure)
    channel = None if given.channel is None else str(given.channel)

    def work(connection: Connection) -> int:
        again, now = given.decision == "resend", node.clock.now()
        return decisions.settle_unsure(connection, user, request.match_info["id"], channel, again=again, now=now)

    decided = await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request) | {"decided": decided})


async def resend(request: web.Request, user: User) -> web.Response:
    """Everyone it failed for is tried once more."""
    node = services(request)
    await body_of(request, Resend)

    def work(connection: Connection) -> int:
        return decisions.resend(connection, user, request.match_info["id"], node.clock.now())

    resent = await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request) | {"resent": resent})
