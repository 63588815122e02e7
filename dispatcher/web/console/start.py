"""Start: what is going on, one big way to begin, and whether we are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing import arranging
from dispatcher.domain.rights import Act, may
from dispatcher.ledger import board
from dispatcher.web import events
from dispatcher.web.console import start_view
from dispatcher.web.console.afterwards import afterwards

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit

PATH: Final = "/"
CHANGES: Final = "/endringer"
PART: Final = "del"
"""In the query: only what changes by itself is asked for, and comes out of the same function as the page."""


async def show(visit: Visit) -> web.StreamResponse:
    """The page, or its live part."""
    user = visit.demand(Act.READ)

    def look(connection: Connection) -> dict[str, Any]:
        return {
            "going_on": start_view.going_on(connection, user.person, visit.language, visit.now),
            "drafts": len(arranging.queue(connection)),
            "after": afterwards(connection, visit.language, visit.now),
            "alarms": board.alarms_view(connection),
            "ready": start_view.ready(connection, visit.node, visit.language, visit.now),
        }

    facts = await visit.node.ledger.read(look)
    template = "start_live.html" if PART in visit.request.query else "start.html"
    may_begin = may(user.roles, Act.TRIGGER)
    may_log = may(user.roles, Act.REPORT)
    return visit.page(template, may_begin=may_begin, may_log=may_log, live_node=visit.node.live, **facts)


async def changes(visit: Visit) -> web.StreamResponse:
    """``changed``, to whoever is signed in; what has changed is for the page to ask."""
    visit.demand(Act.READ)
    return await events.all_events(visit.request)
