"""An alert's own page: while it is a draft it is read and submitted there; after that it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act
from dispatcher.ledger import incidents
from dispatcher.web.console.draft_page import alert_of, draft_page
from dispatcher.web.console.draft_view import OPEN
from dispatcher.web.console.live_view import live_facts
from dispatcher.web.console.start import PART

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.web.console.visit import Visit

PATH: Final = "/varsel/{alert}"


async def show(visit: Visit) -> web.StreamResponse:
    """What the alert is now."""
    visit.demand(Act.READ)
    row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
    return await draft_page(visit) if row.state in OPEN else await live_page(visit)


async def live_page(visit: Visit, *, refused: InvalidInput | Conflict | None = None) -> web.Response:
    """The page, or its live part; what was refused stands on top."""
    user = visit.demand(Act.READ)
    facts = await visit.node.ledger.read(live_facts, alert_of(visit), user, visit.language, visit.now)
    more: dict[str, Any] = {"live_node": visit.node.live, "above": _words(refused)}
    template = "live_part.html" if PART in visit.request.query else "live.html"
    status = {InvalidInput: 422, Conflict: 409}.get(type(refused), 200)
    return visit.page(template, status=status, **more, **facts)


def _words(refused: InvalidInput | Conflict | None) -> list[str]:
    if isinstance(refused, InvalidInput) and refused.faults:
        return [fault.what for fault in refused.faults]
    return [str(refused)] if refused is not None else []
