"""An alert's own page: while it is a draft it is read and submitted there; after that it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.domain.rights import Act
from dispatcher.ledger import incidents
from dispatcher.web.console.draft_page import alert_of, draft_page
from dispatcher.web.console.draft_view import OPEN

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.web.console.visit import Visit

PATH: Final = "/varsel/{alert}"


async def show(visit: Visit) -> web.StreamResponse:
    """What the alert is now."""
    visit.demand(Act.READ)
    row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
    return await draft_page(visit) if row.state in OPEN else visit.to(f"/a/{row.id}")
