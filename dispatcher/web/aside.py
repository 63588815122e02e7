"""Who steps aside, who is away, and the yes that is given when nobody answers."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import alone, aside
from dispatcher.approval.decisions import Approval
from dispatcher.ledger import absences
from dispatcher.ledger.accounts import User
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.disk import free_beside
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Absence, Alone, Available, Nothing, Unavailable
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services


async def recuse(request: web.Request, user: User) -> web.Response:
    """«Jeg er berørt eller inhabil»: one decides nothing more on the incident, and the next is asked at once."""
    node = services(request)
    await body_of(request, Nothing)
    await node.ledger.write(aside.recuse, user, request.match_info["id"], node.clock.now())
    return json_answer(await view_of(request))


async def unavailable(request: web.Request, user: User) -> web.Response:
    """Somebody of the alert's chain cannot be reached: what was asked of them ends, and the next is asked."""
    node = services(request)
    given = await body_of(request, Unavailable)
    alert = request.match_info["id"]
    await node.ledger.write(aside.set_unavailable, user, alert, given.person, given.why, node.clock.now())
    return json_answer(await view_of(request))


async def available(request: web.Request, user: User) -> web.Response:
    """Somebody can be reached again, and is asked again."""
    node = services(request)
    given = await body_of(request, Available)
    await node.ledger.write(aside.set_available, user, request.match_info["id"], given.person, node.clock.now())
    return json_answer(await view_of(request))


async def absence(request: web.Request, user: User) -> web.Response:
    """One's own absence, from and to. Who steps in is the plan's word."""
    node = services(request)
    given = await body_of(request, Absence)

    def work(connection: Connection) -> None:
        now = node.clock.now()
        aside.set_absence(connection, user, given.from_ or now, given.to, now)

    await node.ledger.write(work)
    return json_answer(await _absences(request))


async def absence_end(request: web.Request, user: User) -> web.Response:
    """Back before the time."""
    node = services(request)
    await body_of(request, Nothing)
    await node.ledger.write(aside.end_absence, user, node.clock.now())
    return json_answer(await _absences(request))


async def list_absences(request: web.Request) -> web.Response:
    """Who is away or cannot be reached, now or later."""
    return json_answer(await _absences(request))


async def _absences(request: web.Request) -> dict[str, Any]:
    node = services(request)
    return {"absences": await node.ledger.read(absences_view, node.clock.now())}


def absences_view(connection: Connection, now: Any) -> list[dict[str, Any]]:
    """Every absence that holds or will, by the key of the plan's person."""
    return [
        {
            "person": row.person,
            "kind": row.kind,
            "from": rfc3339(row.from_at),
            "to": rfc3339(row.to_at),
            "by": row.by,
        }
        for row in absences.standing(connection, now)
    ]


async def approve_alone(request: web.Request, user: User) -> web.Response:
    """Danger to life, and nobody who may approve has answered: one of the crisis team, with a reason."""
    node = services(request)
    given = await body_of(request, Alone)
    free = free_beside(node.ledger.file)
    approval = Approval(fingerprint=given.fingerprint, why=given.why, seen=tuple(given.seen), free=free)
    alert = request.match_info["id"]
    already = await node.ledger.write(alone.approve_alone, user, alert, approval, node.clock.now())
    node.engine.wake()
    return json_answer(await view_of(request) | {"already": already})


async def confirm(request: web.Request, user: User) -> web.Response:
    """An approver stands behind what was approved alone."""
    node = services(request)
    await body_of(request, Nothing)
    await node.ledger.write(alone.confirm, user, request.match_info["id"], node.clock.now())
    return json_answer(await view_of(request))
