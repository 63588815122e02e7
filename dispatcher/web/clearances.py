"""The police's clearance of an alert."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.composing import clearing
from dispatcher.ledger.accounts import User
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Clearance
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services


async def clear(request: web.Request, user: User) -> web.Response:
    """Records the police's word for an alert, or for its retraction; a submitted alert gets a new fingerprint."""
    node = services(request)
    given = await body_of(request, Clearance)
    said = clearing.Clearance(name=given.name, function=given.function, what=given.what, at=given.at)

    def work(connection: Connection) -> None:
        clearing.clear(node.desk, connection, user, request.match_info["id"], said, node.clock.now())

    await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request))
