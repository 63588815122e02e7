"""Follow-ups: update, correction, all-clear, and taking an alert back."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.composing import following, retraction
from dispatcher.composing.request import FollowUp as Asked
from dispatcher.domain.states import AlertKind
from dispatcher.ledger.accounts import User
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Correction, FollowUp, Reasoned
from dispatcher.web.once import drafted
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

ONE_MORE = "en til i kriseledelsen"


async def update(request: web.Request, user: User) -> web.Response:
    """Drafts what is new: kept, added and released. Without areas it is for all who got the alert it follows."""
    return await _follow(request, user, AlertKind.UPDATE, FollowUp)


async def correction(request: web.Request, user: User) -> web.Response:
    """Drafts what was wrong and what is right; the wrong alert is paused meanwhile."""
    return await _follow(request, user, AlertKind.CORRECTION, Correction)


async def all_clear(request: web.Request, user: User) -> web.Response:
    """Drafts that it is over, to everybody whom an alert of the incident was for; the last one is paused meanwhile."""
    return await _follow(request, user, AlertKind.ALL_CLEAR, FollowUp)


async def _follow(request: web.Request, user: User, kind: AlertKind, body: type[FollowUp]) -> web.Response:
    node = services(request)

    def draft(connection: Connection, given: FollowUp) -> str:
        asked, now = asked_for(given), node.clock.now()
        return following.follow(node.desk, connection, user, request.match_info["id"], kind, asked, now)

    return await drafted(request, user, body, draft)


def asked_for(given: FollowUp) -> Asked:
    """What the desk is asked for, by a program or by a form."""
    return Asked(
        fields=given.fields,
        areas=tuple(given.areas),
        zones=given.zone_areas,
        drawn=given.sketches,
        hold_until=given.hold_until,
        false_alarm=isinstance(given, Correction) and given.false_alarm,
    )


async def retract(request: web.Request, user: User) -> web.Response:
    """Takes an alert back with the words approved with it; when a second one of the crisis team asks, it goes out."""
    node = services(request)
    given = await body_of(request, Reasoned)

    def work(connection: Connection) -> str | None:
        return retraction.retract(connection, user, request.match_info["id"], given.why, node.clock.now())

    alert = await node.ledger.write(work)
    node.engine.wake()
    told = {"retracted": alert is not None, "alert": alert, "waiting_for": ONE_MORE if alert is None else None}
    return json_answer(await view_of(request) | told)
