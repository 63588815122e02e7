"""Alerts: trigger, read, edit, submit."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.composing.request import Trigger
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import SERVICE, AlertKind
from dispatcher.ledger import board, log_book
from dispatcher.ledger.accounts import User
from dispatcher.web.bodies import Edit, NewAlert, Submission
from dispatcher.web.once import drafted
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services
from dispatcher.web.views import alert_view

KINDS: Final = [*map(str, AlertKind), SERVICE]


async def trigger(request: web.Request, user: User) -> web.Response:
    """Opens an incident and drafts its first alert; a key makes a repeated request get the first answer."""
    node = services(request)

    def draft(connection: Connection, new: NewAlert) -> str:
        return node.desk.trigger(connection, user, asked_for(new), node.clock.now())

    return await drafted(request, user, NewAlert, draft)


def asked_for(new: NewAlert) -> Trigger:
    """What the desk is asked for, by a program or by a form."""
    return Trigger(
        scenario=new.scenario,
        mode=new.mode,
        fields=new.fields,
        areas=tuple(new.areas),
        zones=new.zone_areas,
        hold_until=new.hold_until,
        known_at=new.known_at,
        occurred_at=new.occurred_at,
        reason=new.reason or "",
        drawn=new.sketches,
    )


async def list_alerts(request: web.Request) -> web.Response:
    """Every alert's head, newest first; service messages only when asked for by kind."""
    kind = request.query.get("kind") or None
    if kind is not None and kind not in KINDS:
        raise InvalidInput(Fault("kind", f"Må være en av: {', '.join(KINDS)}."))
    return json_answer(await services(request).ledger.read(_listed, kind))


def _listed(connection: Connection, kind: str | None) -> dict[str, Any]:
    found = board.alerts_view(connection, kind)
    return {"alerts": found, "crisis_modes": log_book.crisis_modes_now(connection)}


async def show(request: web.Request) -> web.Response:
    """One alert whole."""
    return json_answer(await view_of(request))


async def edit(request: web.Request, user: User) -> web.Response:
    """Changes fields or texts of a draft or returned alert; its fingerprint is void."""
    node = services(request)
    change = await body_of(request, Edit)
    if not change.fields and not change.texts and change.hold_until is None:
        raise InvalidInput(Fault("body", "Det er ingenting å endre. Send fields, texts eller hold_until."))
    changed: dict[str, Any] = {"given": change.fields, "own_texts": change.texts, "hold": change.hold_until}

    def work(connection: Connection) -> None:
        now = node.clock.now()
        alert = request.match_info["id"]
        node.desk.edit(connection, user, alert, **changed, now=now)

    await node.ledger.write(work)
    return json_answer(await view_of(request))


async def submit(request: web.Request, user: User) -> web.Response:
    """Freezes texts and recipients; answers with the fingerprint."""
    node = services(request)
    given = await body_of(request, Submission)

    def work(connection: Connection) -> None:
        node.desk.submit(connection, user, request.match_info["id"], given.people, node.clock.now())

    await node.ledger.write(work)
    node.engine.wake()  # what is approved beforehand goes at once, and so does a request
    return json_answer(await view_of(request))


async def view_of(request: web.Request) -> dict[str, Any]:
    """The alert that the address names, as it is now."""
    node = services(request)
    return await node.ledger.read(alert_view, request.match_info["id"], node.clock.now())
