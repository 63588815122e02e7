"""An alert's words as pictures, for the channels that want one: shown, saved, and read aloud by their alt text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from dispatcher.approval import hand_over
from dispatcher.domain.errors import NotFound
from dispatcher.domain.rights import Act
from dispatcher.printing.cards import Card, cards_of_task
from dispatcher.web.tasks import task_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit


def cards_view(connection: Connection, task: int, home: Path) -> list[dict[str, Any]]:
    """The cards of a task for its page; none for one that has none."""
    return [
        {
            "src": f"/oppgave/{task}/kort/{card.name}",
            "file": f"bildekort-{card.name}",
            "language": card.language,
            "number": card.number,
            "of": card.of,
            "alt": card.alt,
        }
        for card in cards_of_task(connection, task, home)
    ]


async def show(visit: Visit) -> web.StreamResponse:
    """One picture, while its alert may be passed on. Raises NotFound, Conflict."""
    visit.demand(Act.READ)
    task, name = task_of(visit.request), visit.request.match_info["card"]

    home = visit.node.settings.home

    def look(connection: Connection) -> Card:
        hand_over.texts(connection, task)  # raises Conflict for what must not be given on now
        found = next((card for card in cards_of_task(connection, task, home) if card.name == name), None)
        if found is None:
            raise NotFound("Oppgaven har ikke dette bildekortet.")
        return found

    card = await visit.node.ledger.read(look)
    return web.Response(body=await asyncio.to_thread(card.png), content_type="image/png")
