"""Alone from the console: danger to life, everybody silent, the plan allows it; with a reason and a fresh factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import alone
from dispatcher.approval.decisions import Approval
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act
from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents
from dispatcher.ledger.disk import free_beside
from dispatcher.web.bodies import Alone
from dispatcher.web.console.approval_page import TOLD
from dispatcher.web.console.approval_view import shown
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.factor import options, with_factor
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

PATH: Final = "/varsel/{alert}/alene"


async def show(visit: Visit) -> web.StreamResponse:
    """All that is approved, why it cannot wait, and one red button; or why nobody may be alone just now."""
    return await _page(visit)


async def _page(visit: Visit, *, refused: Conflict | InvalidInput | None = None) -> web.StreamResponse:
    user = visit.demand(Act.ALONE)
    facts = await visit.node.ledger.read(_facts, visit, user)
    if not facts["waits"]:
        return visit.to(f"/varsel/{alert_of(visit)}")
    told = TOLD.get(refused.reason, "") if isinstance(refused, Conflict) else ""
    error = "" if told or refused is None else str(refused)
    if isinstance(refused, InvalidInput) and refused.faults:
        error = refused.faults[0].what
    more: dict[str, Any] = {"told": told, "error": error, "options": options(visit)}
    more |= {"seen": visit.form.all("seen"), "why": visit.form.one("why")}
    status = {InvalidInput: 422, Conflict: 409}.get(type(refused), 200)
    return visit.page("alone.html", status=status, **facts, **more)


def _facts(connection: Connection, visit: Visit, user: User) -> dict[str, Any]:
    facts = shown(connection, alert_of(visit), user, visit.language, visit.now)
    row = incidents.alert(connection, alert_of(visit))
    return facts | {"hindrance": alone.hindrance(connection, user, row, visit.now)}


async def approve(visit: Visit) -> web.StreamResponse:
    """*Godkjenn alene og send.*"""
    visit.demand(Act.ALONE)
    row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
    exercise = row.mode == Mode.EXERCISE
    label = words_of(visit.language)["alone-send-exercise" if exercise else "alone-send"]
    return await with_factor(visit, _approve, label, exercise=exercise)


async def _approve(visit: Visit, user: User) -> web.StreamResponse:
    try:
        sent = {"fingerprint": visit.form.one("fingerprint"), "seen": list(visit.form.all("seen"))}
        said = understood(sent | {"why": visit.form.one("why").strip()}, Alone)
        free = free_beside(visit.node.ledger.file)
        given = Approval(fingerprint=said.fingerprint, seen=tuple(said.seen), why=said.why, free=free)
        await visit.node.ledger.write(alone.approve_alone, user, alert_of(visit), given, visit.now)
    except (Conflict, InvalidInput) as refused:
        return await _page(visit, refused=refused)
    visit.node.engine.wake()
    return visit.to(f"/varsel/{alert_of(visit)}")
