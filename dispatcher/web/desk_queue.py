"""The desk's queue: the drafts of every service in one place, in the order they are taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.composing import arranging
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Arranging
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User


async def queue(request: web.Request) -> web.Response:
    """Drafts and returned alerts: by priority, then by severity, the oldest first."""
    return json_answer({"alerts": await services(request).ledger.read(arranging.queue)})


async def arrange(request: web.Request, user: User) -> web.Response:
    """Sets a draft's priority and the channels it goes without; other channels make a new version."""
    node = services(request)
    asked = await body_of(request, Arranging)

    def work(connection: Connection) -> None:
        alert, now = request.match_info["id"], node.clock.now()
        arranging.arrange(
            node.desk, connection, user, alert, priority=asked.priority, leave_out=asked.leave_out, now=now
        )

    await node.ledger.write(work)
    return json_answer(await view_of(request))
